"""EV-05 in the chat: whom an event is for stands on its card; who does not fit hears why, and is not asked again."""

from __future__ import annotations

from tests.kit.town import Town


async def test_somebody_too_young_reads_why_after_the_last_answer(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"min_age": 18, "max_age": 60})
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event}")
    assert "Для кого: от 18 лет, до 60 лет" in await town.last("olya")
    await town.press("olya", "Участвовать")
    await town.say("olya", "1 мая 2010")
    assert await town.last("olya") == "Не получится: участники от 18 лет."
    await town.press("olya", "К событию")
    assert "Участвовать" in str((await town.seen("olya"))[-1]["keyboard"])


async def test_an_event_that_was_closed_meanwhile_says_so(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"min_age": 18})
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event}")
    await town.press("olya", "Участвовать")
    await town.wait(days=30)
    await town.say("olya", "1 мая 1990")
    assert "Регистрация закрыта" in await town.last("olya")
