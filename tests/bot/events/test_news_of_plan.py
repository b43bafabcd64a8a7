"""EV-29: registration that has opened, another place, another end: who is concerned hears of it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain import database
from domain.agenda import agenda
from domain.events import lifecycle
from domain.events.making import creation
from scheduler.events import AGENDA
from tests.bot.events.test_ways_in_chat import hybrid, joined, opened
from tests.kit.town import Town


async def edit(town: Town, event_id: int, **changes: Any) -> None:
    igor = await town.person("igor")
    async with database.transaction():
        plan = await creation.plan_of(await lifecycle.load(event_id))
        await creation.edit_event(igor, event_id, replace(plan, **changes), version=None, now=town.clock.now())
    await town.settle()


async def told(town: Town, who: str, words: str) -> int:
    return sum(words in message.get("text", "") for message in await town.seen(who))


async def test_who_asked_for_it_hears_that_registration_has_opened(town: Town) -> None:
    later = town.clock.now() + timedelta(days=1)
    event_id = await town.event(await town.person("igor"), registration_opens_at=later)
    await opened(town, "olya", event_id)
    for _ in range(2):
        await town.press("olya", "Сообщить, когда откроется")
    await opened(town, "katya", event_id)
    await town.wait(days=1, minutes=1)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.settle()
    assert await told(town, "olya", "Регистрация открылась") == 1
    assert await told(town, "katya", "Регистрация открылась") == 0, "who did not ask is not told"
    await town.press("olya", "Участвовать")
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE event_id = $1", event_id) == 1


async def test_opened_by_hand_it_is_told_at_once_and_started_it_is_not(town: Town) -> None:
    later = town.clock.now() + timedelta(days=1)
    igor = await town.person("igor")
    first = await town.event(igor, title="Первый", registration_opens_at=later)
    second = await town.event(igor, title="Второй", registration_opens_at=later)
    for event_id in (first, second):
        await opened(town, "olya", event_id)
        await town.press("olya", "Сообщить, когда откроется")
    async with database.transaction():
        await lifecycle.open_registration(igor, first, now=town.clock.now())
        await lifecycle.start(igor, second, now=town.clock.now())
    await town.settle()
    assert await told(town, "olya", "Регистрация открылась") == 1
    assert await told(town, "olya", "Второй") == 1, "its card alone"


async def test_a_new_place_is_told_once_old_and_new_to_who_goes_there(town: Town) -> None:
    event_id = await hybrid(town)
    await joined(town, "olya", event_id, "Очно 0/2")
    await joined(town, "katya", event_id, "Онлайн 0/3")
    for place in ("Парк Гоького", "Парк Горького"):
        await edit(town, event_id, place=place)
    assert await told(town, "olya", "Новое место") == 0, "the organizer may still be writing"
    await town.wait(minutes=4)
    assert await told(town, "olya", "Новое место") == 1
    message = await town.last("olya")
    assert "Было: Сокольники" in message and "Стало: Парк Горького" in message
    assert await told(town, "katya", "Новое место") == 0, "who joins online goes nowhere"


async def test_changed_back_it_is_not_told_and_an_end_is_told_to_all(town: Town) -> None:
    event_id = await hybrid(town)
    await joined(town, "olya", event_id, "Очно 0/2")
    await joined(town, "katya", event_id, "Онлайн 0/3")
    await edit(town, event_id, place="Парк Горького")
    await edit(town, event_id, place="Сокольники")
    await town.wait(minutes=4)
    assert await told(town, "olya", "Новое место") == 0
    event = await lifecycle.load(event_id, lock=False)
    await edit(town, event_id, ends_at=event.starts_at + timedelta(hours=2))
    await town.wait(minutes=4)
    assert await told(town, "olya", "Другое окончание") == await told(town, "katya", "Другое окончание") == 1


async def test_a_new_start_takes_its_end_along_in_one_message(town: Town) -> None:
    event_id = await hybrid(town)
    await joined(town, "olya", event_id, "Очно 0/2")
    event = await lifecycle.load(event_id, lock=False)
    hour = timedelta(hours=1)
    await edit(town, event_id, starts_at=event.starts_at + hour, ends_at=event.starts_at + 3 * hour)
    await town.wait(minutes=4)
    assert await told(town, "olya", "Изменилось время") == 1
    assert await told(town, "olya", "окончание") == 0
