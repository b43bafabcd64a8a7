"""Who sees what: privacy mode of the bot, and messages for one person only."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    EphemeralMessageParameters,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)

from tests.sandbox.conftest import Place

CARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Участвовать", callback_data="go")]])
ASKS = CARD.model_copy(update={"force_reply": True})


async def heard(place: Place) -> list[str | None]:
    return [update.message.text for update in await place.updates() if update.message]


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("просто разговор", False),
        ("/events", True),
        ("/events@sandbox_bot", True),
        ("/events@other_bot", False),
        ("эй, @sandbox_bot", True),
        ("эй, @other", False),
    ],
)
async def test_privacy_mode(place: Place, text: str, reaches: bool) -> None:
    chat = await place.group(bot_admin=False)
    await place.sim("say", as_="olya", chat=chat, text=text)
    assert await heard(place) == ([text] if reaches else [])


async def test_replies_to_the_bot_and_administrators(place: Place) -> None:
    chat = await place.group(bot_admin=False)
    sent = await place.bot.send_message(chat, "вопрос")
    await place.sim("say", as_="olya", chat=chat, text="ответ", reply_to=sent.message_id)
    assert await heard(place) == ["ответ"]
    await place.sim("promote", as_="igor", chat=chat, user="bot")
    await place.sim("say", as_="olya", chat=chat, text="просто так")
    assert (await heard(place))[-1] == "просто так"


async def test_a_dialog_in_a_group_that_one_person_sees(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya,pasha"), place.id_of("olya")
    card = await bot.send_message(chat, "Забег", reply_markup=CARD)
    pressing = asyncio.create_task(place.sim("press", as_="olya", chat=chat, button="Участвовать"))
    (update,) = await place.updates(timeout=30)
    assert update.callback_query is not None
    sent = await bot.send_message(
        chat,
        "Какая майка?",
        reply_markup=CARD,
        ephemeral_message_parameters=EphemeralMessageParameters(
            receiver_user_id=olya, callback_query_id=update.callback_query.id
        ),
    )
    assert sent.message_id == 0 and sent.ephemeral_message_id and sent.receiver_user is not None
    await bot.answer_callback_query(update.callback_query.id)
    await pressing

    async def texts(key: str) -> list[str]:
        lines = await place.look("/sim/transcript", as_=key, chat=chat, after=card.message_id)
        return [line["text"] for line in lines]

    assert await texts("olya") == ["Какая майка?"]
    assert await texts("pasha") == []

    pressing = asyncio.create_task(
        place.sim("press", as_="olya", chat=chat, button="go", message_id=-sent.ephemeral_message_id)
    )
    (update,) = await place.updates(timeout=30)
    assert update.callback_query is not None and update.callback_query.message is not None
    await bot.edit_ephemeral_message_text(
        chat, receiver_user_id=olya, ephemeral_message_id=sent.ephemeral_message_id, text="Готово"
    )
    await bot.answer_callback_query(update.callback_query.id)
    await pressing
    assert await texts("olya") == ["Готово"]
    await bot.delete_ephemeral_message(chat, receiver_user_id=olya, ephemeral_message_id=sent.ephemeral_message_id)
    assert await texts("olya") == []


async def test_one_person_sees_it_in_place_of_the_card(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya,pasha"), place.id_of("olya")
    await bot.send_message(chat, "Карточка", reply_markup=CARD)
    pressing = asyncio.create_task(place.sim("press", as_="olya", chat=chat, button="go"))
    (update,) = await place.updates(timeout=30)
    assert update.callback_query is not None
    query_id = update.callback_query.id
    instead = EphemeralMessageParameters(
        receiver_user_id=olya, callback_query_id=query_id, replace_callback_query_message=True
    )
    sent = await bot.send_message(chat, "Вы идёте", ephemeral_message_parameters=instead)
    await bot.answer_callback_query(query_id)
    await pressing

    async def last(key: str) -> str:
        lines = await place.look("/sim/transcript", as_=key, chat=chat)
        return str(lines[-1]["text"])

    assert (await last("olya"), await last("pasha")) == ("Вы идёте", "Карточка")
    assert "Карточка" not in [line["text"] for line in await place.look("/sim/transcript", as_="olya", chat=chat)]
    assert sent.ephemeral_message_id is not None
    await bot.delete_ephemeral_message(chat, receiver_user_id=olya, ephemeral_message_id=sent.ephemeral_message_id)
    assert await last("olya") == "Карточка"


async def test_ephemeral_only_in_groups_and_for_members(place: Place) -> None:
    olya = await place.started()
    with pytest.raises(TelegramBadRequest, match="only in groups"):
        await place.bot.send_message(olya, "т", receiver_user_id=olya)
    chat = await place.group()
    with pytest.raises(TelegramBadRequest, match="USER_NOT_PARTICIPANT"):
        await place.bot.send_message(chat, "т", receiver_user_id=place.id_of("katya"))


async def test_ephemeral_command(place: Place) -> None:
    chat = await place.group(members="olya,pasha", bot_admin=False)
    commands = [BotCommand(command="my", description="Мои события", is_ephemeral=True)]
    await place.bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats())
    await place.sim("say", as_="olya", chat=chat, text="/my")
    (update,) = await place.updates()
    assert update.message is not None and update.message.ephemeral_message_id
    pasha_sees = await place.look("/sim/transcript", as_="pasha", chat=chat)
    assert "/my" not in [line["text"] for line in pasha_sees]


async def test_a_reply_to_an_ephemeral_message_is_read_by_the_bot_alone(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya,pasha"), place.id_of("olya")
    asked = await bot.send_message(chat, "Какой темп?", receiver_user_id=olya, reply_markup=ForceReply())
    assert asked.ephemeral_message_id is not None
    await place.sim("say", as_="olya", chat=chat, text="5:30", reply_to=-asked.ephemeral_message_id)
    (update,) = await place.updates()
    said = update.message
    assert said is not None and said.text == "5:30" and said.ephemeral_message_id
    assert said.receiver_user is not None and said.receiver_user.id == (await bot.me()).id
    shown = (await place.look("/sim/transcript", as_="olya", chat=chat))[-1]
    assert shown["ephemeral"] and shown["reply_to"]["text"] == "Какой темп?"
    for who in ("pasha", "igor"):
        assert "5:30" not in [line["text"] for line in await place.look("/sim/transcript", as_=who, chat=chat)]
    answered = ReplyParameters(ephemeral_message_id=said.ephemeral_message_id)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(chat, "Спасибо", reply_parameters=answered)
    await bot.send_message(chat, "Спасибо", reply_parameters=answered, receiver_user_id=olya)
    assert (await place.look("/sim/transcript", as_="olya", chat=chat))[-1]["reply_to"]["text"] == "5:30"


async def test_a_bot_that_is_no_administrator_speaks_alone_only_when_it_was_asked(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya,pasha", bot_admin=False), place.id_of("olya")
    with pytest.raises(TelegramBadRequest, match="QUERY_ID_INVALID"):
        await bot.send_message(chat, "т", receiver_user_id=olya)
    await bot.send_message(chat, "Карточка", reply_markup=CARD)
    pressing = asyncio.create_task(place.sim("press", as_="olya", chat=chat, button="go"))
    (update,) = await place.updates(timeout=30)
    assert update.callback_query is not None
    asked = await bot.send_message(
        chat, "Темп?", receiver_user_id=olya, callback_query_id=update.callback_query.id, reply_markup=ASKS
    )
    await bot.answer_callback_query(update.callback_query.id)
    await pressing
    assert asked.ephemeral_message_id is not None
    assert (await place.look("/sim/transcript", as_="olya", chat=chat))[-1]["force_reply"]
    await place.sim("say", as_="olya", chat=chat, text="5:30", reply_to=-asked.ephemeral_message_id)
    (update,) = await place.updates()
    assert update.message is not None
    answered = ReplyParameters(ephemeral_message_id=update.message.ephemeral_message_id)
    await bot.send_message(chat, "Спасибо", receiver_user_id=olya, reply_parameters=answered)


async def test_whether_a_reply_is_asked_for_is_not_changed_later(place: Place) -> None:
    bot, chat, olya = place.bot, await place.group(members="olya"), place.id_of("olya")
    sent = await bot.send_message(chat, "Темп?", receiver_user_id=olya, reply_markup=ASKS)
    assert sent.ephemeral_message_id is not None
    where = {"receiver_user_id": olya, "ephemeral_message_id": sent.ephemeral_message_id}
    await bot.edit_ephemeral_message_text(chat, text="Размер?", reply_markup=CARD, **where)
    assert (await place.look("/sim/transcript", as_="olya", chat=chat))[-1]["force_reply"]
