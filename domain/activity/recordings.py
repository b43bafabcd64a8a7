"""Recordings of telephones: parts come in any order, perhaps twice and perhaps late, until the end is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import asyncpg
import orjson

from domain import database
from domain.activity.errors import RecordingOver, RecordingsTooMany, RecordingTooFast, RecordingUnreadable
from domain.activity.recording import Spot

PART_POINTS = 200
MOST_POINTS = 60_000
"""Of one recording: sixteen hours, a point a second."""
MOST_RECORDINGS = 20
"""Of one person for one thing."""
TO_COME = timedelta(seconds=30)
"""A point from farther ahead than this has not been: a clock is wrong."""
POINTS_A_SECOND, POINTS_AT_ONCE = 2.0, 600
SECONDS_A_PART, PARTS_AT_ONCE = 2.0, 60
PLACES_KEPT = timedelta(days=1)
"""After the end, so that its person can look at it."""
KEPT = timedelta(days=30)
ABANDONED = timedelta(days=4)
"""Nobody says the end of what was not heard of for so long."""


@dataclass(frozen=True, slots=True)
class Recording:
    """`first_at`: the moment of its first point; `metres`: as they were counted at the end."""

    id: int
    user_id: int
    subject: str
    key: str
    sport: str
    state: str
    first_at: datetime
    heard_at: datetime
    ended_at: datetime | None
    parts: int
    points: int
    metres: float | None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


_COLUMNS = "id, user_id, subject, key, sport, state, first_at, heard_at, ended_at, parts, points, metres"


async def last_of(user_id: int, subject: str) -> Recording | None:
    """The open one, or else the one that was begun last."""
    row = await database.fetchrow(
        f"SELECT {_COLUMNS} FROM recordings WHERE user_id = $1 AND subject = $2 "
        "ORDER BY state = 'open' DESC, id DESC LIMIT 1",
        *(user_id, subject),
    )
    return _read(row)


async def get(recording_id: int) -> Recording | None:
    return _read(await database.fetchrow(f"SELECT {_COLUMNS} FROM recordings WHERE id = $1", recording_id))


async def hold(user_id: int, subject: str, key: str) -> Recording | None:
    """The one of that key, or else the open one, which another telephone may have begun; held."""
    row = await database.fetchrow(
        f"SELECT {_COLUMNS} FROM recordings WHERE user_id = $1 AND subject = $2 AND (key = $3 OR state = 'open') "
        "ORDER BY key = $3 DESC LIMIT 1 FOR UPDATE",
        *(user_id, subject, key),
    )
    return _read(row)


def _read(row: asyncpg.Record | None) -> Recording | None:
    return Recording(**dict(row)) if row else None


async def take_part(
    user_id: int, subject: str, key: str, part_key: str, spots: Sequence[Spot], *, sport: str, now: datetime
) -> tuple[Recording, bool]:
    """Some points, and whether they are new; the first ones begin the recording.

    Raises RecordingUnreadable, RecordingOver, RecordingTooFast, RecordingsTooMany.
    """
    _require_order(spots, now)
    held = await hold(user_id, subject, key) or await _begin(user_id, subject, key, spots[0].at, sport, now=now)
    if await _knows(held.id, part_key):
        return held, False
    if not held.is_open:
        raise RecordingOver
    _require_pace(held, spots, now)
    await database.execute(
        "INSERT INTO recording_parts (recording_id, user_id, key, points) VALUES ($1, $2, $3, $4)",
        *(held.id, user_id, part_key, orjson.dumps([_packed(one) for one in spots]).decode()),
    )
    row = await database.fetchrow(
        "UPDATE recordings SET parts = parts + 1, points = points + $2, heard_at = $3, "
        f"first_at = least(first_at, $4) WHERE id = $1 RETURNING {_COLUMNS}",
        *(held.id, len(spots), now, spots[0].at),
    )
    assert row is not None
    return Recording(**dict(row)), True


def _require_order(spots: Sequence[Spot], now: datetime) -> None:
    if not 0 < len(spots) <= PART_POINTS or spots[-1].at > now + TO_COME:
        raise RecordingUnreadable
    if any(before.at >= after.at for before, after in pairwise(spots)):
        raise RecordingUnreadable


def _require_pace(held: Recording, spots: Sequence[Spot], now: datetime) -> None:
    """A telephone has a point a second: what comes is what time there was, also after hours without a network."""
    seconds = max(0.0, (now - min(held.first_at, spots[0].at)).total_seconds())
    points = held.points + len(spots)
    if points > min(MOST_POINTS, POINTS_AT_ONCE + seconds * POINTS_A_SECOND):
        raise RecordingTooFast
    if held.parts + 1 > PARTS_AT_ONCE + seconds / SECONDS_A_PART:
        raise RecordingTooFast


async def _knows(recording_id: int, part_key: str) -> bool:
    known: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM recording_parts WHERE recording_id = $1 AND key = $2)", recording_id, part_key
    )
    return known


async def _begin(user_id: int, subject: str, key: str, first_at: datetime, sport: str, *, now: datetime) -> Recording:
    """Two that begin at once meet at the index of open ones; one that was met there may be over a moment later."""
    begun = await database.fetchval(
        "SELECT count(*) FROM recordings WHERE user_id = $1 AND subject = $2", user_id, subject
    )
    if begun >= MOST_RECORDINGS:
        raise RecordingsTooMany
    await database.execute(
        "INSERT INTO recordings (user_id, subject, key, sport, state, first_at, heard_at, parts, points) "
        "VALUES ($1, $2, $3, $4, 'open', $5, $6, 0, 0) ON CONFLICT DO NOTHING",
        *(user_id, subject, key, sport, first_at, now),
    )
    held = await hold(user_id, subject, key)
    return held or await _begin(user_id, subject, key, first_at, sport, now=now)


async def finish(held: Recording, metres: float, *, now: datetime) -> None:
    await database.execute(
        "UPDATE recordings SET state = 'finished', ended_at = $2, metres = $3 WHERE id = $1", held.id, now, metres
    )


async def spots_of(recording_id: int) -> list[Spot]:
    """In the order of time, one a moment; none when they are forgotten."""
    rows = await database.fetch("SELECT points FROM recording_parts WHERE recording_id = $1 ORDER BY id", recording_id)
    found = {one[0]: _unpacked(one) for row in rows for one in orjson.loads(row["points"])}
    return [found[at] for at in sorted(found)]


def _packed(spot: Spot) -> list[float | int | None]:
    return [_ms(spot.at), spot.latitude, spot.longitude, spot.accuracy_m, int(spot.anew)]


def _unpacked(one: Sequence[float]) -> Spot:
    at = datetime.fromtimestamp(one[0] / 1000, UTC)
    return Spot(at, one[1], one[2], one[3], bool(one[4]))


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


async def purge(*, now: datetime) -> None:
    """Where somebody was goes a day after the end, and how far that was after thirty. Looked at each hour."""
    await database.execute(
        "DELETE FROM recording_parts p USING recordings r WHERE r.id = p.recording_id "
        "AND (r.ended_at <= $1 OR r.heard_at <= $2)",
        *(now - PLACES_KEPT, now - ABANDONED),
    )
    await database.execute("DELETE FROM recordings WHERE heard_at <= $1", now - KEPT)
