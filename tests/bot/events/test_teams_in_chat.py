"""EV-x3, EV-24 in the chat: a team made and joined by a link, its board, who of it has not come."""

from __future__ import annotations

from domain import database
from domain.events import lifecycle
from tests.bot.chat.test_questions import started
from tests.bot.events.test_results_in_chat import shows_results
from tests.bot.spaces.test_linked_group import GROUP, linked_group
from tests.kit.town import Town


async def of_teams(town: Town, **plan: object) -> int:
    """Igor's event in the group, made one of teams by his buttons: two to three people, two results."""
    _, event_id, _ = await linked_group(town, **plan)
    await database.execute("UPDATE place_pools SET capacity = NULL")
    await started(town, "igor", "olya", "pasha", "katya")
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "👥 Команды")
    assert "каждый сам за себя" in await town.last("igor")
    await town.press("igor", "Сделать командным")
    for said in ("2", "3", "2"):
        await town.say("igor", said)
    await town.press("igor", "✓ Нет")
    assert "от 2 до 3 человек" in await town.last("igor")
    return event_id


async def test_a_team_is_made_joined_by_its_link_with_the_registration_and_left(town: Town) -> None:
    event_id = await of_teams(town)
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"r_{event_id}")
    await town.press("olya", "👥 Команды")
    await town.press("olya", "Создать команду")
    await town.say("olya", "Ёжики")
    assert "неполная: ещё 1" in await town.last("olya")
    token = await database.fetchval("SELECT token FROM event_teams")
    await town.person("pasha")
    await town.do("start", as_="pasha", payload=f"t_{token}")
    seen = await town.last("pasha")
    assert "Ёжики" in seen and "Оля" in seen and "captain" in seen
    await town.press("pasha", "Join")
    assert await database.fetchval("SELECT count(*) FROM event_team_members") == 2
    assert "теперь в команде «Ёжики»" in await town.last("olya")
    await town.press("olya", "Моя команда")
    assert "в полном составе · 2 из 3" in await town.last("olya")
    await town.press("olya", "Состав")
    await town.press("olya", "Капитан: Pasha Ivanov")
    assert "captain of “Ёжики”" in await town.last("pasha")
    await town.press("olya", "Выйти из команды")
    await town.press("olya", "Выйти из команды")
    assert await database.fetchval("SELECT count(*) FROM event_team_members") == 1
    await town.do("start", as_="olya", payload="t_" + "x" * 22)
    assert "больше не ведёт в команду" in await town.last("olya")


async def test_the_board_of_teams_stands_beside_the_personal_one(town: Town) -> None:
    event_id = await of_teams(town)
    for who in ("olya", "pasha", "katya"):
        await town.person(who)
        await town.do("start", as_=who, payload=f"r_{event_id}")
        await shows_results(await town.person(who))
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "👥 Команды")
    await town.press("olya", "Создать команду")
    await town.say("olya", "X")
    for who in ("Pasha", "Катя"):
        await town.say("igor", "/panel")
        await town.press("igor", "Список")
        named = next(button["text"] for button in (await town.seen("igor"))[-1]["buttons"] if who in button["text"])
        await town.press("igor", named)
        await town.press("igor", "Команда")
        await town.press("igor", "X")
    assert "Организатор записал вас в команду «X»" in await town.last("katya")
    igor = await town.person("igor")
    async with database.transaction():
        await lifecycle.start(igor, event_id, now=town.clock.now())
    await database.execute("UPDATE registrations SET status = 'checked_in' WHERE number = 1")
    await town.settle()
    await town.say("igor", "/panel")
    await town.press("igor", "Список")
    await town.press("igor", "Фильтры")
    await town.press("igor", "Не пришли · 2")
    await town.press("igor", "Фильтры")
    await town.press("igor", "По команде")
    await town.press("igor", "X · 3")
    shown = await town.last("igor")
    assert "Не пришли · команда «X»" in shown and "2 человека" in shown and "Оля" not in shown
    for number, said in ((1, "0:20:00"), (2, "0:22:00"), (3, "0:30:00")):
        await town.say("igor", f"/result {number} {said}", chat=GROUP)
    await town.say("olya", "/top teams", chat=GROUP)
    assert "1. X · 42:00" in await town.last("olya", chat=GROUP)
    await town.say("olya", f"/top {event_id} команды")
    assert "1. X · 42:00" in await town.last("olya")
    await town.press("olya", "Личный зачёт")
    await town.press("olya", "🏆 Зачёт команд")
    await town.say("igor", "/dq 2 Срезал круг", chat=GROUP)
    await town.do("start", as_="olya", payload=f"teams_{event_id}")
    assert "1. X · 50:00" in await town.last("olya")
