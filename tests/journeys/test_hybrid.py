"""A hybrid event from end to end: one line, two counters, a queue of its own, each way its own words (EV-05)."""

from __future__ import annotations

from tests.kit.world import World, buttons, words

LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники и онлайн; 1 место, онлайн 100"


async def test_each_way_has_its_own_places_queue_and_reminder(world: World) -> None:
    await world.start("igor")
    preview = (await world.say("igor", LINE))[-1]
    assert "Очно: 0/1" in words(preview) and "Онлайн: 0/100" in words(preview)
    await world.press("igor", "Опубликовать")
    for who, button, agree in (
        ("olya", "Очно 0/1", "Принимаю"),
        ("pasha", "Online 0/100", "I agree"),
        ("katya", "Очно: в лист ожидания, № 1", "Принимаю"),
    ):
        await world.start(who, "e_1")
        await world.press(who, button)
        await world.press(who, agree)
        await world.news(who)

    await world.start("pasha", "e_1")
    await world.press("pasha", "Withdraw")
    await world.press("pasha", "Yes, withdraw")
    assert not any("освободилось" in words(one) for one in await world.news("katya")), "that place was online"
    await world.start("olya", "e_1")
    await world.press("olya", "Перейти в онлайн")
    await world.press("olya", "Да, онлайн")
    offer = (await world.news("katya"))[-1]
    assert "Для вас освободилось место!" in words(offer) and "Место: очно" in words(offer)
    await world.press("katya", buttons(offer)[0])
    await world.news("katya")
    await world.news("olya")

    await world.set_clock("2026-12-06T10:00:30+03:00")
    (onsite,), (online,) = await world.news("katya"), await world.news("olya")
    assert "📍 Сокольники" in words(onsite) and "Участие: очно" in words(onsite)
    assert "🌐 Онлайн" in words(online) and "Сокольники" not in words(online)
    await world.say("katya", "/events")
    for chip in ("📍 Везде", "🌐 Онлайн"):
        shown = await world.last("katya")
        assert chip in buttons(shown)
        assert "Сокольники и онлайн" in words(shown) and "Забег 5 км" in buttons(shown)
        await world.press("katya", chip)
    assert "город" in words(await world.last("katya")).lower(), "what is near is asked once"
    await world.say("katya", "Москва")
    assert "📍 Рядом" in buttons(await world.last("katya"))
    await world.press("katya", "📍 Рядом")
    shown = await world.last("katya")
    assert "📍 Очно" in buttons(shown) and "Забег 5 км" in buttons(shown)
