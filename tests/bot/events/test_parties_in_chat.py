"""EV-23, EV-18 in the chat: guests in one tap, a party that is passed over, the organizer's order of the list."""

from __future__ import annotations

from domain import database
from tests.bot.chat.test_questions import started
from tests.kit.town import Town


async def with_guests(town: Town, **plan: object) -> int:
    """Igor's event, to which each may bring three, by his buttons; four people have opened the bot."""
    await started(town, "igor", "olya", "pasha", "katya")
    event_id = await town.event(await town.person("igor"), **plan)
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Гости")
    await town.press("igor", "3 гостя")
    assert "✓ 3 гостя" in [button["text"] for button in (await town.seen("igor"))[-1]["buttons"]]
    return event_id


async def sizes() -> list[tuple[str, int]]:
    rows = await database.fetch("SELECT state, size FROM places WHERE state <> 'released' ORDER BY id")
    return [(row["state"], row["size"]) for row in rows]


async def test_guests_come_in_one_tap_are_named_and_left_at_home(town: Town) -> None:
    event_id = await with_guests(town, capacity=4)
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "+1 гость")
    assert await sizes() == [("confirmed", 2)]
    await town.press("olya", "👥 Гости: 1")
    assert any("гость · Оля" in one["text"] for one in await town.seen("olya"))
    await town.press("olya", "+1 гость")
    await town.press("olya", "Назвать 2-го")
    await town.say("olya", "Саша")
    assert "2. Саша" in await town.last("olya")
    await town.say("olya", "/tickets")
    seen = [one["text"] for one in await town.seen("olya")]
    assert any("на 3 человека" in one for one in seen)
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "Список")
    assert "Оля Смирнова +2" in await town.last("igor")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "👥 Гости: 2")
    await town.press("olya", "Без 1-го")
    await town.press("olya", "Да, без гостя")
    assert await sizes() == [("confirmed", 2)] and "1. Саша" in await town.last("olya")


async def test_a_party_is_passed_over_once_and_may_come_with_fewer(town: Town) -> None:
    event_id = await with_guests(town, capacity=2)
    for who, button in (("olya", "+1 гость"), ("pasha", "+2 guests"), ("katya", "В лист ожидания, № 2")):
        await town.say(who, f"/event {event_id}")
        await town.press(who, button)
    assert await sizes() == [("confirmed", 2), ("waiting", 3), ("waiting", 1)]
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "Список")
    await town.press("igor", "Фильтры")
    await town.press("igor", "В очереди · 2")
    await town.press("igor", "Порядок очереди")
    assert "1. Pasha Ivanov +2" in await town.last("igor")
    await town.press("igor", "В начало")
    assert "1. Катя Лебедева" in await town.last("igor")
    await town.press("igor", "В начало")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "👥 Гости: 1")
    await town.press("olya", "Без 1-го")
    await town.press("olya", "Да, без гостя")
    assert await sizes() == [("confirmed", 1), ("waiting", 3), ("offered", 1)]
    said = await town.last("pasha")
    assert "1 place has become free, and you are 3" in said and "keep your rank" in said
    await town.say("katya", f"/event {event_id}")
    await town.press("katya", "Передать следующему")
    assert await sizes() == [("confirmed", 1), ("waiting", 3)]
    for number in (1, 1):
        await town.say("pasha", f"/event {event_id}")
        guests = 2 if (await sizes())[1][1] == 3 else 1
        await town.press("pasha", f"👥 Guests: {guests}")
        await town.press("pasha", f"Without No. {number}")
        await town.press("pasha", "Yes, without the guest")
    assert await sizes() == [("confirmed", 1), ("offered", 1)]
    said_once = [one for one in await town.seen("pasha") if "has become free" in one["text"]]
    assert len(said_once) <= 3
