"""A process that sends what is due: to a Bot API server and a letter box of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from domain import database as db
from domain.notifications import outbox, rows
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, Mail, OutboxItem, Recipient, Rendered
from tests.integrations.telegram_server import TelegramServer
from tests.kit.clock import START, FakeClock

OLYA, OLYA_CHAT = 1, 5001
FOUND = asyncio.Event()
"""Until then nobody finds words for a row of the kind `slow`."""
GROUP = -1009


@dataclass
class World:
    """One sending process, a Bot API server, a letter box and a clock."""

    server: TelegramServer
    sender: Sender
    clock: FakeClock
    letters: list[tuple[str, Mail]] = field(default_factory=list)
    migrated: list[tuple[int, int]] = field(default_factory=list)

    async def send(self, to: str, mail: Mail, *, message_key: str) -> None:
        self.letters.append((to, mail))

    async def on_migrated(self, old: int, new: int) -> None:
        self.migrated.append((old, new))
        await rows.redirect(old, new)

    async def everything(self) -> None:
        """Whatever is due now, until nothing is."""
        await self.sender.settle()
        while await self.sender.sweep():
            await self.sender.settle()


async def words(item: OutboxItem, to: Recipient) -> Rendered | None:
    if item.kind == "gone":
        return None
    if item.kind == "broken":
        raise KeyError(item.kind)
    if item.kind == "slow":
        await FOUND.wait()
    text = f"{item.kind} {item.params.get('n', '')}".strip()
    edit = {"chat_id": to.chat_id, "message_id": 7, "text": text}
    if item.kind == "card":
        fresh = Call("sendMessage", {"chat_id": to.chat_id, "text": text})
        return Rendered([Call("editMessageText", edit, fallback=fresh)])
    return Rendered([Call("sendMessage", {"chat_id": to.chat_id, "text": text, **item.params.get("extra", {})})])


async def letter(item: OutboxItem, to: Recipient) -> Mail | None:
    return Mail(item.kind, f"{to.language} {to.zone}")


async def person(user_id: int, telegram_id: int, email: str | None = None) -> None:
    await db.execute(
        "INSERT INTO users (id, telegram_id, status, language, telegram_reachable, email, email_confirmed_at, "
        "created_at) VALUES ($1, $2, 'active', 'ru', TRUE, $3, $4, $5)",
        user_id,
        telegram_id,
        email,
        START if email else None,
        START,
    )
    await db.execute(
        "INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility, "
        "results_visibility) VALUES ($1, 'Оля', '', 'Europe/Moscow', '', '{}', '{}', 'private', 'private')",
        user_id,
    )


async def tell(kind: str, **how: Any) -> bool:
    async with db.transaction():
        return await outbox.notify(OLYA, kind, now=START, **how)


async def states() -> list[str]:
    return [row["state"] for row in await db.fetch("SELECT state FROM outbox ORDER BY id")]


async def reasons() -> list[str]:
    return [row["error"] for row in await db.fetch("SELECT error FROM outbox ORDER BY id")]
