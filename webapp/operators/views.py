"""The operators' page: what waits, what failed and why, and a way to try it again. For staff alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.accounts.people import Person
from domain.agenda import agenda
from domain.agenda import queries as agenda_queries
from domain.audit import trail
from domain.errors import NotFound
from domain.inbox import queries as inbox_queries
from domain.inbox import rows as inbox_rows
from domain.jobs import queries as job_queries
from domain.notifications import queries as outbox_queries
from domain.notifications import rows as outbox_rows
from domain.payments import by_hand, refunds
from webapp.kit.live import Topic, Update
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that was set aside, of whichever queue."""

    id: int
    what: str
    about: str
    attempts: int | None
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    failures: Callable[[int | None, int], Awaitable[list[Failure]]]
    retry: Callable[[int], Awaitable[bool]]
    drop: Callable[[int, datetime], Awaitable[bool]]


async def _inbox(after: int | None, limit: int) -> list[Failure]:
    rows = await inbox_queries.dead_rows(after=after, limit=limit)
    return [Failure(r.id, r.source, f"{r.external_id} · {r.lane}", r.attempts, r.error, r.received_at) for r in rows]


async def _outbox(after: int | None, limit: int) -> list[Failure]:
    rows = await outbox_queries.failed_rows(after=after, limit=limit)
    return [Failure(r.id, r.kind, f"{r.channel} · {r.state}", r.attempts, r.error, r.created_at) for r in rows]


async def _agenda(after: int | None, limit: int) -> list[Failure]:
    rows = await agenda_queries.dead_due(after=after, limit=limit)
    return [Failure(r.id, r.kind, r.subject, r.attempts, r.error, r.due_at) for r in rows]


async def _jobs(after: int | None, limit: int) -> list[Failure]:
    rows = await job_queries.dead_jobs(after=after or 0, limit=limit)
    return [Failure(r.id, r.kind, r.subject, None, r.reason, r.asked_at) for r in rows]


def _at_once(drop: Callable[[int], Awaitable[bool]]) -> Callable[[int, datetime], Awaitable[bool]]:
    async def dropped(row_id: int, now: datetime) -> bool:
        return await drop(row_id)

    return dropped


async def _drop_job(job_id: int, now: datetime) -> bool:
    """Money that no program is to send any more is for people to send."""
    dropped = await job_queries.drop_dead(job_id)
    if dropped and dropped[0] == refunds.JOB:
        await by_hand.leave(int(dropped[1]), now=now)
    return dropped is not None


QUEUES = {
    "inbox": Queue(_inbox, inbox_rows.retry_dead, _at_once(inbox_rows.drop_dead)),
    "outbox": Queue(_outbox, outbox_rows.retry_dead, _at_once(outbox_rows.drop_dead)),
    "agenda": Queue(_agenda, agenda.retry_dead, _at_once(agenda.drop_dead)),
    "jobs": Queue(_jobs, job_queries.retry_dead, _drop_job),
}


async def _is_staff(person: Person, _: int) -> None:
    if not person.is_administrator:
        raise NotFound


async def _nothing(app: web.Application, _: int, lang: str, seen: str) -> Update | None:
    return None


STAFF_PAGE = Topic(may_follow=_is_staff, news=_nothing)
"""Ends with the role: a page that is open when it is taken away does not stay."""


async def page(visit: Visit) -> web.Response:
    return visit.page(
        "operators/overview.html",
        inbox=await inbox_queries.inbox_state(now=visit.now),
        outbox=await outbox_queries.outbox_state(now=visit.now),
        agenda=await agenda_queries.agenda_state(now=visit.now),
        jobs=await job_queries.jobs_state(),
        health=await visit.context.health(),
        main=None,
    )


async def failures(visit: Visit) -> web.Response:
    name, after = _queue(visit), read_cursor(visit.query("after"))
    part = part_of(await QUEUES[name].failures(after or None, SIZE + 1), SIZE)
    more = f"/ops/{name}?after={part.rows[-1].id}" if part.more else ""
    template = "operators/failure_rows.html" if after else "operators/failures.html"
    return visit.page(template, name=name, names=tuple(QUEUES), rows=part.rows, more=more)


async def retry(visit: Visit) -> web.Response:
    name, row_id = _queue(visit), visit.id("row_id")
    if not await QUEUES[name].retry(row_id):
        raise NotFound
    await trail.record(visit.viewer.id, f"{name}-retried", f"{name}:{row_id}", now=visit.now)
    return visit.go(f"/ops/{name}", toast=visit.t("ops-page-retried"))


async def drop(visit: Visit) -> web.Response:
    name, row_id = _queue(visit), visit.id("row_id")
    if not await QUEUES[name].drop(row_id, visit.now):
        raise NotFound
    await trail.record(visit.viewer.id, f"{name}-dropped", f"{name}:{row_id}", now=visit.now)
    return visit.go(f"/ops/{name}", toast=visit.t("ops-page-dropped"))


def _queue(visit: Visit) -> str:
    name = visit.request.match_info["queue"]
    if name not in QUEUES:
        raise NotFound
    return name
