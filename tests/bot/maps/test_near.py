"""IN-22: /near and a point: halls, stadiums, cycleways by metres; filters; a press sends the pin."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain import database
from tests.kit.atlas import Atlas
from tests.kit.clock import FakeClock
from tests.kit.town import Town, open_town

PARK = {"lat": 55.7300, "lon": 37.6000}


@pytest.fixture
async def town(database: str, atlas: Atlas, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(FakeClock(), tmp_path, maps=atlas.maps()) as town:
        await town.person("olya")
        yield town


async def pin(town: Town, **point: float) -> str:
    await town.do("send", as_="olya", kind="location", **(point or PARK))
    return await town.last("olya")


async def test_three_kinds_are_found_sorted_by_metres(town: Town) -> None:
    await town.say("olya", "/near")
    assert "Где искать?" in await town.last("olya")
    # A little north of the park all three kinds are within fifteen kilometres at most.
    said = await pin(town, lat=55.7225, lon=37.5700)
    assert all(icon in said for icon in ("🏋️", "🏟", "🚴"))
    metres = [_metres(line) for line in said.splitlines() if " · " in line]
    assert len(metres) >= 3 and metres == sorted(metres)
    assert said.index("Велодорожка по Фрунзенской набережной") < said.index("Лужники")
    assert "© OpenStreetMap" in said


def _metres(line: str) -> float:
    number, unit = line.rpartition(" · ")[2].replace("\u00a0", " ").split(" ")
    return float(number.replace(",", ".")) * (1_000 if unit == "км" else 1)


async def test_a_filter_leaves_one_kind_and_leads_back(town: Town) -> None:
    await pin(town, lat=55.7225, lon=37.5700)
    await town.press("olya", "Стадионы")
    said = await town.last("olya")
    assert "🏟" in said and "🏋️" not in said and "🚴" not in said
    assert "✓ Стадионы" in await town.buttons("olya")
    await town.press("olya", "Все")
    assert "🏋️" in await town.last("olya")


async def test_a_press_sends_the_place_as_a_pin(town: Town, atlas: Atlas) -> None:
    await pin(town)
    asked = len(await atlas.asked())
    await town.press("olya", "📍 Атлетика у парка")
    venue, words = (await town.look("/sim/transcript", as_="olya"))[-2:]
    assert venue["kind"] == "venue" and "Атлетика у парка" in words["text"]
    assert "улица Крымский Вал, 9" in words["text"]
    assert len(await atlas.asked()) == asked  # it was answered from what is kept


async def test_an_address_will_do_and_one_that_nobody_knows_is_said_so(town: Town) -> None:
    await town.say("olya", "/near Казань, Баумана 44")
    assert "Зал на Баумана" in await town.last("olya")
    await town.say("olya", "/near нигде такого")
    assert "Не нашёл такого адреса: нигде такого" in await town.last("olya")


async def test_where_there_is_nothing_it_is_said(town: Town) -> None:
    assert "Рядом ничего не нашлось" in await pin(town, lat=60.0, lon=90.0)


@pytest.mark.parametrize("trouble", ["outage", "limit", "drop", "garbage"])
async def test_a_service_that_is_away_is_said_in_clear_words(town: Town, atlas: Atlas, trouble: str) -> None:
    await atlas.drive(trouble, times=0)
    assert "Карты сейчас не отвечают" in await pin(town)


async def test_where_it_is_not_switched_on_it_is_said(database: str, tmp_path: Path) -> None:
    async with open_town(FakeClock(), tmp_path) as town:
        await town.person("olya")
        for words in ("/near", "/near Лужники"):
            await town.say("olya", words)
            assert "не включён" in await town.last("olya")
        assert "Спасибо за точку" in await pin(town)


async def test_in_english(town: Town) -> None:
    await database.execute("UPDATE users SET language = 'en'")
    said = await pin(town)
    assert "Athletics by the Park" in said and "places nearby" in said


async def test_a_pin_that_answers_a_question_is_no_search(town: Town, atlas: Atlas) -> None:
    await town.say("olya", "/newevent")
    await pin(town)
    assert await atlas.asked() == []
