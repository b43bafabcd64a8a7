"""EV-13: «Список | Карта» in the mini-app."""

from __future__ import annotations

import re
from html import unescape

import pytest

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

MOSCOW, KAZAN = {"latitude": 55.75, "longitude": 37.62}, {"latitude": 55.79, "longitude": 49.11}
COUNTRY = "box=45,19,70,90&zoom=3"
MARK = re.compile(r'class="mark"[^>]*data-count="(\d+)" hx-get="([^"]+)"')


def marks(html: str) -> dict[int, str]:
    """What each leads to, by how many it stands for."""
    return {int(count): unescape(href) for count, href in MARK.findall(html)}


@pytest.fixture
async def three(cast: Cast, clock: FakeClock) -> None:
    for n in (1, 2):
        await published(cast.igor, clock.now(), title=f"Забег {n}", **MOSCOW)
    await published(cast.igor, clock.now(), title="Турнир в Казани", kind="tournament", **KAZAN)


async def test_the_list_and_the_map_lead_to_one_another_with_the_same_filters(three: None, olya: Opened) -> None:
    assert 'href="/events/map?when=month&amp;kind=race"' in await olya.see("/events?kind=race&when=month")
    page = await olya.see(f"/events/map?{COUNTRY}&kind=race&when=month")
    assert 'href="/events?when=month&amp;kind=race"' in page
    assert set(marks(page)) == {2} and "Турнир в Казани" not in page
    assert "Событий онлайн" in page and 'href="/events?when=month&amp;kind=race&amp;online=1"' in page
    assert "data-locate=" in page and "Популярные" not in page


async def test_a_mark_opens_its_events_and_the_list_has_them_all(three: None, olya: Opened) -> None:
    page = await olya.see(f"/events/map?{COUNTRY}")
    assert "На карте 3 события" in page and "Москва" in page and "Турнир в Казани" in page
    assert set(marks(page)) == {1, 2}
    here = await olya.see(marks(page)[2])
    assert "Здесь 2 события" in here and "Забег 1" in here and "Турнир" not in here
    assert "data-closer" not in here, "they are at one place: coming closer parts nothing"
    assert "data-script=" in page and "map-tiles" not in page


async def test_a_mark_of_many_is_paged(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    for n in range(14):
        await published(cast.igor, clock.now(), title=f"Пробежка № {n}", **MOSCOW)
    page = await olya.see(f"/events/map/shown?{COUNTRY}")
    (of_mark,) = marks(page).values()
    first = await olya.see(of_mark)
    more = re.search(r'hx-get="(/events/map/list\?[^"]+after[^"]+)"', first)
    assert more and "cell=" in more[1]
    rest = await olya.see(unescape(more[1]))
    assert {int(n) for n in re.findall(r"Пробежка № (\d+)", first + rest)} == set(range(14))
    assert "hx-get" not in rest


async def test_it_begins_where_the_person_is_and_the_address_follows(
    three: None, cast: Cast, olya: Opened, paul: Opened
) -> None:
    assert "На карте 3 события" in await olya.see("/events/map"), "nobody knows where Olya is: the whole country"
    await database.execute("UPDATE profiles SET latitude = 55.7, longitude = 49.1 WHERE user_id = $1", cast.olya.id)
    kazan = await olya.see("/events/map")
    assert "На карте 1 событие" in kazan and "Казань" in kazan
    assert "На карте 2 события" in await olya.see("/events/map?near=55.751,37.618")
    assert "Kazan" in await paul.see("/events/map?near=55.790,49.110")
    shown = await olya.get(f"/events/map/shown?{COUNTRY}&kind=race")
    assert shown.headers["Forma-Here"].startswith("/events/map?kind=race&box=45.00000%2C19.00000")
    empty = await olya.see("/events/map/shown?box=-30,-60,-20,-40&zoom=5")
    assert "В этой части карты событий нет" in empty and 'data-zoom="-3"' in empty


async def test_what_is_no_piece_of_the_world_is_refused_in_a_sentence(three: None, olya: Opened, paul: Opened) -> None:
    for odd in (
        *("", "box=1,2,3&zoom=3", "box=70,19,45,90&zoom=3", "box=45,19,99,90&zoom=3", "box=nan,19,70,90&zoom=3"),
        *("box=45,19,70,90", "box=45,19,70,90&zoom=99", "box=45,19,70,90&zoom=-1", "box=1e1,19,70,90&zoom=3"),
        *(f"{COUNTRY}&cell={one}" for one in ("x", "1-2", "25-1-1", "3-8-1", "3-1-1-1")),
    ):
        answer = await olya.get(f"/events/map/list?{odd}")
        assert answer.status == 422 and "Такого места на карте нет" in await answer.text(), odd
    assert (await olya.get("/events/map/list?box=٤٥,19,70,90&zoom=3")).status == 422
    assert "no such place on the map" in await (await paul.get("/events/map?box=5,5,1,1&zoom=3")).text()


async def test_private_events_are_on_nobodys_map(cast: Cast, clock: FakeClock, igor: Opened) -> None:
    await published(cast.igor, clock.now(), title="Только по ссылке", visibility="private", **MOSCOW)
    page = await igor.see(f"/events/map?{COUNTRY}")
    assert marks(page) == {} and "Только по ссылке" not in page
