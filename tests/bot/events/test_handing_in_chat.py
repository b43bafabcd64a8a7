"""X-01, EV-22: a ticket goes from hand to hand in the chat alone, by name and by a link."""

from __future__ import annotations

from typing import Any

from domain import database
from domain.database import in_transaction
from domain.events.entry import handover
from tests.bot.chat.test_questions import started
from tests.bot.spaces.test_linked_group import GROUP, join
from tests.kit.town import Town


async def holding(town: Town, **plan: Any) -> int:
    """Olya has a ticket of Igor's event that may be passed on; Pasha and Katya know the bot."""
    await started(town, "igor", "olya", "pasha", "katya")
    igor = await town.person("igor")
    event_id = await town.event(igor, **plan)
    await in_transaction(lambda: handover.set_rule(igor, event_id, allowed=True, now=town.clock.now()))
    await join(town, "olya", event_id)
    await town.say("olya", "/tickets")
    await town.press("olya", "Передать билет")
    return event_id


async def holder() -> str:
    name: str = await database.fetchval("SELECT u.username FROM registrations r JOIN users u ON u.id = r.user_id")
    return name


async def test_by_name_asked_once_more_refused_then_taken_with_the_questions(town: Town) -> None:
    await holding(town, fee_minor=50_000, payment="spot", questions=[])
    assert "Взнос остаётся за местом" in await town.last("olya")
    await town.press("olya", "Выбрать человека")
    await town.say("olya", "@nobody_there")
    assert "@nobody_there ещё не пользуется ботом" in await town.last("olya")
    await town.press("olya", "Другой человек")
    await town.say("olya", "@pasha_vl")
    assert "@pasha_vl" in await town.last("olya") and await holder() == "olya_runs"
    assert "passes their place" not in await town.last("pasha"), "nobody is written to before the last yes"
    await town.press("olya", "Предложить билет")
    assert "passes their place" in await town.last("pasha")
    await town.press("pasha", "I can’t come")
    assert "Билет остаётся у вас" in await town.last("olya")
    await town.press("olya", "Передать билет")
    await town.press("olya", "Выбрать человека")
    await town.say("olya", "@katya_coach")
    await town.press("olya", "Предложить билет")
    await database.execute('UPDATE events SET questions = \'[{"key": "club", "kind": "text", "label": "Клуб"}]\'')
    await town.press("katya", "Взять место")
    assert "Клуб" in await town.last("katya") and await holder() == "olya_runs"
    await town.say("katya", "Динамо")
    assert await holder() == "katya_coach"
    assert any("Номер 2" in one["text"] for one in await town.seen("katya")), "the ticket has a number of its own"
    assert "теперь участвует вместо вас" in await town.last("olya")
    assert "Билет передан: теперь участвует Катя" in await town.last("igor")
    await town.say("olya", "/tickets")
    assert "Билетов пока нет" in await town.last("olya")


async def test_by_a_link_that_anybody_may_take_once_and_is_kept_by_a_press(town: Town) -> None:
    await holding(town)
    await town.press("olya", "Отправить ссылку")
    said = await town.last("olya")
    first = said.partition("start=")[2].split()[0]
    await town.say("olya", f"/start {first}")
    assert "Это ваша ссылка" in await town.last("olya")
    await town.say("pasha", f"/start {first}")
    assert "passes their place" in await town.last("pasha")
    await town.say("olya", "/tickets")
    await town.press("olya", "Передать билет")
    await town.press("olya", "Оставить билет себе")
    assert await holder() == "olya_runs"
    await town.press("pasha", "Take the place")
    assert await holder() == "olya_runs"
    await town.press("olya", "Отправить ссылку")
    second = (await town.last("olya")).partition("start=")[2].split()[0]
    assert second != first
    await town.say("pasha", f"/start {second}")
    await town.press("pasha", "Take the place")
    assert await holder() == "pasha_vl"
    await town.say("katya", f"/start {second}")
    assert "больше не действует" in await town.last("katya")


async def test_somebody_is_chosen_by_a_contact(town: Town) -> None:
    await holding(town)
    await town.press("olya", "Выбрать человека")
    await town.do("chat", as_="olya", title="Бег", key=GROUP, kind="supergroup", members=["pasha"])
    contact = await town.do("send", as_="pasha", kind="contact", chat=GROUP)
    await town.do("forward", as_="olya", from_chat=GROUP, message_ids=[contact["message_id"]])
    await town.press("olya", "Предложить билет")
    await town.press("pasha", "Take the place")
    assert await holder() == "pasha_vl"
