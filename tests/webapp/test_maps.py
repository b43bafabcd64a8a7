"""Places and courses in the mini-app: looked up on saving, drawn by ourselves, on a real map where there are tiles."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import FormData, web

from domain import database
from domain.events.course import courses
from domain.events.entry import registration
from domain.events.links import open_link
from domain.events.people import removal
from domain.maps.reading import gpx_of
from forma.story.course import park_loop
from tests.kit.atlas import Atlas, open_atlas
from tests.kit.clock import FakeClock
from tests.webapp import world
from tests.webapp.conftest import Cast
from tests.webapp.world import IGOR, Opened, WebClient, published

TILES = "https://tiles.forma.test/{z}/{x}/{y}.png"
EVENT = {"title": "Забег", "when": "07.12.2026 10:00", "kind": "race", "format": "onsite", "visibility": "public"}


@pytest.fixture
async def atlas() -> AsyncIterator[Atlas]:
    async with open_atlas() as opened:
        yield opened


@pytest.fixture
async def app(database: str, clock: FakeClock, tmp_path: Path, atlas: Atlas) -> web.Application:
    return world.app_for(clock, data_dir=tmp_path, maps=atlas.maps())


async def place() -> tuple[str, float | None, float | None] | None:
    row = await database.fetchrow("SELECT place, latitude, longitude FROM events ORDER BY id DESC LIMIT 1")
    return (row["place"], row["latitude"], row["longitude"]) if row else None


async def with_course(cast: Cast, clock: FakeClock, **plan: object) -> int:
    event_id = await published(cast.igor, clock.now(), latitude=55.7944, longitude=37.6765, **plan)
    async with database.transaction():
        await courses.keep(cast.igor, event_id, park_loop(), now=clock.now())
    return event_id


async def test_a_new_event_gets_the_point_of_its_place(igor: Opened) -> None:
    answer = await igor.post("/org/events/new", **EVENT, place="Тверская, 13")
    assert answer.status == 200 and "Forma-Go" in answer.headers
    assert await place() == ("Тверская, 13", 55.7615, 37.6087)


async def test_of_several_places_one_is_chosen_or_the_words_stay(igor: Opened) -> None:
    answer = await igor.post("/org/events/new", **EVENT, place="улица Пушкина, 10")
    page = await answer.text()
    assert answer.status == 422 and "Таких мест несколько" in page
    assert re.findall('data-offer="([^"]+)"', page) == ["улица Пушкина, 10, Казань", "улица Пушкина, 10, Владивосток"]
    assert 'name="place_asked" value="улица Пушкина, 10"' in page and await place() is None

    await igor.post("/org/events/new", **EVENT, place="улица Пушкина, 10, Казань", place_asked="улица Пушкина, 10")
    assert await place() == ("улица Пушкина, 10, Казань", 55.7866, 49.1244)
    await igor.post("/org/events/new", **EVENT, place="улица Пушкина, 10", place_asked="улица Пушкина, 10")
    assert await place() == ("улица Пушкина, 10", None, None)


async def test_maps_that_are_away_are_one_sentence_and_stop_nobody(igor: Opened, atlas: Atlas) -> None:
    await atlas.drive("outage", times=0)
    answer = await igor.post("/org/events/new", **EVENT, place="Тверская, 13")
    assert answer.status == 200 and "%D0%9A%D0%B0%D1%80%D1%82%D1%8B" in answer.headers["Forma-Toast"]  # «Карты»
    assert await place() == ("Тверская, 13", None, None)


async def test_a_place_that_is_not_touched_is_not_looked_up(
    cast: Cast, igor: Opened, atlas: Atlas, clock: FakeClock
) -> None:
    event_id = await published(cast.igor, clock.now(), place="улица Пушкина, 10")
    changed = {**EVENT, "title": "Новое имя", "place": "улица Пушкина, 10"}
    answer = await igor.post(f"/org/events/{event_id}/edit", **changed)
    assert answer.status == 200 and await atlas.asked() == []
    await igor.post(f"/org/events/{event_id}/edit", **changed | {"place": "Тверская, 13"})
    assert (await place() or ())[1:] == (55.7615, 37.6087)


async def test_a_course_is_drawn_and_its_file_needs_its_signature(
    cast: Cast, clock: FakeClock, olya: Opened, client: WebClient
) -> None:
    event_id = await with_course(cast, clock)
    assert f"/events/{event_id}/course" in await olya.see(f"/events/{event_id}")
    page = await olya.see(f"/events/{event_id}/course")
    way = re.search(r'class="way" d="(M[^"]+)"', page)
    assert way and way[1].count("L") > 20 and page.count('class="mark"') == 4 and 'class="hills"' in page
    assert 'type="file"' not in page and "data-tiles" not in page and "data-script" not in page
    found = re.search(rf"/courses/{event_id}/([0-9a-f]{{32}})/course\.gpx", page)
    assert found
    good = await client.get(f"/courses/{event_id}/{found[1]}/course.gpx")
    assert good.status == 200 and (await good.read()) == gpx_of(park_loop(), "Забег в парке")
    assert (await client.get(f"/courses/{event_id}/{'0' * 32}/course.gpx")).status == 404
    other = await published(cast.igor, clock.now())
    assert (await client.get(f"/courses/{other}/{found[1]}/course.gpx")).status == 404


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/course", r"/courses/[0-9]+/[0-9a-f]{32}/course\.gpx(\?for=[0-9]+)?"),
        ("", r"/calendar/[0-9]+/[0-9a-f]{32}/event\.ics(\?for=[0-9]+)?"),
    ],
    ids=["course", "calendar"],
)
async def test_the_files_of_a_private_event_go_with_its_link(
    page: str, file: str, cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, client: WebClient
) -> None:
    event_id = await with_course(cast, clock)
    addresses = []
    for change in ("visibility = 'public'", "visibility = 'private', link_token = 'x'", "link_token = 'y'"):
        await database.execute(f"UPDATE events SET {change} WHERE id = $1", event_id)
        found = re.search(file, await igor.see(f"/events/{event_id}{page}"))
        assert found
        addresses.append(found[0])
        answers = [(await client.get(one)).status for one in addresses]
        assert answers == [*[404] * (len(addresses) - 1), 200], "only the present address leads there"
    async with database.transaction():
        await open_link(cast.olya.id, "y")
        done = await registration.register(cast.olya, event_id, {}, now=clock.now())
    hers = re.search(file, await olya.see(f"/events/{event_id}{page}"))
    assert hers and (await client.get(hers[0])).status == 200
    assert (await client.get(hers[0].replace(f"={cast.olya.id}", f"={cast.igor.id}"))).status == 404
    async with database.transaction():
        await removal.remove(cast.igor, done.registration_id, "нет", now=clock.now())
        await database.execute("DELETE FROM event_guests WHERE event_id = $1", event_id)
    assert (await client.get(hers[0])).status == 404, "who was taken out has no file of it either"


async def test_the_organizer_sends_one_from_the_page_and_takes_it_away(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await published(cast.igor, clock.now())
    assert (await olya.get(f"/events/{event_id}/course")).status == 404
    assert "Маршрута пока нет" in await igor.see(f"/events/{event_id}/course")
    for data, status in ((gpx_of(park_loop(), "a"), 200), (b"<gpx", 422)):
        form = FormData()
        form.add_field("course", data, filename="a.gpx", content_type="application/gpx+xml")
        path = f"/org/events/{event_id}/course"
        answer = await igor.client.post(path, headers=igor.headers, data=form)
        assert answer.status == status, await answer.text()
        assert (await olya.client.post(path, headers=olya.headers, data={})).status == 404
    assert (await courses.course_of(event_id)).line.length_m == park_loop().length_m
    assert (await igor.post(f"/org/events/{event_id}/course", course="words")).status == 422
    await igor.post(f"/org/events/{event_id}/course/removing")
    assert (await olya.get(f"/events/{event_id}/course")).status == 404


async def test_tiles_are_let_in_and_the_map_is_loaded_where_they_are_configured(
    cast: Cast,
    clock: FakeClock,
    atlas: Atlas,
    tmp_path: Path,
    aiohttp_client: Callable[[web.Application], Awaitable[WebClient]],
    client: WebClient,
) -> None:
    maps = replace(atlas.maps(), tiles=TILES, attribution='<b>&"x"')
    tiled = await aiohttp_client(world.app_for(clock, data_dir=tmp_path, maps=maps))
    igor = await world.open_app(tiled, IGOR)
    event_id = await with_course(cast, clock)
    for path in (f"/events/{event_id}", f"/events/{event_id}/course"):
        page = await igor.see(path)
        assert f'data-tiles="{TILES}"' in page and 'data-script="/static/maps.' in page
        assert "<b>&" not in page and 'class="map' in page  # our own drawing stands there until the tiles come
    assert 'data-script="/static/maps.' not in await igor.see("/events")
    policy = (await tiled.get("/")).headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://tiles.forma.test;" in policy
    plain = (await client.get("/")).headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob:;" in plain


async def test_what_is_nearby_is_sorted_filtered_and_said_to_be_away(igor: Opened, atlas: Atlas) -> None:
    assert 'href="/near"' in await igor.see("/events")
    assert "Откуда искать?" in await igor.see("/near")
    page = await igor.see("/near?at=55.72250,37.57000")
    names = re.findall(r'class="line">([^<]+)</span>', page)
    assert names.index("Велодорожка по Фрунзенской набережной") < names.index("Лужники")
    assert "OpenStreetMap" in page
    only = await igor.see("/near?at=55.72250,37.57000&kind=stadium")
    assert "Лужники" in only and "Велодорожка по" not in only
    for odd in ("?at=nan,1", "?at=91,0", "?at=x", "?at=1,2,3", "?kind=evil"):
        assert "Откуда искать?" in await igor.see(f"/near{odd}")
    assert "Рядом ничего не нашлось" in await igor.see("/near?at=60,90")
    await atlas.drive("outage", times=0)
    away = await igor.see("/near?at=43.1,131.9")
    assert "Карты сейчас не отвечают" in away and "Рядом со мной" in away
