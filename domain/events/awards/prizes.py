"""The prize table of an event: place → what it is worth, perhaps a badge, perhaps codes, one for each winner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.awards import giving, standing
from domain.events.awards.errors import (
    PrizeGiven,
    PrizePlaceWrong,
    PrizeTextEmpty,
    TooManyPrizeCodes,
    TooManyPrizes,
)
from domain.events.awards.standing import Standing
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.results.boards import hold_managed
from domain.events.tournaments import board as tournaments
from domain.events.tournaments import rewards
from domain.files.sealing import Keys, Unsealable
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.texts import clean_line

AMONG = ("", "female", "male")
EVERYBODY = "all"
MOST, MOST_CODES, LAST_PLACE = 60, 500, 1000
LONGEST_TEXT, LONGEST_CODE = 300, 60
PRIZE_FORM = Form(
    "event-prize",
    (
        Field("place", Kind.NUMBER, words="award-ask-place", min=1, max=LAST_PLACE),
        Field(
            "among",
            Kind.CHOICE,
            words="award-ask-among",
            choices=tuple(Choice(one or EVERYBODY, words=f"award-among-{one or EVERYBODY}") for one in AMONG),
        ),
        Field("text", Kind.TEXT, words="award-ask-text", min=1, max=LONGEST_TEXT),
        Field("badge", Kind.BOOLEAN, words="award-ask-badge"),
        Field("codes", Kind.LONG_TEXT, words="award-ask-codes", required=False, max=3500),
    ),
    words="award-form",
)


@dataclass(frozen=True, slots=True)
class Prize:
    """`codes`: how many there are, `handed`: of those, with somebody; `winners`: who has the prize now."""

    id: int
    place: int
    among: str
    text: str
    gives_badge: bool
    codes: int = 0
    handed: int = 0
    winners: int = 0

    @property
    def short_of_codes(self) -> int:
        """Winners for whom none was left."""
        return max(0, self.winners - self.handed) if self.codes else 0


_TABLE = """
SELECT p.id, p.place, p.among, p.text, p.gives_badge,
       (SELECT count(*) FROM prize_codes c WHERE c.prize_id = p.id)::int AS codes,
       (SELECT count(*) FROM prize_codes c WHERE c.prize_id = p.id AND c.user_id IS NOT NULL)::int AS handed,
       (SELECT count(*) FROM prize_winners w WHERE w.prize_id = p.id AND w.revoked_at IS NULL)::int AS winners
FROM event_prizes p WHERE p.event_id = $1 ORDER BY p.among, p.place
"""


async def prizes_of(event_id: int) -> list[Prize]:
    """As everybody may see them: what codes say is not in it. Whoever asks sees the event."""
    return [Prize(**dict(row)) for row in await database.fetch(_TABLE, event_id)]


async def managed_prizes(actor: Person, event_id: int) -> tuple[Event, list[Prize]]:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    return event, await prizes_of(event.id)


async def set_prize(
    actor: Person, event_id: int, answers: Mapping[str, JsonValue], keys: Keys, *, now: datetime
) -> int:
    """A prize for a place, or other words for the one it has; codes are added to those there are. The prize's id.

    Codes lie sealed, and those that are there already are left out.
    Raises NotFound, NotAllowed, PrizePlaceWrong, PrizeTextEmpty, TooManyPrizes, TooManyPrizeCodes.
    """
    event, board = await hold_managed(actor, event_id)
    cup = await tournaments.hold(event_id=event.id)
    place, among = int(str(answers["place"])), str(answers.get("among") or "").replace(EVERYBODY, "")
    text = clean_line(str(answers["text"]))[:LONGEST_TEXT]
    if not 1 <= place <= LAST_PLACE or among not in AMONG:
        raise PrizePlaceWrong(most=LAST_PLACE)
    if not text:
        raise PrizeTextEmpty
    codes = read_codes(str(answers.get("codes") or ""))
    prize_id = await _put(event, place, among, text, bool(answers.get("badge")), now)
    added = await _add_codes(prize_id, codes, keys)
    details = {"place": place, "among": among or EVERYBODY, "codes": added}
    await trail.record(actor.id, "event-prize-set", f"event:{event.id}", now=now, details=details)
    if board.is_final or (cup and cup.tournament.state == "finished"):
        found = rewards.standing_of(event, cup) if cup else await standing.of_results(event.id)
        await _give_late(event, found, now)
    return prize_id


async def _give_late(event: Event, found: Standing, now: datetime) -> None:
    """It is known already who has won: they hear of it now."""
    fresh = await giving.approved(event.id, event.title, found, now=now)
    await giving.tell_winners(event.id, fresh, now=now)


async def _put(event: Event, place: int, among: str, text: str, gives_badge: bool, now: datetime) -> int:
    if await database.fetchval("SELECT count(*) FROM event_prizes WHERE event_id = $1", event.id) >= MOST:
        raise TooManyPrizes(most=MOST)
    prize_id: int = await database.fetchval(
        "INSERT INTO event_prizes (event_id, place, among, text, gives_badge, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (event_id, place, among) "
        "DO UPDATE SET text = excluded.text, gives_badge = excluded.gives_badge RETURNING id",
        *(event.id, place, among, text, gives_badge, now),
    )
    return prize_id


async def copy(from_event: int, to_event: int) -> None:
    """For a copy of the event: its codes were for the winners of this one."""
    await database.execute(
        "INSERT INTO event_prizes (event_id, place, among, text, gives_badge, created_at) "
        "SELECT $2, place, among, text, gives_badge, created_at FROM event_prizes WHERE event_id = $1",
        *(from_event, to_event),
    )


def read_codes(said: str) -> list[str]:
    """One a line, each once, in their order. Raises TooManyPrizeCodes, also for one that is too long."""
    codes = list(dict.fromkeys(filter(None, (clean_line(line) for line in said.splitlines()))))
    if len(codes) > MOST_CODES or any(len(one) > LONGEST_CODE for one in codes):
        raise TooManyPrizeCodes(most=MOST_CODES, longest=LONGEST_CODE)
    return codes


async def _add_codes(prize_id: int, codes: Sequence[str], keys: Keys) -> int:
    if not codes:
        return 0
    rows = await database.fetch("SELECT sealed, key_name FROM prize_codes WHERE prize_id = $1", prize_id)
    known = {_opened(prize_id, row["sealed"], row["key_name"], keys) for row in rows}
    new = [one for one in codes if one not in known]
    if len(rows) + len(new) > MOST_CODES:
        raise TooManyPrizeCodes(most=MOST_CODES, longest=LONGEST_CODE)
    sealed = [keys.seal(one.encode(), _place_of(prize_id)) for one in new]
    await database.execute(
        "INSERT INTO prize_codes (prize_id, sealed, key_name) SELECT $1, one, $3 FROM unnest($2::bytea[]) AS new(one)",
        *(prize_id, sealed, keys.newest),
    )
    return len(new)


def _place_of(prize_id: int) -> str:
    """What a code is sealed for: put under another prize, it does not open."""
    return f"prize:{prize_id}"


def _opened(prize_id: int, sealed: bytes, key_name: str, keys: Keys) -> str | None:
    """None: its key is gone, or it is not what was sealed."""
    try:
        return keys.open(sealed, _place_of(prize_id), key_name).decode()
    except Unsealable:
        return None


async def remove(actor: Person, prize_id: int, *, now: datetime) -> int:
    """The event's id. Raises NotFound, NotAllowed, PrizeGiven once somebody has it or has a code of it."""
    row = await database.fetchrow("SELECT event_id, place FROM event_prizes WHERE id = $1", prize_id)
    if row is None:
        raise NotFound
    event, _ = await hold_managed(actor, row["event_id"])
    await tournaments.hold(event_id=event.id)
    tag = await database.execute(
        "DELETE FROM event_prizes p WHERE p.id = $1 "
        "AND NOT EXISTS (SELECT 1 FROM prize_winners w WHERE w.prize_id = p.id AND w.revoked_at IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM prize_codes c WHERE c.prize_id = p.id AND c.user_id IS NOT NULL)",
        prize_id,
    )
    if tag != "DELETE 1":
        still_there = await database.fetchval("SELECT EXISTS (SELECT 1 FROM event_prizes WHERE id = $1)", prize_id)
        raise PrizeGiven if still_there else NotFound
    details = {"place": row["place"]}
    await trail.record(actor.id, "event-prize-removed", f"event:{event.id}", now=now, details=details)
    return int(event.id)


@dataclass(frozen=True, slots=True)
class OwnPrize:
    """`code`: for its winner alone. `awaits_code`: there are codes for this place, and none was left for them."""

    place: int
    among: str
    text: str
    code: str | None
    awaits_code: bool = False


_OWN = """
SELECT p.id, p.place, p.among, p.text, c.sealed, c.key_name,
       EXISTS (SELECT 1 FROM prize_codes o WHERE o.prize_id = p.id) AS has_codes
FROM prize_winners w JOIN event_prizes p ON p.id = w.prize_id
LEFT JOIN prize_codes c ON c.prize_id = p.id AND c.user_id = w.user_id
WHERE w.user_id = $1 AND p.event_id = $2 AND w.revoked_at IS NULL ORDER BY p.among, p.place
"""


async def own_prizes(user_id: int, event_id: int, keys: Keys) -> list[OwnPrize]:
    """What that person has won there, with their codes."""
    found = []
    for row in await database.fetch(_OWN, user_id, event_id):
        code = _opened(row["id"], row["sealed"], row["key_name"], keys) if row["sealed"] else None
        found.append(OwnPrize(row["place"], row["among"], row["text"], code, bool(row["has_codes"]) and code is None))
    return found
