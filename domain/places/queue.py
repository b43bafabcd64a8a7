"""The waiting list of a pool: who is in front of whom, whom the free places are enough for.

Parties wait as one. Free places go to the first, in the order of the list, for whose whole party they are enough;
whoever is passed over keeps their rank, is told so once, and is the first again as soon as enough is free.
The callers hold the pool's row.
"""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database

MOST = 4
"""People in a party."""
RANK = "coalesce({0}.rank, {0}.id)"
"""In the order of asking, until the organizer says otherwise."""
_RANK = RANK.format("p")
_FITTING = f"""
SELECT found.* FROM generate_series(1, {MOST}) AS of(size) CROSS JOIN LATERAL (
    SELECT p.*, {_RANK} AS place_rank FROM places p WHERE p.pool_id = $1 AND p.state = 'waiting' AND p.size = of.size
    ORDER BY {_RANK}, p.id LIMIT $2 / of.size) found ORDER BY found.place_rank, found.id
"""
_PASSED = f"""
UPDATE places p SET skipped_at = $4 WHERE p.pool_id = $1 AND p.state = 'waiting' AND p.size > 1
    AND p.skipped_at IS NULL AND {_RANK} < $2 AND NOT p.id = ANY($3::bigint[]) RETURNING p.*
"""
_HEAD = f"""
UPDATE places own SET skipped_at = $2 FROM (SELECT p.id FROM places p WHERE p.pool_id = $1 AND p.state = 'waiting'
    ORDER BY {_RANK}, p.id LIMIT 1) head WHERE own.id = head.id AND own.skipped_at IS NULL RETURNING own.*
"""


async def fitting(pool_id: int, free: int | None) -> list[asyncpg.Record]:
    """Who is to be offered the free places; None: they are without end."""
    if free is None:
        return await database.fetch(
            f"SELECT p.* FROM places p WHERE p.pool_id = $1 AND p.state = 'waiting' ORDER BY {_RANK}, p.id", pool_id
        )
    chosen = []
    for row in await database.fetch(_FITTING, pool_id, free):
        if row["size"] <= free:
            chosen.append(row)
            free -= row["size"]
    return chosen


async def anybody_fits(pool_id: int, free: int) -> bool:
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM places WHERE pool_id = $1 AND state = 'waiting' AND size <= $2)", pool_id, free
    )
    return found


async def passed_over(pool_id: int, chosen: list[int], *, now: datetime) -> list[asyncpg.Record]:
    """Who stands in front of those that are offered places, or alone at the head, and is too many; each once."""
    if not chosen:
        return await database.fetch(_HEAD, pool_id, now)
    last = await database.fetchval(f"SELECT max({_RANK}) FROM places p WHERE p.id = ANY($1::bigint[])", chosen)
    return await database.fetch(_PASSED, pool_id, last, chosen, now)


async def position(place_id: int) -> int | None:
    """From 1 at the head; None for one who does not wait."""
    ahead, own = RANK.format("ahead"), RANK.format("own")
    found: int | None = await database.fetchval(
        "SELECT count(*) FROM places ahead JOIN places own ON own.pool_id = ahead.pool_id "
        f"AND ({ahead}, ahead.id) <= ({own}, own.id) "
        "WHERE own.id = $1 AND own.state = 'waiting' AND ahead.state = 'waiting' HAVING count(*) > 0",
        place_id,
    )
    return found


async def move(pool_id: int, place_id: int, to: int) -> bool:
    """To that position, from 1; the others close up. False: nothing has changed, or it does not wait any more."""
    rows = await database.fetch(
        f"SELECT p.id, {_RANK} AS rank FROM places p WHERE p.pool_id = $1 AND p.state = 'waiting' "
        f"ORDER BY {_RANK}, p.id",
        pool_id,
    )
    ids = [row["id"] for row in rows]
    if place_id not in ids:
        return False
    wanted = [one for one in ids if one != place_id]
    wanted.insert(min(max(to, 1), len(ids)) - 1, place_id)
    if wanted == ids:
        return False
    ranks = [row["rank"] for row in rows]
    moved = [(one, rank) for one, was, rank in zip(wanted, ids, ranks, strict=True) if one != was]
    await database.execute(
        "UPDATE places SET rank = new.rank FROM unnest($1::bigint[], $2::bigint[]) AS new(id, rank) "
        "WHERE places.id = new.id",
        *map(list, zip(*moved, strict=True)),
    )
    return True
