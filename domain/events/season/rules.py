"""What a season is summed up by. Said by who manages the series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotAllowed
from domain.events.recurring import series_queries
from domain.events.results.errors import ScoringWrong
from domain.events.results.scoring import USUAL_TABLE, read_numbers
from domain.events.season import sums
from domain.events.season.errors import SeasonTableWrong
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf

BY = ("places", "points")
MOST_PLACES, MOST_DATES, DEAREST = 100, 52, 10_000
USUAL: dict[str, JsonValue] = {"by": "places", "table": ", ".join(map(str, USUAL_TABLE)), "counted": None}
SEASON_FORM = Form(
    "season-rules",
    (
        Field("by", Kind.CHOICE, words="season-ask-by", choices=tuple(Choice(one, f"season-by-{one}") for one in BY)),
        Field(
            "table",
            Kind.TEXT,
            words="season-ask-table",
            min=1,
            max=600,
            prefill="table",
            only_if=OnlyIf("by", ("places",)),
        ),
        Field("counted", Kind.NUMBER, words="season-ask-counted", min=1, max=MOST_DATES, required=False),
    ),
    words="season-form",
)


@dataclass(frozen=True, slots=True)
class SeasonRules:
    """`table`: points for the first, the second … place of a date; `counted` None: every date counts."""

    by: str
    table: tuple[int, ...]
    counted: int | None

    def to_answers(self) -> dict[str, JsonValue]:
        table = ", ".join(map(str, self.table or USUAL_TABLE))
        return {"by": self.by, "table": table, "counted": self.counted}


def read_rules(answers: Mapping[str, JsonValue]) -> SeasonRules:
    """Raises SeasonTableWrong."""
    by, counted = str(answers["by"]), answers.get("counted")
    try:
        table = read_numbers(str(answers.get("table") or ""), most=MOST_PLACES, largest=DEAREST)
    except ScoringWrong:
        raise SeasonTableWrong from None
    if by == "places" and not table:
        raise SeasonTableWrong
    return SeasonRules(by, table if by == "places" else (), int(str(counted)) if counted else None)


async def rules_of(series_id: int) -> SeasonRules | None:
    row = await database.fetchrow('SELECT "by", "table", counted FROM season_rules WHERE series_id = $1', series_id)
    return SeasonRules(row["by"], tuple(row["table"]), row["counted"]) if row else None


async def set_rules(actor: Person, series_id: int, rules: SeasonRules, *, now: datetime) -> None:
    """All dates whose results are approved are summed up anew. Raises NotFound, NotAllowed."""
    await _require_manager(actor, series_id)
    await sums.hold(series_id)
    await database.execute(_SET, series_id, rules.by, list(rules.table), rules.counted)
    await sums.sum_up_all(series_id)
    details = {"by": rules.by, "counted": rules.counted or 0}
    await trail.record(actor.id, "season-rules-set", f"series:{series_id}", now=now, details=details)


_SET = """
INSERT INTO season_rules AS old (series_id, "by", "table", counted, version) VALUES ($1, $2, $3::int[], $4, 0)
ON CONFLICT (series_id) DO UPDATE SET "by" = excluded."by", "table" = excluded."table", counted = excluded.counted
"""


async def drop_rules(actor: Person, series_id: int, *, now: datetime) -> None:
    """The dates stand alone again; their results stay as they are. Raises NotFound, NotAllowed."""
    await _require_manager(actor, series_id)
    await sums.hold(series_id)
    await database.execute("DELETE FROM season_rules WHERE series_id = $1", series_id)
    await database.execute("DELETE FROM season_points WHERE series_id = $1", series_id)
    await database.execute("DELETE FROM season_standings WHERE series_id = $1", series_id)
    await trail.record(actor.id, "season-rules-dropped", f"series:{series_id}", now=now)


async def _require_manager(actor: Person, series_id: int) -> None:
    card = await series_queries.get_series(series_id, actor)
    if not card.manages:
        raise NotAllowed
