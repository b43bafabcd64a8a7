"""EV-32: how long a race is, from the line that makes it; without it no track and no live location gives a time."""

from __future__ import annotations

import pytest

from domain import database
from tests.bot.events.test_ways_in_chat import shown
from tests.kit.town import Town


async def distance() -> int | None:
    found: int | None = await database.fetchval("SELECT distance_m FROM events ORDER BY id DESC LIMIT 1")
    return found


@pytest.mark.parametrize(
    ("line", "metres"),
    [
        ("Забег 5 км; 7 дек 10:00; Сокольники", 5000),
        ("Велозаезд; 7 дек 10:00; 42,5 км; Сокольники", 42_500),
        ("Забег; 7 дек 10:00; Сокольники", None),
        ("Турнир по шахматам; 7 дек 10:00; Парк, 3 км от города", None),
    ],
)
async def test_the_line_says_how_long_it_is(town: Town, line: str, metres: int | None) -> None:
    await town.person("igor")
    await town.say("igor", f"/newevent {line}")
    assert await distance() == metres


async def test_the_organizer_says_otherwise(town: Town) -> None:
    await town.event(await town.person("igor"))
    assert await distance() is None
    for said, metres in (("10,5", 10_500), ("5", 5000), (None, None)):
        await town.say("igor", "/myevents")
        await town.press("igor", (await shown(town, "igor"))[0])
        await town.press("igor", "Изменить")
        await town.press("igor", "Дистанция, км")
        await (town.say("igor", said) if said else town.press("igor", "Оставить пустым"))
        assert await distance() == metres
