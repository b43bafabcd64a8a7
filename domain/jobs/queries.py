"""What operators see of durable jobs, and what they can do about those set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class JobsState:
    """`oldest_s` is the real age of the oldest job that is due and not done, in seconds."""

    open: int
    dead: int
    oldest_s: float


@dataclass(frozen=True, slots=True)
class DeadJob:
    id: int
    kind: str
    subject: str
    asked_at: datetime
    """Real time."""
    reason: str


async def jobs_state() -> JobsState:
    row = await database.fetchrow(
        "SELECT count(*) FILTER (WHERE status IN ('queued', 'picked')) AS open, "
        "count(*) FILTER (WHERE status = 'failed') AS dead, "
        "coalesce(extract(epoch FROM now() - min(created) FILTER (WHERE status IN ('queued', 'picked') "
        "AND execute_after <= now())), 0)::float AS oldest_s FROM pgqueuer"
    )
    assert row is not None
    return JobsState(**dict(row))


async def dead_jobs(*, after: int = 0, limit: int = 20) -> list[DeadJob]:
    """Set aside after too many tries or because trying is hopeless; `after` is the last id of the page before."""
    rows = await database.fetch(
        "SELECT j.id, j.entrypoint AS kind, convert_from(j.payload, 'UTF8') AS subject, j.created AS asked_at, "
        "coalesce((SELECT concat_ws(': ', l.traceback->>'exception_type', l.traceback->>'exception_message') "
        "FROM pgqueuer_log l WHERE l.job_id = j.id AND l.status = 'failed' ORDER BY l.created DESC LIMIT 1), '') "
        "AS reason FROM pgqueuer j WHERE j.status = 'failed' AND j.id > $1 ORDER BY j.id LIMIT $2",
        *(after, limit),
    )
    return [DeadJob(**dict(row)) for row in rows]


async def retry_dead(job_id: int) -> bool:
    tag = await database.execute(
        "UPDATE pgqueuer SET status = 'queued', attempts = 0, execute_after = now(), queue_manager_id = NULL "
        "WHERE id = $1 AND status = 'failed'",
        job_id,
    )
    return tag == "UPDATE 1"


async def drop_dead(job_id: int) -> tuple[str, str] | None:
    """Its kind and subject; None for one that is not set aside (any more)."""
    row = await database.fetchrow(
        "DELETE FROM pgqueuer WHERE id = $1 AND status = 'failed' "
        "RETURNING entrypoint AS kind, convert_from(payload, 'UTF8') AS subject",
        job_id,
    )
    return (row["kind"], row["subject"]) if row else None


async def purge() -> None:
    """Forget how jobs went that ended a month ago (real time)."""
    await database.execute(
        "DELETE FROM pgqueuer_log l WHERE l.created < now() - interval '30 days' "
        "AND NOT EXISTS (SELECT 1 FROM pgqueuer j WHERE j.id = l.job_id)"
    )
