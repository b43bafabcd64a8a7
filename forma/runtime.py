"""The composition root: the only place where the outside world is built and handed to those who need it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import redis.asyncio
import structlog

from bot.kit.calls import CallMaker
from bot.kit.rendering import Renderers
from bot.kit.signing import ButtonSigner
from bot.kit.turn import BotApp
from bot.table import renderers
from domain import database
from domain.events.entry.tickets import ticket_key
from domain.files.vault import Vault
from domain.notifications.budgets import open_redis
from domain.payments import methods, reconciliation
from forma.clock import Clock, open_clock
from forma.maps import open_maps
from forma.providers import Payments, names_of, open_payments
from forma.settings import Settings
from integrations.payments.telegram import provider_behind
from integrations.telegram.gateway import TelegramGateway
from scheduler import events as events_due

log = structlog.get_logger("forma")
POOL = {"bot": 24, "web": 12, "scheduler": 7, "work": 6}
HURRIED = 3
"""Connections for what Telegram does not wait for, beside the pool."""


_START_RETRY_S = 0.2


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
    from forma.story.telling import tell_story

    methods.configure(names_of(settings.payments), behind=provider_behind)
    async with open_clock(settings.clock) as clock:
        await database.connect(settings.database_url, pool_size=4)
        try:
            await tell_story(now=clock.now(), vault=vault_of(settings))
        finally:
            await database.close()


@asynccontextmanager
async def open_runtime(settings: Settings, kinds: set[str]) -> AsyncIterator[Runtime]:
    async with AsyncExitStack() as stack:
        pools = {"pool_size": sum(POOL[kind] for kind in kinds), "hurried": HURRIED if "bot" in kinds else 0}
        await database.connect(settings.database_url, **pools)
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
        methods.configure(names_of(settings.payments), behind=provider_behind)
        app = BotApp(
            maker,
            gateway,
            ticket_key(settings.secret_key),
            settings.admins,
            settings.data_dir,
            payments.checkouts,
            clock.now,
            vault_of(settings),
            await open_maps(settings.maps, client, stack, contact=settings.public_url),
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


async def _nights(runtime: Runtime) -> None:
    await reconciliation.plan_nights(list(runtime.payments.listed), now=runtime.now())
    await events_due.plan_looks(runtime.now())
