"""The whole bot against the sandbox over HTTP: people press and write there, our lanes and our sender answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bot import express
from bot.app import received
from bot.kit.calls import CallMaker
from bot.kit.dispatch import BotWorker
from bot.kit.rendering import Renderers
from bot.kit.signing import ButtonSigner
from bot.kit.turn import BotApp
from bot.table import build_routes, renderers
from domain import database
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person, TelegramPerson, meet
from domain.events import lifecycle
from domain.events.entry.tickets import ticket_key
from domain.events.making import creation
from domain.files.vault import Vault
from domain.inbox.lanes import Lanes
from domain.inbox.receiving import accept
from domain.maps.services import NO_MAPS, Maps
from domain.notifications.budgets import Budgets, Rates
from domain.notifications.delivery import Sender
from domain.notifications.ports import Rejected
from domain.notifications.telegram import TelegramDelivery
from domain.payments import methods
from domain.spaces import migration
from integrations.telegram.gateway import TelegramGateway
from sandbox.app import WORLD, build_app
from sandbox.config import SandboxConfig
from sandbox.telegram.world import World
from tests.kit.clock import FakeClock

BOT = "town_bot"
SECRET = "a secret of the tests"
PATIENCE_S = 20.0
"""So long a press is waited for on a busy machine; the sandbox takes an answer for half a minute."""
NO_LIMITS = Rates(overall=10_000, chat_s=0.0, group_a_minute=1e6)


def buttons(shown: Mapping[str, Any]) -> list[str]:
    """What stands on them, under a line of a transcript or on the keyboard of a message."""
    rows = shown["keyboard"] if shown.get("keyboard") else [shown.get("buttons") or []]
    return [button["text"] for row in rows for button in row]


@dataclass
class Town:
    """`sim` are the people's hands; `settle` lets the bot do all that it has to do."""

    server: TestServer
    http: aiohttp.ClientSession
    gateway: TelegramGateway
    app: BotApp
    lanes: Lanes
    sender: Sender
    clock: FakeClock
    next_update: int = 0

    @property
    def world(self) -> World:
        return self.server.app[WORLD]

    async def sim(self, call: str, status: int = 200, **fields: Any) -> Any:
        fields = {name.rstrip("_"): value for name, value in fields.items()}
        async with self.http.post(self.server.make_url(f"/sim/{call}"), json=fields) as response:
            answer = await response.json()
            assert response.status == status, answer
            return answer

    async def look(self, path: str, **query: Any) -> Any:
        query = {name.rstrip("_"): str(value) for name, value in query.items()}
        async with self.http.get(self.server.make_url(path), params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def settle(self) -> None:
        """Until there are no updates, no rows to work and nothing due to be said."""
        while await self._receive() + await self.sender.sweep():
            await self.lanes.settle()
            await self.sender.settle()

    async def _receive(self) -> int:
        updates = await self._updates()
        if updates:
            await self._work(*updates)
        await self.lanes.settle()
        await self.sender.settle()
        return len(updates)

    async def _updates(self) -> list[dict[str, Any]]:
        """Asked for only when there are some: a question repeated too soon is held, as Telegram holds it."""
        if not self.world.updates.waiting():
            return []
        asked = {"timeout": 0, "offset": self.next_update, "allowed_updates": []}
        updates: list[dict[str, Any]] = await self.gateway.ask("getUpdates", asked)
        if updates:
            self.next_update = updates[-1]["update_id"] + 1
            self.world.updates.confirm(self.next_update)
        return updates

    async def _work(self, *updates: dict[str, Any]) -> None:
        for update in updates:
            with suppress(Rejected):  # a question that nobody in the sandbox asked
                await express.answer(self.app, update, self.clock.now())
        items = await accept("telegram", [received(update) for update in updates], now=self.clock.now())
        self.lanes.submit(items)

    async def take_in(self, *updates: dict[str, Any]) -> None:
        """Updates that nobody in the sandbox has caused: forged, doubled, of a kind that it does not know."""
        await self._work(*updates)
        await self.lanes.settle()
        await self.settle()

    async def wait(self, **how_far: float) -> None:
        """Let time pass, then do what has become due."""
        self.clock.advance(**how_far)
        await self.settle()

    async def say(self, who: str, text: str, **where: Any) -> int:
        said = await self.sim("say", as_=who, text=text, **where)
        await self.settle()
        return int(said["message_id"])

    async def press(self, who: str, button: str, **where: Any) -> Any:
        """What the button answered: text and alert, or None."""
        pressing = asyncio.create_task(self.sim("press", as_=who, button=button, **where))
        while not pressing.done():
            await self.settle()
            await asyncio.sleep(0.01)
        await self.settle()
        return (await pressing)["answer"]

    async def do(self, call: str, **fields: Any) -> Any:
        result = await self.sim(call, **fields)
        await self.settle()
        return result

    async def seen(self, who: str, **where: Any) -> list[Any]:
        """The chat as that person sees it, oldest first; without service messages."""
        lines = await self.look("/sim/transcript", as_=who, **where)
        return [line for line in lines if line.get("text")]

    async def last(self, who: str, **where: Any) -> str:
        return str((await self.seen(who, **where))[-1]["text"])

    async def buttons(self, who: str) -> list[str]:
        """Under what they were told last."""
        return buttons((await self.seen(who))[-1])

    async def person(self, key: str) -> Person:
        """The account, agreed to what we keep, as after /start."""
        one = self.world.person(key)
        language = one.language_code or "ru"
        known = TelegramPerson(one.id, one.first_name, one.last_name or "", one.username, language)
        async with database.transaction():
            person = await meet(known, now=self.clock.now(), language=language)
            await give_consent(person.id, now=self.clock.now())
            return person

    async def event(self, organizer: Person, title: str = "Забег в парке", **plan: Any) -> int:
        """Published, a week ahead."""
        starts_at: datetime = self.clock.now() + timedelta(days=7)
        wanted = creation.EventPlan(title, starts_at, "Europe/Moscow", place="Сокольники", **plan)
        async with database.transaction():
            event = await creation.create_event(organizer, wanted, now=self.clock.now())
            await lifecycle.publish(organizer, event.id, now=self.clock.now())
            return int(event.id)


@asynccontextmanager
async def open_town(clock: FakeClock, files: Path = Path(), *, maps: Maps = NO_MAPS) -> AsyncIterator[Town]:
    """The database is connected already; `files` is the data directory."""
    async with AsyncExitStack() as stack:
        config = SandboxConfig(bot_username=BOT, query_ttl_s=30)
        server = TestServer(build_app(config))
        await server.start_server()
        stack.push_async_callback(server.close)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        gateway = TelegramGateway(config.token, api=str(server.make_url("/")), payment_token="sandbox")
        methods.configure({methods.TELEGRAM})
        stack.callback(methods.configure, ())
        stack.push_async_callback(gateway.close)
        maker = CallMaker(ButtonSigner(SECRET.encode()), BOT, "http://127.0.0.1:8082")
        app = BotApp(
            maker, gateway, ticket_key(SECRET), frozenset(), files, clock=clock.now, vault=Vault(files), maps=maps
        )
        tables = renderers()
        render = Renderers(app, tables["screens"], tables["calls"], clock.now)
        telegram = TelegramDelivery(render.telegram, gateway, Budgets(None, NO_LIMITS), on_migrated=migration.follow)
        sender = Sender({"telegram": telegram}, clock=clock.now, after_sent=tables["after_sent"])
        sender.start()
        stack.push_async_callback(sender.stop)
        worker = BotWorker(app, build_routes(), clock.now, patience_s=PATIENCE_S)
        lanes = Lanes({"telegram": worker}, crowded={"telegram": worker})
        stack.push_async_callback(lanes.stop)
        yield Town(server, http, gateway, app, lanes, sender, clock)
