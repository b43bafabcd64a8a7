"""What stands where a page will be is as high as the page: nothing jumps when it comes."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Frame, Page, Request, Route, expect

from tests.kit.tournaments import begun
from tests.kit.waiting import until
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, visit
from tests.webapp.world import IGOR, OLYA, make_staff, published
from webapp.kit import shapes
from webapp.kit.assets import Assets
from webapp.kit.sign_in import real_now
from webapp.table import routes

TITLE = "Длинный забег по самому краю города"
"""On two lines, as most are."""
TOPS = """() => [...document.querySelectorAll('#page :is(h1:not(.who h1), .h1, .search, .chips, .segments, .card, '
        + '.cover, .counters, .tabs, .avatar.large)')]
    .map((one) => [one.className.split(' ')[0] || 'h1', Math.round(one.getBoundingClientRect().top + scrollY)])"""
SHIFTS = """async () => {
    const seen = [], jump = document.createElement('div');
    const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    const since = performance.now();
    for (const _ of '12') await new Promise(requestAnimationFrame); // a jump has the time at which its frame began
    jump.style.height = '200px';
    document.getElementById('page').prepend(jump);
    while (!seen.some((one) => one.startTime > since)) await new Promise(requestAnimationFrame);
    const what = ({ node, previousRect, currentRect }) => [node?.id || node?.className, previousRect.y, currentRect.y];
    const before = seen.filter((one) => one.startTime <= since && one.value > 0);
    return before.map((one) => [one.value, since - one.startTime, one.sources.map(what)]);
}"""
"""What jumped so far; a jump of our own shows that jumps are seen."""
AT = {  # how many of the first parts have their final place before they are there
    "/": 1,
    "/events": 6,
    "/events/map": 5,
    "/me/events": 2,
    "/me": 2,
    "/me/edit": 2,
    "/settings/notify": 2,
    "/settings/privacy": 2,
    "/org": 2,
    "/org/events/new": 2,
    "/events/{event_id}": 3,
    "/org/events/{event_id}": 3,
    "/org/events/{event_id}/people": 2,
    "/org/events/{event_id}/people/removing": 1,
    "/org/events/{event_id}/writing": 2,
    "/org/events/{event_id}/export": 1,
    "/org/events/{event_id}/edit": 2,
    "/org/events/{event_id}/answers": 1,
    "/org/events/{event_id}/cancelling": 2,
    "/org/events/{event_id}/notices": 2,
    "/org/events/{event_id}/door/setup": 1,
    "/org/events/{event_id}/asking": 2,
    "/events/{cup_id}/bracket": 2,
}
FOLLOWED = (
    "/ops/categories",
    "/ops/pins",
    "/ops/money",
    "/ops/inbox",
    "/ops/outbox",
    "/ops/agenda",
    "/ops/jobs",
    "/ops",
)
"""Pages with a stream, more than a browser has connections to one server."""


def test_every_page_has_an_outline_that_is_drawn() -> None:
    all_routes = routes(Assets())
    known = shapes.patterns(all_routes)
    assert {one.shape for one in all_routes} - {""} <= set(shapes.SHAPES)
    assert shapes.shape_of("/events/17", known) == "event"
    assert shapes.shape_of("/me", known) == "profile" and shapes.shape_of("/me/edit", known) == "form"
    assert shapes.shape_of("/settings/privacy", known) == "cells"


@pytest.mark.browser
async def test_nothing_jumps_when_the_page_comes(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now(), title=TITLE)
    cup = await begun(cast.igor, [cast.igor, cast.olya], now=real_now())
    hand = await phone()
    frame = await hand.open(IGOR, "/events")
    # On a busy machine the line that says that it takes long comes too, and that one may push.
    await frame.evaluate("() => document.getElementById('notice').style.position = 'fixed'")
    for path, count in AT.items():
        before, after = await _seen(hand.page, frame, path.format(event_id=event_id, cup_id=cup.event_id))
        assert [name for name, _ in before[:count]] == [name for name, _ in after[:count]], path
        assert all(abs(one - two) <= 1 for (_, one), (_, two) in zip(before[:count], after, strict=False)), path
    assert await frame.evaluate(SHIFTS) == []
    assert hand.troubles == []


async def _seen(page: Page, frame: Frame, path: str) -> tuple[list[Any], list[Any]]:
    """The outline while the answer is held back, and the page itself."""
    gate = asyncio.Event()

    async def held(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    address = re.compile(f"{re.escape(path)}$")
    await page.route(address, held)
    await frame.evaluate("path => { Forma.go(path, 'root'); Forma.shown = null; }", path)
    await expect(frame.locator("#page .skeleton")).to_be_visible()
    outline = await frame.evaluate(TOPS)
    gate.set()
    await frame.wait_for_function("path => Forma.shown === path && document.querySelector('[data-page] h1')", arg=path)
    await page.unroute(address)
    return outline, await frame.evaluate(TOPS)


@pytest.mark.browser
async def test_a_page_that_is_slow_to_come_ends_the_stream_of_the_one_before(cast: Cast, phone: PickUp) -> None:
    """A browser keeps six connections to a server: after as many forgotten streams no page would come any more."""
    await make_staff(cast.igor, real_now())
    hand = await phone()
    followed: list[Request] = []
    hand.page.on("request", lambda one: followed.append(one) if "/live?" in one.url else None)
    hand.page.on("requestfailed", lambda one: followed.remove(one) if one in followed else None)
    frame = await hand.open(IGOR, "/ops")
    for path in FOLLOWED:
        await _seen(hand.page, frame, path)
        await until(lambda: len(followed) == 1)
    assert hand.troubles == []


@pytest.mark.browser
async def test_a_tab_and_a_filter_are_chosen_at_once_and_given_back_when_they_could_not_be(
    cast: Cast, phone: PickUp
) -> None:
    await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, "/events")
    chip = frame.locator(".chip", has_text="Онлайн")
    gate = asyncio.Event()

    async def lost(route: Route) -> None:
        await gate.wait()
        await route.abort()

    await hand.page.route(re.compile("online=1|/me/events"), lost)
    await chip.click()
    await expect(chip).to_have_attribute("aria-current", "true")
    gate.set()
    await expect(frame.locator("#notice")).to_contain_text("Нет связи")
    await expect(chip).not_to_have_attribute("aria-current", "true")
    await hand.page.unroute(re.compile("online=1|/me/events"))
    await frame.wait_for_function("() => Forma.shown?.includes('online=1')")
    await expect(frame.locator(".chip", has_text="Онлайн")).to_have_attribute("aria-current", "true")


@pytest.mark.browser
async def test_a_message_stands_at_once_and_comes_back_to_the_line_when_it_could_not_be_sent(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}/room")
    line, sending = frame.locator(".composer textarea"), frame.locator(".message.sending")
    gate = asyncio.Event()

    async def held(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await hand.page.route("**/room", held)
    await line.fill("Кто   из Сокольников?")
    await frame.locator(".composer button").click()
    await expect(sending).to_have_text("Кто   из Сокольников?")
    await expect(line).to_have_value("")
    await line.fill("И ещё")
    gate.set()
    await expect(frame.locator(".message.mine:not(.sending)")).to_contain_text("из Сокольников?")
    await expect(sending).to_have_count(0)
    await expect(line).to_have_value("И ещё")
    await hand.page.unroute("**/room")
    await hand.page.route("**/room", lambda route: route.abort())
    await frame.locator(".composer button").click()
    await expect(line).to_have_value("И ещё")
    await expect(sending).to_have_count(0)


@pytest.mark.browser
async def test_hours_that_cannot_be_kept_go_back_to_what_they_were(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/settings/notify")
    switch = frame.get_by_role("switch", name="Ночью не беспокоить")
    await switch.click()
    await expect(frame.locator("#quiet-from")).to_have_value("23")
    await frame.locator("#quiet-from").select_option("8")
    await expect(frame.locator("#toast")).to_contain_text("Выберите разные")
    await expect(frame.locator("#quiet-from")).to_have_value("23")
    await visit(frame, "/settings/notify")
    await expect(frame.locator("#quiet-from")).to_have_value("23")
    await frame.get_by_role("switch", name="Ночью не беспокоить").click()
    await expect(frame.locator("#quiet-from")).to_have_count(0)
