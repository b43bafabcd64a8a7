"""Tags beside the names of members, and messages that are still being written."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from sandbox.telegram import drafts
from tests.sandbox.conftest import Place


async def test_a_tag_is_seen_by_the_bot_and_by_people(place: Place) -> None:
    bot, chat = place.bot, await place.group()
    olya = place.id_of("olya")
    await bot.get_updates(allowed_updates=["message", "chat_member"])
    await bot.set_chat_member_tag(chat, olya, tag="№114 · 5:30")
    (change,) = await place.updates()
    assert change.chat_member is not None and change.chat_member.new_chat_member.tag == "№114 · 5:30"
    await place.sim("say", as_="olya", chat=chat, text="/start")
    (said,) = await place.updates()
    assert said.message is not None and said.message.sender_tag == "№114 · 5:30"
    assert (await place.look("/sim/transcript", as_="igor", chat=chat))[-1]["from"]["tag"] == "№114 · 5:30"
    await bot.set_chat_member_tag(chat, olya)
    assert (await bot.get_chat_member(chat, olya)).tag is None


@pytest.mark.parametrize(
    ("who", "tag", "refusal"),
    [
        ("katya", "5:30", "PARTICIPANT_ID_INVALID"),
        ("igor", "5:30", "CHAT_CREATOR_REQUIRED"),
        ("olya", "x" * 17, "ADMIN_RANK_INVALID"),
        ("olya", "🥇 5 км", "ADMIN_RANK_EMOJI_NOT_ALLOWED"),
    ],
)
async def test_tags_that_telegram_refuses(place: Place, who: str, tag: str, refusal: str) -> None:
    chat = await place.group()
    with pytest.raises(TelegramBadRequest, match=refusal):
        await place.bot.set_chat_member_tag(chat, place.id_of(who), tag=tag)


async def test_a_draft_stands_until_the_message_comes(place: Place) -> None:
    chat = await place.started()
    await place.bot.send_message_draft(chat, 7, text="<b>Отчёт</b> за", parse_mode="HTML")
    shown = (await place.look("/client/view", as_="olya"))["chats"][0]["draft"]
    assert shown["html"] == "<b>Отчёт</b> за" and not shown["can_stop"]
    await place.sim("stop_draft", as_="olya", status=400)
    await place.bot.send_message(chat, "Отчёт за ноябрь")
    assert (await place.look("/client/view", as_="olya"))["chats"][0]["draft"] is None


async def test_a_person_stops_what_is_being_written(place: Place) -> None:
    chat = await place.started()
    await place.bot.send_message_draft(chat, 8, can_stop=True)
    await place.sim("stop_draft", as_="olya")
    (update,) = await place.updates()
    stopped = update.stopped_message_generation
    assert stopped is not None and (stopped.chat.id, stopped.draft_id) == (chat, 8)
    assert drafts.shown_draft(place.world, place.world.records.chats[chat], chat) is None


async def test_drafts_are_for_people_who_have_begun_a_private_chat(place: Place) -> None:
    group, bot = await place.group(), place.bot
    with pytest.raises(TelegramBadRequest, match="TEXTDRAFT_PEER_INVALID"):
        await bot.send_message_draft(group, 1, text="т")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message_draft(place.id_of("lev"), 1, text="т")
    with pytest.raises(TelegramBadRequest, match="RANDOM_ID_INVALID"):
        await bot.send_message_draft(await place.started(), 0, text="т")
