"""EV-09 in the chat: lines become a programme, items are chosen on registering, each is reminded of their own."""

from __future__ import annotations

from datetime import timedelta

from domain import database
from domain.agenda import agenda
from domain.events.programme import making, starting
from domain.events.programme.items import items_of
from domain.time import local
from scheduler.events import AGENDA
from tests.bot.chat.test_questions import started
from tests.bot.spaces.test_linked_group import GROUP, made_group
from tests.kit.town import Town, buttons


async def event_with_programme(town: Town, *lines: str) -> int:
    """Written by its organizer in the chat; the event starts a week from now, at noon in Moscow."""
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Программа")
    assert "Пока пусто" in await town.last("igor")
    await town.press("igor", "Добавить строки")
    await town.say("igor", "\n".join(lines))
    return event_id


async def texts(town: Town, who: str) -> list[str]:
    return [str(line["text"]) for line in await town.seen(who)]


async def test_the_reminder_fifteen_minutes_before_goes_only_to_those_in_that_stage(town: Town) -> None:
    await started(town, "igor", "olya", "pasha", "katya")
    event_id = await event_with_programme(town, "12:00 разминка", "12:30 старт 5 км / 30", "12:30 старт 10 км / 30")
    assert "12:30 старт 5 км · Записано 0 из 30" in await town.last("igor")
    for who, choice in (("olya", "12:30 старт 5 км · 0/30"), ("katya", "12:30 старт 10 км · 0/30")):
        await town.do("start", as_=who, payload=f"e_{event_id}")
        assert "• 12:30 старт 5 км" in await town.last(who)
        await town.press(who, "Участвовать")
        await town.press(who, choice)
        await town.press(who, "Готово")
    await town.do("start", as_="pasha", payload=f"e_{event_id}")
    await town.press("pasha", "Take part")
    await town.press("pasha", "Skip")
    starts_at = await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id)
    for after in (timedelta(minutes=-14), timedelta(minutes=14, seconds=30)):
        await town.wait(seconds=(starts_at + after - town.clock.now()).total_seconds())
    assert not any("старт 5 км" in said and "Через" in said for said in await texts(town, "olya"))
    await town.wait(seconds=40)
    said = {who: [one for one in await texts(town, who) if one.startswith(("Через", "In "))] for who in PEOPLE}
    assert [one.splitlines()[0] for one in said["olya"] if "разминка" not in one][-1] == "Через 15 минут: старт 5 км"
    assert [one.splitlines()[0] for one in said["katya"] if "разминка" not in one][-1] == "Через 15 минут: старт 10 км"
    assert not any("старт 5 км" in one for who in ("katya", "pasha") for one in said[who])
    assert any("разминка" in one for one in said["pasha"]), "what is for everybody is for everybody"


PEOPLE = ("olya", "katya", "pasha")


async def test_lines_are_told_wrong_and_outside_and_kept_when_meant(town: Town) -> None:
    await started(town, "igor")
    event_id = await event_with_programme(town, "награждение", "12:00 разминка")
    assert "1. «награждение» — не вижу времени" in await town.last("igor")
    starts_at = await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id)
    before = local(starts_at - timedelta(days=3), "Europe/Moscow")
    await town.say("igor", f"{before:%d.%m} 18:00 выдача номеров; 12:00 разминка")
    assert "«выдача номеров» задолго до события" in await town.last("igor")
    assert await items_of(event_id) == ()
    await town.press("igor", "Нет, исправлю")
    await town.say("igor", f"{before:%d.%m} 18:00 выдача номеров; 12:00 разминка")
    await town.press("igor", "Да, добавить")
    assert [one.title for one in await items_of(event_id)] == ["выдача номеров", "разминка"]
    await town.press("igor", "1")
    await town.press("igor", "Изменить")
    await town.press("igor", f"Оставить: {before:%d.%m.%Y} 18:00 выдача номеров")
    await town.press("igor", "За час")
    assert [one.remind_minutes for one in await items_of(event_id)] == [60, 15], "the past day needs no second yes"
    await town.press("igor", "2")
    await town.press("igor", "Убрать")
    await town.press("igor", "Убрать")
    assert [one.title for one in await items_of(event_id)] == ["выдача номеров"]


async def test_a_change_is_told_once_with_old_and_new_and_the_choice_is_changed(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    event_id = await event_with_programme(town, "12:30 старт 5 км / 1", "13:30 лекция / 9", "14:00 чай")
    for who, word, choice, done in (
        ("olya", "Участвовать", "12:30 старт 5 км · 0/1", "Готово"),
        ("pasha", "Take part", "13:30 лекция · 0/9", "Done"),
    ):
        await town.do("start", as_=who, payload=f"e_{event_id}")
        await town.press(who, word)
        await town.press(who, choice)
        await town.press(who, done)
    for line in ("12:40 старт 5 км / 1", "12:45 старт 5 км / 1"):
        await town.do("start", as_="igor", payload=f"e_{event_id}")
        await town.press("igor", "Управлять")
        await town.press("igor", "⚙️ Настройки события")
        await town.press("igor", "Программа: 3")
        await town.press("igor", "1")
        await town.press("igor", "Изменить")
        await town.say("igor", line)
        await town.press("igor", "✓ За 15 минут")
    await town.wait(minutes=4)
    told = [one for one in await texts(town, "olya") if "Программа изменилась" in one]
    assert len(told) == 1 and "12:30 старт 5 км → 12:45 старт 5 км" in told[0]
    assert not any("programme has changed" in one for one in await texts(town, "pasha")), "it is not theirs"
    await town.press("olya", "Изменить выбор")
    await town.press("olya", "✓ 12:45 старт 5 км · 1/1")
    await town.press("olya", "13:30 лекция · 1/9")
    await town.press("olya", "Готово")
    assert [one.taken for one in await items_of(event_id)] == [0, 2, 0]
    assert "✅ 13:30 лекция" in await town.last("olya")


async def test_somebody_was_faster(town: Town) -> None:
    await started(town, "igor", "olya", "katya")
    event_id = await event_with_programme(town, "12:30 старт / 1", "12:30 прогулка / 5", "13:30 чай / 5")
    for who in ("olya", "katya"):
        await town.do("start", as_=who, payload=f"e_{event_id}")
        await town.press(who, "Участвовать")
        await town.press(who, "12:30 старт · 0/1")
    await town.press("katya", "12:30 прогулка · 0/5")
    await town.press("katya", "Готово")
    assert "идут одновременно" in await town.last("katya")
    await town.press("katya", "✓ 12:30 прогулка · 0/5")
    await town.press("olya", "Готово")
    await town.press("katya", "Готово")
    assert "«старт»: мест уже нет" in await town.last("katya")
    assert await database.fetchval("SELECT count(*) FROM registrations") == 1, "nothing by halves"
    assert "12:30 старт · 1/1" not in buttons((await town.seen("katya"))[-1])
    await town.press("katya", "13:30 чай · 0/5")
    await town.press("katya", "Готово")
    assert [one.taken for one in await items_of(event_id)] == [1, 0, 1]


async def test_what_begins_is_said_in_the_group_once_and_not_what_was_taken_out(town: Town) -> None:
    event_id = await event_with_programme(town, "12:00 разминка", "12:30 старт 5 км", "12:30 старт 10 км", "13:00 чай")
    await made_group(town, "forum")
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    starts_at = await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id)
    tea = next(one for one in await items_of(event_id) if one.title == "чай")

    async def at(**after: int) -> list[str]:
        await town.wait(seconds=(starts_at + timedelta(**after) - town.clock.now()).total_seconds())
        for _ in range(2):
            await agenda.work_due({starting.DUE: AGENDA[starting.DUE]}, town.clock.now())
        await town.settle()
        return [one for one in await texts_in_group(town) if one.startswith("▶️")]

    assert await at(minutes=-1) == []
    [warm_up] = await at(minutes=1)
    assert warm_up.startswith("▶️ Начинается: разминка") and "Дальше: 12:30 старт 5 км" in warm_up
    both = (await at(minutes=30, seconds=20))[1:]
    assert len(both) == 1 and "Начинается: старт 5 км" in both[0] and "Начинается: старт 10 км" in both[0]
    igor = await town.person("igor")
    async with database.transaction():
        await making.remove(igor, tea.id, now=town.clock.now())
    assert len(await at(minutes=70)) == 2


async def texts_in_group(town: Town) -> list[str]:
    return [str(line["text"]) for line in await town.look("/sim/transcript", as_="igor", chat=GROUP)]
