"""EV-29 in the chat: a letter is put off, found in the list, changed, taken back; its author hears when it is gone."""

from __future__ import annotations

from datetime import timedelta

from domain.agenda import agenda
from scheduler.events import AGENDA
from tests.bot.events.test_people_in_chat import alone, join
from tests.kit.town import Town


async def written(town: Town, words: str) -> None:
    await town.say("igor", "/panel")
    await town.press("igor", "✉️ Письма")
    await town.press("igor", "Написать письмо")
    await town.say("igor", words)
    await town.press("igor", "Отправить позже")


async def due(town: Town, moment: timedelta) -> None:
    town.clock.advance(seconds=moment.total_seconds())
    await agenda.work_due(AGENDA, town.clock.now())
    await town.sender.sweep()
    await town.settle()


async def test_put_off_to_a_time_it_goes_then_and_says_so(town: Town) -> None:
    event_id = await alone(town)
    await join(town, "olya", event_id)
    await written(town, "Берите шапки")
    await town.press("igor", "В назначенное время")
    await town.say("igor", "вчера 18:00")
    await town.say("igor", "через 2 часа")
    assert "Уйдёт:" in await town.last("igor") and "1 человек" in await town.last("igor")
    await join(town, "pasha", event_id)
    await due(town, timedelta(hours=1))
    assert not any("шапки" in line["text"] for line in await town.seen("olya"))
    await due(town, timedelta(hours=1, minutes=1))
    for who in ("olya", "pasha"):
        assert len([line for line in await town.seen(who) if "Берите шапки" in line["text"]]) == 1
    assert "Ваше письмо ушло 2 людям" in await town.last("igor")
    await town.press("igor", "Открыть письмо")
    assert "Отправлено 2 из 2" in await town.last("igor")


async def test_changed_in_the_list_and_taken_back(town: Town) -> None:
    event_id = await alone(town)
    await join(town, "olya", event_id)
    await written(town, "Берите шапки")
    await town.press("igor", "За сутки до начала")
    assert "За 24 часа до начала" in await town.last("igor")
    await town.press("igor", "Изменить текст")
    await town.say("igor", "Берите перчатки")
    await town.press("igor", "Изменить время")
    await town.press("igor", "За сколько-то часов")
    await town.say("igor", "12")
    await town.press("igor", "Письма участникам")
    listed = await town.last("igor")
    assert "Берите перчатки" in listed and "За 12 часов до начала" in listed
    await town.press("igor", "1. Берите перчатки")
    await town.press("igor", "Отменить отправку")
    assert "Письмо никому не придёт" in await town.last("igor")
    await town.press("igor", "Отменить отправку")
    assert "Отправка отменена" in await town.last("igor")
    await due(town, timedelta(days=30))
    assert not any("перчатки" in line["text"] for line in await town.seen("olya"))
