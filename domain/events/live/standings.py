"""Who is where on the way of an event now: in the order of the way, with the pace and the gap to who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.events.entry.statuses import PLACED
from domain.events.live.following import clock_at, mark_of
from domain.events.results.queries import SHOWN_NAME

SILENT = timedelta(minutes=2)
SPARK = 8
"""So many stretches are drawn as a line."""
BINS = 48
GUESSED_S = 30.0
"""So long after their last point people are taken to have gone on at their own pace: points come one by one."""


@dataclass(frozen=True, slots=True)
class LiveCard:
    """What is followed of an event. `goal_m` None: whoever comes farther."""

    event_id: int
    version: int
    running: int
    goal_m: int | None
    sport: str
    farthest_m: float

    @property
    def scale_m(self) -> float:
        """The length of the way as it is drawn."""
        return float(self.goal_m) if self.goal_m else max(1000.0, self.farthest_m * 1.1)


@dataclass(frozen=True, slots=True)
class LiveRow:
    """`name` is empty where the person shows their results to nobody. `place` counts who has arrived."""

    registration_id: int
    user_id: int
    number: int | None
    name: str
    place: int
    metres: float
    pace_s: float | None
    """Seconds for a kilometre, lately; None: they have hardly moved yet."""
    behind: timedelta | None
    """Behind who leads, at the same place; None: nobody was there before."""
    behind_m: float | None
    stretches: tuple[float, ...]
    """Metres a second in the last stretches, the oldest first."""
    silent: timedelta | None
    """Since when nothing has been heard, where that is long ago."""


_RUNNING = """
FROM live_shares s JOIN registrations g ON g.id = s.registration_id AND g.user_id = s.user_id AND g.status = ANY($3)
LEFT JOIN results r ON r.registration_id = s.registration_id
WHERE s.event_id = $1 AND s.state = 'sharing' AND s.until > $2 AND s.heard_at IS NOT NULL
  AND (r.id IS NULL OR r.source = 'live')
"""
"""Who stopped, whose time is over and who has a result is not on the way any more."""
_NOW = f"""
(s.shown_m * (1 + least(greatest(extract(epoch FROM $2 - s.heard_at), 0), {GUESSED_S})
                  / greatest(extract(epoch FROM s.heard_at - s.started_at), 60)))::float8
"""
_CARD = f"""
SELECT l.event_id, l.version, CASE WHEN b.scoring->>'measure' = 'distance' THEN NULL ELSE e.distance_m END AS goal_m,
       way.running, way.sport, way.farthest_m
FROM live_boards l JOIN events e ON e.id = l.event_id JOIN event_boards b ON b.event_id = l.event_id
CROSS JOIN LATERAL (SELECT count(*)::int AS running, coalesce(max(s.sport), '') AS sport,
                           coalesce(max({_NOW}), 0) AS farthest_m {_RUNNING}) way
WHERE l.event_id = $1
"""
_ROWS = f"""
SELECT s.registration_id, s.user_id, g.number, {{name}} AS name, s.shown_m, s.now_m, s.heard_at,
       s.started_at, s.splits, s.at
FROM (SELECT s.*, {_NOW} AS now_m, row_number() OVER (ORDER BY {_NOW} DESC, s.registration_id) AS at {_RUNNING}) s
JOIN registrations g ON g.id = s.registration_id JOIN profiles p ON p.user_id = s.user_id
WHERE {{which}} ORDER BY s.at
"""
_LEADER = """
SELECT splits, shown_m, coalesce(arrived_ms / 1000.0, extract(epoch FROM heard_at - started_at))::float8 AS clock_s
FROM live_shares
WHERE event_id = $1 AND (state = 'arrived' AND arrived_ms IS NOT NULL OR state = 'sharing' AND until > $2)
ORDER BY arrived_ms NULLS LAST, shown_m DESC, registration_id LIMIT 1
"""
_ARRIVED = "SELECT coalesce(sum(classified), 0)::int FROM result_tallies WHERE event_id = $1"
_FARTHER = """
SELECT one.metres, (SELECT count(*) FROM results r WHERE r.event_id = $1 AND r.sort_key[1] = 0
    AND r.total > one.metres * 100 AND NOT EXISTS (SELECT 1 FROM live_shares s
        WHERE s.registration_id = r.registration_id AND s.state = 'sharing')) AS people
FROM unnest($2::float8[]) AS one(metres)
"""


async def live_card(event_id: int, *, now: datetime) -> LiveCard | None:
    """None: nobody has ever been followed there."""
    row = await database.fetchrow(_CARD, event_id, now, list(PLACED))
    return LiveCard(**dict(row)) if row else None


async def live_rows(card: LiveCard, *, now: datetime, offset: int = 0, limit: int = 20) -> list[LiveRow]:
    """In the order of the way."""
    which = "s.at > $4 AND s.at <= $5"
    return await _rows(card, SHOWN_NAME, which, offset, offset + limit, now=now)


async def own_live_row(card: LiveCard, user_id: int, *, now: datetime) -> LiveRow | None:
    """The viewer's own, with their name; None where they are not followed."""
    return next(iter(await _rows(card, FULL_NAME, "s.user_id = $4", user_id, now=now)), None)


async def _rows(card: LiveCard, name: str, which: str, *asked: object, now: datetime) -> list[LiveRow]:
    sql = _ROWS.format(name=name, which=which)
    rows = await database.fetch(sql, card.event_id, now, list(PLACED), *asked)
    if not rows:
        return []
    leader = await database.fetchrow(_LEADER, card.event_id, now)
    in_front = await _in_front(card, rows)
    return [_row(card, row, before, leader, now) for row, before in zip(rows, in_front, strict=True)]


async def _in_front(card: LiveCard, rows: Sequence[asyncpg.Record]) -> list[int]:
    """How many have done more already, and are not on the way."""
    if card.goal_m is not None:
        arrived: int = await database.fetchval(_ARRIVED, card.event_id)
        return [arrived] * len(rows)
    counted = await database.fetch(_FARTHER, card.event_id, [row["now_m"] for row in rows])
    known = {row["metres"]: int(row["people"]) for row in counted}
    return [known[row["now_m"]] for row in rows]


def _row(card: LiveCard, row: asyncpg.Record, before: int, leader: asyncpg.Record | None, now: datetime) -> LiveRow:
    mark_m, metres, splits = mark_of(card.goal_m), float(row["shown_m"]), tuple(row["splits"])
    clock_s = (row["heard_at"] - row["started_at"]).total_seconds() if row["started_at"] else 0.0
    silent = now - row["heard_at"]
    behind, behind_m = _gap(leader, mark_m, metres, clock_s)
    return LiveRow(
        row["registration_id"],
        row["user_id"],
        row["number"],
        row["name"],
        before + row["at"],
        float(row["now_m"]) if card.goal_m is None else min(float(row["now_m"]), float(card.goal_m)),
        _pace(splits, mark_m, metres, clock_s),
        behind,
        behind_m,
        _stretches(splits, mark_m),
        silent if silent >= SILENT else None,
    )


def _gap(
    leader: asyncpg.Record | None, mark_m: float, metres: float, clock_s: float
) -> tuple[timedelta | None, float | None]:
    if leader is None or leader["clock_s"] is None:
        return None, None
    behind_m = max(0.0, float(leader["shown_m"]) - metres)
    last = (float(leader["shown_m"]), float(leader["clock_s"]))
    then = clock_at(tuple(leader["splits"]), mark_m, metres, last=last)
    return (timedelta(seconds=max(0.0, clock_s - then)) if then is not None else None), behind_m


def _pace(splits: tuple[int, ...], mark_m: float, metres: float, clock_s: float) -> float | None:
    """Over the last two stretches and what came after them."""
    passed = max(0, len(splits) - 2)
    since_m, since_s = (mark_m * passed, float(splits[passed - 1])) if passed else (0.0, 0.0)
    if metres - since_m < mark_m / 5 or clock_s <= since_s:
        return None
    return (clock_s - since_s) / (metres - since_m) * 1000


def _stretches(splits: tuple[int, ...], mark_m: float) -> tuple[float, ...]:
    taken = [after - before for before, after in zip((0, *splits), splits, strict=False)][-SPARK:]
    return tuple(mark_m / max(one, 1) for one in taken)


async def spread(card: LiveCard, *, now: datetime) -> list[int]:
    """How many are in each of so many equal parts of the way."""
    rows = await database.fetch(
        f"SELECT least(floor({_NOW} / $4 * $5), $5 - 1)::int AS bin, count(*) AS people {_RUNNING} GROUP BY 1",
        *(card.event_id, now, list(PLACED), card.scale_m, BINS),
    )
    people = [0] * BINS
    for row in rows:
        people[row["bin"]] = row["people"]
    return people
