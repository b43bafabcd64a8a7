"""Updates that nobody in the sandbox has caused, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson

from bot.kit.signing import ButtonSigner
from domain import database
from tests.kit.town import SECRET, Town

SIGNER = ButtonSigner(SECRET.encode())
_numbers = count(50_000_000)
OWN = ("consents", "notification_mutes", "notification_preferences", "quiet_hours", "profiles", "form_drafts", "users")
OWN += ("calendar_feeds", "weekly_picks", "opening_watches")
"""Where anybody may have rows of their own."""
PASSING = ("outbox", "inbox", "audit_entries", "event_guests")


def user(person_id: int, name: str = "Чужой") -> dict[str, Any]:
    return {"id": person_id, "is_bot": False, "first_name": name, "language_code": "ru"}


def private_chat(person_id: int) -> dict[str, Any]:
    return {"id": person_id, "type": "private", "first_name": "Чужой"}


def update(**content: Any) -> dict[str, Any]:
    return {"update_id": next(_numbers), **content}


def message(person_id: int, *, chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    fixed = {"message_id": next(_numbers), "date": 1_764_580_000, "chat": chat or private_chat(person_id)}
    return fixed | {"from": user(person_id)} | content


def said(person_id: int, text: str, **more: Any) -> dict[str, Any]:
    return update(message=message(person_id, text=text, **more))


def press(person_id: int, data: Any, *, chat: dict[str, Any] | None = None, inline: str = "") -> dict[str, Any]:
    query: dict[str, Any] = {"id": f"q{next(_numbers)}", "from": user(person_id), "chat_instance": "1", "data": data}
    if inline:
        query["inline_message_id"] = inline
    else:
        query["message"] = message(person_id, chat=chat, text="старый экран")
    return update(callback_query=query)


def signed(action: str, args: tuple[int | str, ...], person_id: int, chat_id: int | None) -> str:
    """As if our own hand had shown the button to that person: nothing may rest on the signature alone."""
    return SIGNER.sign(action, args, person=person_id, chat=chat_id)


async def dead_rows() -> list[tuple[str, str]]:
    rows = await database.fetch("SELECT error, payload FROM inbox WHERE state = 'dead' ORDER BY id")
    return [(row["error"], row["payload"][:300]) for row in rows]


async def snapshot() -> dict[str, set[str]]:
    """Every row that stays, by table."""
    tables = await database.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = sorted(row["tablename"] for row in tables if row["tablename"] not in PASSING)
    found = {name: await database.fetch(f'SELECT t::text AS row FROM "{name}" t') for name in names if name != "users"}
    found["users"] = await database.fetch("SELECT (id, telegram_id, status, language)::text AS row FROM users")
    return {name: {row["row"] for row in rows} for name, rows in found.items()}


def changes(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, set[str]]:
    """Rows that were changed or taken away, and rows that came where nobody has rows of their own."""
    gone = {name: before[name] - after[name] for name in before}
    came = {name: after[name] - before[name] for name in after if name not in OWN}
    return {name: gone[name] | came.get(name, set()) for name in before if gone[name] or came.get(name)}


@dataclass
class Heard:
    """All that the bot said to Telegram since it was made."""

    town: Town
    seen: int = 0
    calls: list[dict[str, Any]] = field(default_factory=list)

    async def listen(self) -> list[dict[str, Any]]:
        """What is new."""
        fresh = await self.town.look("/sim/calls", after=self.seen)
        self.seen = max((call["id"] for call in fresh), default=self.seen)
        self.calls += fresh
        return list(fresh)

    def answers(self) -> dict[str, str]:
        """What each press was answered, by the id of its query."""
        answered = [call["params"] for call in self.calls if call["method"] == "answerCallbackQuery"]
        return {str(params["callback_query_id"]): str(params.get("text", "")) for params in answered}

    def words(self) -> str:
        return orjson.dumps([call["params"] for call in self.calls]).decode()
