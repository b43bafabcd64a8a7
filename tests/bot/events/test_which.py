"""Which of many events is meant: with their days, and the ninth can be reached too."""

from __future__ import annotations

import pytest

from tests.bot.chat.test_questions import started
from tests.bot.events.test_people_in_chat import buttons
from tests.kit.town import Town


@pytest.mark.parametrize("said", ["/panel", "/export"])
async def test_an_organizer_of_many_reaches_each(town: Town, said: str) -> None:
    await started(town, "igor")
    igor = await town.person("igor")
    for number in range(1, 11):
        await town.event(igor, f"Вторник {number}")
    await town.say("igor", said)
    first = buttons((await town.seen("igor"))[-1])
    assert len(first) == 9 and first[-1] == "Дальше" and "Вторник 1 · " in first[0], "eight with their days"
    await town.press("igor", "Дальше")
    rest = buttons((await town.seen("igor"))[-1])
    assert len(rest) == 2 and not set(rest) & set(first)
    await town.press("igor", rest[-1])
    assert rest[-1] not in buttons((await town.seen("igor"))[-1])
