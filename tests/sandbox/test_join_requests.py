"""Requests to join, answered by people: who may, what the bot hears, what is gone afterwards."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest

from tests.sandbox.conftest import Place


async def asked(place: Place, chat: int, *keys: str) -> None:
    link = await place.bot.create_chat_invite_link(chat, creates_join_request=True, name="Из школы")
    for key in keys:
        await place.sim("join", as_=key, link=link.invite_link)


async def test_an_administrator_sees_who_asks_and_lets_them_in(place: Place) -> None:
    chat = await place.group()
    await place.bot.get_updates(allowed_updates=["chat_join_request", "chat_member", "message"])
    await asked(place, chat, "katya", "lev")
    (first, _) = await place.updates()
    assert first.chat_join_request is not None and first.chat_join_request.bio == "Тренер по бегу, мастер спорта"

    shown = await place.look("/sim/join_requests", as_="igor", chat=chat)
    assert {one["key"]: one["link_name"] for one in shown} == {"katya": "Из школы", "lev": "Из школы"}
    view = await place.look("/client/view", as_="igor")
    (group,) = [one for one in view["chats"] if one["id"] == chat]
    assert group["join_requests"]["count"] == 2

    await place.sim("join_answer", as_="igor", chat=chat, who="katya")
    first, second = await place.updates()
    member, service = first.chat_member, second.message
    assert member is not None and service is not None and service.new_chat_members and service.from_user
    assert member.via_join_request and member.from_user.id == place.id_of("igor")
    assert member.new_chat_member.user.id == place.id_of("katya")
    assert service.new_chat_members[0].id == service.from_user.id == place.id_of("katya")

    await place.sim("join_answer", as_="igor", chat=chat, all=True, approve=False)
    assert (await place.bot.get_chat_member(chat, place.id_of("lev"))).status == "left"
    assert await place.look("/sim/join_requests", as_="igor", chat=chat) == []
    await place.sim("join_answer", as_="igor", chat=chat, who="lev", status=404)


async def test_only_those_who_may_invite_are_told(place: Place) -> None:
    chat = await place.group()
    await asked(place, chat, "katya")
    (group,) = [one for one in (await place.look("/client/view", as_="olya"))["chats"] if one["id"] == chat]
    assert group["join_requests"] is None
    await place.sim("join_answer", as_="olya", chat=chat, who="katya", status=403)
    assert (await place.bot.get_chat_member(chat, place.id_of("katya"))).status == "left"


async def test_the_bot_cannot_answer_what_a_person_has_answered(place: Place) -> None:
    chat = await place.group()
    link = await place.bot.create_chat_invite_link(chat, creates_join_request=True)
    query = (await place.sim("join", as_="katya", link=link.invite_link))["query_id"]
    await place.sim("join_answer", as_="igor", chat=chat, who="katya")
    with pytest.raises(TelegramBadRequest, match="USER_ALREADY_PARTICIPANT"):
        await place.bot.approve_chat_join_request(chat, place.id_of("katya"))
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await place.bot.answer_chat_join_request_query(query, "approve")


async def test_who_is_added_by_hand_waits_no_longer(place: Place) -> None:
    chat = await place.group()
    await asked(place, chat, "katya")
    await place.sim("join", as_="igor", chat=chat, who="katya")
    assert await place.look("/sim/join_requests", as_="igor", chat=chat) == []


async def test_a_plain_request_has_no_query_and_can_be_taken_back(place: Place) -> None:
    chat = await place.group()
    link = (await place.bot.create_chat_invite_link(chat, creates_join_request=True)).invite_link
    told = await place.sim("join", as_="katya", link=link, plain=True)
    (update,) = await place.updates()
    assert update.chat_join_request is not None and update.chat_join_request.query_id is None and "query_id" not in told
    await place.sim("join_withdraw", as_="katya", chat=chat)
    with pytest.raises(TelegramBadRequest, match="HIDE_REQUESTER_MISSING"):
        await place.bot.approve_chat_join_request(chat, place.id_of("katya"))
    await place.sim("join_withdraw", as_="katya", chat=chat, status=404)


async def test_the_first_answer_has_ten_seconds_and_an_open_page_has_time(place: Place) -> None:
    chat = await place.group()
    link = (await place.bot.create_chat_invite_link(chat, creates_join_request=True)).invite_link
    late, shown = [(await place.sim("join", as_=one, link=link))["query_id"] for one in ("katya", "lev")]
    place.world.queries[late].born -= 11
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await place.bot.send_chat_join_request_web_app(late, "http://127.0.0.1:8082/join")
    await place.bot.send_chat_join_request_web_app(shown, "http://127.0.0.1:8082/join")
    place.world.queries[shown].born -= 600
    assert await place.bot.answer_chat_join_request_query(shown, "approve")
