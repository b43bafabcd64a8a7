"""The process that works durable jobs: takes them from the queue, tries again, sets aside what cannot be done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import structlog
from pgqueuer.db import AsyncpgPoolDriver
from pgqueuer.errors import RetryRequested
from pgqueuer.executors import EntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.models import Context, Job
from pgqueuer.qm import QueueManager
from pgqueuer.queries import Queries

from domain import database, reactions
from domain.activity.reading import UnreadableTrack
from domain.activity.reading import read_in_thread as read_track_in_thread
from domain.activity.track import likeness
from domain.chat import photos
from domain.crash import crash_point
from domain.events import lifecycle
from domain.events.admission import applying
from domain.events.album import photos as album_photos
from domain.events.course import courses
from domain.events.entry import entries
from domain.events.recorder import finishing
from domain.events.results import imports, tracks
from domain.events.results.sheets import UnreadableList, read_in_thread
from domain.files import documents
from domain.files.document_fetching import fetch_document
from domain.files.fetching import Downloads, fetch_picture
from domain.files.pictures import FETCH
from domain.files.vault import Vault
from domain.inbox.outages import is_outage
from domain.jobs.jobs import Handler, Hopeless
from domain.maps.reading import UnreadableCourse
from domain.maps.reading import read_in_thread as read_course_in_thread
from domain.notifications.ports import Rejected, RetryLater
from domain.payments import reconciliation, refunds
from domain.payments.sending import send_refund
from forma.providers import Payments

log = structlog.get_logger("forma.work")

BATCH = 2
AT_ONCE = 2 * BATCH
TRIES = 5
HEARTBEAT = timedelta(seconds=30)
"""A job whose worker was not heard of for so long is taken by another."""
LONGEST_PAUSE_S = 300.0
FINISH_S = 10.0
_AGAIN_S = 1.0


def job_handlers(
    downloads: Downloads,
    directory: Path,
    payments: Payments,
    clock: Callable[[], datetime],
    vault: Vault | None = None,
) -> dict[str, Handler]:
    """Every kind of job and who does it."""

    async def fetch(subject: str) -> None:
        try:
            await fetch_picture(int(subject), downloads=downloads, directory=directory)
        except Hopeless:
            await database.in_transaction(lambda: photos.arrived(int(subject)))
            raise
        await database.in_transaction(lambda: _arrived(int(subject)))

    async def refund(subject: str) -> None:
        await send_refund(int(subject), payments.senders, sent=reactions.refund_sent, clock=clock)

    async def reconcile(subject: str) -> None:
        if subject not in payments.listed:
            raise Hopeless(f"{subject} is not configured")
        provider = payments.listed[subject]
        await reconciliation.reconcile(subject, provider, receive=payments.receive, clock=clock)

    async def call_off(subject: str) -> None:
        """One entry a transaction: whoever is killed in between goes on where it was."""
        while await database.in_transaction(lambda: entries.call_off(int(subject), now=clock())):
            pass

    return {
        FETCH: fetch,
        documents.FETCH: _documents(downloads, vault or Vault(directory), clock),
        refunds.JOB: refund,
        reconciliation.JOB: reconcile,
        lifecycle.CALL_OFF: call_off,
        **result_lists(downloads, clock),
        **result_tracks(downloads, clock),
        courses.READ: course_reader(downloads, clock),
    }


async def _arrived(file_id: int) -> None:
    """Talks and albums that are open show it."""
    await photos.arrived(file_id)
    await album_photos.arrived(file_id)


def _documents(downloads: Downloads, vault: Vault, clock: Callable[[], datetime]) -> Handler:
    async def fetch(subject: str) -> None:
        document_id = int(subject)

        async def came() -> None:
            await applying.document_came(document_id, now=clock())

        try:
            await fetch_document(document_id, downloads=downloads, vault=vault, clock=clock)
        except Hopeless:
            await database.in_transaction(came)
            raise
        await database.in_transaction(came)

    return fetch


def result_lists(downloads: Downloads, clock: Callable[[], datetime]) -> dict[str, Handler]:
    """Lists of results: each step a transaction, so that whoever is killed in between goes on where it was."""

    async def read(subject: str) -> None:
        sent = await imports.sent_file(int(subject))
        if sent is None:
            return
        try:
            rows = await read_in_thread(sent.name, await downloads.download(sent.telegram_file_id))
        except (UnreadableList, Rejected) as error:
            problem = error.problem if isinstance(error, UnreadableList) else "big"
            await database.in_transaction(lambda: imports.refuse(int(subject), problem, now=clock()))
            return
        await database.in_transaction(lambda: imports.take_rows(int(subject), rows, now=clock()))

    async def apply(subject: str) -> None:
        while await database.in_transaction(lambda: imports.apply_some(int(subject), now=clock())):
            crash_point("results.between-steps")

    async def undo(subject: str) -> None:
        while await database.in_transaction(lambda: imports.undo_some(int(subject), now=clock())):
            crash_point("results.between-steps")

    return {imports.READ: read, imports.APPLY: apply, imports.UNDO: undo}


def result_tracks(downloads: Downloads, clock: Callable[[], datetime]) -> dict[str, Handler]:
    """Files of watches and recordings: read beside the loop, judged in one transaction."""

    async def track(subject: str) -> None:
        sent = await tracks.sent_track(int(subject))
        if sent is None:
            return
        try:
            data = await _track_file(sent, downloads)
            found = await read_track_in_thread(sent.name, data)
        except (UnreadableTrack, Rejected) as error:
            problem = error.problem if isinstance(error, UnreadableTrack) else "big"
            await database.in_transaction(lambda: tracks.refuse(int(subject), problem, now=clock()))
            return
        digest = await asyncio.to_thread(likeness, found)
        await database.in_transaction(lambda: tracks.take(int(subject), found, digest, now=clock()))

    return {tracks.READ: track}


async def _track_file(sent: tracks.SentTrack, downloads: Downloads) -> bytes:
    """What was recorded in the mini-app is made into a file first, and then read as any other."""
    if sent.telegram_file_id is not None:
        return await downloads.download(sent.telegram_file_id)
    return await finishing.file_of(sent.recording_id or 0)


def course_reader(downloads: Downloads, clock: Callable[[], datetime]) -> Handler:
    """Courses of events: read beside the loop, kept in one transaction."""

    async def read(subject: str) -> None:
        sent = await courses.sent_file(int(subject))
        if sent is None:
            return
        try:
            line = await read_course_in_thread(sent.name, await downloads.download(sent.telegram_file_id))
        except (UnreadableCourse, Rejected) as error:
            problem = error.problem if isinstance(error, UnreadableCourse) else "big"
            await database.in_transaction(lambda: courses.refuse(int(subject), problem, now=clock()))
            return
        await database.in_transaction(lambda: courses.take(int(subject), line, now=clock()))

    return read


async def work(handlers: Mapping[str, Handler], database_url: str, *, outage_pause_s: float = 15.0) -> None:
    """Work jobs until cancelled; what is in hand then is finished first. A lost database is waited for."""
    while True:
        try:
            await _until_lost(handlers, database_url, outage_pause_s)
        except Exception as error:
            log.warning("the queue is away", error=type(error).__name__, reason=str(error))
        await asyncio.sleep(_AGAIN_S)


async def _until_lost(handlers: Mapping[str, Handler], database_url: str, outage_pause_s: float) -> None:
    pool = await asyncpg.create_pool(database_url, min_size=1, max_size=AT_ONCE)
    manager = QueueManager(Queries(AsyncpgPoolDriver(pool)))
    for kind, handler in handlers.items():
        manager.register_executor(kind, _executor(handler, outage_pause_s))
    running = asyncio.ensure_future(_run(manager))
    try:
        await asyncio.shield(running)
    finally:
        manager.shutdown.set()
        await asyncio.wait({running}, timeout=FINISH_S)
        pool.terminate()
        running.cancel()
        await asyncio.wait({running}, timeout=_AGAIN_S)


async def _run(manager: QueueManager) -> None:
    """Ends by itself only when the database is lost.

    To be stopped by its `shutdown`: it takes a cancelled job for done with. One that takes too long to finish loses its
    connections first, so that it stays in the queue and is taken up again.
    """
    await manager.run(
        dequeue_timeout=timedelta(seconds=1),
        batch_size=BATCH,
        max_concurrent_tasks=AT_ONCE,
        heartbeat_timeout=HEARTBEAT,
        shutdown_on_listener_failure=True,
    )


def _executor(handler: Handler, outage_pause_s: float) -> _Executor:
    async def entrypoint(job: Job) -> None:
        await handler((job.payload or b"").decode())

    return _Executor(EntrypointExecutorParameters(0, entrypoint, on_failure="hold"), outage_pause_s)


@dataclass
class _Executor(EntrypointExecutor):
    """A try is counted before it begins, so that a job which kills its worker is not taken up for ever.

    pgqueuer adds one at each retry: that is taken off beforehand, and for an outage the try itself as well.
    """

    outage_pause_s: float = 15.0

    async def execute(self, job: Job, context: Context) -> None:
        if job.attempts >= TRIES:
            raise Hopeless(f"given up after {job.attempts} tries")
        await _count(job, 1)
        try:
            await super().execute(job, context)
        except Hopeless:
            raise
        except Exception as error:
            raise await self._later(job, error) from error

    async def _later(self, job: Job, error: Exception) -> Exception:
        log.warning("job failed", kind=job.entrypoint, job_id=job.id, error=type(error).__name__)
        if isinstance(error, RetryLater) or is_outage(error):
            await _count(job, -2)
            pause = error.seconds if isinstance(error, RetryLater) else self.outage_pause_s
            return RetryRequested(delay=timedelta(seconds=pause), reason=str(error))
        if job.attempts + 1 >= TRIES:
            return error
        await _count(job, -1)
        pause = min(2.0**job.attempts, LONGEST_PAUSE_S)
        return RetryRequested(delay=timedelta(seconds=pause), reason=str(error))


async def _count(job: Job, by: int) -> None:
    await database.execute("UPDATE pgqueuer SET attempts = attempts + $2 WHERE id = $1", job.id, by)
