"""Which events the same people go to, worked out at night: a batch of events at a time, ids alone."""

from __future__ import annotations

from datetime import datetime, time

from domain import database
from domain.agenda import agenda
from domain.events.entry.statuses import OUT_SQL, PLACED_SQL
from domain.events.finding.catalogue import LISTED
from domain.time import next_at

NIGHT, BATCH = "event-likeness", "event-likeness-batch"
EVERYTHING = "all"
AT = time(1, 40)
"""In UTC."""
AT_ONCE = 100
_PEOPLE, _PAST = 300, 50
"""So many newest people of an event, so many newest events of each of them are looked at."""
_AT_LEAST = 2
"""People who took part in both: one person's way is nobody's recommendation."""
_KEPT = 20
_IN_IT = f"r.status IN {PLACED_SQL}"
_NEXT = f"""
SELECT ARRAY(SELECT e.id FROM events e WHERE e.id > $1 AND {LISTED} AND e.status <> 'running'
             AND e.starts_at > $2 ORDER BY e.id LIMIT {AT_ONCE})
"""
_WORK_OUT = f"""
WITH people AS MATERIALIZED (
    SELECT e.id AS event_id, r.user_id FROM unnest($1::bigint[]) e (id) CROSS JOIN LATERAL (
        SELECT r.user_id FROM registrations r WHERE r.event_id = e.id AND {_IN_IT}
        ORDER BY r.id DESC LIMIT {_PEOPLE}) r),
counted AS MATERIALIZED (SELECT event_id, count(*) AS size FROM people GROUP BY event_id),
shared AS MATERIALIZED (
    SELECT p.event_id, past.event_id AS alike_id, count(*) AS both_of FROM people p CROSS JOIN LATERAL (
        SELECT r.event_id FROM registrations r WHERE r.user_id = p.user_id AND {_IN_IT}
        AND r.status NOT IN {OUT_SQL} ORDER BY r.id DESC LIMIT {_PAST}) past
    WHERE past.event_id <> p.event_id GROUP BY p.event_id, past.event_id HAVING count(*) >= {_AT_LEAST}),
sizes AS MATERIALIZED (
    SELECT a.id, (SELECT count(*) FROM (SELECT 1 FROM registrations r WHERE r.event_id = a.id AND {_IN_IT}
                                        LIMIT {_PEOPLE}) r) AS size
    FROM (SELECT DISTINCT alike_id FROM shared) s JOIN events a ON a.id = s.alike_id WHERE a.visibility = 'public'),
ranked AS (
    SELECT s.event_id, s.alike_id, least(1, s.both_of / sqrt(c.size::float8 * z.size)) AS likeness,
           row_number() OVER (PARTITION BY s.event_id ORDER BY s.both_of / sqrt(c.size::float8 * z.size) DESC,
                              s.alike_id) AS at
    FROM shared s JOIN counted c USING (event_id) JOIN sizes z ON z.id = s.alike_id)
INSERT INTO event_likeness (event_id, alike_id, likeness)
SELECT event_id, alike_id, likeness FROM ranked WHERE at <= {_KEPT}
"""


async def plan_night(*, now: datetime) -> None:
    await agenda.plan_once(NIGHT, EVERYTHING, next_at(AT, now))


async def night(_: str, now: datetime) -> datetime:
    """What is over is forgotten, then one batch follows the other."""
    await database.execute(
        "DELETE FROM event_likeness k USING events e WHERE e.id = k.event_id AND "
        f"(e.starts_at <= $1 OR NOT ({LISTED}))",
        now,
    )
    await agenda.plan(BATCH, "0", now)
    return next_at(AT, now)


async def batch(after: str, now: datetime) -> None:
    event_ids: list[int] = await database.fetchval(_NEXT, int(after), now)
    if event_ids:
        await database.execute("DELETE FROM event_likeness WHERE event_id = ANY($1::bigint[])", event_ids)
        await database.execute(_WORK_OUT, event_ids)
    if len(event_ids) == AT_ONCE:
        await agenda.plan(BATCH, str(event_ids[-1]), now)
