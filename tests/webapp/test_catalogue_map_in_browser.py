"""EV-13: the map of the catalogue under fingers and keys, drawn by ourselves and with tiles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Frame, expect

from domain import database
from domain.accounts.people import set_language
from tests.kit.atlas import open_atlas
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, phones, visit
from tests.webapp.test_maps_in_browser import tiles
from tests.webapp.world import IGOR, published
from webapp.kit.sign_in import real_now

pytestmark = [pytest.mark.browser]
PARKS = {"Сокольники": (55.7944, 37.6765), "Лужники": (55.7158, 37.5537), "Битца": (55.600, 37.556)}
FAR = {"Казань": (55.7887, 49.1221), "Самара": (53.1959, 50.1002), "Петербург": (59.9386, 30.3141)}
SHOWN = "path => Forma.here().includes(path)"


async def town(cast: Cast) -> None:
    for place, (latitude, longitude) in (PARKS | FAR).items():
        for n in range(1 + len(place) % 3):
            await published(
                cast.igor,
                real_now(),
                title=f"{place}, забег {n + 1}",
                place=place,
                latitude=latitude,
                longitude=longitude,
            )
    await database.execute(
        "UPDATE profiles SET latitude = 55.7558, longitude = 37.6173 WHERE user_id = $1", cast.igor.id
    )


async def settled(frame: Frame, what: str) -> None:
    """The answer to what was done last is there."""
    await frame.wait_for_function(SHOWN, arg=what)
    if what.startswith("zoom="):
        await expect(frame.locator(f"#map-frame[data-at$=',{what.removeprefix('zoom=')}']")).to_have_count(1)


async def box_of(frame: Frame) -> list[float]:
    said: str = await frame.evaluate("new URL(Forma.here(), location.origin).searchParams.get('box') || ''")
    return [float(one) for one in said.split(",")] if said else []


async def test_it_is_moved_by_fingers_buttons_and_keys_and_the_list_follows(cast: Cast, phone: PickUp) -> None:
    await town(cast)
    hand = await phone()
    frame = await hand.open(IGOR, "/events")
    await frame.locator(".segments a", has_text="Карта").click()
    await expect(frame.locator("#map-frame text.town", has_text="Москва")).to_be_visible()
    await hand.shot("map-ru")
    await frame.locator("#map-farther").click()
    await settled(frame, "zoom=8")
    await expect(frame.locator("#map-farther")).to_be_focused()
    before = await box_of(frame)
    await frame.locator("#map-frame").focus()
    moved = before
    for _ in range(2):
        await hand.page.keyboard.press("ArrowRight")
        await frame.wait_for_function(f"() => !Forma.here().includes('{moved[1]:.5f}')")
        await expect(frame.locator("#map-frame")).to_be_focused()
        moved = await box_of(frame)
    assert moved[1] > before[1] and moved[0] == pytest.approx(before[0], abs=1e-3)
    spot = await frame.locator("svg.whole").bounding_box()
    assert spot
    x, y = spot["x"] + spot["width"] / 3, spot["y"] + spot["height"] - 60
    await hand.page.mouse.move(x, y)
    await hand.page.mouse.down()
    await hand.page.mouse.move(x + 80, y - 20, steps=4)
    await hand.page.mouse.up()
    await frame.wait_for_function(f"() => !Forma.here().includes('{moved[1]:.5f}')")
    assert (await box_of(frame))[1] < moved[1], "what is dragged to the right shows what lies to the left"
    for zoom in (7, 6, 5):
        await hand.page.keyboard.press("-")
        await settled(frame, f"zoom={zoom}")
    mark = frame.locator(".mark").last
    await mark.focus()
    await hand.page.keyboard.press("Enter")
    await expect(frame.locator("#map-list h2")).to_contain_text("Здесь")
    await hand.shot("map-mark-ru")
    kept = (await box_of(frame))[1]
    await frame.locator(".chip", has_text="Забег").click()
    await settled(frame, "kind=race")
    assert (await box_of(frame))[1] == pytest.approx(kept, abs=1e-3), "a filter keeps what one looks at"
    async with database.transaction():
        await set_language(cast.igor.id, "en", now=real_now())
    frame = await hand.open(IGOR, "/events/map?box=45,19,70,90&zoom=3", dark=True)
    await hand.shot("map-en")
    await frame.locator(".mark").last.click()
    await expect(frame.locator("#map-list h2")).to_contain_text("here")
    await frame.locator("[data-closer]").click()
    await frame.wait_for_function("() => !Forma.here().includes('zoom=3')")
    await visit(frame, "/events/map?box=-30,-60,-20,-40&zoom=5")
    await hand.shot("map-empty-en")
    await frame.evaluate("scrollTo(0, document.body.scrollHeight)")
    await hand.shot("map-end-en")
    await visit(frame, "/events")
    await hand.shot("list-en")
    assert hand.troubles == []


async def test_with_tiles_the_same_marks_stand_on_a_real_map(cast: Cast, browser: Browser, tmp_path: Path) -> None:
    await town(cast)
    async with (
        open_atlas() as atlas,
        tiles() as (address, asked),
        phones(browser, tmp_path, replace(atlas.maps(), tiles=address, attribution="© <OSM>")) as pick_up,
    ):
        phone = await pick_up()
        frame = await phone.open(IGOR, "/events/map")
        await frame.wait_for_selector("#events-map.real .leaflet-tile-loaded")
        await expect(frame.locator(".leaflet-marker-icon").first).to_be_visible()
        assert await frame.locator("#map-frame").is_hidden()
        await phone.shot("map-tiles")
        await frame.locator(".leaflet-control-zoom-out").click()
        await settled(frame, "zoom=8")
        await frame.locator(".leaflet-marker-icon").first.click()
        await expect(frame.locator("#map-list h2")).to_contain_text("Здесь")
        await visit(frame, "/events")
        await visit(frame, "/events/map")
        await frame.wait_for_selector("#events-map.real .leaflet-tile-loaded")
        assert asked and phone.troubles == []
