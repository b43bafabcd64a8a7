"""The smaller hands: shared people and chats, old clients, invoices by inline mode, calls that do not exist."""

from __future__ import annotations

import asyncio

import aiohttp
from aiogram.types import (
    ChatAdministratorRights,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultCachedSticker,
    InputInvoiceMessageContent,
    KeyboardButton,
    KeyboardButtonPollType,
    KeyboardButtonRequestChat,
    KeyboardButtonRequestUsers,
    ReplyKeyboardMarkup,
)

from tests.sandbox.conftest import Place
from tests.sandbox.test_media import image
from tests.sandbox.test_payments import STARS, asked, told

PIN = "can_pin_messages"


async def test_people_and_chats_are_shared_by_buttons(place: Place) -> None:
    chat, group = await place.started(), await place.group()
    keys = [
        KeyboardButton(
            text="Люди", request_users=KeyboardButtonRequestUsers(request_id=1, max_quantity=2, request_name=True)
        ),
        KeyboardButton(
            text="Группа",
            request_chat=KeyboardButtonRequestChat(request_id=2, chat_is_channel=False, bot_is_member=True),
        ),
        KeyboardButton(text="Опрос", request_poll=KeyboardButtonPollType(type="quiz")),
    ]
    await place.bot.send_message(chat, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[keys]))
    await place.sim("press", as_="olya", button="Люди", users=["pasha", "igor"])
    users = (await told(place)).users_shared
    assert users is not None and [user.first_name for user in users.users] == ["Pasha", "Игорь"]
    assert users.request_id == 1 and users.users[0].username is None
    await place.sim("press", as_="olya", button="Люди", users=["pasha", "igor", "lev"], status=400)
    await place.sim("press", as_="olya", button="Группа", shared_chat=group)
    shared = (await told(place)).chat_shared
    assert shared is not None and (shared.request_id, shared.chat_id, shared.title) == (2, group, None)
    await place.sim("press", as_="olya", button="Группа", shared_chat=await place.group("channel"), status=400)
    assert (await place.sim("press", as_="olya", button="Опрос"))["request_poll"] == {"type": "quiz"}


async def test_a_shared_chat_gives_the_bot_the_rights_it_asks_for(place: Place) -> None:
    chat = await place.started("igor")
    own, other = await place.group(bot_admin=False), await place.group("forum", bot_admin=False)
    rights = ChatAdministratorRights(**dict.fromkeys(ChatAdministratorRights.model_fields, False) | {PIN: True})
    asking = KeyboardButtonRequestChat(
        request_id=3, chat_is_channel=False, chat_is_forum=False, bot_administrator_rights=rights, bot_is_member=True
    )
    keys = [[KeyboardButton(text="Группа", request_chat=asking)]]
    await place.bot.send_message(chat, "?", reply_markup=ReplyKeyboardMarkup(keyboard=keys))
    fit = await place.look("/sim/shareable", as_="igor", button="Группа")
    assert [one["id"] for one in fit] == [own]
    await place.sim("press", as_="igor", button="Группа", shared_chat=other, status=400)
    await place.sim("press", as_="igor", button="Группа", shared_chat=own)
    promoted, shared = await place.updates()
    assert promoted.my_chat_member is not None and shared.message is not None and shared.message.chat_shared is not None
    bot = await place.bot.get_chat_member(own, place.bot.id)
    assert bot.status == "administrator" and bot.can_pin_messages and not bot.can_delete_messages


async def test_an_old_client_and_one_without_storage(place: Place) -> None:
    assert "tgWebAppVersion=9.1" in (await place.look("/sim/webapp", as_="olya"))["url"]
    assert "tgWebAppVersion=7.0" in (await place.look("/sim/webapp", as_="olya", version="7.0"))["url"]
    await place.sim("settings", quirks=["old-client", "no-storage"])
    assert "tgWebAppVersion=6.0" in (await place.look("/sim/webapp", as_="olya"))["url"]
    assert "error" in await place.sim("custom_method", as_="olya", method="getStorageKeys")
    await place.sim("reset", story="empty")
    assert (await place.look("/sim/settings"))["quirks"] == []
    assert await place.sim("custom_method", as_="olya", method="getStorageKeys") == {"result": []}
    assert (await place.sim("custom_method", as_="olya", method="saveStorageValue"))["error"] == "KEY_INVALID"


async def test_an_invoice_sent_by_inline_mode(place: Place) -> None:
    talk = (await place.sim("chat", as_="olya", kind="private", members=["pasha"]))["id"]
    bill = InputInvoiceMessageContent(**STARS)
    article = InlineQueryResultArticle(id="1", title="Взнос", input_message_content=bill)
    asking = asyncio.create_task(place.sim("inline", as_="olya", query="взнос", chat=talk, pick=0))
    (update,) = await place.updates(timeout=30)
    assert update.inline_query is not None
    await place.bot.answer_inline_query(update.inline_query.id, [article])
    sent = await asking
    await place.updates()
    paying = asyncio.create_task(place.sim("pay", as_="pasha", chat=talk, message_id=sent["message_id"], outcome="ok"))
    await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)
    assert (await paying)["status"] == "paid"
    payment = (await told(place)).successful_payment
    assert payment is not None and payment.currency == "XTR"


async def test_a_sticker_by_inline_mode(place: Place) -> None:
    chat = await place.started()
    sticker = place.world.files.add("sticker", image("WEBP"), "s.webp")
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ещё", callback_data="1")]])
    result = InlineQueryResultCachedSticker(id="1", sticker_file_id=str(sticker["file_id"]), reply_markup=keys)
    asking = asyncio.create_task(place.sim("inline", as_="olya", query="ура", pick=0))
    (update,) = await place.updates(timeout=30)
    assert update.inline_query is not None
    await place.bot.answer_inline_query(update.inline_query.id, [result])
    await asking
    (line,) = (await place.look("/sim/transcript", as_="olya", chat=chat))[-1:]
    assert line["kind"] == "sticker" and line["buttons"][0]["text"] == "Ещё"


async def test_who_may_touch_a_message(place: Place) -> None:
    """Outsiders nothing; what one person sees is not forwarded, pinned or reacted to; a place has no words."""
    chat, olya = await place.group(), place.id_of("olya")
    said = await place.sim("say", as_="olya", chat=chat, text="наше")
    for call in ("react", "forward", "edit", "delete"):
        await place.sim(
            call, as_="katya", chat=chat, from_chat=chat, status=400, emoji="👍", text="т", **said_only(said)
        )
    secret = await place.bot.send_message(chat, "только вам", receiver_user_id=olya)
    where = {"chat": chat, "from_chat": chat, "message_id": -(secret.ephemeral_message_id or 0)}
    for call, person in (("react", "olya"), ("forward", "olya"), ("pin", "igor")):
        await place.sim(call, as_=person, emoji="👍", status=400, **where)
    point = await place.sim("send", as_="olya", chat=chat, kind="location", lat=55, lon=37)
    await place.sim("edit", as_="olya", chat=chat, message_id=point["message_id"], text="т", status=400)


def said_only(said: dict[str, int]) -> dict[str, int]:
    return {"message_id": said["message_id"]}


async def test_calls_that_do_not_exist(place: Place) -> None:
    nowhere = await place.sim("teleport", as_="olya", status=404)
    assert "teleport" in nowhere["error"] and "say" in nowhere["hint"]
    async with place.http.get(place.url("/sim/say")) as response:
        assert response.status == 405 and (await response.json())["hint"] == "POST /sim/say"


async def test_a_recorded_voice_is_sound(place: Place) -> None:
    """Browsers record webm, which by its name alone would be a film."""
    await place.started()
    form = aiohttp.FormData({"as": "olya", "kind": "voice", "duration": "4"})
    form.add_field("file", b"webm", filename="voice.webm")
    async with place.http.post(place.url("/sim/send"), data=form) as response:
        assert response.status == 200
    voice = (await told(place)).voice
    assert voice is not None and (voice.mime_type, voice.duration) == ("audio/webm", 4)
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    async with place.http.get(place.url(line["media"]["url"])) as response:
        assert response.content_type == "audio/webm"
