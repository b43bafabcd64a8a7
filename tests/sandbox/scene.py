"""What there must be before a method of the Bot API can be called in earnest."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from PIL import Image

from tests.sandbox.conftest import Place
from tests.sandbox.test_payments import STARS, paid

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="1")]])


def picture() -> BufferedInputFile:
    out = io.BytesIO()
    Image.new("RGB", (100, 100), "red").save(out, "PNG")
    return BufferedInputFile(out.getvalue(), "p.png")


def file(name: str) -> BufferedInputFile:
    return BufferedInputFile(b"file", name)


@dataclass
class Scene:
    """Olya has started the bot; it leads a forum and a plain supergroup with her in them."""

    place: Place
    olya: int
    group: int
    forum: int

    @property
    def bot(self) -> Bot:
        return self.place.bot

    async def message(self) -> Message:
        return await self.bot.send_message(self.olya, "т", reply_markup=KEYS)

    async def photo(self) -> Message:
        return await self.bot.send_photo(self.olya, picture())

    async def topic(self) -> int:
        return (await self.bot.create_forum_topic(self.forum, "Тема")).message_thread_id

    async def live(self) -> Message:
        return await self.bot.send_location(self.olya, 55.7, 37.6, live_period=600)

    async def secret(self) -> int:
        sent = await self.bot.send_photo(self.group, picture(), receiver_user_id=self.olya)
        return sent.ephemeral_message_id or 0

    async def link(self) -> str:
        return (await self.bot.create_chat_invite_link(self.group, creates_join_request=True)).invite_link

    async def joining(self) -> str:
        """Katya asks to be let in; the id of her query."""
        await self.bot.ban_chat_member(self.group, self.place.id_of("katya"))
        await self.bot.unban_chat_member(self.group, self.place.id_of("katya"))
        asked = await self.place.sim("join", as_="katya", link=await self.link())
        return str(asked["query_id"])

    async def charge(self) -> str:
        await self.place.updates()
        slug = await self.bot.create_invoice_link(**STARS, subscription_period=2_592_000)
        return (await paid(self.place, slug=slug)).telegram_payment_charge_id

    async def while_(self, doing: str, kind: str, answer: Callable[[str], Awaitable[Any]], **fields: Any) -> Any:
        """A person does something that asks the bot; what the bot's answer gets."""
        await self.place.updates()
        task = asyncio.create_task(self.place.sim(doing, as_="olya", **fields))
        (update,) = await self.place.updates(timeout=30)
        answered = await answer(getattr(update, kind).id)
        await self.place.updates()
        task.cancel()
        return answered


Do = Callable[[Scene], Awaitable[Any]]


def on_message(do: Callable[[Scene, int], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        return await do(s, (await s.message()).message_id)

    return done


def on_photo(do: Callable[[Scene, int], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        return await do(s, (await s.photo()).message_id)

    return done


def on_live(do: Callable[[Scene, int], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        return await do(s, (await s.live()).message_id)

    return done


def on_topic(do: Callable[[Scene, int], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        return await do(s, await s.topic())

    return done


def on_secret(do: Callable[[Scene, dict[str, Any]], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        where = {"chat_id": s.group, "receiver_user_id": s.olya, "ephemeral_message_id": await s.secret()}
        return await do(s, where)

    return done


def on_join(do: Callable[[Scene, str], Awaitable[Any]]) -> Do:
    async def done(s: Scene) -> Any:
        return await do(s, await s.joining())

    return done
