"""The first things anybody does: start, a button, an edit, a look at the chat."""

from __future__ import annotations

import asyncio

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.sandbox.conftest import Place


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data) for text, data in buttons]]
    )


async def test_start_button_and_edit(place: Place) -> None:
    await place.sim("start", as_="olya", payload="event_1")
    (update,) = await place.updates()
    assert update.message is not None and update.message.text == "/start event_1"
    assert update.message.entities is not None and update.message.entities[0].type == "bot_command"

    sent = await place.bot.send_message(
        update.message.chat.id, "<b>Привет</b>, Оля!", parse_mode="HTML", reply_markup=keyboard(("Пойду", "go:1"))
    )
    assert sent.entities is not None and sent.entities[0].length == 6

    pressing = asyncio.create_task(place.sim("press", as_="olya", button="Пойду"))
    (pressed,) = await place.updates(timeout=30)
    assert pressed.callback_query is not None and pressed.callback_query.data == "go:1"
    await place.bot.answer_callback_query(pressed.callback_query.id, text="Записала", show_alert=True)
    assert (await pressing)["answer"] == {"text": "Записала", "alert": True, "url": None}

    await place.bot.edit_message_text("Вы записаны", chat_id=sent.chat.id, message_id=sent.message_id)
    transcript = await place.look("/sim/transcript", as_="olya")
    assert [line["text"] for line in transcript] == ["/start event_1", "Вы записаны"]
    assert transcript[1]["edited"] and transcript[1]["buttons"] == []

    await place.bot.delete_message(sent.chat.id, sent.message_id)
    assert len(await place.look("/sim/transcript", as_="olya")) == 1


async def test_every_call_is_on_record(place: Place) -> None:
    await place.started()
    await place.bot.send_message(place.id_of("olya"), "раз")
    (call,) = await place.look("/sim/calls", method="sendMessage")
    assert call["params"]["text"] == "раз" and call["ok"]
    assert await place.look("/sim/calls", after=call["id"]) == []


async def test_a_page_hears_what_happens(place: Place) -> None:
    async with place.http.ws_connect(place.url("/client/ws?as=olya")) as page:
        await place.started()
        await place.bot.send_message(place.id_of("olya"), "живое")
        seen = []
        while "живое" not in seen:
            event = await page.receive_json(timeout=30)
            if event["type"] == "message":
                seen.append(event["message"]["text"])
    view = await place.look("/client/view", as_="olya")
    assert view["chats"][0]["last"]["text"] == "живое" and view["chats"][0]["is_bot_chat"]
    messages = await place.look("/client/messages", as_="olya", limit=1)
    assert messages["more"] and messages["messages"][0]["html"] == "живое"
