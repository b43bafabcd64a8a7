"""The doors: what Telegram tells us, by polling or by webhook, is stored, only then acknowledged, and then worked."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

import orjson
import structlog
from aiohttp import web

from domain import database
from domain.inbox.lanes import Lanes
from domain.inbox.outages import is_outage
from domain.inbox.receiving import Received, accept

log = structlog.get_logger("forma.bot")

SOURCE = "telegram"
MAX_BODY = 1 << 20
POLL_S = 25
EXPRESS_S = 3.0
EXPRESS = ("inline_query", "guest_message", "pre_checkout_query", "chat_join_request")
"""Answered at once, beside the lanes: Telegram does not wait for these."""
_NOT_STORED = ("inline_query", "guest_message")
_ID_LIMIT = 1 << 53
_LEADER = 4672 << 44
_BEAT_S = 5.0
_FROZEN_S = 60
"""A leader that says nothing for so long does not run: longer than a question to Telegram can take."""
_RETRY_S = (0.2, 0.5, 1.0, 2.0, 5.0)

Update: TypeAlias = Mapping[str, Any]
Express: TypeAlias = Callable[[Update], Awaitable[None]]


class BotApi(Protocol):
    """Who asks Telegram for updates. Raises outages, and the port's other errors."""

    bot_id: int

    async def ask(self, method: str, params: Mapping[str, Any] | None = None, *, timeout_s: float = 20.0) -> Any: ...


class NotAnUpdate(ValueError):
    """What came in has not the shape of an update."""


class Entrance:
    """Where both doors lead. `express` answers the kinds of update that cannot wait for a lane."""

    def __init__(self, lanes: Lanes, *, express: Express, clock: Callable[[], datetime]) -> None:
        self._lanes = lanes
        self._express = express
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()
        self._told: list[tuple[Received, asyncio.Future[None]]] = []

    async def take_in_with_others(self, update: Received) -> None:
        """As `take_in`, in one statement with all that has come while the last was stored."""
        stored = asyncio.get_running_loop().create_future()
        self._told.append((update, stored))
        async with self._one_at_a_time:
            if not stored.done():
                told, self._told = self._told, []
                await self._take_in_together(told)
        await stored

    async def _take_in_together(self, told: Sequence[tuple[Received, asyncio.Future[None]]]) -> None:
        try:
            await self.take_in([update for update, _ in told])
        except Exception as error:
            if len(told) > 1 and not is_outage(error):
                for one in told:
                    await self._take_in_together([one])
                return
            for _, stored in told:
                stored.set_exception(error)
            return
        except asyncio.CancelledError:
            for _, stored in told:
                stored.cancel()
            raise
        for _, stored in told:
            stored.set_result(None)

    async def take_in(self, updates: Sequence[Received]) -> None:
        """Store what is to be stored and hand it on. Raises, with nothing acknowledged, if the database is away."""
        stored = [update for update in updates if not _is(update.content, _NOT_STORED)]
        items = await accept(SOURCE, stored, now=self._clock())
        self._lanes.submit(items)
        fresh = [item.content for item in items if _is(item.content, EXPRESS)]
        for content in fresh + [update.content for update in updates if _is(update.content, _NOT_STORED)]:
            task = asyncio.get_running_loop().create_task(self._hurry(content))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _hurry(self, update: Update) -> None:
        try:
            async with asyncio.timeout(EXPRESS_S):
                await self._express(update)
        except Exception as error:
            log.warning("express answer failed", update_id=update["update_id"], error=type(error).__name__)

    async def close(self) -> None:
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _is(update: Update, kinds: Sequence[str]) -> bool:
    return any(kind in update for kind in kinds)


def received(update: Any, payload: str | None = None) -> Received:
    """An update as the inbox wants it. Raises NotAnUpdate."""
    if not isinstance(update, dict) or not _is_id(update.get("update_id")) or update["update_id"] < 0:
        raise NotAnUpdate("update_id")
    text = orjson.dumps(update).decode() if payload is None else payload
    return Received(str(update["update_id"]), lane_of(update), text, update)


def lane_of(update: Update) -> int:
    """The person for what is between us and them, in a group too; the chat for what happens there, else 0.

    Telegram itself orders only inside one kind of update; a lane gives one order over all of them.
    """
    for kind, content in update.items():
        if kind == "update_id":
            continue
        if not isinstance(content, dict):
            raise NotAnUpdate(kind)
        chat = content.get("chat")
        if chat is not None and not content.get("ephemeral_message_id"):
            return _id_of(chat)
        person = content.get("from") or content.get("user")
        return 0 if person is None else _id_of(person)
    return 0


def _id_of(who: Any) -> int:
    if not isinstance(who, dict) or not _is_id(who.get("id")):
        raise NotAnUpdate("id")
    identifier: int = who["id"]
    return identifier


def _is_id(value: Any) -> bool:
    return type(value) is int and abs(value) < _ID_LIMIT


async def poll(api: BotApi, entrance: Entrance, *, allowed_updates: Sequence[str]) -> None:
    """Ask for updates until cancelled. Of all processes one asks; the others wait to take its place."""
    failures = 0
    while True:
        try:
            async with _leadership(api.bot_id) as leads:
                await api.ask("deleteWebhook", {"drop_pending_updates": False})
                failures = 0
                await _poll_while(leads, api, entrance, allowed_updates)
        except Exception as error:
            log.warning("polling interrupted", error=type(error).__name__, away=is_outage(error))
        await asyncio.sleep(_RETRY_S[min(failures, len(_RETRY_S) - 1)])
        failures += 1


async def _poll_while(leads: Leadership, api: BotApi, entrance: Entrance, allowed_updates: Sequence[str]) -> None:
    """An update is confirmed by the next question, so only after its row is committed."""
    asked: dict[str, Any] = {"timeout": POLL_S, "limit": 100, "allowed_updates": list(allowed_updates)}
    while await leads.still():
        updates = await api.ask("getUpdates", asked, timeout_s=POLL_S + 10)
        if updates and await leads.still():
            await entrance.take_in(_readable(updates))
            asked["offset"] = updates[-1]["update_id"] + 1


def _readable(updates: Sequence[Any]) -> list[Received]:
    """Those with the shape of an update; the others are logged by number, since asking again would not mend them."""
    good = []
    for update in updates:
        try:
            good.append(received(update))
        except NotAnUpdate as error:
            log.error("not an update", update_id=update.get("update_id"), error=str(error))
    return good


@dataclass(slots=True)
class Leadership:
    """The lock lives as long as its connection, so a killed leader frees it; a frozen one lets it fall silent."""

    own: database.Connection
    beaten_at: float = 0.0

    async def still(self) -> bool:
        if self.own.is_closed():
            return False
        if time.monotonic() - self.beaten_at > _BEAT_S:
            await self.own.execute("SELECT 1")
            self.beaten_at = time.monotonic()
        return True


_END_FROZEN = """
SELECT pg_terminate_backend(lock.pid) FROM pg_locks lock JOIN pg_stat_activity one ON one.pid = lock.pid
WHERE lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1
  AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (lock.classid::bigint << 32 | lock.objid::bigint) = $1
  AND one.state = 'idle' AND one.state_change < clock_timestamp() - make_interval(secs => $2)
"""


@asynccontextmanager
async def _leadership(bot_id: int) -> AsyncIterator[Leadership]:
    """Wait to be the one that polls."""
    async with database.session() as own:
        lock = _LEADER + bot_id
        while not await own.fetchval("SELECT pg_try_advisory_lock($1)", lock):
            if await own.fetchval(_END_FROZEN, lock, _FROZEN_S):
                log.warning("the process that polled does not run any more: another takes its place")
            await asyncio.sleep(1.0)
        yield Leadership(own)


def webhook_routes(entrance: Entrance, secret: str, *, path: str = "/telegram/webhook") -> list[web.RouteDef]:
    """`secret` is what setWebhook was given; a request without it is not even read."""
    expected = secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not expected or not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected):
            return web.Response(status=401)
        body = await _read(request)
        if body is None:
            return web.Response(status=413)
        try:
            update = received(orjson.loads(body), body.decode())
        except (orjson.JSONDecodeError, NotAnUpdate):
            return web.Response(status=400)
        return await _store(entrance, update)

    return [web.post(path, receive)]


async def _store(entrance: Entrance, update: Received) -> web.Response:
    try:
        await entrance.take_in_with_others(update)
    except Exception as error:
        if not is_outage(error):
            raise
        return web.Response(status=503, headers={"Retry-After": "1"})
    return web.Response()


async def _read(request: web.Request) -> bytes | None:
    """The body, or None if it is bigger than any update."""
    if (request.content_length or 0) > MAX_BODY:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
