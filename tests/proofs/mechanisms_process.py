"""A whole bot process in small, for tests that kill it: doors, lanes, agenda, outbox.

Each update leaves a line in `diary`, an answer, a card that only a sweep sends, and a row of the agenda
that leaves a line in `ends`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import redis.asyncio

from domain.agenda import agenda
from domain.inbox import receiving, rows
from domain.notifications import outbox

receiving.OWNED_S = 1  # a killed process's rows are free sooner, so that a test need not wait
outbox.LEASE_S = agenda.LEASE_S = 3
rows.TRIES = int(os.environ.get("TRIES", rows.TRIES))

from bot.app import Entrance, poll  # noqa: E402 - they read these numbers when imported
from domain import database as db  # noqa: E402
from domain.errors import Refusal  # noqa: E402
from domain.inbox.lanes import Lanes  # noqa: E402
from domain.inbox.receiving import InboxItem  # noqa: E402
from domain.notifications.budgets import Budgets, Rates  # noqa: E402
from domain.notifications.delivery import Sender  # noqa: E402
from domain.notifications.ports import Call, OutboxItem, Recipient, Rendered  # noqa: E402
from domain.notifications.telegram import TelegramDelivery  # noqa: E402
from integrations.telegram.gateway import TelegramGateway  # noqa: E402
from scheduler.timetable import Timetable  # noqa: E402

CROWDED = "CROWDED" in os.environ
"""What can be worked together is."""
DEADLY = "deadly"
"""Whoever handles these words is killed by them."""


def now() -> datetime:
    return datetime.now(UTC)


class Worker:
    async def gather(self, item: InboxItem) -> int:
        return int(item.external_id)

    async def act(self, item: InboxItem, number: int) -> None:
        chat = item.lane
        if item.content["message"]["text"] == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        await db.execute("INSERT INTO diary (number, lane) VALUES ($1, $2)", number, chat)
        answer = Call("sendMessage", {"chat_id": chat, "text": f"answer {number}"})
        await outbox.show([answer], chat_id=chat, user_id=None, now=now())
        await outbox.tell_chat(chat, "card", now=now(), params={"n": number}, coalesce_key=f"card:{number}")
        await agenda.plan("end", str(number), now())

    def crowd_of(self, item: InboxItem) -> str:
        return "all"

    async def act_together(self, items: Sequence[tuple[InboxItem, int]]) -> list[int]:
        for item, number in items:
            await self.act(item, number)
        return [number for _, number in items]

    async def give_up(self, item: InboxItem) -> None: ...

    async def refuse(self, item: InboxItem, number: int, refusal: Refusal) -> None:
        raise AssertionError("nothing is refused here")

    async def tell(self, item: InboxItem, told: int | None) -> None: ...


async def end(subject: str, at: datetime) -> None:
    await db.execute("INSERT INTO ends (number) VALUES ($1)", int(subject))


async def render(item: OutboxItem, to: Recipient) -> Rendered:
    return Rendered([Call("sendMessage", {"chat_id": to.chat_id, "text": f"card {item.params['n']}"})])


async def nothing(update: object) -> None: ...


async def main(database_url: str, redis_url: str, telegram_url: str, token: str) -> None:
    await db.connect(database_url)
    gateway = TelegramGateway(token, api=telegram_url)
    budgets = Budgets(redis.asyncio.from_url(redis_url), Rates(overall=10_000, chat_s=0.0001))
    sender = Sender({"telegram": TelegramDelivery(render, gateway, budgets)}, clock=now)
    sender.start()
    worker = Worker()
    lanes = Lanes({"telegram": worker}, crowded={"telegram": worker} if CROWDED else None)
    looks = {"outbox": sender.sweep, "inbox": lanes.sweep, "agenda": lambda: agenda.work_due({"end": end}, now())}
    Timetable(looks).start()
    await poll(gateway, Entrance(lanes, express=nothing, clock=now), allowed_updates=["message"])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
