"""TG-05: the bot is called by its name in a chat where it is not, sees that message and answers it once."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent

from tests.sandbox.conftest import Place

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Иду", callback_data="1")]])
CARD = InlineQueryResultArticle(
    id="1", title="10 км", input_message_content=InputTextMessageContent(message_text="10 км завтра"), reply_markup=KEYS
)


async def foreign(place: Place, kind: str = "supergroup") -> int:
    made = await place.sim("chat", as_="igor", title="Чужая", key="чужая", kind=kind, members="olya")
    await place.updates()
    return int(made["id"])


async def test_a_name_called_in_a_foreign_chat_is_answered_there(place: Place) -> None:
    chat = await foreign(place)
    me = await place.bot.get_me()
    assert me.supports_guest_queries
    await place.sim("say", as_="olya", chat=chat, text="Просто слова")
    await place.sim("say", as_="olya", chat=chat, text="/my")
    said = await place.sim("say", as_="olya", chat=chat, text=f"@{me.username} кто бежит?")
    (update,) = await place.updates()
    asked = update.guest_message
    assert asked is not None and asked.guest_query_id and asked.text == f"@{me.username} кто бежит?"
    assert asked.chat.id == chat and asked.from_user is not None and asked.from_user.id == place.id_of("olya")

    sent = await place.bot.answer_guest_query(asked.guest_query_id, CARD)
    lines = await place.look("/sim/transcript", as_="igor", chat=chat)
    assert lines[-1]["text"] == "10 км завтра" and lines[-1]["reply_to"]["message_id"] == said["message_id"]
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await place.bot.answer_guest_query(asked.guest_query_id, CARD)

    await place.bot.edit_message_text("Идёт один", inline_message_id=sent.inline_message_id, reply_markup=KEYS)
    lines = await place.look("/sim/transcript", as_="igor", chat=chat)
    assert lines[-1]["text"] == "Идёт один"


async def test_where_the_bot_is_a_name_is_an_ordinary_message(place: Place) -> None:
    chat = await place.group()
    me = await place.bot.get_me()
    await place.sim("say", as_="olya", chat=chat, text=f"@{me.username} кто бежит?")
    (update,) = await place.updates()
    assert update.message is not None and update.guest_message is None


async def test_a_talk_of_two_is_shown_as_the_chat_with_the_other(place: Place) -> None:
    chat = await foreign(place, "private")
    me = await place.bot.get_me()
    await place.sim("say", as_="igor", chat=chat, text=f"Оля, @{me.username} кто бежит?")
    (update,) = await place.updates()
    assert update.guest_message is not None and update.guest_message.chat.id == place.id_of("olya")
