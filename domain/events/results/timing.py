"""The finish by taps of a page: each is timed by its device, kept there without a network, and sent with its age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.events.results.boards import hold_board, read_board, require_open
from domain.events.results.finish import Finish, is_timed, require_line, require_timed, settle

TAPS_AT_MOST = 200
KEPT_AT_MOST = timedelta(hours=24)
"""So long a device may keep a tap before it sends it."""


@dataclass(frozen=True, slots=True)
class Tap:
    """`key` is the device's own name for it: sent again, it is the same one, perhaps with another number."""

    key: str
    at: datetime
    number: int
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What a timer shows. `state`: open, early (not started), over (approved), elsewhere (no single time to take)."""

    gun_at: datetime
    state: str


async def clock_of(person: Person, event_id: int) -> Clock:
    """Raises NotFound for who does not stand at this finish."""
    event = await require_line(person, event_id)
    board = await read_board(event.id, event.kind)
    gun_at = await database.fetchval("SELECT gun_at FROM event_boards WHERE event_id = $1", event.id)
    if not is_timed(board):
        state = "elsewhere"
    elif board.is_final or event.status == "cancelled":
        state = "over"
    else:
        state = "open" if event.status in ("running", "finished") else "early"
    return Clock(gun_at or event.starts_at, state)


async def tapped(person: Person, event_id: int, taps: Sequence[Tap], *, now: datetime) -> list[tuple[str, Finish]]:
    """What became of each, by its key. The moment of a tap never changes; its number may.

    Raises NotFound, ResultsNotYet, ResultsFinal, FinishElsewhere.
    """
    event = await require_line(person, event_id)
    board = await hold_board(event)
    require_open(event, board)
    require_timed(board)
    sent = taps[:TAPS_AT_MOST]
    touched = await _keep(event.id, person.id, sent)
    found = {one.number: one for one in await settle(event, board, touched, person.id, now=now)}
    return [(tap.key, found[tap.number]) for tap in sent]


async def _keep(event_id: int, user_id: int, taps: Sequence[Tap]) -> list[int]:
    """However many there are, in two statements. The numbers that they have, and those that they had before."""
    rows = await database.fetch(
        "SELECT tap_key, number FROM finish_taps WHERE event_id = $1 AND user_id = $2 AND tap_key = ANY($3::text[])",
        *(event_id, user_id, [tap.key for tap in taps]),
    )
    before = {row["tap_key"]: row["number"] for row in rows}
    kept: dict[str, Tap] = {}
    for tap in taps:
        kept[tap.key] = replace(tap, at=kept[tap.key].at) if tap.key in kept else tap
    columns = [[getattr(tap, name) for tap in kept.values()] for name in ("number", "at", "key", "taken_back")]
    await database.execute(
        "INSERT INTO finish_taps (event_id, user_id, number, at, tap_key, position, taken_back) "
        "SELECT $1, $2, number, at, tap_key, 0, taken_back "
        "FROM unnest($3::int[], $4::timestamptz[], $5::text[], $6::bool[]) AS taps(number, at, tap_key, taken_back) "
        "ON CONFLICT (event_id, user_id, tap_key) "
        "DO UPDATE SET number = excluded.number, taken_back = excluded.taken_back",
        *(event_id, user_id, *columns),
    )
    had_and_have = (number for tap in taps for number in (before.get(tap.key), tap.number))
    return [number for number in dict.fromkeys(had_and_have) if number]
