"""The finish by taps of a page: each is timed by its device, kept there without a network, and sent with its age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    touched: dict[int, None] = {}
    for tap in taps[:TAPS_AT_MOST]:
        before = await database.fetchval(
            "SELECT number FROM finish_taps WHERE event_id = $1 AND user_id = $2 AND tap_key = $3",
            *(event.id, person.id, tap.key),
        )
        await database.execute(
            "INSERT INTO finish_taps (event_id, user_id, number, at, tap_key, position, taken_back) "
            "VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (event_id, user_id, tap_key) "
            "DO UPDATE SET number = excluded.number, taken_back = excluded.taken_back",
            *(event.id, person.id, tap.number, tap.at, tap.key, tap.taken_back),
        )
        touched |= {number: None for number in (before, tap.number) if number}
    found = {one.number: one for one in await settle(event, board, list(touched), person.id, now=now)}
    return [(tap.key, found[tap.number]) for tap in taps[:TAPS_AT_MOST]]
