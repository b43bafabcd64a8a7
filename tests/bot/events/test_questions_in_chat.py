"""The form of an event in the chat: days without hours, the way back, what is there already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain import database
from tests.kit.town import Town, buttons


async def start_of(title: str) -> Any:
    return await database.fetchrow("SELECT starts_at, status FROM events WHERE title = $1", title)


async def test_the_hour_alone_belongs_to_the_day_said_before(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/newevent Забег; через 5 дней; Сокольники; 2 места")
    assert "Во сколько?" in await town.last("olya")
    await town.say("olya", "11:00")
    row = await start_of("Забег")
    assert row["starts_at"].date() == (town.clock.now() + timedelta(days=5)).date()
    assert row["starts_at"].hour == 8, "11:00 in Moscow"


async def test_another_day_may_still_be_named(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/newevent Забег; через 5 дней; Сокольники")
    await town.say("olya", "через 6 дней")
    await town.say("olya", "11:00")
    row = await start_of("Забег")
    assert row["starts_at"].date() == (town.clock.now() + timedelta(days=6)).date()


async def test_what_is_changed_is_shown_and_a_new_hour_keeps_its_day(town: Town) -> None:
    olya = await town.person("olya")
    event = await town.event(olya, "Забег", capacity=20)
    before = (await start_of("Забег"))["starts_at"]
    await town.do("start", as_="olya", payload=f"e_{event}")
    for button in ("Управлять", "Изменить", "Число мест"):
        await town.press("olya", button)
    assert {"Оставить: 20", "Оставить пустым"} <= set(buttons((await town.seen("olya"))[-1]))
    await town.press("olya", "Отмена")
    assert "Занято 0 из 20" in await town.last("olya")
    await town.press("olya", "Изменить")
    await town.press("olya", "Начало")
    await town.say("olya", "21:30")
    after = (await start_of("Забег"))["starts_at"]
    assert after.date() == before.date() and (after.hour, after.minute) == (18, 30)
    assert (await town.last("olya")).startswith("Сохранено."), "one message, not two"


async def test_a_move_that_cannot_be_taken_back_is_asked_once_more(town: Town) -> None:
    olya = await town.person("olya")
    event = await town.event(olya, "Забег")
    await town.do("start", as_="olya", payload=f"e_{event}")
    await town.press("olya", "Управлять")
    await town.press("olya", "Начать")
    assert (await start_of("Забег"))["status"] == "registration_open"
    await town.press("olya", "Назад")
    await town.press("olya", "Начать")
    await town.press("olya", "Начать")
    assert (await start_of("Забег"))["status"] == "running"


async def test_a_private_event_shows_its_link_when_it_is_published(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/newevent Тайный; через 5 дней 19:00; дом")
    for button in ("Изменить", "Видимость", "Только по ссылке", "Опубликовать"):
        await town.press("olya", button)
    last = (await town.seen("olya"))[-1]
    assert "?start=e_" in last["text"] and "Скопировать ссылку" in buttons(last)


async def test_free_of_charge_and_no_limit_may_be_said_in_words(town: Town) -> None:
    olya = await town.person("olya")
    event = await town.event(olya, "Забег", capacity=20)
    await town.do("start", as_="olya", payload=f"e_{event}")
    for button in ("Управлять", "Изменить", "Число мест"):
        await town.press("olya", button)
    await town.say("olya", "без ограничений")
    assert "Мест хватит всем" in await town.last("olya")


async def test_a_reminder_that_comes_late_does_not_say_tomorrow(town: Town) -> None:
    olya, _ = await town.person("olya"), await town.person("igor")
    event = await town.event(olya, "Забег")
    await town.do("start", as_="igor", payload=f"e_{event}")
    await town.press("igor", "Участвовать")
    await town.wait(days=6, hours=22)
    assert (await town.last("igor")).startswith("Сегодня: Забег")


async def test_a_card_leads_back_to_the_list_it_was_opened_from(town: Town) -> None:
    olya = await town.person("olya")
    await town.event(olya, "Забег")
    await town.say("olya", "/events")
    await town.press("olya", "Забег")
    await town.press("olya", "Назад")
    assert {"🗓 Все дни", "Забег"} <= set(buttons((await town.seen("olya"))[-1]))


async def test_who_leaves_the_organizers_questions_is_back_at_the_card(town: Town) -> None:
    olya, _ = await town.person("olya"), await town.person("igor")
    event = await town.event(olya, "Забег")
    await town.do("start", as_="igor", payload=f"e_{event}")
    await town.press("igor", "Спросить")
    await town.press("igor", "Отмена")
    assert "Участвовать" in buttons((await town.seen("igor"))[-1])
