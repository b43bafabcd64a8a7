"""What is offered to a person among many events, in the database: how long it takes, and what its plan walks."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta

import asyncpg

from benchmarks import ground, search
from benchmarks.ground import Servers, line, size, title
from benchmarks.people import settle_in
from domain import database
from domain.events.finding import likeness
from domain.events.finding.home import get_home

_PAST = """
WITH chosen AS (SELECT id, pool_id FROM (SELECT e.id, w.pool_id, row_number() OVER (ORDER BY e.id) AS at FROM events e
    JOIN event_ways w ON w.event_id = e.id WHERE e.visibility = 'public' ORDER BY e.id LIMIT $3) e),
places AS (INSERT INTO places (pool_id, user_id, state, asked_at, changed_at)
    SELECT c.pool_id, u.id, 'confirmed', $2, $2 FROM unnest($1::bigint[]) u (id) CROSS JOIN LATERAL (
        SELECT pool_id FROM chosen ORDER BY hashint8(chosen.id + u.id) LIMIT 12) c RETURNING id, pool_id, user_id)
INSERT INTO registrations (event_id, user_id, place_id, status, answers, created_at, changed_at)
SELECT w.event_id, p.user_id, p.id, 'checked_in', '{}', $2, $2 FROM places p JOIN event_ways w ON w.pool_id = p.pool_id
"""


async def measure(servers: Servers) -> None:
    events, people = size("EVENTS", 50_000), size("PEOPLE", 1000)
    async with ground.connected(servers):
        ids = await settle_in(people)
        await search.seed(servers.postgres, events, ids[0])
        await _lived(servers, ids)
        now = datetime.now(UTC)
        begun = time.perf_counter()
        await likeness.batch("0", now)
        line(f"likeness of {likeness.AT_ONCE} events", f"{1000 * (time.perf_counter() - begun):.0f} ms", "≤ 1000 ms")
        connection = await asyncpg.connect(servers.postgres, server_settings=database.MEMORY)
        for name, sql in _SORTS.items():
            await database.execute(f"UPDATE profiles SET {sql}")
            await search.one(connection, f"first screen: {name}", lambda dice: get_home(_any(ids, dice), now=now), "20")
        await connection.close()


_SORTS = {
    "nothing said": "interests = '{}', latitude = NULL, longitude = NULL",
    "interests and a city": "interests = '{running,yoga}', latitude = 55.75, longitude = 37.62",
}


def _any(ids: list[int], dice: random.Random) -> int:
    return dice.choice(ids)


async def _lived(servers: Servers, ids: list[int]) -> None:
    plain = await asyncpg.connect(servers.postgres)
    await plain.execute("UPDATE place_pools SET capacity = NULL")
    await plain.execute(_PAST, ids, datetime.now(UTC) - timedelta(days=9), 400)
    await plain.execute(
        "UPDATE events SET starts_at = $1, ends_at = NULL, status = 'finished' WHERE id % 50 = 1",
        datetime.now(UTC) - timedelta(days=8),
    )
    for table in ("events", "registrations", "places", "profiles"):
        await plain.execute(f"VACUUM ANALYZE {table}")
    await plain.close()


def main() -> None:
    title("what is offered to a person, time in the database")
    with ground.servers() as servers:
        asyncio.run(measure(servers))


if __name__ == "__main__":
    main()
