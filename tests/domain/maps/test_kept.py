"""Answers of map services are kept for a time, and nobody is asked faster than they wish, by all processes together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import redis.asyncio

from domain.maps import kept as keeping
from domain.maps.addresses import Addresses
from domain.maps.errors import NearbyAway
from domain.maps.kept import Kept
from domain.maps.nearby import Neighbourhood, nearest
from domain.maps.points import Address, Spot
from domain.maps.ports import MapsAway, Thing
from domain.notifications import budgets
from domain.notifications.budgets import open_redis

HERE = Spot(55.7558, 37.6176)


class Geocoder:
    name, each_s = "counted", 0.0

    def __init__(self, *found: Address, away: bool = False) -> None:
        self.found, self.away, self.asked = found, away, 0

    async def find(self, text: str, *, lang: str, near: Spot | None) -> Sequence[Address]:
        self.asked += 1
        if self.away:
            raise MapsAway("silent")
        return self.found

    async def address_of(self, spot: Spot, *, lang: str) -> str | None:
        self.asked += 1
        return self.found[0].text if self.found else None


@pytest.fixture
async def client(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[redis.asyncio.Redis]:
    monkeypatch.setattr(budgets, "_ANSWER_S", 60.0)  # on a busy machine it is slow, not away
    opened = open_redis(redis_url)
    yield opened
    await opened.aclose()


@pytest.mark.parametrize("shared", [True, False], ids=["valkey", "alone"])
async def test_the_same_question_is_asked_once(client: redis.asyncio.Redis, shared: bool) -> None:
    kept, geocoder = Kept(client if shared else None), Geocoder(Address("Тверская улица, 13", 55.76, 37.60))
    addresses = Addresses(geocoder, kept)
    for words in ("Тверская 13", "  тверская   13 "):
        assert (await addresses.find(words, lang="ru")).one == Address("Тверская улица, 13", 55.76, 37.60)
    for spot in (HERE, Spot(HERE.latitude + 1e-6, HERE.longitude)):
        assert (await addresses.address_of(spot, lang="ru")).address == "Тверская улица, 13"
    assert geocoder.asked == 2
    await addresses.find("Тверская 13", lang="en")
    assert geocoder.asked == 3  # in another language it reads otherwise


async def test_nothing_found_is_kept_too_and_all_of_it_for_a_time(client: redis.asyncio.Redis) -> None:
    geocoder = Geocoder()
    addresses = Addresses(geocoder, Kept(client))
    assert (await addresses.find("нигде такого", lang="ru")).found == ()
    await addresses.find("нигде такого", lang="ru")
    assert geocoder.asked == 1
    (key,) = [key async for key in client.scan_iter("maps:*")]
    assert 0 < await client.ttl(key) <= 86_400
    assert "нигде" not in key.decode()  # what people look for is not to be read in the keys
    await client.flushdb()
    await addresses.find("нигде такого", lang="ru")
    assert geocoder.asked == 2


async def test_alone_it_forgets_when_the_time_is_over() -> None:
    now = [0.0]
    kept = Kept(None, clock=lambda: now[0])
    await kept.keep(["x"], 60, "question")
    assert await kept.find("question") == ["x"]
    now[0] = 61.0
    assert await kept.find("question") is None


async def test_without_valkey_it_goes_on(client: redis.asyncio.Redis) -> None:
    gone = open_redis("redis://127.0.0.1:1")
    geocoder = Geocoder(Address("Тверская улица, 13", 55.76, 37.60))
    addresses = Addresses(geocoder, Kept(gone))
    assert (await addresses.find("Тверская 13", lang="ru")).one
    assert (await addresses.find("Тверская 13", lang="ru")).one
    assert geocoder.asked == 1
    await gone.aclose()


async def test_two_processes_keep_one_pace(client: redis.asyncio.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PATIENCE_S", 0.0)
    slow = Geocoder(Address("a", 1, 1))
    slow.each_s = 600.0  # type: ignore[misc]
    one, other = Addresses(slow, Kept(client)), Addresses(slow, Kept(client))
    assert not (await one.find("улица первая", lang="ru")).away
    assert (await other.find("улица вторая", lang="ru")).away
    assert slow.asked == 1


async def test_a_service_that_failed_is_left_alone_for_a_while() -> None:
    now = [0.0]
    geocoder = Geocoder(away=True)
    addresses = Addresses(geocoder, Kept(None, clock=lambda: now[0]))
    for words in ("улица первая", "улица вторая"):
        assert (await addresses.find(words, lang="ru")).away
    assert geocoder.asked == 1
    geocoder.away, now[0] = False, keeping.BREAK_S + 1
    assert not (await addresses.find("улица первая", lang="ru")).away


async def test_one_place_under_two_names_is_one_and_those_offered_are_known_by_their_words() -> None:
    twins = (Address("Парк", 55.79, 37.67), Address("Парк, вход", 55.7905, 37.67))
    assert (await Addresses(Geocoder(*twins), Kept(None)).find("парк", lang="ru")).one == twins[0]
    far = (Address("Ленина, 5, Москва", 55.60, 37.21), Address("Ленина, 5, Казань", 55.79, 49.10))
    geocoder = Geocoder(*far)
    addresses = Addresses(geocoder, Kept(None))
    assert (await addresses.find("Ленина 5", lang="ru", near=Spot(55.8, 49.1))).several == far[::-1]
    assert (await addresses.find("Ленина, 5, Казань", lang="ru")).one == far[1]
    assert geocoder.asked == 1


@pytest.mark.parametrize("words", ["", "  ", "a", "13", "— !"])
async def test_what_is_no_address_is_not_asked(words: str) -> None:
    geocoder = Geocoder()
    await Addresses(geocoder, Kept(None)).find(words, lang="ru")
    assert geocoder.asked == 0


class Park:
    name, each_s = "park", 0.0

    def __init__(self, *things: Thing, away: bool = False) -> None:
        self.things, self.away, self.reaches = things, away, list[int]()

    async def around(self, spot: Spot, reach_m: int, *, lang: str) -> Sequence[Thing]:
        self.reaches.append(reach_m)
        if self.away:
            raise MapsAway("silent")
        return self.things


def thing(key: str, metres_north: float, kind: str = "gym", name: str = "Зал") -> Thing:
    return Thing(key, kind, name, "", (Spot(HERE.latitude + metres_north / 111_195, HERE.longitude),))


async def test_the_nearest_come_first_and_pieces_of_a_cycleway_are_one() -> None:
    things = [thing("n1", 900), thing("n2", 100), thing("w1", 500, "cycleway", ""), thing("w2", 300, "cycleway", "")]
    found = nearest(HERE, things, 3_000)
    assert [(one.key, one.metres) for one in found] == [("n2", 100), ("w2", 300), ("n1", 900)]


async def test_it_looks_farther_where_there_is_nothing_and_asks_once() -> None:
    park = Park(thing("n1", 9_000))
    around = Neighbourhood(park, Kept(None))
    assert [one.metres for one in await around.find(HERE, lang="ru")] == [9_000]
    assert [one.metres for one in await around.find(Spot(HERE.latitude + 1e-4, HERE.longitude), lang="ru")] == [8_989]
    assert park.reaches == [3_150, 15_150]


async def test_a_service_that_is_away_is_said_so() -> None:
    with pytest.raises(NearbyAway):
        await Neighbourhood(Park(away=True), Kept(None)).find(HERE, lang="ru")


async def test_many_at_once_wait_for_their_turns(client: redis.asyncio.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PATIENCE_S", 60.0)
    quick = Geocoder(Address("a", 1, 1))
    quick.each_s = 0.02  # type: ignore[misc]
    addresses = Addresses(quick, Kept(client))
    looked = await asyncio.gather(*(addresses.find(f"улица {n}", lang="ru") for n in range(5)))
    assert not any(one.away for one in looked) and quick.asked == 5
