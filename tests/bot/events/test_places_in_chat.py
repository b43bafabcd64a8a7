"""EV-05, IN-21: a pin fills the address, an address gets its point, an ambiguous one is asked about, and what the
network does not know stays as it was written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from domain import database
from domain.maps.addresses import Addresses
from domain.maps.kept import Kept
from domain.maps.points import Address, Spot
from domain.maps.services import Maps
from tests.kit.atlas import Atlas
from tests.kit.clock import FakeClock
from tests.kit.town import Town, open_town

LINE = "/newevent Забег 5 км; 7 дек 10:00; {}; 50 мест; бесплатно"
TVERSKAYA = {"lat": 55.7615, "lon": 37.6087}


@pytest.fixture
async def town(database: str, atlas: Atlas, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(FakeClock(), tmp_path, maps=atlas.maps()) as town:
        await town.person("igor")
        yield town


async def place() -> tuple[str, float | None, float | None]:
    row = await database.fetchrow("SELECT place, latitude, longitude FROM events ORDER BY id DESC LIMIT 1")
    assert row is not None, "no event was made"
    return row["place"], row["latitude"], row["longitude"]


async def to_the_place(town: Town) -> None:
    await town.say("igor", "/newevent")
    for answer in ("Забег у реки", "7 дек 10:00"):
        await town.say("igor", answer)
    await town.press("igor", "Забег")
    await town.press("igor", "Очно")


async def test_a_pin_fills_the_address(town: Town) -> None:
    await to_the_place(town)
    await town.do("send", as_="igor", kind="location", **TVERSKAYA)
    answers = await database.fetchval("SELECT answers->'place' FROM form_drafts")
    assert "Тверская улица, 13, Москва" in answers and "55.7615" in answers
    assert "Сколько мест" in await town.last("igor")


async def test_coordinates_in_words_are_a_pin_too(town: Town) -> None:
    await to_the_place(town)
    await town.say("igor", "55.7615, 37.6087")
    assert "Тверская улица, 13, Москва" in await database.fetchval("SELECT answers->>'place' FROM form_drafts")


async def test_an_address_that_is_one_place_keeps_its_words_and_gets_its_point(town: Town) -> None:
    await town.say("igor", LINE.format("Тверская, 13"))
    assert await place() == ("Тверская, 13", 55.7615, 37.6087)
    await town.press("igor", "⚙️ Настройки события")
    assert "Карта" in await town.buttons("igor")
    await town.press("igor", "Карта")
    pin = (await town.look("/sim/transcript", as_="igor"))[-2]
    assert pin["kind"] == "venue", pin


async def test_an_address_in_several_cities_is_asked_about(town: Town) -> None:
    await town.say("igor", LINE.format("улица Пушкина, 10"))
    assert "Какое из них?" in await town.last("igor")
    assert (await town.buttons("igor"))[:3] == [
        "улица Пушкина, 10, Казань",
        "улица Пушкина, 10, Владивосток",
        "Оставить как написано",
    ]
    await town.press("igor", "улица Пушкина, 10, Казань")
    assert await place() == ("улица Пушкина, 10, Казань", 55.7866, 49.1244)


async def test_those_near_the_person_come_first(town: Town) -> None:
    await database.execute("UPDATE profiles SET latitude = 43.1, longitude = 131.9")
    await town.say("igor", LINE.format("улица Пушкина, 10"))
    assert (await town.buttons("igor"))[0] == "улица Пушкина, 10, Владивосток"


async def test_what_was_written_may_stay_as_it_is_also_question_by_question(town: Town) -> None:
    await to_the_place(town)
    await town.say("igor", "улица Пушкина, 10")
    assert "Какое из них?" in await town.last("igor")
    await town.press("igor", "Оставить как написано")
    kept = await database.fetchval("SELECT answers->'place' FROM form_drafts")
    assert '"lat":null' in kept.replace(" ", "") and "улица Пушкина, 10" in kept
    assert "Сколько мест" in await town.last("igor")


async def test_another_address_may_be_typed_where_one_was_to_be_chosen(town: Town) -> None:
    await to_the_place(town)
    await town.say("igor", "улица Пушкина, 10")
    await town.say("igor", "Тверская, 13")
    assert "Сколько мест" in await town.last("igor")
    assert "55.7615" in await database.fetchval("SELECT answers->>'place' FROM form_drafts")


async def test_what_nobody_knows_stays_as_written_and_nothing_is_said_of_it(town: Town) -> None:
    await town.say("igor", LINE.format("у трёх берёз"))
    assert await place() == ("у трёх берёз", None, None)
    assert "Карты" not in await town.last("igor")


@pytest.mark.parametrize("trouble", ["outage", "limit", "drop", "garbage"])
async def test_trouble_of_the_maps_is_one_sentence_and_stops_nobody(town: Town, atlas: Atlas, trouble: str) -> None:
    await atlas.drive(trouble, times=0)
    await town.say("igor", LINE.format("Тверская, 13"))
    assert await place() == ("Тверская, 13", None, None)
    assert sum("Карты сейчас не отвечают" in line["text"] for line in await town.seen("igor")) == 1


async def test_a_pin_keeps_its_point_when_nobody_knows_its_address(town: Town, atlas: Atlas) -> None:
    await to_the_place(town)
    await atlas.drive("outage", times=0)
    await town.do("send", as_="igor", kind="location", **TVERSKAYA)
    assert "55.7615" in await database.fetchval("SELECT answers->>'place' FROM form_drafts")
    assert "Сколько мест" in await town.last("igor")


async def test_a_venue_has_an_address_of_its_own_and_nobody_is_asked(town: Town, atlas: Atlas) -> None:
    await to_the_place(town)
    before = len(await atlas.asked())
    await town.do("send", as_="igor", kind="venue", **TVERSKAYA, title="Кафе «Старт»", address="Тверская, 13")
    assert "Кафе «Старт», Тверская, 13" in await database.fetchval("SELECT answers->>'place' FROM form_drafts")
    assert len(await atlas.asked()) == before


async def test_an_event_that_is_there_gets_the_point_of_its_new_place(town: Town) -> None:
    await town.say("igor", LINE.format("у трёх берёз"))
    await town.press("igor", "Изменить")
    await town.press("igor", "Место")
    await town.say("igor", "Красная Пресня 22")
    assert (await place())[1:] == (55.7607, 37.5662)


async def test_plain_talk_is_not_told_to_the_maps(town: Town, atlas: Atlas) -> None:
    await town.say("igor", "привет, как дела?")
    await town.say("igor", "Тверская, 13")
    assert await atlas.asked() == []


def in_transaction() -> bool:
    try:
        database.publish("nothing")
    except RuntimeError:
        return False
    return True


class Watched:
    """Notes whether a transaction was open while it was asked."""

    name, each_s = "watched", 0.0

    def __init__(self) -> None:
        self.inside: list[bool] = []

    async def find(self, text: str, *, lang: str, near: Spot | None) -> Sequence[Address]:
        self.inside.append(in_transaction())
        return [Address("Тверская улица, 13, Москва", 55.7615, 37.6087)]

    async def address_of(self, spot: Spot, *, lang: str) -> str | None:
        self.inside.append(in_transaction())
        return None


async def test_the_network_is_never_asked_within_a_transaction(database: str, tmp_path: Path) -> None:
    watched = Watched()
    maps = Maps(Addresses(watched, Kept(None)))
    async with open_town(FakeClock(), tmp_path, maps=maps) as town:
        await town.person("igor")
        await to_the_place(town)
        await town.do("send", as_="igor", kind="location", **TVERSKAYA)
        await town.say("igor", "/cancel")
        await town.say("igor", LINE.format("Тверская, 13"))
    assert watched.inside == [False, False]
