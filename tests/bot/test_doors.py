"""The doors: stored first, acknowledged then; nothing forged, malformed or doubled comes in."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Entrance, NotAnUpdate, lane_of, poll, webhook_routes
from domain import database as db
from domain.errors import Refusal
from domain.inbox.lanes import Lanes
from domain.inbox.receiving import InboxItem
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, refusal, telegram_server
from tests.kit.clock import FakeClock
from tests.kit.databases import no_database
from tests.kit.waiting import until

SECRET = "Long_enough-secret"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


class Ears:
    """Remembers what reached the lanes and what was hurried past them."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.hurried: list[int] = []

    async def gather(self, item: InboxItem) -> None: ...

    async def act(self, item: InboxItem, prepared: None) -> None:
        self.heard.append(item.content["update_id"])

    async def refuse(self, item: InboxItem, prepared: None, refusal: Refusal) -> None: ...

    async def give_up(self, item: InboxItem) -> None: ...

    async def tell(self, item: InboxItem, told: None) -> None: ...

    async def express(self, update: Any) -> None:
        self.hurried.append(update["update_id"])


def message(number: int, chat: int = 5) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 1, "chat": {"id": chat, "type": "private"}, "text": "да"}}


@pytest.fixture
async def ears(database: str) -> Ears:
    return Ears()


@pytest.fixture
async def entrance(ears: Ears) -> AsyncIterator[Entrance]:
    lanes = Lanes({"telegram": ears})
    entrance = Entrance(lanes, express=ears.express, clock=FakeClock().now)
    yield entrance
    await lanes.stop()
    await entrance.close()


@pytest.fixture
async def client(entrance: Entrance) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    app.add_routes(webhook_routes(entrance, SECRET))
    async with TestClient(TestServer(app)) as client:
        yield client


async def stored() -> list[str]:
    return [row["external_id"] for row in await db.fetch("SELECT external_id FROM inbox ORDER BY id")]


async def post(client: TestClient[Any, Any], body: Any, headers: dict[str, str] = HEADERS) -> int:
    kind: dict[str, Any] = {"json": body} if isinstance(body, dict | list) else {"data": io.BytesIO(body)}
    async with client.post("/telegram/webhook", headers=headers, **kind) as response:
        return response.status


async def test_a_webhook_is_stored_before_200_and_repeats_have_no_effect(
    client: TestClient[Any, Any], ears: Ears
) -> None:
    answers = await asyncio.gather(*(post(client, message(7)) for _ in range(5)))
    assert answers == [200] * 5
    assert await stored() == ["7"]
    await until(lambda: ears.heard == [7])


@pytest.mark.parametrize("given", ["", "wrong", "Long_enough-secre", "пароль", "\xff\xfe"])
async def test_without_the_secret_nothing_is_read(client: TestClient[Any, Any], given: str) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": given} if given else {}
    assert await post(client, message(7), headers) == 401
    assert await stored() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id":' + b"9" * 30 + b"}", 400),
        (b'{"update_id":"x"}', 400),
        (b'{"update_id":true}', 400),
        (b"[1,2]", 400),
        (b'{"update_id":1,"message":"text"}', 400),
        (b'{"update_id":1,"message":{"chat":{"id":"5"}}}', 400),
        (b'{"update_id":1,"message":{"chat":[]}}', 400),
        (b"\xff\xfe", 400),
        (b" " * (3 << 20), 413),
    ],
)
async def test_malformed_updates_are_turned_away(client: TestClient[Any, Any], body: bytes, status: int) -> None:
    assert await post(client, body) == status
    assert await stored() == []
    assert await post(client, message(8)) == 200


async def test_without_a_database_nothing_is_acknowledged(client: TestClient[Any, Any], ears: Ears) -> None:
    async with no_database():
        assert await post(client, message(7)) == 503
    assert await post(client, message(7)) == 200
    await until(lambda: ears.heard == [7])


async def test_what_cannot_wait_is_hurried_and_inline_questions_are_not_kept(
    client: TestClient[Any, Any], ears: Ears
) -> None:
    who = {"id": 5}
    await post(client, {"update_id": 1, "inline_query": {"id": "1", "from": who, "query": "бег"}})
    await post(client, {"update_id": 2, "pre_checkout_query": {"id": "2", "from": who}})
    await until(lambda: sorted(ears.hurried) == [1, 2] and ears.heard == [2])
    assert await stored() == ["2"]


def test_lanes_are_people_in_private_and_chats_in_groups() -> None:
    assert lane_of(message(1, chat=5)) == 5
    assert lane_of(message(1, chat=-100500)) == -100500
    whispered = {"from": {"id": 5}, "chat": {"id": -100500}, "ephemeral_message_id": 3}
    assert lane_of({"update_id": 1, "message": whispered}) == 5
    assert lane_of({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -1}}}}) == 5
    assert lane_of({"update_id": 1, "poll_answer": {"user": {"id": 5}}}) == 5
    assert lane_of({"update_id": 1, "poll": {"id": "1"}}) == 0
    with pytest.raises(NotAnUpdate):
        lane_of({"update_id": 1, "message": []})


async def test_polling_confirms_only_what_is_stored(entrance: Entrance, ears: Ears) -> None:
    async with telegram_server() as server:
        gateway = TelegramGateway(TOKEN, api=server.url)
        server.updates = [message(10), message(11), {"update_id": 12, "message": "broken"}]
        polling = asyncio.create_task(poll(gateway, entrance, allowed_updates=["message"]))
        try:
            await until(lambda: ears.heard == [10, 11] and server.confirmed == 13)
            async with no_database():
                server.updates.append(message(13))
                await until(lambda: server.answered > 2)
                assert server.confirmed == 13
            await until(lambda: ears.heard == [10, 11, 13] and server.confirmed == 14)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            await gateway.close()


async def test_one_of_two_processes_polls_and_a_conflict_is_survived(entrance: Entrance, ears: Ears) -> None:
    conflicts = iter([True])

    def answer(method: str, params: dict[str, Any]) -> web.Response | None:
        if method == "getUpdates" and next(conflicts, None):
            return refusal(409, "Conflict: terminated by other getUpdates request")
        return None

    async with telegram_server() as server:
        server.answer = answer
        gateway = TelegramGateway(TOKEN, api=server.url)
        polling = [asyncio.create_task(poll(gateway, entrance, allowed_updates=["message"])) for _ in range(2)]
        try:
            server.updates = [message(1)]
            await until(lambda: ears.heard == [1])
            for number in range(2, 5):
                server.updates.append(message(number))
                await until(lambda number=number: ears.heard[-1] == number)  # type: ignore[misc]  # a bound number
            assert server.most_pollers == 1
        finally:
            for task in polling:
                task.cancel()
            await asyncio.gather(*polling, return_exceptions=True)
            await gateway.close()


async def test_updates_that_come_at_once_are_all_stored_and_one_that_cannot_be_spoils_no_other(
    client: TestClient[Any, Any],
) -> None:
    await db.execute("ALTER TABLE inbox ADD CONSTRAINT no_thirteen CHECK (external_id <> '13')")
    answers = await asyncio.gather(*(post(client, message(number, number)) for number in range(1, 30)))
    assert [number for number, status in enumerate(answers, 1) if status != 200] == [13]
    assert sorted(map(int, await stored())) == [number for number in range(1, 30) if number != 13]
