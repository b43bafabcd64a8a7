"""EV-13, EV-15, EV-16, EV-17, EV-36 and EV-E1 in the chat: filters that combine, what is offered, calendars, pins."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from domain import database
from domain.accounts import roles
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.events.entry import registration
from domain.events.finding import nearby, weekly
from scheduler.events import AGENDA, plan_looks
from tests.kit.town import Town

KAZAN = {"latitude": 55.80, "longitude": 49.11}


async def likes(person: Person, **said: Any) -> None:
    known = {"interests": ["running"], "latitude": 55.79, "longitude": 49.11, "city": "kazan"} | said
    for column, value in known.items():
        await database.execute(f"UPDATE profiles SET {column} = $2 WHERE user_id = $1", person.id, value)


@pytest.fixture
async def igor(town: Town) -> Person:
    return await town.person("igor")


async def test_filters_combine_and_the_order_is_chosen(town: Town, igor: Person) -> None:
    quiet = await town.event(igor, "Тихий забег", categories=("running",), kind="race")
    loud = await town.event(igor, "Людный забег", categories=("running", "beginners"), kind="race")
    await town.event(igor, "Йога", categories=("yoga",), kind="training")
    for key in ("olya", "pasha"):
        person = await town.person(key)
        await in_transaction(lambda person=person: registration.register(person, loud, {}, now=town.clock.now()))  # type: ignore[misc]
    await town.say("olya", "/events")
    assert "Йога" in await town.last("olya")
    await town.press("olya", "🏷 Категория")
    assert {"Бег · 2", "Йога · 1", "Для начинающих · 1", "Все категории"} == set(await town.buttons("olya"))
    await town.press("olya", "Бег · 2")
    told = await town.last("olya")
    assert told.index("Тихий") < told.index("Людный") and "Йога" not in told, "by date, then by number"
    await town.press("olya", "↕️ Сначала скорые")
    told = await town.last("olya")
    assert told.index("Людный") < told.index("Тихий"), "two came to it in the last fortnight"
    await town.press("olya", "Любой тип")
    assert {"🏷 Бег", "↕️ Сначала популярные", "Забеги"} <= set(await town.buttons("olya")), "all three are kept"
    await town.press("olya", "Тихий забег")
    await town.press("olya", "Назад")
    assert {"🏷 Бег", "↕️ Сначала популярные", "Забеги"} <= set(await town.buttons("olya")), "also on the way back"
    assert quiet < loud


async def dated(town: Town, igor: Person, title: str, day: str) -> int:
    event_id = await town.event(igor, title)
    await database.execute("UPDATE events SET starts_at = $2 WHERE id = $1", event_id, datetime.fromisoformat(day))
    return event_id


async def offered_inline(town: Town, who: str, query: str) -> list[str]:
    asking = asyncio.create_task(town.sim("inline", as_=who, chat="двор", query=query))
    while not asking.done():
        await town.settle()
        await asyncio.sleep(0.01)
    return [one["title"] for one in (await asking)["results"]]


async def test_a_day_among_the_words_counts_wherever_one_searches(town: Town, igor: Person) -> None:
    """EV-13: «@forma_bot бег суббота» in any chat; it is Tuesday, the first of December."""
    await dated(town, igor, "Бег в парке", "2026-12-05T23:30:00+03:00")
    await dated(town, igor, "Бег у реки", "2026-12-06T00:30:00+03:00")
    await dated(town, igor, "Бег сквозь субботу", "2026-12-09T10:00:00+03:00")
    await town.do("chat", as_="igor", title="Двор", key="двор", kind="supergroup", members=["olya", "pasha"])
    await town.person("olya")
    for who in ("olya", "pasha"):
        assert await offered_inline(town, who, "бег суббота") == ["Бег в парке"], who
    assert await offered_inline(town, "pasha", "run saturday") == [] and await offered_inline(town, "olya", "бег") != []
    await town.say("olya", "/events бег в воскресенье")
    assert "Бег у реки" in await town.last("olya") and "парке" not in await town.last("olya")
    await town.say("olya", "/events сквозь субботу")
    assert "Бег сквозь субботу" in await town.last("olya"), "its title names the day, and it is on another one"


async def test_where_one_is_is_asked_once(town: Town, igor: Person) -> None:
    await town.event(igor, "Казанский забег", **KAZAN)
    await town.event(igor, "Московский забег", latitude=55.75, longitude=37.62)
    await town.person("olya")
    await town.say("olya", "/events")
    await town.press("olya", "📍 Везде")
    await town.press("olya", "🌐 Онлайн")
    assert "Где вы?" in await town.last("olya")
    await town.say("olya", "Казань")
    told = await town.last("olya")
    assert "Казанский" in told and "Московский" not in told
    await town.say("olya", "/events")
    await town.press("olya", "📍 Везде")
    await town.press("olya", "🌐 Онлайн")
    assert "Казанский" in await town.last("olya"), "the profile knows it now"


async def test_what_is_offered_says_why_and_can_be_declined(town: Town, igor: Person) -> None:
    olya = await town.person("olya")
    await likes(olya)
    await town.event(igor, "10 км в Казани", categories=("running",), latitude=55.83, longitude=49.12)
    await town.event(igor, "Йога в Москве", categories=("yoga",), latitude=55.75, longitude=37.62)
    await in_transaction(lambda: _onboard(olya))
    await town.do("start", as_="olya")
    told = await town.last("olya")
    assert told.index("10 км в Казани") < told.index("Йога в Москве")
    await town.press("olya", "💡 Почему эти?")
    assert "💡 бег + 4 км от вас + новое" in await town.last("olya")
    await town.press("olya", "Не предлагать")
    assert "больше не предлагаю" in await town.last("olya")
    await town.say("olya", "/foryou")
    assert "10 км" not in await town.last("olya")


async def _onboard(person: Person) -> None:
    await database.execute("UPDATE users SET onboarded_at = created_at WHERE id = $1", person.id)


async def test_the_week_and_what_is_near_come_with_their_reasons_and_a_way_to_stop(town: Town, igor: Person) -> None:
    olya = await town.person("olya")
    await likes(olya)
    await town.say("olya", "/foryou")
    await town.press("olya", "Что предлагать")
    await town.press("olya", "Присылать 3 события в неделю")
    await town.press("olya", "10 км")
    assert "четверг, 18:00" in await town.last("olya") and "до 10 км" in await town.last("olya")
    await town.event(igor, "Забег рядом", categories=("running",), **KAZAN)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.settle()
    told = await town.last("olya")
    assert "Новое рядом с вами" in told and "Забег рядом" in told and "бег + 1 км от вас" in told
    await in_transaction(lambda: plan_looks(town.clock.now()))
    town.clock.advance(days=2, hours=7)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.settle()
    assert "1 событие для вас" in await town.last("olya")
    assert {"💡 Почему?", "🔕 Не присылать"} <= set(await town.buttons("olya"))
    await town.press("olya", "🔕 Не присылать")
    await town.press("olya", "Заглушить: «3 события для вас»")
    assert not (await weekly.get_wish(olya)).wanted
    assert await nearby.get_radius(olya) == 10, "the other one stays"


async def test_ones_calendar_has_an_address_that_can_be_changed(town: Town, igor: Person) -> None:
    event = await town.event(igor)
    olya = await town.person("olya")
    await in_transaction(lambda: registration.register(olya, event, {}, now=town.clock.now()))
    await town.say("olya", "/my")
    await town.press("olya", "📅 В календарь")
    token = await database.fetchval("SELECT token FROM calendar_feeds WHERE user_id = $1", olya.id)
    shown = (await town.seen("olya"))[-1]
    assert f"/calendar/{token}/open" in str(shown["buttons"]) and "webcal%3A%2F%2F" in str(shown["buttons"])
    await town.press("olya", "Сменить адрес")
    await town.press("olya", "Сменить адрес")
    assert await database.fetchval("SELECT token FROM calendar_feeds WHERE user_id = $1", olya.id) != token


async def test_administrators_pin_for_some_days_and_others_cannot(town: Town, igor: Person) -> None:
    event = await town.event(igor, "Фестиваль")
    olya = await town.person("olya")
    await in_transaction(lambda: roles.appoint_first_administrators([igor.telegram_id], now=town.clock.now()))
    await town.say("igor", f"/pin {event} 2 декабря")
    assert "Фестиваль: по 2 декабря 2026 включительно" in await town.last("igor")
    await town.say("igor", "/admin categories")
    assert "Бег: нет событий" in await town.last("igor")
    await in_transaction(lambda: _onboard(olya))
    await town.do("start", as_="olya")
    assert "📌 Фестиваль" in await town.last("olya")
    town.clock.advance(days=2)
    await town.do("start", as_="olya")
    assert "📌" not in await town.last("olya"), "its day is over"
    for words in (f"/pin {event} 9 декабря", "/admin", f"/unpin {event}"):
        await town.say("olya", words)
        assert "Что я умею" in await town.last("olya"), words


async def test_an_event_comes_as_a_json_file_to_who_manages_it(town: Town, igor: Person) -> None:
    event = await town.event(igor, "Забег")
    await town.say("igor", f"/export {event} json")
    sent = (await town.seen("igor"))[-1]
    assert sent["kind"] == "document" and sent["media"]["file_name"] == f"event-{event}.json"
    await town.person("olya")
    await town.say("olya", f"/export {event} json")
    assert "document" not in [line["kind"] for line in await town.seen("olya")]
