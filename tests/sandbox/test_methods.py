"""Conformance: every method a bot needs, called by a real aiogram client, decoded by its types."""

from __future__ import annotations

import asyncio
import io
import wave

from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BufferedInputFile,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonWebApp,
    Message,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from PIL import Image

from tests.sandbox.conftest import Place


def picture(color: str = "red", side: int = 1000) -> BufferedInputFile:
    out = io.BytesIO()
    Image.new("RGB", (side, side // 2), color).save(out, "PNG")
    return BufferedInputFile(out.getvalue(), "p.png")


def sound() -> BufferedInputFile:
    out = io.BytesIO()
    with wave.open(out, "wb") as record:
        record.setnchannels(1)
        record.setsampwidth(1)
        record.setframerate(8000)
        record.writeframes(b"\x80" * 800)
    return BufferedInputFile(out.getvalue(), "v.ogg")


def buttons(*texts: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=text, callback_data=text) for text in texts]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_about_itself(place: Place) -> None:
    bot = place.bot
    me = await bot.get_me()
    assert me.is_bot and me.supports_inline_queries and me.id == bot.id
    commands = [BotCommand(command="events", description="События")]
    assert await bot.set_my_commands(commands, language_code="ru")
    assert await bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats())
    assert [one.command for one in await bot.get_my_commands(language_code="ru")] == ["events"]
    assert await bot.get_my_commands() == []
    assert (await place.look("/client/view", as_="olya"))["chats"][0]["commands"][0]["command"] == "events"
    assert await bot.delete_my_commands(language_code="ru")
    assert await bot.set_my_name("Форма") and (await bot.get_my_name()).name == "Форма"
    assert await bot.set_my_description("о") and (await bot.get_my_description()).description == "о"
    assert await bot.set_my_short_description("к")
    button = MenuButtonWebApp(text="Открыть", web_app=WebAppInfo(url="http://127.0.0.1:8082/"))
    assert await bot.set_chat_menu_button(menu_button=button)
    assert (await bot.get_chat_menu_button()).type == "web_app"


async def test_media(place: Place) -> None:
    bot, chat = place.bot, await place.started()
    photo = await bot.send_photo(chat, picture(), caption="<b>к</b>", parse_mode="HTML")
    assert photo.photo is not None and 2 <= len(photo.photo) <= 4 and photo.caption_entities is not None
    again = await bot.send_photo(chat, photo.photo[-1].file_id)
    assert again.photo is not None and again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    document = await bot.send_document(chat, BufferedInputFile(b"text", "a.txt"))
    assert document.document is not None and document.document.mime_type == "text/plain"
    file = await bot.get_file(document.document.file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None and content.read() == b"text"
    assert (await bot.send_voice(chat, sound(), duration=3)).voice is not None
    assert (await bot.send_video(chat, BufferedInputFile(b"v", "v.mp4"), width=10, height=20)).video is not None
    album = await bot.send_media_group(
        chat, [InputMediaPhoto(media=picture("blue"), caption="два"), InputMediaPhoto(media=photo.photo[0].file_id)]
    )
    assert len({one.media_group_id for one in album}) == 1 and album[0].caption == "два"
    edited = await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"2", "b.txt")), chat_id=chat, message_id=photo.message_id
    )
    assert isinstance(edited, Message) and edited.document is not None
    recaptioned = await bot.edit_message_caption(chat_id=chat, message_id=photo.message_id, caption="новая")
    assert isinstance(recaptioned, Message) and recaptioned.caption == "новая"
    assert (await bot.send_location(chat, 55.7, 37.6, live_period=600)).location is not None
    assert (await bot.send_venue(chat, 55.7, 37.6, "Парк", "ул. 1")).venue is not None
    assert (await bot.send_contact(chat, "+7900", "Оля")).contact is not None
    assert await bot.send_chat_action(chat, "typing")


async def test_replies_copies_and_forwards(place: Place) -> None:
    bot, chat = place.bot, await place.started()
    first = await bot.send_message(chat, "первое", reply_markup=buttons("а"))
    answer = await bot.send_message(chat, "ответ", reply_to_message_id=first.message_id)
    assert answer.reply_to_message is not None and answer.reply_to_message.message_id == first.message_id
    forwarded = await bot.forward_message(chat, chat, first.message_id)
    assert forwarded.forward_origin is not None and forwarded.reply_markup is None
    copied = await bot.copy_message(chat, chat, first.message_id)
    assert copied.message_id > forwarded.message_id
    assert len(await bot.copy_messages(chat, chat, [first.message_id, answer.message_id])) == 2
    bare = await bot.edit_message_reply_markup(chat_id=chat, message_id=first.message_id)
    assert isinstance(bare, Message) and bare.reply_markup is None
    assert await bot.set_message_reaction(chat, first.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert await bot.pin_chat_message(chat, first.message_id)
    assert await bot.unpin_chat_message(chat, message_id=first.message_id)
    assert await bot.unpin_all_chat_messages(chat)
    assert await bot.delete_messages(chat, [first.message_id, answer.message_id, 4040])


async def test_reply_keyboard(place: Place) -> None:
    bot, chat = place.bot, await place.started()
    keys = [[KeyboardButton(text="Дальше"), KeyboardButton(text="Телефон", request_contact=True)]]
    await bot.send_message(chat, "?", reply_markup=ReplyKeyboardMarkup(keyboard=keys))
    await place.sim("press", as_="olya", button="Дальше")
    await place.sim("press", as_="olya", button="Телефон")
    said, shared = await place.updates()
    assert said.message is not None and said.message.text == "Дальше"
    assert shared.message is not None and shared.message.contact is not None
    assert shared.message.contact.user_id == chat
    await bot.send_message(chat, "всё", reply_markup=ReplyKeyboardRemove())
    await place.sim("press", as_="olya", button="Дальше", status=400)


async def test_group_administration(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya,pasha"), place.id_of("olya")
    await bot.get_updates(offset=1, allowed_updates=["chat_member", "my_chat_member", "message"])
    full = await bot.get_chat(chat)
    assert full.title == "Бег" and full.permissions is not None
    assert (await bot.get_chat_member(chat, olya)).status == "member"
    assert {member.status for member in await bot.get_chat_administrators(chat)} == {"creator", "administrator"}
    assert await bot.get_chat_member_count(chat) == 4
    assert await bot.restrict_chat_member(chat, olya, ChatPermissions(can_send_messages=False))
    await place.sim("say", as_="olya", chat=chat, text="ау", status=400)
    assert (await bot.get_chat_member(chat, olya)).status == "restricted"
    assert await bot.ban_chat_member(chat, olya) and await bot.unban_chat_member(chat, olya)
    await place.sim("promote", as_="igor", chat=chat, user="bot", rights={"can_promote_members": True})
    assert await bot.promote_chat_member(chat, place.id_of("pasha"), can_pin_messages=True)
    statuses = [(update.chat_member or update.my_chat_member) for update in await place.updates() if not update.message]
    assert [one.new_chat_member.status for one in statuses if one] == [
        "restricted",
        "kicked",
        "left",
        "administrator",
        "administrator",
    ]
    assert await bot.leave_chat(chat)


async def test_forum(place: Place) -> None:
    bot, chat = place.bot, await place.group("forum")
    topic = await bot.create_forum_topic(chat, "Забег")
    sent = await bot.send_message(chat, "в теме", message_thread_id=topic.message_thread_id)
    assert sent.is_topic_message and sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == topic.message_thread_id
    await place.sim("say", as_="olya", chat=chat, thread=topic.message_thread_id, text="вижу")
    await place.sim("say", as_="olya", chat=chat, text="общее")
    inside, general = await place.updates()
    assert inside.message is not None and inside.message.message_thread_id == topic.message_thread_id
    assert general.message is not None and general.message.message_thread_id is None
    assert await bot.edit_forum_topic(chat, topic.message_thread_id, name="Забег 2")
    assert await bot.close_forum_topic(chat, topic.message_thread_id)
    await place.sim("say", as_="olya", chat=chat, thread=topic.message_thread_id, text="ау", status=400)
    assert await bot.reopen_forum_topic(chat, topic.message_thread_id)
    assert await bot.delete_forum_topic(chat, topic.message_thread_id)
    assert len(await place.look("/sim/transcript", as_="olya", chat=chat, thread=1)) >= 1


async def test_links_and_join_requests(place: Place) -> None:
    bot, chat = place.bot, await place.group()
    link = await bot.create_chat_invite_link(chat, creates_join_request=True, name="заявки")
    asked = await place.sim("join", as_="katya", link=link.invite_link)
    assert asked["status"] == "requested"
    (update,) = await place.updates()
    request = update.chat_join_request
    assert request is not None and request.invite_link is not None and request.query_id == asked["query_id"]
    assert (await bot.send_message(request.user_chat_id, "Почему вы?")).text
    assert await bot.approve_chat_join_request(chat, place.id_of("katya"))
    assert (await bot.get_chat_member(chat, place.id_of("katya"))).status == "member"
    await place.sim("join", as_="lev", link=link.invite_link)
    assert await bot.decline_chat_join_request(chat, place.id_of("lev"))
    second = await place.sim("join", as_="lev", link=link.invite_link)
    assert await bot.send_chat_join_request_web_app(second["query_id"], "http://127.0.0.1:8082/join")
    assert await bot.answer_chat_join_request_query(second["query_id"], "approve")
    assert (await bot.revoke_chat_invite_link(chat, link.invite_link)).is_revoked
    await place.sim("join", as_="fed", link=link.invite_link, status=404)
    assert (await bot.export_chat_invite_link(chat)).startswith("https://t.me/+")


async def test_inline_mode(place: Place) -> None:
    bot = place.bot
    chat = (await place.sim("chat", as_="olya", kind="private", members=["pasha"]))["id"]
    article = InlineQueryResultArticle(
        id="e1",
        title="Забег",
        input_message_content=InputTextMessageContent(message_text="<b>Забег</b>", parse_mode="HTML"),
        reply_markup=buttons("Пойду"),
    )
    asking = asyncio.create_task(place.sim("inline", as_="olya", query="бег", chat=chat, pick=0))
    (update,) = await place.updates(timeout=30)
    assert update.inline_query is not None and update.inline_query.query == "бег"
    assert await bot.answer_inline_query(update.inline_query.id, [article], cache_time=1)
    picked = await asking
    (chosen,) = await place.updates()
    assert chosen.chosen_inline_result is not None and chosen.chosen_inline_result.result_id == "e1"
    pressing = asyncio.create_task(place.sim("press", as_="pasha", chat=chat, button="Пойду"))
    (pressed,) = await place.updates(timeout=30)
    query = pressed.callback_query
    assert query is not None and query.message is None
    assert query.inline_message_id == picked["inline_message_id"] and query.from_user.id == place.id_of("pasha")
    assert await bot.edit_message_text("Идут: 1", inline_message_id=query.inline_message_id) is True
    assert await bot.answer_callback_query(query.id)
    await pressing
    (line,) = await place.look("/sim/transcript", as_="pasha", chat=chat)
    assert line["text"] == "Идут: 1" and line["via_bot"] == "sandbox_bot"


async def test_prepared_and_web_app_answers(place: Place) -> None:
    bot, olya = place.bot, await place.started()
    content = InputTextMessageContent(message_text="карточка")
    article = InlineQueryResultArticle(id="1", title="т", input_message_content=content)
    prepared = await bot.save_prepared_inline_message(olya, article, allow_group_chats=True)
    chat = await place.group()
    await place.sim("prepared", as_="olya", id=prepared.id, chat=chat)
    (line,) = (await place.look("/sim/transcript", as_="olya", chat=chat))[-1:]
    assert line["text"] == "карточка"
    launch = await place.look("/sim/webapp", as_="olya", path="/")
    query_id = launch["init_data"].split("query_id=")[1].split("&")[0]
    assert await bot.answer_web_app_query(query_id, article)
