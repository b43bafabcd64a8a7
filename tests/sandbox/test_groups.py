"""Groups as they live: upgraded, led by people who hide, forwarded from, pinned in."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginUser,
    ReplyParameters,
    Update,
)

from sandbox.telegram import flood
from tests.sandbox.conftest import Place

LASTING = ((3, 3_000.0),)
"""Three messages in so many seconds: it does not matter how long this machine takes for a fourth."""


async def message(place: Place) -> Message:
    (update,) = await place.updates()
    assert update.message is not None
    return update.message


async def test_a_group_becomes_a_supergroup(place: Place) -> None:
    old = await place.group("group", members="olya,pasha")
    async with place.http.ws_connect(place.url("/client/ws?as=olya")) as page:
        new = (await place.sim("migrate", as_="igor", chat=old))["id"]
        events = [await page.receive_json(timeout=30)]
        while events[-1]["type"] != "chat_gone":
            events.append(await page.receive_json(timeout=30))
    assert events[-1] == {"type": "chat_gone", "chat": old, "moved_to": new}
    before, after = [update.message for update in await place.updates()]
    assert before is not None and after is not None
    assert (before.chat.id, before.migrate_to_chat_id) == (old, new)
    assert (after.chat.id, after.migrate_from_chat_id, after.chat.type) == (new, old, "supergroup")
    for call in (place.bot.send_message(old, "ау"), place.bot.get_chat(old), place.bot.get_chat_member_count(old)):
        with pytest.raises(TelegramMigrateToChat) as caught:
            await call
        assert caught.value.migrate_to_chat_id == new
    (line,) = await place.look("/sim/transcript", as_="olya", chat=new)
    assert line["service"] == {"type": "migrate_from_chat_id", "text": "Группа стала супергруппой", "chat": old}
    assert (await place.sim("say", as_="olya", chat=old, text="я здесь"))["chat"] == new
    await place.sim("migrate", as_="igor", chat=new, status=400)


async def test_only_the_owner_upgrades(place: Place) -> None:
    await place.sim("migrate", as_="olya", chat=await place.group("group"), status=400)


async def test_an_anonymous_administrator(place: Place) -> None:
    chat = await place.group(members="olya,pasha")
    await place.sim("anonymous", as_="olya", chat=chat, status=400)
    await place.sim("promote", as_="igor", chat=chat, user="olya")
    await place.sim("anonymous", as_="olya", chat=chat)
    await place.bot.set_chat_administrator_custom_title(chat, place.id_of("olya"), "судья")
    await place.bot.get_updates(offset=1, allowed_updates=["message", "message_reaction"])
    await place.updates()
    said = await place.sim("say", as_="olya", chat=chat, text="старт перенесён")
    heard = await message(place)
    assert heard.from_user is not None and heard.from_user.id == 1087968824
    assert heard.from_user.username == "GroupAnonymousBot" and heard.author_signature == "судья"
    assert heard.sender_chat is not None and heard.sender_chat.id == chat
    mine, theirs = [(await place.look("/sim/transcript", as_=key, chat=chat))[-1] for key in ("olya", "pasha")]
    assert mine["out"] and not theirs["out"]
    assert theirs["from"] == {"id": 1087968824, "key": None, "name": "Бег", "is_bot": True, "anonymous": True}
    await place.sim("react", as_="olya", chat=chat, message_id=said["message_id"], emoji="👍")
    (update,) = await place.updates()
    assert update.message_reaction is not None and update.message_reaction.user is None
    assert update.message_reaction.actor_chat is not None and update.message_reaction.actor_chat.id == chat
    assert (await place.bot.get_chat_member(chat, place.id_of("olya"))).model_dump()["is_anonymous"]
    await place.sim("edit", as_="olya", chat=chat, message_id=said["message_id"], text="старт в десять")
    forwarded = await place.bot.forward_message(await place.started("pasha"), chat, said["message_id"])
    assert isinstance(forwarded.forward_origin, MessageOriginChat)


async def test_where_a_forward_is_from(place: Place) -> None:
    chat, channel = await place.started(), await place.group("channel")
    mine = await place.sim("say", as_="olya", text="моё")
    post = await place.sim("say", as_="igor", chat=channel, text="новость")
    posted = next(u.channel_post for u in await place.updates() if u.channel_post)
    assert posted.from_user is None and posted.sender_chat is not None and posted.sender_chat.id == channel
    user = await place.bot.forward_message(chat, chat, mine["message_id"])
    assert isinstance(user.forward_origin, MessageOriginUser)
    news = await place.bot.forward_message(chat, channel, post["message_id"])
    assert isinstance(news.forward_origin, MessageOriginChannel)
    assert news.forward_origin.message_id == post["message_id"]
    again = await place.bot.forward_message(chat, chat, news.message_id)
    assert again.forward_origin == news.forward_origin, "a forward of a forward names the first author"
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert line["forward_origin"]["type"] == "channel" and line["forward_from"] == "Бег"
    hidden = await place.sim("forward", as_="olya", message_id=mine["message_id"], hide_sender=True)
    lines = await place.look("/sim/transcript", as_="olya", after=again.message_id)
    assert lines[-1]["message_id"] == hidden["message_id"] and "forward_origin" not in lines[-1]


async def test_pins_and_who_may(place: Place) -> None:
    chat = await place.group()
    said = await place.sim("say", as_="olya", chat=chat, text="важно")
    await place.updates()
    await place.sim("pin", as_="olya", chat=chat, message_id=said["message_id"], status=400)
    await place.sim("pin", as_="igor", chat=chat, message_id=said["message_id"])
    service = await message(place)
    assert service.pinned_message is not None and service.pinned_message.message_id == said["message_id"]
    lines = await place.look("/sim/transcript", as_="olya", chat=chat)
    assert lines[-2]["pinned"] and lines[-1]["service"]["message_id"] == said["message_id"]
    view = await place.look("/client/view", as_="olya")
    assert next(one for one in view["chats"] if one["id"] == chat)["pinned_ids"] == [said["message_id"]]
    await place.sim("unpin", as_="igor", chat=chat, message_id=said["message_id"])
    await place.sim("unpin", as_="igor", chat=chat, message_id=said["message_id"], status=400)
    assert await place.updates() == [], "taking off a pin is told to nobody"


async def test_a_quote_of_the_answered_message(place: Place) -> None:
    chat = await place.started()
    first = await place.bot.send_message(chat, "Старт в десять, сбор у фонтана")
    quoted = ReplyParameters(message_id=first.message_id, quote="сбор у фонтана")
    answer = await place.bot.send_message(chat, "Понял", reply_parameters=quoted)
    assert answer.quote is not None and answer.quote.text == "сбор у фонтана" and answer.quote.position == 16
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert line["reply_to"]["quote"] == "сбор у фонтана"


async def test_reactions_in_a_channel_are_counted(place: Place) -> None:
    channel = await place.group("channel", members="olya")
    await place.bot.get_updates(offset=1, allowed_updates=["message_reaction", "message_reaction_count"])
    await place.updates()
    post = await place.sim("say", as_="igor", chat=channel, text="новость")
    await place.sim("react", as_="olya", chat=channel, message_id=post["message_id"], emoji="🔥")
    (update,) = await place.updates()
    assert update.message_reaction_count is not None and update.message_reaction_count.reactions[0].total_count == 1


async def test_reactions_reach_administrators_only(place: Place) -> None:
    chat = await place.group(bot_admin=False)
    await place.bot.get_updates(offset=1, allowed_updates=["message_reaction"])
    sent = await place.bot.send_message(chat, "ну как?")
    await place.sim("react", as_="olya", chat=chat, message_id=sent.message_id, emoji="👍")
    assert await place.updates() == []
    await place.sim("promote", as_="igor", chat=chat, user="bot")
    await place.sim("react", as_="olya", chat=chat, message_id=sent.message_id, emoji="🔥")
    (update,) = await place.updates()
    assert update.message_reaction is not None


async def test_permissions_bind_people_and_the_bot(place: Place) -> None:
    chat = await place.group(bot_admin=False)
    group = place.world.records.chats[chat]
    group.permissions |= {"can_send_polls": False, "can_send_photos": False}
    await place.sim("send", as_="olya", chat=chat, kind="photo", status=400)
    await place.sim("poll", as_="olya", chat=chat, question="?", options=["а"], status=400)
    with pytest.raises(Exception, match="not enough rights to send polls to the chat"):
        await place.bot.send_poll(chat, "?", ["а"])


async def test_privacy_is_a_switch(place: Place) -> None:
    chat = await place.group(bot_admin=False)
    await place.sim("say", as_="olya", chat=chat, text="просто так")
    assert await place.updates() == [] and not (await place.bot.get_me()).can_read_all_group_messages
    await place.sim("settings", privacy=False)
    await place.sim("say", as_="olya", chat=chat, text="просто так")
    assert (await message(place)).text == "просто так"
    assert (await place.bot.get_me()).can_read_all_group_messages


async def test_flood_is_a_switch(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "PRIVATE", LASTING)
    chat = await place.started()
    await asyncio.gather(*(place.bot.send_message(chat, "т") for _ in range(5)))
    await place.sim("settings", flood=True)
    answers = [await sent_raw(place, chat) for _ in range(5)]
    assert answers[:3] == [200] * 3 and 429 in answers
    await place.sim("settings", flood=False)
    assert await sent_raw(place, chat) == 200


async def sent_raw(place: Place, chat: int) -> int:
    address = place.url(f"/bot{place.bot.token}/sendMessage")
    async with place.http.post(address, json={"chat_id": chat, "text": "т"}) as response:
        return response.status


@pytest.mark.parametrize(
    "wrong", [{"flood": 1}, {"query_ttl_s": 0}, {"quirks": ["нет такого"]}, {"gravity": False}, {"privacy": "нет"}]
)
async def test_switches_that_are_none(place: Place, wrong: dict[str, object]) -> None:
    before = await place.look("/sim/settings")
    assert (await place.sim("settings", **wrong, status=400))["error"]
    assert await place.look("/sim/settings") == before


async def test_quirks_have_names(place: Place) -> None:
    names = [one["name"] for one in await place.look("/sim/quirks", as_="pasha")]
    turned = await place.sim("settings", quirks=names)
    assert turned["quirks"] == names and (await place.look("/sim/state"))["settings"] == turned


async def test_an_update_is_told_once_the_bot_asked_for_it(place: Place) -> None:
    """allowed_updates filters when an update is born, not when it is fetched."""
    chat = await place.started()
    await place.bot.get_updates(offset=1, allowed_updates=["message"])
    sent = await place.bot.send_poll(chat, "?", ["а"], is_anonymous=False)
    await place.sim("vote", as_="olya", message_id=sent.message_id, options=[0])
    await place.bot.get_updates(offset=1, allowed_updates=["poll_answer"])
    await place.sim("vote", as_="olya", message_id=sent.message_id, options=[])
    found: list[Update] = await place.updates()
    assert [update.event_type for update in found] == ["poll_answer"]
