"""M-08, TG-04, EV-30: a group that is entered by request. Unpaid never inside; paid inside at once."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import received
from domain import database, reactions
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.admission import applications
from domain.events.entry import admitting, leaving, registration
from domain.events.group_door import settling
from domain.events.group_door.doors import get_group_door, open_door
from domain.payments import orders
from domain.payments.settlement import Incoming
from tests.bot.spaces.test_linked_group import GROUP, linked_group
from tests.kit.town import Town


async def opened(town: Town, **plan: Any) -> tuple[int, int, Person, str]:
    """The group, its event, the organizer, the link."""
    await town.do("start", as_="igor")
    chat_id, event_id, igor = await linked_group(town, **plan)
    async with database.transaction():
        await open_door(igor, event_id, now=town.clock.now())
    await town.settle()
    door = await get_group_door(igor, event_id)
    assert door.state == "open" and door.link
    return chat_id, event_id, igor, door.link


async def ask(town: Town, who: str, link: str, *, plain: bool = False) -> str:
    asked = await town.do("join", as_=who, link=link, plain=plain)
    return str(asked.get("query_id", ""))


def inside(town: Town, chat_id: int, who: str) -> bool:
    member = town.world.records.chats[chat_id].members.get(town.world.person(who).id)
    return member is not None and member.present


def waits(town: Town, chat_id: int, who: str) -> bool:
    return town.world.person(who).id in town.world.records.chats[chat_id].join_requests


async def register(town: Town, who: str, event_id: int) -> admitting.Outcome:
    person = await town.person(who)
    outcome = await database.in_transaction(lambda: registration.register(person, event_id, {}, now=town.clock.now()))
    await town.settle()
    return outcome


async def pay(town: Town, registration_id: int) -> None:
    order = await orders.order_for("event-entry", registration_id)
    assert order is not None
    incoming = Incoming("sandbox", f"charge-{order.id}", order.token, order.price, order.buyer_id)
    await database.in_transaction(lambda: reactions.charge_received(incoming, now=town.clock.now()))
    await town.settle()


async def test_the_organizer_opens_the_door_in_the_chat(town: Town) -> None:
    chat_id, event_id, igor = await linked_group(town)
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "🔐 Вход в группу по заявке")
    await town.press("igor", "Открыть вход")
    said = (await town.seen("igor"))[-1]["text"]
    door = await get_group_door(igor, event_id)
    assert door.link and door.link in said and "Кто откажется от участия, останется" in said
    (call,) = await town.look("/sim/calls", method="createChatInviteLink")
    assert call["params"]["creates_join_request"] in (True, "true")

    await ask(town, "katya", door.link, plain=True)
    await town.press("igor", "Закрыть вход")
    assert (await get_group_door(igor, event_id)).state == "closed"
    assert (await town.sim("join", as_="lev", link=door.link, status=404))["error"]
    assert waits(town, chat_id, "katya")


async def test_without_the_right_to_invite_it_stays_closed(town: Town) -> None:
    _, event_id, igor = await linked_group(town)
    await town.do("promote", as_="igor", chat=GROUP, user="bot", rights={"can_pin_messages": True})
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "🔐 Вход в группу по заявке")
    answer = await town.press("igor", "Открыть вход")
    assert "Мне нельзя приглашать" in answer["text"] and (await get_group_door(igor, event_id)).state == "closed"


async def test_who_asks_gets_the_page_in_time_and_is_let_in_once_registered(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town)
    query = await ask(town, "katya", link)
    (shown,) = await town.look("/sim/calls", method="sendChatJoinRequestWebApp")
    assert shown["ok"] and shown["params"]["web_app_url"].endswith(f"/events/{event_id}/entrance")
    assert shown["params"]["chat_join_request_query_id"] == query
    assert "Вы проситесь в группу «Бег»" in await town.last("katya") and not inside(town, chat_id, "katya")
    await register(town, "katya", event_id)
    assert inside(town, chat_id, "katya")


async def test_a_participant_is_let_in_at_once(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town)
    for who, plain in (("katya", False), ("lev", True)):
        await register(town, who, event_id)
        await ask(town, who, link, plain=plain)
        assert inside(town, chat_id, who)
    assert not await town.look("/sim/calls", method="sendChatJoinRequestWebApp")


@pytest.mark.parametrize("plain", [False, True])
async def test_unpaid_is_never_inside_and_paid_is_inside_at_once(town: Town, plain: bool) -> None:
    chat_id, event_id, _, link = await opened(town, fee_minor=50_000, payment="online")
    await ask(town, "katya", link, plain=plain)
    outcome = await register(town, "katya", event_id)
    assert outcome.status == "unpaid" and not inside(town, chat_id, "katya") and waits(town, chat_id, "katya")
    await ask(town, "katya", link, plain=plain)
    assert not inside(town, chat_id, "katya")
    await pay(town, outcome.registration_id)
    assert inside(town, chat_id, "katya")


async def test_a_payment_is_followed_by_a_row_that_survives_us(town: Town) -> None:
    """The letting in is in the same commit as the payment; whoever sends next, does it. Said twice, it is once."""
    chat_id, event_id, _, link = await opened(town, fee_minor=50_000, payment="online")
    await ask(town, "katya", link)
    outcome = await register(town, "katya", event_id)
    await town.sender.stop()
    order = await orders.order_for("event-entry", outcome.registration_id)
    assert order is not None
    incoming = Incoming("sandbox", "charge", order.token, order.price, order.buyer_id)
    for _ in range(2):
        await database.in_transaction(lambda: reactions.charge_received(incoming, now=town.clock.now()))
    rows = await database.fetch("SELECT state FROM outbox WHERE kind = 'door-let-in'")
    assert [row["state"] for row in rows] == ["waiting"] and not inside(town, chat_id, "katya")


async def test_who_left_before_the_door_opened_stays_outside(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town)
    await ask(town, "katya", link, plain=True)
    katya, now = await town.person("katya"), town.clock.now()
    async with database.transaction():
        await registration.register(katya, event_id, {}, now=now)
        await leaving.leave(katya, event_id, now=now)
    await town.settle()
    assert not inside(town, chat_id, "katya")
    await ask(town, "katya", link, plain=True)
    assert not inside(town, chat_id, "katya") and waits(town, chat_id, "katya")


async def test_an_application_waits_until_it_is_accepted(town: Town) -> None:
    chat_id, event_id, igor, link = await opened(town, by_hand=True)
    for who in ("katya", "lev"):
        await ask(town, who, link)
        await register(town, who, event_id)
        assert not inside(town, chat_id, who) and waits(town, chat_id, who)
    ids = [row["id"] for row in await database.fetch("SELECT id FROM applications ORDER BY id")]
    async with database.transaction():
        await applications.accept(igor, ids[0], now=town.clock.now())
        await applications.decline(igor, ids[1], "Мест нет", now=town.clock.now())
    await town.settle()
    assert inside(town, chat_id, "katya") and not inside(town, chat_id, "lev") and not waits(town, chat_id, "lev")
    said = [line["text"] for line in await town.seen("lev")]
    assert any("Организатор вашу заявку не принял" in words for words in said)
    await town.wait(minutes=1)
    await ask(town, "lev", link)
    await register(town, "pasha", event_id)
    async with database.transaction():
        await settling.settle(event_id, now=town.clock.now())
    await town.settle()
    assert waits(town, chat_id, "lev") and not inside(town, chat_id, "lev"), "that no was said before they asked"


async def test_who_waits_for_a_place_waits_at_the_door(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town)
    for who in ("olya", "pasha", "anya"):
        await register(town, who, event_id)
    await ask(town, "katya", link)
    assert (await register(town, "katya", event_id)).status == "waitlisted"
    assert not inside(town, chat_id, "katya") and waits(town, chat_id, "katya")
    pasha, katya, now = await town.person("pasha"), await town.person("katya"), town.clock.now()
    await database.in_transaction(lambda: leaving.leave(pasha, event_id, now=now))
    await town.settle()
    assert not inside(town, chat_id, "katya")
    await database.in_transaction(lambda: admitting.take_offer(katya, event_id, now=now))
    await town.settle()
    assert inside(town, chat_id, "katya")


async def test_a_cancelled_event_turns_away_with_a_word(town: Town) -> None:
    chat_id, event_id, igor, link = await opened(town)
    await ask(town, "katya", link)
    async with database.transaction():
        await lifecycle.cancel(igor, event_id, "Гололёд", now=town.clock.now())
    await town.settle()
    assert not waits(town, chat_id, "katya") and "отменено" in await town.last("katya")
    await ask(town, "lev", link)
    assert not waits(town, chat_id, "lev") and not inside(town, chat_id, "lev")


async def test_who_took_part_in_what_was_cancelled_is_turned_away_like_everybody(town: Town) -> None:
    chat_id, event_id, igor, link = await opened(town)
    await register(town, "katya", event_id)
    async with database.transaction():
        await lifecycle.cancel(igor, event_id, "Гололёд", now=town.clock.now())
    await town.settle()
    assert await database.fetchval("SELECT status FROM registrations WHERE event_id = $1", event_id) == "confirmed"
    await ask(town, "katya", link)
    assert not waits(town, chat_id, "katya") and not inside(town, chat_id, "katya")


async def test_a_request_taken_back_and_one_answered_by_hand_do_no_harm(town: Town) -> None:
    chat_id, event_id, igor, link = await opened(town)
    for who in ("katya", "lev"):
        await ask(town, who, link)
    await town.do("join_withdraw", as_="katya", chat=GROUP)
    await town.do("join_answer", as_="igor", chat=GROUP, who="lev")
    for who in ("katya", "lev"):
        await register(town, who, event_id)
    assert not inside(town, chat_id, "katya") and inside(town, chat_id, "lev")
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE state = 'dead'") == 0
    states = await database.fetch("SELECT state FROM join_requests ORDER BY id")
    assert [row["state"] for row in states] == ["gone", "inside"]
    door = await get_group_door(igor, event_id)
    assert (door.waiting, door.inside) == (0, 1)


async def test_a_lost_right_is_told_of_and_who_waited_comes_in_when_it_is_back(town: Town) -> None:
    chat_id, event_id, igor, link = await opened(town)
    await ask(town, "katya", link, plain=True)
    await town.do("promote", as_="igor", chat=GROUP, user="bot", rights={"can_pin_messages": True})
    assert "Больше не могу впускать" in await town.last("igor")
    await register(town, "katya", event_id)
    assert not inside(town, chat_id, "katya") and (await get_group_door(igor, event_id)).state == "stuck"
    await town.do("promote", as_="igor", chat=GROUP, user="bot")
    assert inside(town, chat_id, "katya") and (await get_group_door(igor, event_id)).state == "open"
    assert any("Снова могу впускать" in line["text"] for line in await town.seen("igor"))


async def test_another_link_is_left_to_the_administrators(town: Town) -> None:
    chat_id, event_id, _, _ = await opened(town)
    other = (await town.do("invite_link", as_="igor", chat=GROUP, join_request=True))["link"]
    await register(town, "katya", event_id)
    await ask(town, "katya", other)
    assert waits(town, chat_id, "katya") and not inside(town, chat_id, "katya")
    (answered,) = await town.look("/sim/calls", method="answerChatJoinRequestQuery")
    assert answered["params"]["result"] == "queue"
    assert await database.fetchval("SELECT count(*) FROM join_requests") == 0


async def test_told_twice_it_is_one_request(town: Town) -> None:
    chat_id, _, _, link = await opened(town)
    await town.sim("join", as_="katya", link=link)
    (update,) = await town._updates()
    assert received(update).lane == chat_id
    await town.take_in(update)
    await town.take_in(update)
    assert await database.fetchval("SELECT count(*) FROM join_requests") == 1
    assert len([line for line in await town.seen("katya") if "Вы проситесь" in line["text"]]) == 1


async def test_a_private_event_is_shown_to_who_has_the_link_of_its_group(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town, visibility="private")
    await ask(town, "katya", link)
    await register(town, "katya", event_id)
    assert inside(town, chat_id, "katya")


async def test_a_group_that_is_let_go_loses_its_door(town: Town) -> None:
    _, event_id, igor, link = await opened(town)
    await town.say("igor", "/unlink", chat=GROUP)
    assert (await get_group_door(igor, event_id)).state == "no-group"
    await town.sim("join", as_="katya", link=link, status=404)


async def test_a_group_that_became_a_supergroup_keeps_its_door(town: Town) -> None:
    _, event_id, _, link = await opened(town, kind="group")
    await ask(town, "katya", link)
    moved = (await town.do("upgrade", as_="igor", chat=GROUP))["id"]
    await register(town, "katya", event_id)
    assert await database.fetchval("SELECT chat_id FROM space_doors") == moved
    assert await database.fetchval("SELECT state FROM join_requests") in ("inside", "gone")


async def test_a_blocked_bot_still_lets_in(town: Town) -> None:
    chat_id, event_id, _, link = await opened(town)
    await town.do("start", as_="katya")
    await town.do("block", as_="katya")
    await ask(town, "katya", link)
    await register(town, "katya", event_id)
    assert inside(town, chat_id, "katya")
