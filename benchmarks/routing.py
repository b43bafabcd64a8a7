"""P1: finding the handler of a press, beside stock aiogram with the same handlers, in one interleaved run."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from aiogram import Bot, Dispatcher, F, Router
from aiogram.types import CallbackQuery, Update

from bot.kit.reading import parse_update, read_update
from bot.kit.routes import Route, Routes
from bot.kit.signing import ButtonSigner
from bot.kit.turn import Reply, Turn

ROUNDS = 7
PRESSES = 300
SIGNER = ButtonSigner(b"a key of the benchmark")


async def _nothing(turn: Turn) -> Reply:
    return None


def _routes(count: int) -> Routes:
    none = Route(_nothing)
    presses = {f"a{number}": none for number in range(count)}
    return Routes({}, presses, {"": none}, {"other": none}, {}, {}, {}, none, none, none, none, none)


def _update(data: str) -> dict[str, object]:
    person = {"id": 7_100_000_001, "is_bot": False, "first_name": "Оля"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7_100_000_001, "type": "private"}, "text": "?"}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": 1, "callback_query": query}


def _ours(count: int) -> Callable[[], Awaitable[None]]:
    routes = _routes(count)
    raw = _update(SIGNER.sign(f"a{count - 1}", (), person=7_100_000_001, chat=7_100_000_001))

    async def press() -> None:
        incoming = read_update(parse_update(raw), SIGNER, "bot")
        assert incoming is not None
        routes.find(incoming)

    return press


def stock(count: int) -> Callable[[], Awaitable[None]]:
    router, dispatcher, bot = Router(), Dispatcher(), Bot("1:A")
    for number in range(count):

        async def handle(query: CallbackQuery) -> None:
            return None

        router.callback_query.register(handle, F.data == f"a{number}")
    dispatcher.include_router(router)
    update = Update.model_validate(_update(f"a{count - 1}"))

    async def press() -> None:
        await dispatcher.feed_update(bot, update)

    return press


async def cpu_us(press: Callable[[], Awaitable[None]], times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        await press()
    return (time.process_time() - begun) / times * 1e6


async def measure() -> None:
    ways = {"ours, 4 handlers": _ours(4), "ours, 400 handlers": _ours(400), "stock aiogram, 100 handlers": stock(100)}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, press in ways.items():
            found[name].append(await cpu_us(press, PRESSES if name.startswith("ours") else PRESSES // 10))
    medians = {name: statistics.median(values) for name, values in found.items()}
    print("P1  read an update and find its handler, CPU")
    for name, microseconds in medians.items():
        print(f"    {name:30} {microseconds:9.0f} µs")
    four, many, theirs = medians.values()
    print(f"    400 handlers cost {many / four:.2f} × what 4 cost (goal: at most 1.05)")
    print(f"    stock with 100 costs {theirs / many:.0f} × ours with 400 (goal: at least 10)")


def main() -> None:
    asyncio.run(measure())
