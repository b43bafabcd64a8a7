"""Those who look at a live board are told together: a few seconds after somebody moved, and each minute of silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.agenda import agenda
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.live import arriving, keeping
from domain.events.live.shares import SHARES, race_of, run_of
from domain.events.results.tracks import LATE
from domain.spaces import cards

SOON, MINUTE = "live-told", "live-minute"
"""Kinds on the agenda; their subject is the event."""
EVERY = timedelta(seconds=4)
EACH_MINUTE = timedelta(minutes=1)


async def plan(event_id: int, told_at: datetime, *, now: datetime) -> None:
    await agenda.plan_once(SOON, str(event_id), max(now, told_at + EVERY))


async def tell_soon(event_id: int, *, now: datetime) -> None:
    """Something is different that is no point: somebody has come, or gone."""
    told_at = await database.fetchval(
        "UPDATE live_boards SET changed = TRUE WHERE event_id = $1 RETURNING told_at", event_id
    )
    if told_at is not None:
        await plan(event_id, told_at, now=now)


async def tell(event_id: int, *, now: datetime) -> None:
    """Open pages and the pinned cards show where everybody is now."""
    await database.execute(
        "UPDATE live_boards SET changed = FALSE, told_at = $2, version = version + 1 WHERE event_id = $1",
        *(event_id, now),
    )
    database.publish(f"board:{event_id}")
    await cards.refresh(f"event:{event_id}", now=now)


async def each_minute(event_id: int, *, now: datetime) -> datetime | None:
    """Ends what is over, and says who has been silent; until the event is over, and no place is kept."""
    over = await _is_over(event_id, now)
    ended = await end_overdue(event_id, everybody=over, now=now)
    sharing = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM live_shares WHERE event_id = $1 AND state = 'sharing')", event_id
    )
    if ended or sharing:
        await tell(event_id, now=now)
    if over:
        await keeping.forget_places(event_id)
        return None
    return now + EACH_MINUTE


async def _is_over(event_id: int, now: datetime) -> bool:
    over: bool | None = await database.fetchval(
        "SELECT e.status IN ('finished', 'cancelled') AND coalesce(e.ends_at, e.starts_at + $2) + $3 <= $4 "
        "OR e.status = 'cancelled' OR b.state = 'final' "
        "FROM events e JOIN event_boards b ON b.event_id = e.id WHERE e.id = $1",
        *(event_id, UNSAID_LENGTH, LATE, now),
    )
    return over is not False


async def end_overdue(event_id: int, *, everybody: bool, now: datetime) -> int:
    """The time of their live location is over, or the event's: how many."""
    rows = await database.fetch(
        f"{SHARES} WHERE s.event_id = $1 AND s.state = 'sharing' AND (s.until <= $2 OR $3) ORDER BY s.id "
        "FOR UPDATE OF s SKIP LOCKED",
        *(event_id, now, everybody),
    )
    for row in rows:
        await arriving.end(row, run_of(row), race_of(row), now=now, keeps_place=not everybody)
    return len(rows)
