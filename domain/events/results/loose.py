"""Numbers typed at the finish that nobody wears: whoever enters results says whose they are, or drops them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.entry.statuses import PLACED_SQL
from domain.events.models import Event
from domain.events.people.roster import TEXT_LENGTH, PeopleFilter, list_people
from domain.events.results.boards import RUNNING, hold_board, hold_open, hold_timed
from domain.events.results.entering import registrations_by_number
from domain.events.results.errors import NumberNotLoose, NumberUnknown, WearerUnclear
from domain.events.results.finish import MOST_DIGITS, Finish, is_timed, milliseconds, require_timed, settle

LISTED = 20
_WORN = (
    "EXISTS (SELECT 1 FROM registrations g WHERE g.event_id = t.event_id AND g.number = t.number "
    f"AND g.status IN {PLACED_SQL})"
)


@dataclass(frozen=True, slots=True)
class Loose:
    """`milliseconds` after the start, by whoever wrote it first; None before it. `people`: how many wrote it."""

    number: int
    at: datetime
    people: int
    milliseconds: int | None


async def loose_numbers(actor: Person, event_id: int, *, limit: int = LISTED) -> list[Loose]:
    """The first that came in, first. Raises NotFound, NotAllowed."""
    event, _ = await hold_timed(actor, event_id)
    rows = await database.fetch(
        "SELECT t.number, min(t.at) AS at, count(DISTINCT t.user_id) AS people, "
        "coalesce((SELECT b.gun_at FROM event_boards b WHERE b.event_id = $1), $2) AS gun_at FROM finish_taps t "
        f"WHERE t.event_id = $1 AND NOT t.taken_back AND NOT {_WORN} GROUP BY t.number ORDER BY min(t.at) LIMIT $3",
        *(event.id, event.starts_at, limit),
    )
    return [Loose(row["number"], row["at"], row["people"], milliseconds(row["gun_at"], row["at"])) for row in rows]


async def count_loose(event_id: int) -> int:
    count: int = await database.fetchval(
        "SELECT count(DISTINCT t.number) FROM finish_taps t "
        f"WHERE t.event_id = $1 AND NOT t.taken_back AND NOT {_WORN}",
        event_id,
    )
    return count


async def wearer_of(actor: Person, event_id: int, said: str) -> int:
    """The number of whom the actor means, by their number or their name.

    Raises NotFound, NotAllowed, WearerUnclear, NumberUnknown.
    """
    await hold_timed(actor, event_id)
    words = " ".join(said.replace("\0", "").split())[:TEXT_LENGTH]
    digits = words.removeprefix("№").strip()
    if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS:
        return int(digits)
    found = await list_people(event_id, PeopleFilter(group="going", text=words), limit=2) if words else []
    if len(found) != 1:
        raise WearerUnclear(count=len(found), said=words[:40])
    if found[0].number is None:
        raise NumberUnknown(number="–")
    return found[0].number


async def give(actor: Person, event_id: int, number: int, wearer: int, *, now: datetime) -> Finish:
    """Whoever wears `wearer` came in when `number` was written. What became of their time.

    Raises NotFound, NotAllowed, ResultsNotYet, ResultsFinal, FinishElsewhere, NumberUnknown, NumberNotLoose.
    """
    event, board = await hold_open(actor, event_id)
    require_timed(board)
    if wearer not in await registrations_by_number(event.id, [wearer]):
        raise NumberUnknown(number=str(wearer))
    await _require_loose(event.id, number)
    await database.execute(
        "UPDATE finish_taps SET number = $3 WHERE event_id = $1 AND number = $2 AND NOT taken_back",
        *(event.id, number, wearer),
    )
    (found,) = await settle(event, board, [wearer], actor.id, now=now)
    await trail.record(
        *(actor.id, "event-finish-given", f"event:{event.id}"), now=now, details={"from": number, "to": wearer}
    )
    return found


async def drop(actor: Person, event_id: int, number: int, *, now: datetime) -> None:
    """Nobody came in then. Raises as `give`."""
    event, _ = await hold_open(actor, event_id)
    await _require_loose(event.id, number)
    await database.execute(
        "UPDATE finish_taps SET taken_back = TRUE WHERE event_id = $1 AND number = $2", event.id, number
    )
    details = {"number": number}
    await trail.record(actor.id, "event-finish-dropped", f"event:{event.id}", now=now, details=details)


async def _require_loose(event_id: int, number: int) -> None:
    """Somebody else may have dealt with it meanwhile."""
    found = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM finish_taps t WHERE t.event_id = $1 AND t.number = $2 AND NOT t.taken_back "
        f"AND NOT {_WORN})",
        *(event_id, number),
    )
    if not found:
        raise NumberNotLoose(number=str(number))


async def worn(event: Event, numbers: Sequence[int], actor_id: int, *, now: datetime) -> None:
    """People wear these numbers from now on: what was typed of them before becomes their result."""
    typed = await database.fetch(
        "SELECT DISTINCT number FROM finish_taps WHERE event_id = $1 AND number = ANY($2::int[]) AND NOT taken_back",
        *(event.id, list(numbers)),
    )
    if not typed or event.status not in RUNNING:
        return
    board = await hold_board(event)
    if is_timed(board) and not board.is_final:
        await settle(event, board, [row["number"] for row in typed], actor_id, now=now)
