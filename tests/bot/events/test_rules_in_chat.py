"""EV-08: the rules in the organizer's words, and how results are ranked, are said before the start."""

from __future__ import annotations

from domain import database
from tests.bot.organizations.test_clubs import keys
from tests.kit.town import Town


async def manage(town: Town, event_id: int) -> None:
    await town.say("igor", "/myevents")
    await town.press("igor", (await keys(town, "igor"))[0])
    assert await database.fetchval("SELECT count(*) FROM events WHERE id = $1", event_id)


async def test_rules_are_written_under_change_and_read_by_everybody(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await manage(town, event_id)
    await town.press("igor", "Изменить")
    await town.press("igor", "Правила")
    await town.say("igor", "Срезать нельзя. Побеждает быстрейший.")
    await town.person("pasha")
    await town.say("pasha", f"/rules {event_id}")
    assert "Срезать нельзя. Побеждает быстрейший." in await town.last("pasha")


async def test_every_setting_leads_back_to_the_settings(town: Town) -> None:
    """Whoever sets up an event looks at several of them, one after another."""
    event_id = await town.event(await town.person("igor"))
    await manage(town, event_id)
    await town.press("igor", "⚙️ Настройки события")
    settings = await keys(town, "igor")
    assert len(settings) > 8 and settings[-1] == "Назад"
    for one in settings[:-1]:
        if one not in ("Правила подсчёта", "Карта"):  # a form, and a pin that is a message of its own
            await town.press("igor", one)
            await town.press("igor", "Назад")
            assert await keys(town, "igor") == settings, one


async def test_scoring_is_chosen_before_the_start_and_leads_back_to_the_settings(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await manage(town, event_id)
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Правила подсчёта")
    await town.press("igor", "Очки за места на этапах")
    await town.say("igor", "3")
    await town.say("igor", "25, 18, 15")
    while "Отмена" in (shown := await keys(town, "igor")):
        easy = ("Пропустить", "Оставить пустым", "Готово", "Нет")
        as_it_is = (one for one in shown if one.startswith(("Оставить:", "✓")))
        await town.press("igor", next((one for one in shown if one in easy), None) or next(as_it_is))
    assert "25, 18, 15" in await town.last("igor")
    assert await keys(town, "igor") == ["Назад"], "results have not begun"
    await town.press("igor", "Назад")
    assert "Правила подсчёта" in await keys(town, "igor")


async def test_who_manages_goes_from_the_rules_to_their_change(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await town.person("olya")
    await town.say("olya", f"/rules {event_id}")
    assert "Как определяется победитель: у кого меньше время" in await town.last("olya")
    assert "Изменить" not in await keys(town, "olya")
    await town.say("igor", f"/rules {event_id}")
    await town.press("igor", "Изменить")
    assert "Как определяется победитель?" in await town.last("igor")
