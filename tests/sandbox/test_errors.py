"""Telegram's error texts, each provoked by the call that earns it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram.exceptions import TelegramAPIError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    ReplyKeyboardMarkup,
    WebAppInfo,
)

from tests.sandbox.conftest import TOKEN, Place

Provoke = Callable[[Place], Awaitable[object]]
PARSE = "can't parse entities: "


def inline(**button: object) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton.model_validate({"text": "Кнопка", **button})]])


def html(text: str) -> Provoke:
    return lambda place: place.bot.send_message(place.id_of("olya"), text, parse_mode="HTML")


def keyed(markup: InlineKeyboardMarkup) -> Provoke:
    return lambda place: place.bot.send_message(place.id_of("olya"), "текст", reply_markup=markup)


async def edit_same(place: Place) -> object:
    sent = await place.bot.send_message(place.id_of("olya"), "то же", reply_markup=inline(callback_data="1"))
    return await place.bot.edit_message_text(
        "то же ", chat_id=sent.chat.id, message_id=sent.message_id, reply_markup=inline(callback_data="1")
    )


async def edit_photo_text(place: Place) -> object:
    sent = await place.bot.send_location(place.id_of("olya"), 55.7, 37.6)
    return await place.bot.edit_message_text("текст", chat_id=sent.chat.id, message_id=sent.message_id)


async def edit_foreign(place: Place) -> object:
    said = await place.sim("say", as_="olya", text="моё")
    return await place.bot.edit_message_text("чужое", chat_id=said["chat"], message_id=said["message_id"])


async def delete_old(place: Place) -> object:
    sent = await place.bot.send_message(place.id_of("olya"), "старое")
    await place.sim("clock", advance="49h")
    return await place.bot.delete_message(sent.chat.id, sent.message_id)


async def blocked(place: Place) -> object:
    await place.sim("block", as_="olya")
    return await place.bot.send_message(place.id_of("olya"), "ау")


async def kicked(place: Place) -> object:
    chat = await place.group()
    await place.sim("leave", as_="igor", chat=chat, who="bot")
    return await place.bot.send_message(chat, "ау")


async def closed_topic(place: Place) -> object:
    chat = await place.group("forum", bot_admin=False)
    topic = await place.sim("topic", as_="igor", chat=chat, name="Старт")
    place.world.records.chats[chat].topics[topic["thread"]].closed = True
    return await place.bot.send_message(chat, "ау", message_thread_id=topic["thread"])


async def group_webapp(place: Place) -> object:
    chat = await place.group()
    return await place.bot.send_message(chat, "т", reply_markup=inline(web_app=WebAppInfo(url="https://a.example/")))


async def group_contact(place: Place) -> object:
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Телефон", request_contact=True)]])
    return await place.bot.send_message(await place.group(), "т", reply_markup=keys)


async def pin_without_right(place: Place) -> object:
    chat = await place.group(bot_admin=False)
    sent = await place.bot.send_message(chat, "важно")
    return await place.bot.pin_chat_message(chat, sent.message_id)


async def ban_without_right(place: Place) -> object:
    return await place.bot.ban_chat_member(await place.group(bot_admin=False), place.id_of("olya"))


async def ban_owner(place: Place) -> object:
    return await place.bot.ban_chat_member(await place.group(), place.id_of("igor"))


async def restrict_in_group(place: Place) -> object:
    return await place.bot.promote_chat_member(await place.group("group"), place.id_of("olya"), can_pin_messages=True)


async def topic_in_plain_group(place: Place) -> object:
    return await place.bot.create_forum_topic(await place.group(), "Тема")


async def approve_nobody(place: Place) -> object:
    return await place.bot.approve_chat_join_request(await place.group(), place.id_of("katya"))


async def approve_member(place: Place) -> object:
    return await place.bot.approve_chat_join_request(await place.group(), place.id_of("olya"))


async def unknown_thread(place: Place) -> object:
    return await place.bot.send_message(await place.group("forum"), "ау", message_thread_id=777)


async def duplicate_results(place: Place) -> object:
    asking = asyncio.create_task(place.sim("inline", as_="olya", query="бег"))
    (update,) = await place.updates(timeout=30)
    assert update.inline_query is not None
    content = InputTextMessageContent(message_text="т")
    article = InlineQueryResultArticle(id="1", title="т", input_message_content=content)
    try:
        return await place.bot.answer_inline_query(update.inline_query.id, [article, article])
    finally:
        await place.bot.answer_inline_query(update.inline_query.id, [article])
        await asking


TABLE: list[tuple[str, Provoke]] = [
    ("Bad Request: chat not found", lambda place: place.bot.send_message(4242, "ау")),
    (
        "Forbidden: bot can't initiate conversation with a user",
        lambda place: place.bot.send_message(place.id_of("katya"), "ау"),
    ),
    ("Forbidden: bot was blocked by the user", blocked),
    ("Forbidden: bot was kicked from the supergroup chat", kicked),
    ("Bad Request: message text is empty", lambda place: place.bot.send_message(place.id_of("olya"), "  \n")),
    ("Bad Request: message is too long", lambda place: place.bot.send_message(place.id_of("olya"), "😀" * 2049)),
    (
        "Bad Request: message caption is too long",
        lambda place: place.bot.send_document(
            place.id_of("olya"), BufferedInputFile(b"1", "a.txt"), caption="д" * 1025
        ),
    ),
    (f'Bad Request: {PARSE}Unsupported start tag "x" at byte offset 0', html("<x>")),
    (f'Bad Request: {PARSE}Unsupported start tag "3" at byte offset 13', html("Любовь <3>")),
    (f"Bad Request: {PARSE}Unclosed start tag at byte offset 2", html("a <b")),
    (f"Bad Request: {PARSE}Unexpected end tag at byte offset 1", html("a</b>")),
    (
        f'Bad Request: {PARSE}Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        html("<b><i>a</b></i>"),
    ),
    (f'Bad Request: {PARSE}Can\'t find end tag corresponding to start tag "b"', html("<b>а")),
    (f'Bad Request: {PARSE}Tag "span" must have class "tg-spoiler" at byte offset 0', html("<span>a</span>")),
    (
        f"Bad Request: {PARSE}Character '.' is reserved and must be escaped with the preceding '\\'",
        lambda place: place.bot.send_message(place.id_of("olya"), "a.", parse_mode="MarkdownV2"),
    ),
    (
        f"Bad Request: {PARSE}Can't find end of Bold entity at byte offset 0",
        lambda place: place.bot.send_message(place.id_of("olya"), "*a", parse_mode="MarkdownV2"),
    ),
    (
        "Bad Request: unsupported parse_mode",
        lambda place: place.bot.send_message(place.id_of("olya"), "a", parse_mode="BB"),
    ),
    ("Bad Request: BUTTON_DATA_INVALID", keyed(inline(callback_data="ы" * 33))),
    ("Bad Request: Text buttons are unallowed in the inline keyboard", keyed(inline())),
    ("Bad Request: BUTTON_TYPE_INVALID", group_webapp),
    ("Bad Request: BUTTON_TYPE_INVALID", group_contact),
    (
        "Bad Request: inline keyboard button Web App URL 'http://a.example/' is invalid: Only HTTPS links are allowed",
        keyed(inline(web_app=WebAppInfo(url="http://a.example/"))),
    ),
    (
        "Bad Request: inline keyboard button URL 'нет' is invalid: Wrong HTTP URL",
        keyed(inline(url="нет")),
    ),
    (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message",
        edit_same,
    ),
    (
        "Bad Request: message to edit not found",
        lambda place: place.bot.edit_message_text("т", chat_id=place.id_of("olya"), message_id=999),
    ),
    ("Bad Request: message can't be edited", edit_foreign),
    ("Bad Request: there is no text in the message to edit", edit_photo_text),
    ("Bad Request: message to delete not found", lambda place: place.bot.delete_message(place.id_of("olya"), 999)),
    ("Bad Request: message can't be deleted", delete_old),
    (
        "Bad Request: message to be replied not found",
        lambda place: place.bot.send_message(place.id_of("olya"), "т", reply_to_message_id=999),
    ),
    ("Bad Request: message to pin not found", lambda place: place.bot.pin_chat_message(place.id_of("olya"), 999)),
    ("Bad Request: not enough rights to manage pinned messages in the chat", pin_without_right),
    ("Bad Request: not enough rights to restrict/unrestrict chat member", ban_without_right),
    ("Bad Request: can't remove chat owner", ban_owner),
    ("Bad Request: method is available only for supergroups", restrict_in_group),
    ("Bad Request: the chat is not a forum", topic_in_plain_group),
    ("Bad Request: message thread not found", unknown_thread),
    ("Bad Request: TOPIC_CLOSED", closed_topic),
    ("Bad Request: HIDE_REQUESTER_MISSING", approve_nobody),
    ("Bad Request: USER_ALREADY_PARTICIPANT", approve_member),
    ("Bad Request: RESULT_ID_DUPLICATE", duplicate_results),
    (
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        lambda place: place.bot.answer_callback_query("нет такого"),
    ),
    (
        "Bad Request: wrong file identifier/HTTP URL specified",
        lambda place: place.bot.send_photo(place.id_of("olya"), "AgACнет"),
    ),
    (
        "Bad Request: IMAGE_PROCESS_FAILED",
        lambda place: place.bot.send_photo(place.id_of("olya"), BufferedInputFile(b"no picture", "a.jpg")),
    ),
    (
        "Bad Request: media group must include 2-10 items",
        lambda place: place.bot.send_media_group(place.id_of("olya"), [InputMediaPhoto(media="AgAC")]),
    ),
    (
        "Bad Request: BOT_COMMAND_INVALID",
        lambda place: place.bot.set_my_commands([BotCommand(command="Нет", description="x")]),
    ),
    (
        "Bad Request: secret token contains unallowed characters",
        lambda place: place.bot.set_webhook("https://a.example/", secret_token="о!"),
    ),
    (
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        lambda place: place.bot.set_webhook("http://a.example/"),
    ),
]


@pytest.mark.parametrize(("text", "provoke"), TABLE, ids=[row[0][:70] for row in TABLE])
async def test_refusal(place: Place, text: str, provoke: Provoke) -> None:
    await place.started()
    with pytest.raises(TelegramAPIError) as caught:
        await provoke(place)
    assert caught.value.message.endswith(text)


async def test_late_answer_to_a_button(place: Place) -> None:
    chat = await place.started()
    await place.bot.send_message(chat, "т", reply_markup=inline(callback_data="1"))
    assert (await place.sim("press", as_="olya", button="Кнопка", timeout=0.05))["answer"] is None
    (update,) = await place.updates()
    assert update.callback_query is not None
    for query in place.world.queries.values():
        query.born -= place.world.config.query_ttl_s + 1
    with pytest.raises(TelegramAPIError, match="query is too old"):
        await place.bot.answer_callback_query(update.callback_query.id)
    (line,) = [line for line in await place.look("/sim/transcript", as_="olya") if line["buttons"]]
    assert line["unanswered"] == [update.callback_query.id]


async def test_unknown_method_is_404_and_a_toast(place: Place) -> None:
    async with place.http.ws_connect(place.url("/client/ws?as=olya")) as page:
        async with place.http.post(place.url(f"/bot{TOKEN}/sendTelepathy")) as response:
            assert (response.status, (await response.json())["description"]) == (404, "Not Found: method not found")
        event = await page.receive_json(timeout=30)
        assert event["type"] == "toast" and "sendTelepathy" in event["text"]


async def test_wrong_token(place: Place) -> None:
    async with place.http.get(place.url("/bot1:WRONG/getMe")) as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"


async def test_migration_carries_the_new_id(place: Place) -> None:
    old = await place.group("group")
    new = (await place.sim("upgrade", as_="igor", chat=old))["id"]
    with pytest.raises(TelegramMigrateToChat) as caught:
        await place.bot.send_message(old, "ау")
    assert caught.value.migrate_to_chat_id == new
    assert (await place.bot.send_message(new, "здесь")).chat.id == new


@pytest.mark.parametrize("kind", ["429", "403", "400", "500"])
async def test_fault_fails_so_many_times(place: Place, kind: str) -> None:
    chat = await place.started()
    await place.sim("fault", kind=kind, method="sendMessage", chat="olya", times=1, retry_after=7)
    with pytest.raises(TelegramAPIError) as caught:
        await place.bot.send_message(chat, "ау")
    if isinstance(caught.value, TelegramRetryAfter):
        assert caught.value.retry_after == 7
    assert (await place.bot.send_message(chat, "снова")).text == "снова"


@pytest.mark.parametrize(("when", "kept"), [("before", 1), ("after", 2)])
async def test_dropped_connection(place: Place, when: str, kept: int) -> None:
    chat = await place.started()
    await place.sim("fault", kind="drop", method="sendMessage", when=when)
    with pytest.raises(TelegramAPIError):
        await place.bot.send_message(chat, "ау")
    assert len(await place.look("/sim/transcript", as_="olya")) == kept
