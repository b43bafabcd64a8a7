"""The bot's part of a process: updates come in, lanes work, words go out."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Sequence
from contextlib import AsyncExitStack

from aiohttp import web

from bot import app as doors
from bot import express
from bot.kit.dispatch import BotWorker
from bot.menus import command_menus, menu_button
from bot.table import build_routes, renderers
from domain import hints
from domain.inbox.lanes import Lanes
from domain.notifications.budgets import Budgets
from domain.notifications.delivery import Delivery, Sender
from domain.notifications.outbox import HINT
from domain.notifications.ports import Rejected
from domain.notifications.telegram import TelegramDelivery
from domain.spaces import migration
from forma.background import in_background, start
from forma.runtime import Runtime, log
from locales import compile_all

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "guest_message",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "pre_checkout_query",
)
_RETRY_S = 1.0
_BREATH_S = 0.05


async def talk(runtime: Runtime, stack: AsyncExitStack) -> Sequence[web.RouteDef]:
    """Lanes, the sender to Telegram, and the door that the settings name. They end in the opposite order:
    nothing comes in any more, what is in hand is worked, and then it is said.
    """
    settings = runtime.settings
    telegram = TelegramDelivery(
        runtime.render.telegram, runtime.gateway, Budgets(runtime.redis), on_migrated=migration.follow
    )
    sender = await open_sender(runtime, stack, {"telegram": telegram})
    worker = BotWorker(runtime.app, build_routes(), runtime.now)
    lanes = Lanes({doors.SOURCE: worker}, crowded={doors.SOURCE: worker})
    stack.push_async_callback(lanes.stop)
    entrance = doors.Entrance(lanes, express=_express(runtime), clock=runtime.now)
    stack.push_async_callback(entrance.close)
    start(stack, {"outbox": sender.look, "inbox": lanes.sweep}, runtime.clock)
    in_background(stack, _announce(runtime))
    in_background(stack, _warm_up())
    if settings.telegram_mode == "webhook":
        in_background(stack, _set_webhook(runtime))
        return doors.webhook_routes(entrance, settings.webhook_secret)
    in_background(stack, doors.poll(runtime.gateway, entrance, allowed_updates=ALLOWED_UPDATES))
    return []


async def open_sender(runtime: Runtime, stack: AsyncExitStack, channels: dict[str, Delivery]) -> Sender:
    sender = Sender(channels, clock=runtime.now, after_sent=renderers()["after_sent"])
    sender.start()
    stack.push_async_callback(sender.stop)
    in_background(stack, hints.hear(lambda topic: sender.wake() if topic in (HINT, "*") else None))
    return sender


def _express(runtime: Runtime) -> doors.Express:
    async def answer(update: doors.Update) -> None:
        await express.answer(runtime.app, update, runtime.now())

    return answer


async def _announce(runtime: Runtime) -> None:
    """Tell Telegram our commands and menu; repeated until it listens."""
    url = runtime.settings.app_url
    for call in [*command_menus(), *([menu_button(url)] if url else [])]:
        while not await _tried(call.method, runtime.gateway.call(call)):
            await asyncio.sleep(_RETRY_S)


async def _warm_up() -> None:
    """What is slow the first time is done while nobody waits for it."""
    for _ in compile_all():
        await asyncio.sleep(_BREATH_S)
    await asyncio.to_thread(importlib.import_module, "icalendar")


async def _set_webhook(runtime: Runtime) -> None:
    settings = runtime.settings
    params = {
        "url": f"{settings.public_url}/telegram/webhook",
        "secret_token": settings.webhook_secret,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    while not await _tried("setWebhook", runtime.gateway.ask("setWebhook", params)):
        await asyncio.sleep(_RETRY_S)


async def _tried(what: str, call: Awaitable[object]) -> bool:
    try:
        await call
    except Rejected as error:
        log.error("telegram refused for good", method=what, reason=error.description)
    except Exception as error:
        log.warning("telegram is away", method=what, error=type(error).__name__)
        return False
    return True
