"""From page to page on a bad day: answers that are slow, that cross each other, or none. No page is lost for good."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from playwright.async_api import Frame, Page, Request, Route, expect

from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import IGOR, published
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser
BUSY = """path => new Promise((done) => {
    document.addEventListener('htmx:before:settle', () => {
        const until = performance.now() + 300;
        while (performance.now() < until);
    }, { once: true });
    document.addEventListener('htmx:finally:request', () => done(), { once: true });
    Forma.shown = null;
    Forma.go(path);
})"""
"""The telephone has much to do just as the page is put in: the outline of who waits long is due at the same moment."""
CROSSING = """([first, then]) => {
    document.addEventListener('htmx:before:settle', () => Forma.go(then), { once: true });
    Forma.go(first);
}"""
"""The person goes on at the very moment when a page is put in."""
Handler = Callable[[Route], Coroutine[Any, Any, None]]


async def test_a_page_that_comes_late_is_not_covered_by_its_outline(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/notices")
    await frame.evaluate(BUSY, f"/org/events/{event_id}/notices?again")
    await expect(frame.locator("#notices")).to_be_visible()
    await frame.wait_for_function("() => Forma.shown === Forma.here()")
    assert await frame.locator("#page .skeleton").count() == 0
    assert hand.troubles == []


async def test_who_goes_on_while_a_page_comes_arrives_though_the_network_was_away(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    here, there = f"/org/events/{event_id}/notices", f"/org/events/{event_id}/faq"
    hand = await phone()
    frame = await hand.open(IGOR, here)
    async with _away(hand.page, there):
        await frame.evaluate(CROSSING, [f"{here}?again", there])
        said = frame.locator("#notice, #page [data-retry]").filter(visible=True)
        await expect(said.first).to_be_visible()  # above what is there, or in its place where its outline was quicker
        assert await frame.evaluate("() => Forma.shown !== Forma.here()"), "what is seen is not where they wanted to be"
    await frame.evaluate("() => { dispatchEvent(new Event('online')); }")
    await frame.wait_for_function("path => Forma.shown === path", arg=there)
    await expect(frame.locator("#entry")).to_be_visible()
    await expect(frame.locator("#notice")).to_be_hidden()


async def test_what_was_sent_from_a_page_that_was_left_leads_nowhere(cast: Cast, phone: PickUp) -> None:
    """Answered with a way on, answered with the page again: it was done, but the person is elsewhere."""
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/notices")
    for path, form in ((f"/org/events/{event_id}/notices", "#notices"), (f"/org/events/{event_id}/faq", "#entry")):
        await _go(frame, path)
        for one in await frame.locator(f"{form} :is(input[type=text], input:not([type]), textarea)").all():
            await one.fill("Где раздевалка?")
        gate = asyncio.Event()
        await hand.page.route(re.compile(f"{re.escape(path)}$"), _held(gate))
        await frame.evaluate("() => { document.getElementById('toast').textContent = ''; }")
        async with hand.page.expect_request_finished(partial(_is_sent, path)):
            await frame.evaluate("form => document.querySelector(form).requestSubmit()", form)
            await expect(frame.locator(f"{form}[aria-busy]")).to_have_count(1)
            await _go(frame, "/me")
            gate.set()
        await expect(frame.locator("#toast")).not_to_be_empty()
        await frame.evaluate("() => new Promise((done) => setTimeout(done))")
        assert await frame.evaluate("() => [Forma.here(), Forma.shown]") == ["/me", "/me"], path
        assert await frame.locator(form).count() == 0
    assert hand.troubles == []


async def test_a_search_that_is_answered_late_keeps_nobody_who_has_gone_on_to_another(
    cast: Cast, phone: PickUp
) -> None:
    hand = await phone()
    frame = await hand.open(IGOR, "/events")
    gate = asyncio.Event()
    await hand.page.route(re.compile("q=slow"), _held(gate, "GET"))
    async with hand.page.expect_request_finished(lambda request: "q=slow" in request.url):
        async with hand.page.expect_request(re.compile("q=slow")):
            await frame.locator("input[name=q]").press_sequentially("slow")
        await _go(frame, "/events?q=fast")
        gate.set()
    await frame.evaluate("() => new Promise((done) => setTimeout(done))")
    assert await frame.evaluate("() => Forma.here()") == "/events?q=fast"


async def test_an_address_of_nothing_is_said_in_the_app_and_leads_on(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(IGOR, "/nowhere")
    await expect(frame.locator("h1")).to_have_text("Здесь ничего нет")
    await hand.shot("nowhere")
    await frame.click(".button[data-root]")
    await frame.wait_for_function("() => Forma.shown === '/'")
    await expect(frame.locator(".tabs")).to_be_visible()


async def test_a_launch_without_a_network_goes_on_by_itself(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    tries: list[str] = []

    async def first_away(route: Route) -> None:
        tries.append(route.request.url)
        await (route.abort() if len(tries) == 1 else route.continue_())

    await hand.page.route(re.compile("/session$"), first_away)
    frame = await hand.open(IGOR)
    assert len(tries) == 2
    assert await frame.evaluate("() => Forma.shown === Forma.here()")


def _is_sent(path: str, request: Request) -> bool:
    return request.method == "POST" and request.url.endswith(path)


def _held(gate: asyncio.Event, method: str = "POST") -> Handler:
    async def hold(route: Route) -> None:
        if route.request.method == method:
            await gate.wait()
        await route.continue_()

    return hold


class _away:
    """Nothing comes from that address, nor a word that anything would."""

    def __init__(self, page: Page, path: str) -> None:
        self.page, self.addresses = page, re.compile(f"({re.escape(path)}|/health)$")

    async def __aenter__(self) -> None:
        await self.page.route(self.addresses, lambda route: route.abort())

    async def __aexit__(self, *_: object) -> None:
        await self.page.unroute(self.addresses)


async def _go(frame: Frame, path: str) -> None:
    await frame.evaluate("path => { Forma.go(path, 'root'); Forma.shown = null; }", path)
    await frame.wait_for_function("path => Forma.shown === path", arg=path)
