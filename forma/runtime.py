"""The composition root: the only place where the outside world is built and handed to those who need it."""

from __future__ import annotations

import asyncio
import importlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import redis.asyncio
import structlog
from aiohttp import web

from bot import app as doors
from bot.events.exporting import export_jobs
from bot.events.inline import answer_inline
from bot.kit.calls import CallMaker, invoice_params
from bot.kit.dispatch import BotWorker
from bot.kit.rendering import Renderers
from bot.kit.screen import Invoice
from bot.kit.signing import ButtonSigner
from bot.kit.turn import BotApp
from bot.menus import command_menus, menu_button
from bot.payments.receiving import answer_pre_checkout
from bot.table import build_routes, renderers
from domain import database
from domain.agenda import agenda
from domain.events.entry.tickets import ticket_key
from domain.events.making.covers import drop_unused
from domain.files import document_keeping
from domain.files.sweeping import sweep_disk
from domain.files.vault import Vault
from domain.inbox import rows as inbox_rows
from domain.inbox.lanes import Lanes
from domain.inbox.rows import place_of
from domain.jobs.queries import purge as purge_jobs
from domain.notifications import rows as outbox_rows
from domain.notifications.budgets import Budgets, open_redis
from domain.notifications.delivery import Delivery, Sender
from domain.notifications.mail import MailDelivery
from domain.notifications.outbox import HINT
from domain.notifications.ports import Rejected
from domain.notifications.telegram import TelegramDelivery
from domain.payments import checkouts, methods, reconciliation
from domain.payments.orders import Order
from domain.spaces import migration
from forma.clock import Clock, open_clock
from forma.health import health
from forma.lag import watch_lag
from forma.providers import Payments, names_of, open_payments
from forma.reset import reset_routes
from forma.settings import LOOPBACK, Settings
from integrations.mail.smtp import SmtpGateway
from integrations.telegram.gateway import TelegramGateway
from locales import compile_all
from scheduler import events as events_due
from scheduler import payments as payments_due
from scheduler.timetable import Look, Timetable
from webapp.app import build_app
from webapp.kit.context import TELEGRAM_FRAMES, InvoiceLink, PaymentHooks, WebContext

log = structlog.get_logger("forma")

AGENDA = {**events_due.AGENDA, **payments_due.AGENDA}
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "pre_checkout_query",
)
POOL = {"bot": 24, "web": 12, "scheduler": 7, "work": 6}
_RETRY_S = 1.0
_START_RETRY_S = 0.2
_BREATH_S = 0.05
_END_AGAIN_S = 12.0
"""Longer than a job may take to finish, so that none is broken off by it."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The outside world, open."""

    settings: Settings
    clock: Clock
    redis: redis.asyncio.Redis
    gateway: TelegramGateway
    app: BotApp
    render: Renderers
    payments: Payments

    def now(self) -> datetime:
        return self.clock.now()


def vault_of(settings: Settings) -> Vault:
    return Vault(settings.data_dir, settings.document_keys) if settings.document_keys else Vault(settings.data_dir)


async def migrate(settings: Settings) -> None:
    await database.migrate(settings.database_url)


async def seed(settings: Settings) -> None:
    """Tell the demo story, at the clock's time."""
    from forma.story import tell_story

    methods.configure(names_of(settings.payments))
    async with open_clock(settings.clock) as clock:
        await database.connect(settings.database_url, pool_size=4)
        try:
            await tell_story(now=clock.now(), vault=vault_of(settings))
        finally:
            await database.close()


async def run_processes(settings: Settings, kinds: set[str], *, ready: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT; what is in hand is finished first."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with open_runtime(settings, kinds) as runtime, AsyncExitStack() as stack:
        routes = await _bot(runtime, stack) if "bot" in kinds else []
        mail = await _mail(runtime, stack) if "scheduler" in kinds else None
        _background(stack, watch_lag())
        if "work" in kinds:
            _background(stack, _work(runtime))
        if "scheduler" in kinds:
            _start(stack, _scheduler_looks(runtime, mail, _notices(runtime, stack)))
        address = await _serve(runtime, stack, routes, with_pages="web" in kinds)
        ready(f"{', '.join(sorted(kinds))}: {address}")
        await stop.wait()


@asynccontextmanager
async def open_runtime(settings: Settings, kinds: set[str]) -> AsyncIterator[Runtime]:
    async with AsyncExitStack() as stack:
        await database.connect(settings.database_url, pool_size=sum(POOL[kind] for kind in kinds))
        stack.push_async_callback(database.close)
        clock = await stack.enter_async_context(open_clock(settings.clock))
        client = open_redis(settings.redis_url)
        stack.push_async_callback(client.aclose)
        gateway = TelegramGateway(
            settings.bot_token, api=settings.telegram_api, payment_token=settings.payments.telegram_token
        )
        stack.push_async_callback(gateway.close)
        username = settings.bot_username or await _username(gateway)
        maker = CallMaker(ButtonSigner(settings.secret_key.encode()), username, settings.app_url)
        payments = await open_payments(settings.payments, gateway, stack)
        methods.configure(names_of(settings.payments))
        app = BotApp(
            maker,
            gateway,
            ticket_key(settings.secret_key),
            settings.admins,
            settings.data_dir,
            payments.checkouts,
            clock.now,
            vault_of(settings),
        )
        tables = renderers()
        render = Renderers(app, tables["screens"], tables["calls"], clock.now)
        yield Runtime(settings, clock, client, gateway, app, render, payments)


async def _username(gateway: TelegramGateway) -> str:
    """Telegram may be away when we start; we wait for it."""
    while True:
        try:
            return str((await gateway.ask("getMe"))["username"])
        except Exception as error:
            log.warning("telegram does not answer", error=type(error).__name__)
            await asyncio.sleep(_START_RETRY_S)


async def _bot(runtime: Runtime, stack: AsyncExitStack) -> Sequence[web.RouteDef]:
    """Lanes, the sender to Telegram, and the door that the settings name. They end in the opposite order:
    nothing comes in any more, what is in hand is worked, and then it is said.
    """
    settings = runtime.settings
    telegram = TelegramDelivery(
        runtime.render.telegram, runtime.gateway, Budgets(runtime.redis), on_migrated=migration.follow
    )
    sender = await _sender(runtime, stack, {"telegram": telegram})
    lanes = Lanes({doors.SOURCE: BotWorker(runtime.app, build_routes(), runtime.now)})
    stack.push_async_callback(lanes.stop)
    entrance = doors.Entrance(lanes, express=_express(runtime), clock=runtime.now)
    stack.push_async_callback(entrance.close)
    _start(stack, {"outbox": sender.look, "inbox": lanes.sweep})
    _background(stack, _announce(runtime))
    _background(stack, _warm_up())
    if settings.telegram_mode == "webhook":
        _background(stack, _set_webhook(runtime))
        return doors.webhook_routes(entrance, settings.webhook_secret)
    _background(stack, doors.poll(runtime.gateway, entrance, allowed_updates=ALLOWED_UPDATES))
    return []


async def _mail(runtime: Runtime, stack: AsyncExitStack) -> Sender | None:
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
    return await _sender(runtime, stack, {"email": MailDelivery(runtime.render.mail, smtp)})


async def _sender(runtime: Runtime, stack: AsyncExitStack, channels: dict[str, Delivery]) -> Sender:
    sender = Sender(channels, clock=runtime.now, after_sent=renderers()["after_sent"])
    sender.start()
    stack.push_async_callback(sender.stop)
    _background(stack, database.listen(lambda topic: sender.wake() if topic in (HINT, "*") else None))
    return sender


def _express(runtime: Runtime) -> doors.Express:
    async def answer(update: doors.Update) -> None:
        if query := update.get("inline_query"):
            await runtime.gateway.call(await answer_inline(runtime.app, query, runtime.now()))
        elif query := update.get("pre_checkout_query"):
            await runtime.gateway.call(await answer_pre_checkout(query, runtime.now()))

    return answer


async def _announce(runtime: Runtime) -> None:
    """Tell Telegram our commands and menu; repeated until it listens."""
    url = runtime.settings.app_url
    for call in [*command_menus(), *([menu_button(url)] if url else [])]:
        while not await _tried(runtime, call.method, runtime.gateway.call(call)):
            await asyncio.sleep(_RETRY_S)


async def _warm_up() -> None:
    """What is slow the first time is done while nobody waits for it."""
    for _ in compile_all():
        await asyncio.sleep(_BREATH_S)
    await asyncio.to_thread(importlib.import_module, "icalendar")


async def _work(runtime: Runtime) -> None:
    """Nobody waits for the first job, so its libraries come after everything else."""
    jobs = await asyncio.to_thread(importlib.import_module, "forma.work")
    settings = runtime.settings
    vault = runtime.app.vault
    handlers = jobs.job_handlers(runtime.gateway, settings.data_dir, runtime.payments, runtime.now, vault)
    await jobs.work(handlers | export_jobs(runtime.app), settings.database_url)


async def _set_webhook(runtime: Runtime) -> None:
    settings = runtime.settings
    params = {
        "url": f"{settings.public_url}/telegram/webhook",
        "secret_token": settings.webhook_secret,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    while not await _tried(runtime, "setWebhook", runtime.gateway.ask("setWebhook", params)):
        await asyncio.sleep(_RETRY_S)


async def _tried(runtime: Runtime, what: str, call: Awaitable[object]) -> bool:
    try:
        await call
    except Rejected as error:
        log.error("telegram refused for good", method=what, reason=error.description)
    except Exception as error:
        log.warning("telegram is away", method=what, error=type(error).__name__)
        return False
    return True


def _notices(runtime: Runtime, stack: AsyncExitStack) -> Lanes:
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
    _background(stack, database.listen(lambda topic: told.set() if topic in (checkouts.TOLD, "*") else None))
    _background(stack, _sweep_when(told, lanes))
    return lanes


async def _sweep_when(told: asyncio.Event, lanes: Lanes) -> None:
    while True:
        await told.wait()
        told.clear()
        try:
            await lanes.sweep()
        except Exception as error:
            log.warning("not looked yet", error=type(error).__name__)


def _scheduler_looks(runtime: Runtime, mail: Sender | None, notices: Lanes) -> dict[str, Look]:
    looks: dict[str, Look] = {
        "inbox": notices.sweep,
        "agenda": lambda: agenda.work_due(AGENDA, runtime.now()),
        "nights": lambda: _nights(runtime),
        "purge": lambda: _purge(runtime),
    }
    return looks if mail is None else looks | {"outbox": mail.look}


async def _nights(runtime: Runtime) -> None:
    await reconciliation.plan_nights(list(runtime.payments.listed), now=runtime.now())
    await events_due.plan_looks(runtime.now())


async def _purge(runtime: Runtime) -> None:
    await inbox_rows.purge()
    await outbox_rows.purge(runtime.now())
    await purge_jobs()
    await drop_unused(runtime.settings.data_dir, now=runtime.now())
    await sweep_disk(runtime.settings.data_dir)
    await document_keeping.purge(runtime.app.vault, now=runtime.now())
    await document_keeping.sweep(runtime.app.vault)


async def _serve(runtime: Runtime, stack: AsyncExitStack, routes: Sequence[web.RouteDef], *, with_pages: bool) -> str:
    """One port: pages if this process has them, the webhook if it has that, and GET /health always."""
    settings = runtime.settings
    app = build_app(_web_context(runtime)) if with_pages else _bare_app(runtime)
    app.add_routes(routes)
    if settings.clock and not settings.real_telegram:
        app.add_routes(reset_routes(runtime.clock, runtime.app.vault))
        if with_pages:
            app.add_routes(_showroom())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.listen_host, settings.listen_port).start()
    return f"http://{settings.listen_host}:{settings.listen_port}"


def _showroom() -> list[web.RouteDef]:
    """Beside a demo alone, so nobody else waits for its import."""
    from forma.gallery import shown
    from webapp.showroom.views import routes

    return routes(shown)


def _bare_app(runtime: Runtime) -> web.Application:
    async def answer(_: web.Request) -> web.Response:
        found = await health(runtime.now())
        return web.json_response(dict(found), status=200 if found["ok"] else 503)

    app = web.Application()
    app.router.add_get("/health", answer)
    return app


def _invoice_link(runtime: Runtime) -> InvoiceLink:
    async def link(order: Order, title: str) -> str:
        price = order.price
        invoice = Invoice(title, order.title, order.token, price.currency, price.amount_minor, "payments")
        return str(await runtime.gateway.ask("createInvoiceLink", invoice_params(invoice)))

    return link


def _web_context(runtime: Runtime) -> WebContext:
    settings = runtime.settings
    here = urlsplit(settings.telegram_api)
    frames: tuple[str, ...] = TELEGRAM_FRAMES
    if here.hostname in LOOPBACK:
        frames = tuple(f"http://{host}:{here.port}" for host in ("localhost", "127.0.0.1"))
    return WebContext(
        bot_token=settings.bot_token,
        bot_username=runtime.app.username,
        public_url=settings.public_url,
        secret=settings.secret_key,
        clock=runtime.clock,
        health=lambda: health(runtime.now()),
        frame_ancestors=frames,
        data_dir=settings.data_dir,
        vault=runtime.app.vault,
        providers=runtime.payments.checkouts,
        invoice_link=_invoice_link(runtime) if settings.payments.telegram_token else None,
        hooks=PaymentHooks(
            settings.payments.stripe_webhook_secret,
            settings.payments.yookassa_from if settings.payments.yookassa_key else (),
        ),
    )


def _start(stack: AsyncExitStack, looks: dict[str, Look]) -> None:
    timetable = Timetable(looks)
    timetable.start()
    stack.callback(timetable.stop)


def _background(stack: AsyncExitStack, work: Awaitable[None]) -> None:
    task = asyncio.ensure_future(work)
    task.add_done_callback(_notice)

    async def end() -> None:
        """A connection that is lost at this moment may complain in place of the cancellation: then it is said again."""
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=_END_AGAIN_S)

    stack.push_async_callback(end)


def _notice(task: asyncio.Future[None]) -> None:
    """What runs for ever must not end unseen."""
    if not task.cancelled() and (error := task.exception()):
        log.error("background work ended", error=place_of(error))
