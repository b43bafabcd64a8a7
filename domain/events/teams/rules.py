"""What a team is at an event: how many people, how many results are summed up. Said by the organizer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.lifecycle import load_managed
from domain.events.results.boards import RUNNING, changed, hold_board
from domain.events.results.errors import ResultsFinal
from domain.events.teams import sums
from domain.events.teams.errors import NoTeamsHere, TeamRulesWrong, TeamsBigger, TeamsThere
from domain.forms.form import Field, Form, JsonValue, Kind

MOST = 30
USUAL: dict[str, JsonValue] = {"least": 4, "most": 6, "counted": 4, "needs_woman": False}
RULES_FORM = Form(
    "team-rules",
    (
        Field("least", Kind.NUMBER, words="team-ask-least", min=2, max=MOST, prefill="least"),
        Field("most", Kind.NUMBER, words="team-ask-most", min=2, max=MOST, prefill="most"),
        Field("counted", Kind.NUMBER, words="team-ask-counted", min=1, max=MOST, prefill="counted"),
        Field("needs_woman", Kind.BOOLEAN, words="team-ask-woman", prefill="needs_woman"),
    ),
    words="team-rules-form",
)


@dataclass(frozen=True, slots=True)
class TeamRules:
    """From `least` people on a team is complete; of at most `most`, the best `counted` results are summed up."""

    least: int
    most: int
    counted: int
    needs_woman: bool = False

    @property
    def fit(self) -> bool:
        """A complete team has enough people to be counted."""
        return 1 <= self.counted <= self.least <= self.most <= MOST

    def to_answers(self) -> dict[str, JsonValue]:
        return {name: getattr(self, name) for name in ("least", "most", "counted", "needs_woman")}


def read_rules(answers: dict[str, JsonValue]) -> TeamRules:
    least, most, counted = (int(str(answers[name])) for name in ("least", "most", "counted"))
    return TeamRules(least, most, counted, answers.get("needs_woman") is True)


async def rules_of(event_id: int) -> TeamRules | None:
    row = await database.fetchrow(
        "SELECT least, most, counted, needs_woman FROM event_team_rules WHERE event_id = $1", event_id
    )
    return TeamRules(**dict(row)) if row else None


async def require_rules(event_id: int) -> TeamRules:
    """Raises NoTeamsHere."""
    rules = await rules_of(event_id)
    if rules is None:
        raise NoTeamsHere
    return rules


async def set_rules(actor: Person, event_id: int, rules: TeamRules, *, now: datetime) -> None:
    """Also when results are there: everything is summed up anew.

    Raises NotFound, NotAllowed, TeamRulesWrong, TeamsBigger, ResultsFinal.
    """
    event = await load_managed(actor, event_id)
    board = await hold_board(event) if event.status in RUNNING else None
    if not rules.fit:
        raise TeamRulesWrong
    if board and board.is_final:
        raise ResultsFinal
    biggest: int = await database.fetchval(
        "SELECT coalesce(max(members), 0)::int FROM event_teams WHERE event_id = $1", event.id
    )
    if biggest > rules.most:
        raise TeamsBigger(members=biggest)
    await database.execute(_SET, event.id, rules.least, rules.most, rules.counted, rules.needs_woman)
    if board:
        await sums.sum_up(event.id, board.scoring)
        await changed(event.id, now=now)
    details = {"least": rules.least, "most": rules.most, "counted": rules.counted}
    await trail.record(actor.id, "event-teams-set", f"event:{event.id}", now=now, details=details)


_SET = """
INSERT INTO event_team_rules (event_id, least, most, counted, needs_woman) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (event_id) DO UPDATE SET least = excluded.least, most = excluded.most, counted = excluded.counted,
    needs_woman = excluded.needs_woman
"""


async def copy(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO event_team_rules (event_id, least, most, counted, needs_woman) "
        "SELECT $2, least, most, counted, needs_woman FROM event_team_rules WHERE event_id = $1",
        *(from_event, to_event),
    )


async def drop_rules(actor: Person, event_id: int, *, now: datetime) -> None:
    """Everybody for themselves again. Raises NotFound, NotAllowed, TeamsThere."""
    event = await load_managed(actor, event_id)
    if await database.fetchval("SELECT EXISTS (SELECT 1 FROM event_teams WHERE event_id = $1)", event.id):
        raise TeamsThere
    await database.execute("DELETE FROM event_team_rules WHERE event_id = $1", event.id)
    await trail.record(actor.id, "event-teams-dropped", f"event:{event.id}", now=now)
