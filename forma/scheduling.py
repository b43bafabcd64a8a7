"""The scheduler's part of a process: what is looked for, and what is sent by mail."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from domain import hints
from domain.activity import recordings
from domain.agenda import agenda
from domain.events.album import keeping as album_keeping
from domain.events.live import keeping as live_keeping
from domain.events.making.covers import drop_unused
from domain.events.outings import outings
from domain.files import document_keeping
from domain.files.sweeping import sweep_disk
from domain.inbox import rows as inbox_rows
from domain.inbox.lanes import Lanes
from domain.jobs.queries import purge as purge_jobs
from domain.notifications import pace
from domain.notifications import rows as outbox_rows
from domain.notifications.delivery import Sender
from domain.notifications.mail import MailDelivery
from domain.payments import checkouts
from forma.background import in_background
from forma.runtime import Runtime, _nights, log
from forma.talking import open_sender
from integrations.mail.smtp import SmtpGateway
from scheduler import accounts as accounts_due
from scheduler import events as events_due
from scheduler import payments as payments_due
from scheduler.timetable import Look

AGENDA = {**accounts_due.AGENDA, **events_due.AGENDA, **payments_due.AGENDA}


async def open_mail(runtime: Runtime, stack: AsyncExitStack) -> Sender | None:
    url = urlsplit(runtime.settings.smtp_url)
    if not url.hostname:
        return None
    smtp = SmtpGateway(
        url.hostname,
        url.port or (465 if url.scheme == "smtps" else 25),
        sender=runtime.settings.mail_from,
        username=url.username,
        password=url.password,
        tls=url.scheme == "smtps",
    )
    return await open_sender(runtime, stack, {"email": MailDelivery(runtime.render.mail, smtp)})


def provider_notices(runtime: Runtime, stack: AsyncExitStack) -> Lanes:
    """The lanes of what payment providers tell us; a hint wakes them, a tick looks anyway."""
    payments = runtime.payments
    workers = {
        name: payments_due.Notices(name, one, payments.receive, payments.failed, runtime.now)
        for name, one in payments.checkouts.items()
    }
    lanes = Lanes(workers, parallel=2)
    stack.push_async_callback(lanes.stop)
    if not workers:
        return lanes
    told = asyncio.Event()
    in_background(stack, hints.hear(lambda topic: told.set() if topic in (checkouts.TOLD, "*") else None))
    in_background(stack, _sweep_when(told, lanes))
    return lanes


async def _sweep_when(told: asyncio.Event, lanes: Lanes) -> None:
    while True:
        await told.wait()
        told.clear()
        try:
            await lanes.sweep()
        except Exception as error:
            log.warning("not looked yet", error=type(error).__name__)


def scheduler_looks(runtime: Runtime, mail: Sender | None, notices: Lanes) -> dict[str, Look]:
    looks: dict[str, Look] = {
        "inbox": notices.sweep,
        "agenda": lambda: agenda.work_due(AGENDA, runtime.now()),
        "nights": lambda: _nights(runtime),
        "purge": lambda: _purge(runtime),
    }
    return looks if mail is None else looks | {"outbox": mail.look}


async def _purge(runtime: Runtime) -> None:
    await inbox_rows.purge()
    await outbox_rows.purge(runtime.now())
    await pace.purge(now=runtime.now())
    await purge_jobs()
    await outings.forget_unseen(now=runtime.now())
    await album_keeping.purge(runtime.settings.data_dir, now=runtime.now())
    await drop_unused(runtime.settings.data_dir, now=runtime.now())
    await sweep_disk(runtime.settings.data_dir)
    await live_keeping.purge(now=runtime.now())
    await recordings.purge(now=runtime.now())
    await document_keeping.purge(runtime.app.vault, now=runtime.now())
    await document_keeping.sweep(runtime.app.vault)
