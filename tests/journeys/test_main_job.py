"""The main job from end to end: an event from one line, a place, a ticket, reminders in time (EV-02, EV-18, EV-29)."""

from __future__ import annotations

from tests.kit.world import World, buttons, words

LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 1 место"


async def _publish(world: World) -> None:
    await world.start("igor")
    preview = (await world.say("igor", LINE))[-1]
    assert "Забег 5 км" in words(preview)
    assert "7 декабря, 10:00" in words(preview)
    assert "0 из 1" in words(preview)
    await world.press("igor", "Опубликовать")


async def _open_event(world: World, who: str) -> None:
    await world.start(who, "e_1")


async def test_a_place_a_ticket_and_two_reminders(world_by_both_doors: World) -> None:
    world = world_by_both_doors
    await _publish(world)
    await _open_event(world, "olya")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")
    fresh = await world.news("olya")
    ticket = fresh[-1]
    assert "Билет: Забег 5 км" in words(ticket)
    assert ticket["media"]

    await world.set_clock("2026-12-06T09:59:00+03:00")
    assert await world.news("olya") == []
    await world.set_clock("2026-12-06T10:00:30+03:00")
    tomorrow = await world.news("olya")
    assert ["Завтра: Забег 5 км" in words(one) for one in tomorrow] == [True]
    await world.set_clock("2026-12-07T09:00:30+03:00")
    soon = await world.news("olya")
    assert ["Через час: Забег 5 км" in words(one) for one in soon] == [True]


async def test_a_freed_place_is_offered_in_the_next_persons_language_and_held(world: World) -> None:
    await _publish(world)
    await _open_event(world, "olya")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")
    await _open_event(world, "pasha")
    card = await world.last("pasha")
    assert "Waiting list, no. 1" in buttons(card)
    await world.press("pasha", "Waiting list, no. 1")
    await world.press("pasha", "I agree")
    await _open_event(world, "katya")
    await world.press("katya", "В лист ожидания, № 2")
    await world.press("katya", "Принимаю")

    await world.start("olya", "e_1")
    await world.press("olya", "Отменить участие")
    await world.press("olya", "Да, отменить")
    offer = (await world.news("pasha"))[-1]
    assert "A place is free for you!" in words(offer)
    await world.advance("2h1m")
    assert "Time is up" in words((await world.news("pasha"))[-1])
    await world.press("katya", buttons((await world.news("katya"))[-1])[0])
    assert "Билет: Забег 5 км" in words((await world.news("katya"))[-1])


async def test_moving_the_start_tells_once_and_moves_the_reminders(world: World) -> None:
    await _publish(world)
    await _open_event(world, "olya")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")
    await world.news("olya")
    await world.press("igor", "Управлять")
    await world.press("igor", "Изменить")
    await world.press("igor", "Начало")
    await world.say("igor", "7 дек 11:00")
    moved = await world.news("olya")
    assert len(moved) == 1
    assert "10:00" in words(moved[0]) and "11:00" in words(moved[0])
    await world.set_clock("2026-12-06T10:30:00+03:00")
    assert await world.news("olya") == []
    await world.set_clock("2026-12-06T11:00:30+03:00")
    assert "Завтра" in words((await world.news("olya"))[-1])


async def test_cancelling_tells_the_reason_and_drops_the_reminders(world: World) -> None:
    await _publish(world)
    await _open_event(world, "olya")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")
    await world.news("olya")
    await world.press("igor", "Управлять")
    await world.press("igor", "Отменить событие")
    await world.say("igor", "Штормовое предупреждение")
    told = await world.news("olya")
    assert len(told) == 1
    assert "Штормовое предупреждение" in words(told[0])
    await world.set_clock("2026-12-07T09:30:00+03:00")
    assert await world.news("olya") == []
