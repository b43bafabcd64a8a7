"""J-01 against the running product: from /start to the first screen, in both languages, across a kill."""

from __future__ import annotations

from tests.kit.world import World, buttons, words


async def test_six_taps_to_the_first_screen(world_by_both_doors: World) -> None:
    world = world_by_both_doors
    greeting = (await world.start("olya"))[-1]
    assert "Я Forma" in words(greeting)
    await world.press("olya", "Принимаю, начнём")
    await world.press("olya", "Бег")
    await world.press("olya", "Готово")
    await world.press("olya", "Любитель")
    await world.sim("send", as_="olya", kind="location", lat=55.79, lon=49.12)
    home = (await world.news("olya"))[-1]
    assert "Привет, Оля!" in words(home) and "Открыть приложение" in buttons(home)
    again = (await world.start("olya"))[-1]
    assert "Привет, Оля!" in words(again)


async def test_a_kill_between_two_questions_loses_nothing(world: World) -> None:
    await world.start("pasha")
    await world.press("pasha", "I agree, let’s start")
    await world.press("pasha", "Running")
    await world.press("pasha", "Done")
    await world.stop_product(kill=True)
    await world.run_product()
    await world.press("pasha", "Amateur")
    home = (await world.say("pasha", "Skip"))[-1]
    assert "You may like" in words(home) or "no new events" in words(home)
