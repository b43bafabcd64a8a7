"""P2: a press through the real `forma bot`, from the webhook to Telegram, in a process of its own.

Two presses: «Участвовать» is the dearest there is (a place, a registration, its history, two reminders, a ticket with
its QR code, the organizer's digest, the screen); opening an event's card is what people press most.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

import aiohttp
import orjson

from benchmarks import ground, routing
from benchmarks.ground import Running, Servers, line, percentile, size, title
from benchmarks.people import FIRST, publish_events, settle_in
from benchmarks.telegram import YesSayer, telegram
from bot.kit.signing import ButtonSigner
from domain import database

AT_ONCE = 24
PACED_A_SECOND = 200
_SIGNER = ButtonSigner(ground.SECRET.encode())
_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": "a-secret-of-benchmarks", "Content-Type": "application/json"}
_IDLE_S = 60.0


class Crowd:
    """People who press one after another; `took` is from the press to its answer, in seconds."""

    def __init__(self, session: aiohttp.ClientSession, says: YesSayer, urls: Sequence[str], first_number: int) -> None:
        self._session, self._urls = session, urls
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._numbers = first_number
        self.took: list[float] = []
        says.on_answer = self._answered

    def _answered(self, query_id: str) -> None:
        waiting = self._waiting.pop(query_id, None)
        if waiting and not waiting.done():
            waiting.set_result(None)

    async def press(self, person: int, action: str, event_id: int) -> None:
        self._numbers += 1
        number = self._numbers
        answered = self._waiting[str(number)] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        body = orjson.dumps(update(number, person, action, event_id))
        while not await self._is_taken(f"{self._urls[number % len(self._urls)]}/telegram/webhook", body):
            await asyncio.sleep(0.1)
        async with asyncio.timeout(_IDLE_S):
            await answered
        self.took.append(time.perf_counter() - begun)

    async def _is_taken(self, url: str, body: bytes) -> bool:
        """False: we are too busy to store it, and Telegram would tell it again."""
        async with self._session.post(url, data=body, headers=_HEADERS) as response:
            assert response.status in (200, 503), response.status
            return response.status == 200

    async def press_all(self, presses: Sequence[tuple[int, str, int]], at_once: int = AT_ONCE) -> None:
        """As fast as it goes, `at_once` people at a time."""
        waiting = iter(presses)

        async def one_after_another() -> None:
            for press in waiting:
                await self.press(*press)

        await asyncio.gather(*(one_after_another() for _ in range(at_once)))

    async def press_paced(self, presses: Sequence[tuple[int, str, int]], a_second: int) -> None:
        begun, tasks = time.perf_counter(), []
        for index, press in enumerate(presses):
            await asyncio.sleep(max(0.0, begun + index / a_second - time.perf_counter()))
            tasks.append(asyncio.create_task(self.press(*press)))
        await asyncio.gather(*tasks)


def update(number: int, person: int, action: str, event_id: int) -> dict[str, object]:
    """A press as Telegram tells it, under a card like ours."""
    sender = {"id": person, "is_bot": False, "first_name": "Оля", "last_name": "Белова", "language_code": "ru"}
    sender["username"] = f"runner{person - FIRST}"
    chat = {"id": person, "type": "private", "first_name": "Оля"}
    bot = {"id": 1_000_001, "is_bot": True, "first_name": "Forma", "username": "forma_bot"}
    data = _SIGNER.sign(action, (event_id,), person=person, chat=person)
    button = {"text": "Участвовать", "callback_data": data}
    message = {"message_id": 7, "date": 1_790_000_000, "chat": chat, "from": bot, "text": "Забег на 5 км\nСвободно 12"}
    message |= {"reply_markup": {"inline_keyboard": [[button], [button], [button]]}}
    query = {"id": str(number), "from": sender, "chat_instance": "17", "data": data, "message": message}
    return {"update_id": number, "callback_query": query}


async def all_said(says: YesSayer) -> None:
    """Until nothing is due any more and no call has come in for a moment."""
    async with asyncio.timeout(_IDLE_S):
        while True:
            before = sum(says.seen.values())
            due = await database.fetchval("SELECT count(*) FROM outbox WHERE state = 'waiting' AND not_before <= now()")
            await asyncio.sleep(0.1)
            if not due and before == sum(says.seen.values()):
                return


def presses(action: str, people: int, events: Sequence[int], count: int, skip: int = 0) -> list[tuple[int, str, int]]:
    """Nobody joins the same event twice; neighbours in the list are different people at different events."""
    numbers = range(skip, skip + count)
    return [(FIRST + 1 + n % people, action, events[(n // people + n) % len(events)]) for n in numbers]


async def _measure(bots: Sequence[Running], crowd: Crowd, says: YesSayer, wanted: list[tuple[int, str, int]]) -> None:
    await all_said(says)
    cpu, began = sum(bot.cpu_s for bot in bots), time.perf_counter()
    await crowd.press_all(wanted, AT_ONCE * len(bots))
    seconds = time.perf_counter() - began
    await all_said(says)
    cpu = sum(bot.cpu_s for bot in bots) - cpu
    what = {"ev.join": "«Участвовать»", "ev.card": "an event's card"}[wanted[0][1]]
    line(f"{what}, {len(bots)} process{'es' * (len(bots) > 1)}: CPU", f"{cpu / len(wanted) * 1e3:.2f} ms", "≤ 2.5 ms")
    line(f"{what}, {len(bots)} process{'es' * (len(bots) > 1)}: rate", f"{len(wanted) / seconds:.0f}/s", "≥ 400/s each")


async def _paced(crowd: Crowd, says: YesSayer, wanted: list[tuple[int, str, int]]) -> None:
    await all_said(says)
    crowd.took.clear()
    await crowd.press_paced(wanted, PACED_A_SECOND)
    p50, p99 = (percentile(crowd.took, share) * 1e3 for share in (0.5, 0.99))
    line(f"answered, at {PACED_A_SECOND}/s: median, p99", f"{p50:.0f} ms, {p99:.0f} ms", "p99 ≤ 60 ms")


async def stock_aiogram() -> None:
    """What finding the handler alone costs there; its handlers do nothing."""
    press = routing.stock(100)
    cost = statistics.median([await routing.cpu_us(press, 30) for _ in range(routing.ROUNDS)])
    line("stock aiogram, finding one of 100 handlers alone: CPU", f"{cost / 1e3:.2f} ms")


async def measure(servers: Servers) -> None:
    await stock_aiogram()
    count, people = size("PRESSES", 4000), size("PEOPLE", 400)
    async with ground.connected(servers), telegram() as says, aiohttp.ClientSession() as session:
        ids = await settle_in(people)
        events = await publish_events(ids[0], 3 * count // people + 4)
        for processes in (1, 2):
            with ExitStack() as stack:
                bots = [_bot(servers, says, stack) for _ in range(processes)]
                for bot in bots:
                    await ground.answers(session, bot.url)
                crowd = Crowd(session, says, [bot.url for bot in bots], processes * 1_000_000)
                skip = (processes - 1) * count
                await crowd.press_all(presses("ev.card", people, events, 400 * processes))
                await ground.at_rest(bots)
                await _measure(bots, crowd, says, presses("ev.card", people, events, count))
                await _measure(bots, crowd, says, presses("ev.join", people, events, count, skip))
                if processes == 1:
                    await _paced(crowd, says, presses("ev.card", people, events, count))
                    await _paced(crowd, says, presses("ev.join", people, events, count // 2, 2 * count))


def _bot(servers: Servers, says: YesSayer, stack: ExitStack) -> Running:
    more = {"BENCH_PROFILE": os.environ["BENCH_PROFILE"]} if "BENCH_PROFILE" in os.environ else {}
    return stack.enter_context(ground.process(servers, "benchmarks.unlimited", "bot", telegram=says.url, **more))


def main() -> None:
    title("P2  a press from the webhook to Telegram: the inbox row, the person, the domain, the outbox, the screen")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
