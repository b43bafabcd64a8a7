"""A participant shows where they are: which event it is for, its points as they come, its end.

A point is two short statements. `receive` is the door: nothing is looked up but the share itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events.entry.statuses import PLACED
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.live import arriving, telling
from domain.events.live.errors import ArrivedAlready, NothingToFollow, NotYet
from domain.events.live.following import Fix, advance
from domain.events.live.shares import SHARES, columns_of, race_of, run_of
from domain.events.results.tracks import LATE, sport_of

BEFORE = timedelta(hours=1)
"""So long before the start one may begin to share."""
SOON = timedelta(hours=24)
TO_COME = timedelta(minutes=5)
"""A point from farther ahead than this has not been: a clock is wrong."""
FOREVER = 0x7FFFFFFF
STAND_IN_AFTER = timedelta(seconds=30)
LONGEST = timedelta(days=2)
"""What is shared without end is followed for so long."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An event that the person can be followed in."""

    event_id: int
    title: str
    zone: str
    starts_at: datetime
    registration_id: int
    number: int | None


_EVENTS = """
SELECT e.id AS event_id, e.title, e.zone, coalesce(b.gun_at, e.starts_at) AS starts_at,
       g.id AS registration_id, g.number, e.status,
       EXISTS (SELECT 1 FROM results r WHERE r.registration_id = g.id
               AND NOT (r.source = 'live' AND b.scoring->>'measure' = 'distance'))
       OR EXISTS (SELECT 1 FROM live_shares s WHERE s.registration_id = g.id AND s.state = 'arrived') AS arrived
FROM registrations g JOIN events e ON e.id = g.event_id JOIN event_boards b ON b.event_id = e.id
WHERE g.user_id = $1 AND g.status = ANY($2) AND b.state = 'open' AND (b.scoring->>'tracks')::bool
  AND (b.scoring->>'measure' = 'distance' OR e.distance_m > 0)
  AND (e.status = 'running' OR e.status IN ('published', 'registration_open') AND e.starts_at < $3)
  AND coalesce(e.ends_at, e.starts_at + $4) > $5
ORDER BY e.starts_at, e.id LIMIT 20
"""


async def events_to_follow(person: Person, *, now: datetime) -> list[Followed]:
    """Those that run, or start within the hour.

    Raises NotYet where one starts within a day, ArrivedAlready, NothingToFollow.
    """
    rows = await database.fetch(_EVENTS, person.id, list(PLACED), now + SOON, UNSAID_LENGTH, now - LATE)
    there = [row for row in rows if row["status"] == "running" or row["starts_at"] <= now + BEFORE]
    open_ = [_followed(row) for row in there if not row["arrived"]]
    if open_:
        return open_
    if there:
        raise ArrivedAlready
    if rows:
        raise NotYet(title=rows[0]["title"], starts=rows[0]["starts_at"])
    raise NothingToFollow


def _followed(row: asyncpg.Record) -> Followed:
    return Followed(row["event_id"], row["title"], row["zone"], row["starts_at"], row["registration_id"], row["number"])


async def is_followed_soon(person_id: int, event_id: int, *, now: datetime) -> bool:
    """Whether to show the person how: they take part, and it runs or starts within a day."""
    rows = await database.fetch(_EVENTS, person_id, list(PLACED), now + SOON, UNSAID_LENGTH, now - LATE)
    return any(row["event_id"] == event_id and not row["arrived"] for row in rows)


def end_of(begun: datetime, live_period: int) -> datetime:
    """When a live location of so many seconds is over."""
    return begun + (LONGEST if live_period >= FOREVER else min(timedelta(seconds=max(0, live_period)), LONGEST))


_BEGIN = """
INSERT INTO live_shares AS old (event_id, registration_id, user_id, state, message_id, until, sport, begun_at, splits,
                                along_m, shown_m, doubts)
VALUES ($1, $2, $3, 'sharing', $4, $5, $6, $7, '{}', 0, 0, '')
ON CONFLICT (registration_id) DO UPDATE SET state = 'sharing', user_id = excluded.user_id,
    message_id = excluded.message_id,
    spare_message_id = CASE WHEN old.state = 'sharing' AND old.until > excluded.begun_at
        AND old.message_id <> excluded.message_id THEN old.message_id END,
    until = excluded.until, sport = excluded.sport, over_at = NULL
WHERE old.state <> 'arrived'
RETURNING old.id
"""
_OTHERS = "DELETE FROM live_shares WHERE registration_id = $1 AND user_id <> $2"
"""Whose ticket it was before: their way is not the way of who has it now."""
_BOARD = """
INSERT INTO live_boards (event_id, version, told_at, changed) VALUES ($1, 0, $2, FALSE)
ON CONFLICT (event_id) DO NOTHING
"""
_LET_GO = """
UPDATE live_shares SET state = 'ended', over_at = $3
WHERE user_id = $1 AND registration_id <> $2 AND state = 'sharing' AND (message_id = $4 OR spare_message_id = $4)
"""


async def begin(
    person: Person, event_id: int, message_id: int, until: datetime, fix: Fix | None = None, *, now: datetime
) -> Followed:
    """From now on the points of that message are the person's way in that event; of two telephones the last one counts.

    Raises as `events_to_follow`, and NothingToFollow for an event that is none of these.
    """
    known = {one.event_id: one for one in await events_to_follow(person, now=now)}
    if event_id not in known:
        raise NothingToFollow
    followed = known[event_id]
    sport = await sport_of(event_id)
    await database.execute(_OTHERS, followed.registration_id, person.id)
    begun = await database.fetchval(
        _BEGIN, event_id, followed.registration_id, person.id, message_id, until, sport, now
    )
    if begun is None:
        raise ArrivedAlready
    await database.execute(_LET_GO, person.id, followed.registration_id, now, message_id)
    await database.execute(_BOARD, event_id, now)
    await agenda.plan_once(telling.MINUTE, str(event_id), now + telling.EACH_MINUTE)
    if fix is not None:
        await receive(person.telegram_id, message_id, fix, now=now)
    await telling.tell_soon(event_id, now=now)
    return followed


_SHARE = f"""
{SHARES} JOIN users u ON u.id = s.user_id
WHERE u.telegram_id = $1 AND u.status = 'active' AND s.state = 'sharing'
  AND (s.message_id = $2 OR s.spare_message_id = $2) FOR UPDATE OF s
"""
_STEP = """
WITH moved AS (
    UPDATE live_shares SET heard_at = $2, latitude = $3, longitude = $4, started_at = $5,
        anchor_at = $6, anchor_latitude = $7, anchor_longitude = $8, aside_at = $9, aside_latitude = $10,
        aside_longitude = $11, along_m = $12, shown_m = $13, splits = $14, doubts = $15, arrived_ms = $16
    WHERE id = $1)
UPDATE live_boards SET changed = TRUE
WHERE id = (SELECT id FROM live_boards WHERE event_id = $17 AND NOT changed FOR UPDATE SKIP LOCKED)
RETURNING told_at
"""


async def receive(telegram_id: int, message_id: int, fix: Fix, *, now: datetime) -> None:
    """One point. Repeated, late, of nobody, of an event that is over: it is nothing."""
    await receive_all(telegram_id, message_id, (fix,), now=now)


async def receive_all(telegram_id: int, message_id: int, fixes: Sequence[Fix], *, now: datetime) -> str | None:
    """Points in the order of time. The share's state by now; None: these are nobody's."""
    row = await database.fetchrow(_SHARE, telegram_id, message_id)
    if row is None:
        return None
    counting = [fix for fix in fixes if _counts(row, message_id, fix, now)]
    if not counting:
        return "sharing"
    if row["message_id"] != message_id:
        await database.execute(_STAND_IN, row["id"], message_id, row["message_id"])
    race, run, last = race_of(row), run_of(row), counting[0]
    for last in counting:
        run = advance(run, last, race)
        if run.arrived_ms is not None:
            break
    where: tuple[float | None, float | None] = (last.latitude, last.longitude)
    state = "sharing" if run.arrived_ms is None else "arrived"
    if run.arrived_ms is not None:
        await arriving.arrive(row, run, race, now=now)
        run, where = run.nowhere, (None, None)
    told_at = await database.fetchval(_STEP, row["id"], last.at, *where, *columns_of(run), row["event_id"])
    if told_at is not None:
        await telling.plan(row["event_id"], told_at, now=now)
    return state


_STAND_IN = "UPDATE live_shares SET message_id = $2, spare_message_id = $3 WHERE id = $1"


def _counts(row: asyncpg.Record, message_id: int, fix: Fix, now: datetime) -> bool:
    ends_at = row["ends_at"] or row["starts_at"] + UNSAID_LENGTH
    is_later = row["heard_at"] is None or fix.at > row["heard_at"]
    in_time = fix.at <= min(row["until"], ends_at + LATE) and fix.at <= now + TO_COME
    followed = row["message_id"] == message_id or _stands_in(row, message_id, fix)
    return followed and is_later and in_time and fix.is_on_earth


def _stands_in(row: asyncpg.Record, message_id: int, fix: Fix) -> bool:
    """A recording and a live location are one person twice: where one is silent, the other one is followed."""
    is_other_source = (row["message_id"] < 0) != (message_id < 0)
    return is_other_source and (row["heard_at"] is None or fix.at > row["heard_at"] + STAND_IN_AFTER)


async def leave(telegram_id: int, message_id: int, *, now: datetime) -> None:
    """As `stop`, but what it came to is said elsewhere: nothing is counted, and nobody is told."""
    row = await database.fetchrow(_SHARE, telegram_id, message_id)
    if row is None or await _goes_on(row, message_id):
        return
    await arriving.close(row["id"], "ended", now=now)
    await telling.tell_soon(row["event_id"], now=now)


async def stop(telegram_id: int, message_id: int, *, now: datetime) -> None:
    """The person does not share any more; the other telephone is followed where there is one."""
    row = await database.fetchrow(_SHARE, telegram_id, message_id)
    if row is None:
        return
    if await _goes_on(row, message_id):
        return
    await arriving.end(row, run_of(row), race_of(row), now=now)
    await telling.tell_soon(row["event_id"], now=now)


async def _goes_on(row: asyncpg.Record, message_id: int) -> bool:
    """With the other telephone, where there is one."""
    if row["spare_message_id"] is None:
        return False
    left = row["message_id"] if row["spare_message_id"] == message_id else row["spare_message_id"]
    await database.execute(
        "UPDATE live_shares SET message_id = $2, spare_message_id = NULL WHERE id = $1", row["id"], left
    )
    return True


@dataclass(frozen=True, slots=True)
class Stopped:
    event_id: int
    metres: float


async def get_stopped(share_id: int, user_id: int) -> Stopped | None:
    """None for another person's, and for who shares again."""
    row = await database.fetchrow(
        "SELECT event_id, shown_m AS metres FROM live_shares WHERE id = $1 AND user_id = $2 AND state = 'ended'",
        *(share_id, user_id),
    )
    return Stopped(**dict(row)) if row else None
