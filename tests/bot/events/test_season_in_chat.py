"""EV-x2 in the chat: the season of a series, from its rules to its standings."""

from __future__ import annotations

from domain import database
from domain.events import lifecycle
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import final
from tests.bot.chat.test_questions import started
from tests.bot.events.test_results_in_chat import shows_results
from tests.bot.spaces.test_linked_group import join
from tests.kit.town import Town


async def test_the_season_is_set_up_and_follows_the_dates(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    igor = await town.person("igor")
    event_id = await town.event(igor)
    async with database.transaction():
        made = await series.make(igor, event_id, Wanted(2), now=town.clock.now())
    for who in ("olya", "pasha"):
        await join(town, who, event_id)
        await shows_results(await town.person(who))
    await town.say("igor", "/series")
    await town.press("igor", "Забег в парке · 2")
    await town.press("igor", "🏆 Сезон")
    assert "пока не считается" in await town.last("igor")
    await town.press("igor", "Правила сезона")
    await town.press("igor", "Считать сезон")
    await town.press("igor", "За место на каждой дате")
    await town.say("igor", "много")
    await town.press("igor", "Пропустить")
    assert "Напишите очки через запятую" in await town.last("igor")
    await town.press("igor", "Попробовать ещё раз")
    await town.press("igor", "За место на каждой дате")
    await town.say("igor", "10, 6, 4")
    await town.say("igor", "1")
    assert "10–6–4" in await town.last("igor") and "1 лучшая дата" in await town.last("igor")
    async with database.transaction():
        await lifecycle.start(igor, event_id, now=town.clock.now())
    for number, said in ((1, "0:20:00"), (2, "0:19:00")):
        await town.say("igor", f"/result {number} {said}")
    async with database.transaction():
        await final.announce(igor, event_id, now=town.clock.now())
    await town.settle()
    await town.do("start", as_="olya", payload=f"season_{made.series_id}")
    seen = await town.last("olya")
    assert "1. Pasha · 10 очков" in seen and "2. Оля · 6 очков" in seen
    assert "Ваши даты" in seen and "2 место · 6 очков" in seen
    await town.press("olya", "Все даты")
    assert "🏆 Сезон" in [button["text"] for button in (await town.seen("olya"))[-1]["buttons"]]
