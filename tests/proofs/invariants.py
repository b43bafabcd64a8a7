"""What must be true whatever was killed, cut, filled or moved: N1, N3, N4, N6, N7. Each returns what it counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain import database
from domain.audit import trail

_POOLS = """
SELECT e.id, e.status, coalesce(e.registration_closes_at, e.starts_at) > $1 AS takes, p.capacity, p.taken, p.waiting,
       (SELECT coalesce(sum(x.size), 0) FROM places x WHERE x.pool_id = p.id
        AND x.state IN ('confirmed', 'offered')) AS held,
       (SELECT count(*) FROM places x WHERE x.pool_id = p.id AND x.state = 'waiting') AS queued
FROM place_pools p JOIN event_ways w ON w.pool_id = p.id JOIN events e ON e.id = w.event_id
"""
_UNLIKE = """
SELECT r.id, r.status, p.state FROM registrations r JOIN places p ON p.id = r.place_id
WHERE (p.state, r.status) NOT IN (('waiting', 'waitlisted'), ('offered', 'offered'), ('confirmed', 'confirmed'),
                                  ('confirmed', 'paid'), ('released', 'withdrawn'))
"""
_PASSED_OVER = """
SELECT 1 FROM places first JOIN places later USING (pool_id)
WHERE first.state = 'waiting' AND later.state = 'offered' AND later.id > first.id
"""


async def places(now: datetime) -> dict[str, int]:
    """N1, N6: counters are the rows, nothing is sold twice, nobody waits beside a free place or is passed over."""
    pools = await database.fetch(_POOLS, now)
    for pool in pools:
        row = dict(pool)
        assert pool["taken"] == pool["held"], row
        assert pool["waiting"] == pool["queued"], row
        assert pool["capacity"] is None or pool["taken"] <= pool["capacity"], row
        if pool["takes"] and pool["status"] == "registration_open":
            assert not pool["waiting"] or pool["taken"] == pool["capacity"], row
    assert await database.fetch(_UNLIKE) == []
    assert await database.fetch(_PASSED_OVER) == []
    return {"pools": len(pools), "places taken": sum(row["taken"] for row in pools), "oversold": 0}


async def inbox() -> dict[str, int]:
    """N3: whatever was accepted is done, or dead with its reason."""
    rows = await _by_state("inbox")
    unexplained = await database.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead' AND error IS NULL")
    assert set(rows) <= {"done", "dead"}, rows
    assert unexplained == 0
    return {f"updates {state}": count for state, count in rows.items()}


async def outbox(now: datetime) -> dict[str, int]:
    """N4: whatever was to be said by now is sent, or is not said for a reason."""
    left = await database.fetch(
        "SELECT id, kind, leased_until, retry_at FROM outbox WHERE state = 'waiting' AND not_before <= $1", now
    )
    assert left == []
    unexplained = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE state IN ('obsolete', 'blocked', 'dead') AND error IS NULL"
    )
    assert unexplained == 0
    rows = await _by_state("outbox")
    assert set(rows) <= {"sent", "obsolete", "blocked", "dead", "waiting"}
    return {f"messages {state}": count for state, count in rows.items()}


async def audit() -> dict[str, int]:
    """N7: no entry was lost from the chain or changed."""
    assert await trail.first_broken_entry() is None
    return {"audit entries in one chain": await database.fetchval("SELECT count(*) FROM audit_entries")}


async def agenda(now: datetime) -> dict[str, int]:
    """What was due is done; every open offer has its end planned."""
    assert await database.fetch("SELECT * FROM agenda WHERE due_at <= $1 AND NOT dead", now) == []
    endless = await database.fetch(
        "SELECT id FROM places p WHERE state = 'offered' AND NOT EXISTS "
        "(SELECT FROM agenda a WHERE a.kind = 'event-offer-end' AND a.subject = p.id::text)"
    )
    assert endless == []
    dead = await database.fetchval("SELECT count(*) FROM agenda WHERE dead")
    assert dead == 0
    return {"due and not done": 0}


async def everything(now: datetime) -> dict[str, int]:
    return {
        **await places(now),
        **await inbox(),
        **await outbox(now),
        **await agenda(now),
        **await audit(),
    }


def show(title: str, *tables: dict[str, Any]) -> None:
    """As `make proofs` prints it."""
    rows = {name: value for table in tables for name, value in table.items()}
    width = max(map(len, rows))
    print(f"\n{title}")
    for name, value in rows.items():
        print(f"  {name:<{width}}  {value}")


async def _by_state(table: str) -> dict[str, int]:
    rows = await database.fetch(f"SELECT state, count(*) AS count FROM {table} GROUP BY state ORDER BY state")
    return {row["state"]: row["count"] for row in rows}
