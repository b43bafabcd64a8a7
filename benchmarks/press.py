"""A press through every mechanism, from door to mark (goal P2), and the claims of reminders (P5).

The Bot API server and PostgreSQL run in processes of their own: CPU is counted for ours alone.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import redis.asyncio
from aiohttp import web

from bot.app import Entrance, received
from domain import database as db
from domain.errors import Refusal
from domain.inbox.lanes import Lanes
from domain.inbox.receiving import InboxItem
from domain.notifications import outbox, rows
from domain.notifications.budgets import Budgets, Rates
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, OutboxItem, Recipient, Rendered, Urgency
from domain.notifications.telegram import TelegramDelivery
from forma.embedded import embedded_postgres, embedded_valkey
from integrations.telegram.gateway import TelegramGateway

PRESSES, PEOPLE, AT_ONCE, ROWS = 2000, 200, 20, 100_000
NOW = datetime(2026, 12, 1, tzinfo=UTC)


class Presser:
    """The least a handler does: one query, one screen."""

    def __init__(self) -> None:
        self.done = 0

    async def gather(self, item: InboxItem) -> None: ...

    async def act(self, item: InboxItem, prepared: None) -> None:
        await db.fetchrow("SELECT id, language FROM users WHERE telegram_id = $1", item.lane)
        screen = {"chat_id": item.lane, "message_id": 7, "text": "Забег 5 км\n7 декабря, 10:00\nСвободно 12 из 50"}
        await outbox.show([Call("editMessageText", screen)], chat_id=item.lane, user_id=item.lane, now=NOW)

    async def refuse(self, item: InboxItem, prepared: None, refusal: Refusal) -> None: ...

    async def give_up(self, item: InboxItem) -> None: ...

    async def tell(self, item: InboxItem, told: None) -> None:
        self.done += 1


def serve_telegram(port: int) -> None:
    """Says yes to everything."""

    async def yes(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 1}}})

    app = web.Application()
    app.router.add_post("/{path:.*}", yes)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


async def never(item: OutboxItem, to: Recipient) -> Rendered | None:
    return None


async def ignore(update: object) -> None: ...


async def presses(telegram: str, redis_url: str) -> None:
    gateway = TelegramGateway("1:x", api=telegram)
    client = redis.asyncio.from_url(redis_url)
    budgets = Budgets(client, Rates(overall=1e6, chat_s=1e-6))
    sender = Sender({"telegram": TelegramDelivery(never, gateway, budgets)}, clock=lambda: NOW)
    sender.start()
    worker = Presser()
    lanes = Lanes({"telegram": worker})
    entrance = Entrance(lanes, express=ignore, clock=lambda: NOW)

    async def press(number: int) -> None:
        person = 1 + number % PEOPLE
        query = {"id": str(number), "from": {"id": person, "first_name": "Оля"}, "data": "event:17:join:abcdefgh"}
        await entrance.take_in([received({"update_id": number, "callback_query": query})])

    async def client_of(first: int) -> None:
        for number in range(first, PRESSES + 1, AT_ONCE):
            await press(number)

    for number in range(-200, 0):
        await press(-number + PRESSES)
    await lanes.settle()
    await sender.settle()
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client_of(first) for first in range(1, AT_ONCE + 1)))
    await lanes.settle()
    await sender.settle()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sent = await db.fetchval("SELECT count(*) FROM outbox WHERE state = 'sent'")
    assert sent == PRESSES + 200, sent
    print(f"press, durable, said: {cpu / PRESSES * 1e3:.2f} ms CPU, {PRESSES / wall:.0f}/s in one process")
    await sender.stop()
    await gateway.close()
    await client.aclose()


async def claims() -> None:
    await db.execute(
        "INSERT INTO outbox (kind, params, user_id, channel, urgency, not_before, created_at) "
        "SELECT 'reminder', '{}', n, 'telegram', $2, $1, $1 FROM generate_series(1, $3::int) n",
        NOW,
        Urgency.MUST,
        ROWS,
    )
    await db.execute("ANALYZE outbox")
    wall = time.perf_counter()
    claimed = 0
    while found := await rows.claim("telegram", NOW, 500):
        claimed += len(found)
        await rows.mark_sent([(item.id, None) for item in found], NOW)
    wall = time.perf_counter() - wall
    print(f"reminders claimed and marked in batches of 500: {claimed / wall:.0f}/s ({claimed} rows)")


async def measure(postgres: str, valkey: str, telegram: str) -> None:
    await db.migrate(postgres)
    await db.connect(postgres, pool_size=10)
    await presses(telegram, valkey)
    await claims()
    await db.close()


def main() -> None:
    port = free_port()
    server = multiprocessing.Process(target=serve_telegram, args=(port,), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory(prefix="forma-bench-") as directory:
        Path(directory).chmod(0o711)
        with embedded_postgres(Path(directory)) as postgres, embedded_valkey(Path(directory)) as valkey:
            asyncio.run(measure(postgres, valkey, f"http://127.0.0.1:{port}"))
    server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
