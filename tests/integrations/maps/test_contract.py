"""Every geocoder answers alike, and what goes wrong with it is one thing: away. The same for the surroundings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from domain.maps.points import Spot
from domain.maps.ports import MapsAway
from integrations.maps.asking import ANSWER_S
from integrations.maps.nominatim import Nominatim
from integrations.maps.overpass import Overpass
from integrations.maps.yandex import Yandex
from tests.kit.atlas import GEOCODERS, Atlas

MOSCOW = Spot(55.7558, 37.6176)
TVERSKAYA = Spot(55.7615, 37.6087)
AT_SEA = Spot(0.0, 0.0)
TROUBLE = ("outage", "limit", "drop", "garbage")


@pytest.mark.parametrize("name", GEOCODERS)
async def test_an_address_is_found_with_its_words_and_its_point(atlas: Atlas, name: str) -> None:
    geocoder = atlas.geocoder(name)
    (found,) = await geocoder.find("тверская 13", lang="ru", near=None)
    assert found.text == "Тверская улица, 13, Москва"
    assert (round(found.latitude, 4), round(found.longitude, 4)) == (55.7615, 37.6087)
    (english,) = await geocoder.find("тверская 13", lang="en", near=MOSCOW)
    assert english.text == "Tverskaya Street, 13, Moscow"


@pytest.mark.parametrize("name", GEOCODERS)
async def test_every_place_that_fits_is_found_but_no_city(atlas: Atlas, name: str) -> None:
    geocoder = atlas.geocoder(name)
    found = await geocoder.find("пушкина 10", lang="ru", near=None)
    assert [one.text for one in found] == ["улица Пушкина, 10, Казань", "улица Пушкина, 10, Владивосток"]
    assert all("," in one.text for one in await geocoder.find("казань", lang="ru", near=None))  # the city is no address
    assert await geocoder.find("нигде такого", lang="ru", near=None) == []


@pytest.mark.parametrize("name", GEOCODERS)
async def test_a_point_has_an_address_and_the_sea_has_none(atlas: Atlas, name: str) -> None:
    geocoder = atlas.geocoder(name)
    assert await geocoder.address_of(TVERSKAYA, lang="ru") == "Тверская улица, 13, Москва"
    assert await geocoder.address_of(AT_SEA, lang="ru") is None


async def test_hostile_words_are_a_parameter_and_nothing_else(atlas: Atlas) -> None:
    for name in GEOCODERS:
        geocoder = atlas.geocoder(name)
        for words in ("http://127.0.0.1:1/", "a&q=b#c", "../../status", "\r\nHost: evil", "%00", "a" * 200):
            assert await geocoder.find(words, lang="ru", near=None) == []


async def test_what_is_around_comes_with_its_kind_and_its_line(atlas: Atlas) -> None:
    found = await atlas.overpass().around(Spot(55.7300, 37.6000), 5_000, lang="ru")
    assert {one.kind for one in found} == {"gym", "stadium", "cycleway"}
    hall = next(one for one in found if one.name == "Атлетика у парка")
    assert (hall.address, len(hall.line)) == ("улица Крымский Вал, 9", 1)
    assert len(next(one for one in found if one.kind == "cycleway").line) > 2
    english = await atlas.overpass().around(Spot(55.7300, 37.6000), 5_000, lang="en")
    assert "Athletics by the Park" in {one.name for one in english}


@pytest.mark.parametrize("trouble", TROUBLE)
@pytest.mark.parametrize("name", (*GEOCODERS, "overpass"))
async def test_any_trouble_is_that_it_is_away(atlas: Atlas, name: str, trouble: str) -> None:
    await atlas.drive(trouble, times=0)
    with pytest.raises(MapsAway):
        await _question(atlas, name)()


@pytest.mark.parametrize("name", (*GEOCODERS, "overpass"))
async def test_who_is_late_is_away(atlas: Atlas, name: str) -> None:
    await atlas.drive("slow", ms=60_000, times=0)
    with pytest.raises(MapsAway):
        await _question(atlas, name, answer_s=0.05)()
    await atlas.drive("restore")


def _question(atlas: Atlas, name: str, *, answer_s: float = ANSWER_S) -> Callable[[], Awaitable[object]]:
    if name == "overpass":
        return lambda: atlas.overpass(answer_s=answer_s).around(MOSCOW, 3_000, lang="ru")
    geocoder = atlas.geocoder(name, answer_s=answer_s)
    return lambda: geocoder.find("тверская 13", lang="ru", near=None)


async def test_a_key_that_is_not_right_is_away(atlas: Atlas) -> None:
    stranger = Yandex("wrong", api=f"{atlas.base}/yandex")
    with pytest.raises(MapsAway):
        await stranger.find("тверская 13", lang="ru", near=None)
    await stranger.close()


@asynccontextmanager
async def answering(answer: Callable[[], web.StreamResponse]) -> AsyncIterator[str]:
    """A server that says the same to everybody."""

    async def handler(_: web.Request) -> web.StreamResponse:
        return answer()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url(""))
    await server.close()


RUBBISH = (
    "[]",
    "{}",
    "null",
    "42",
    '[{"lat": "north", "lon": "1"}]',
    '[{"lat": "91", "lon": "1", "display_name": "x"}]',
    '[{"lat": "nan", "lon": "1", "display_name": "x"}]',
    '[{"lat": "1", "lon": "1"}]',
    '[{"lat": "1", "lon": "1", "display_name": 5}]',
    '{"response": {"GeoObjectCollection": {"featureMember": [{"GeoObject": {}}]}}}',
    '{"response": {"GeoObjectCollection": {"featureMember": {"a": 1}}}}',
    '{"elements": {"a": 1}}',
    '{"elements": [{"type": "node", "lat": 1, "lon": 1, "tags": {"leisure": "stadium"}}]}',
    '{"elements": [{"type": 5, "id": "x", "lat": 1, "lon": 1, "tags": {"leisure": "stadium"}}]}',
    '{"elements": [5]}',
    "[" * 5_000,
)


async def test_an_answer_that_cannot_be_read_is_away_or_empty_and_never_ours_to_fail() -> None:
    for body in RUBBISH:
        async with answering(lambda body=body: web.Response(text=body)) as base:  # type: ignore[misc]
            for service in (Nominatim(api=base), Yandex("key", api=base), Overpass(api=base)):
                try:
                    asked = service.around if isinstance(service, Overpass) else None
                    found = await (asked(MOSCOW, 1, lang="ru") if asked else service.find("a b", lang="ru", near=None))  # type: ignore[union-attr]
                    assert list(found) == []
                except MapsAway:
                    pass
                finally:
                    await service.close()


async def test_an_answer_without_end_is_not_read_to_its_end_and_no_redirect_is_followed() -> None:
    class Endless(web.StreamResponse):
        async def prepare(self, request: web.BaseRequest) -> object:  # type: ignore[override]
            writer = await super().prepare(request)
            try:
                while True:
                    await self.write(b" " * 65_536)
            except ConnectionError:
                return writer

    for answer in (Endless, lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"})):
        async with answering(answer) as base:
            geocoder = Nominatim(api=base)
            with pytest.raises(MapsAway):
                await geocoder.find("тверская 13", lang="ru", near=None)
            await geocoder.close()
