"""What comes in another order than it was asked for, or while something else is still on its way."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Frame, Page, Request, Route, expect

from domain import database
from domain.events.entry import registration
from tests.kit.waiting import until
from tests.webapp.conftest import Cast
from tests.webapp.phones import Phone, PickUp, visit
from tests.webapp.slow import Held
from tests.webapp.test_timer import fired
from tests.webapp.world import IGOR, OLYA, published
from webapp.kit.keys import HUB
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser
CALM = """
const soon = window.setTimeout;
window.setTimeout = (run, ms, ...rest) => soon(run, ms === 150 ? 60_000 : ms, ...rest);
AbortSignal.timeout = () => new AbortController().signal;
"""
"""Run in front: no outline comes over the page that is left, and nothing is given up, however slow the machine."""
TAKEN = "() => new Promise((done) => setTimeout(done))"
"""What has arrived has been dealt with."""


async def calm(phone: PickUp) -> Phone:
    hand = await phone()
    await hand.page.add_init_script(CALM)
    return hand


class Crossing:
    """The first answer to such a request is made at once, and arrives when it is let go."""

    def __init__(self, page: Page, address: str, method: str) -> None:
        self._page, self._address, self._method = page, re.compile(address), method
        self._made, self._gone = asyncio.Event(), asyncio.Event()
        self.first: Request | None = None

    async def __aenter__(self) -> Crossing:
        await self._page.route(self._address, self._answer)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._page.unroute(self._address)

    async def _answer(self, route: Route) -> None:
        if self.first or route.request.method != self._method:
            await route.fallback()
            return
        self.first = route.request
        answer = await route.fetch()
        self._made.set()
        await self._gone.wait()
        await route.fulfill(response=answer)

    async def made(self) -> None:
        await until(self._made.is_set)

    async def arrives(self, frame: Frame) -> None:
        async with self._page.expect_request_finished(lambda one: one is self.first):
            self._gone.set()
        await frame.evaluate(TAKEN)


async def registered(person: Any, event_id: int) -> None:
    async with database.transaction():
        await registration.register(person, event_id, {}, now=real_now())


async def test_an_answer_that_is_older_than_what_the_stream_has_said_takes_nothing_back(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now(), capacity=7)
    hand = await calm(phone)
    async with hand.page.expect_response(re.compile(r"/live\?")):
        frame = await hand.open(OLYA, f"/events/{event_id}")
    changed, comes_back = asyncio.Event(), asyncio.Event()

    async def cut_off(route: Route) -> None:
        await (changed if "once=1" in route.request.url else comes_back).wait()
        await route.fallback()

    async with Crossing(hand.page, r"/live\?.*once=1", "GET") as asked:
        await hand.page.route(re.compile(r"/live\?"), cut_off)
        followers = hand.server[HUB]._followers
        await until(lambda: bool(followers))
        for one in [one for many in followers.values() for one in many]:
            one.cut()
        await registered(cast.igor, event_id)
        changed.set()
        await asked.made()
        await registered(cast.paul, event_id)
        comes_back.set()
        await expect(frame.locator("#places")).to_contain_text("Осталось 5 мест")
        await asked.arrives(frame)
    await expect(frame.locator("#places")).to_contain_text("Осталось 5 мест")


async def test_of_two_things_that_are_set_the_first_answer_does_not_cover_the_second(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/settings/privacy")
    switches = frame.locator("input.switch")
    async with Crossing(hand.page, "/settings/privacy$", "POST") as first:
        await switches.nth(0).click()
        await first.made()
        async with hand.page.expect_request_finished(lambda one: one.method == "POST" and one is not first.first):
            await switches.nth(1).click()
        await expect(switches.nth(0)).to_be_checked()
        await expect(switches.nth(1)).to_be_checked()
        await first.arrives(frame)
    await expect(switches.nth(1)).to_be_checked()
    assert hand.troubles == []


async def test_however_often_a_switch_is_turned_meanwhile_it_is_what_it_shows(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/settings/notify")
    switch = frame.locator("input.switch[name=on]").first
    shown = await switch.is_checked()
    async with Held(hand.page, "/settings/notify$", method="POST") as turned:
        for _ in range(3):
            await switch.click()
        await turned.until_asked(1)
        await turned.release()
        await turned.until_asked(2)
        await expect(frame.locator("form[aria-busy]")).to_have_count(0)
    await visit(frame, "/me")
    await visit(frame, "/settings/notify")
    await expect(switch).to_be_checked(checked=not shown)
    assert len(turned.asked) == 2, "what was turned in between is not sent"


async def test_a_turn_that_is_lost_goes_back_to_what_was_sent_before_it(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/settings/notify")
    switch = frame.locator("input.switch[name=on]").first
    shown = await switch.is_checked()
    gate, asked = asyncio.Event(), list[Request]()

    async def first_alone(route: Route) -> None:
        asked.append(route.request)
        if len(asked) > 1:
            await route.abort()
            return
        await gate.wait()
        await route.continue_()

    await hand.page.route(re.compile("/settings/notify$"), first_alone)
    for _ in range(2):
        await switch.click()
    gate.set()
    await expect(frame.locator("#toast")).to_contain_text("Вернули как было")
    await expect(switch).to_be_checked(checked=not shown)
    await hand.page.unroute_all()
    await visit(frame, "/me")
    await visit(frame, "/settings/notify")
    await expect(switch).to_be_checked(checked=not shown)


async def test_a_page_that_could_not_be_left_goes_on_working(cast: Cast, phone: PickUp) -> None:
    event_id = await fired(cast, real_now())
    hand = await calm(phone)
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    await expect(frame.locator("#timer-net")).to_contain_text("Всё отправлено")
    await hand.page.context.set_offline(True)
    async with hand.page.expect_event("requestfailed", lambda one: one.url.endswith(f"/events/{event_id}/live")):
        await hand.page.click("#back")
    await frame.evaluate(TAKEN)
    await frame.fill("#timer-next", "4")
    await hand.page.click("#main")
    await expect(frame.locator("#timer-taps li").first).to_contain_text("Ждёт отправки")


async def test_a_tap_counts_while_something_else_is_on_its_way(cast: Cast, phone: PickUp) -> None:
    event_id = await fired(cast, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    await frame.locator("#timer-next").fill("97")
    await hand.page.click("#main")
    loose = frame.locator("#timer-loose")
    await expect(loose).to_contain_text("№ 97")
    await loose.locator("input.whose").fill("4")
    async with Held(hand.page, "/loose/giving$") as giving:
        await loose.get_by_role("button", name="Записать").click()
        await giving.until_asked(1)
        await frame.locator("#timer-next").fill("5")
        await hand.page.click("#main")
        await expect(frame.locator("#timer-taps li")).to_have_count(2)
        await giving.release()
    await expect(loose).not_to_contain_text("№ 97")


async def test_what_is_written_on_a_page_that_could_not_be_left_is_kept_as_that_pages(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now())
    hand, path = await calm(phone), f"/events/{event_id}/question"
    frame = await hand.open(OLYA, path)
    async with Held(hand.page, "/me$") as away:
        away.fate = lambda number: "lose"
        await frame.evaluate("() => Forma.go('/me')")
        await away.until_asked(2)
        await expect(frame.locator("#notice")).to_contain_text("Нет связи")
        async with hand.page.expect_response(lambda one: "/unsent" in one.url and one.request.method == "POST"):
            await frame.fill("#text", "Где раздевалка?")
        assert await database.fetchval("SELECT subject FROM form_drafts") == path


async def test_what_was_kept_comes_back_once_however_often_the_page_comes(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand, path = await phone(), f"/events/{event_id}/question"
    frame = await hand.open(OLYA, path)
    async with hand.page.expect_response(lambda one: "/unsent" in one.url and one.request.method == "POST"):
        await frame.fill("#text", "Где раздевалка?")
    async with Held(hand.page, "/unsent", method="GET") as kept:
        frame = await hand.open(OLYA, path)
        await kept.until_asked(1)
        await frame.evaluate("() => { Forma.go(Forma.here(), 'replace'); Forma.shown = null; }")
        await frame.wait_for_function("() => Forma.shown === Forma.here()")
        async with hand.page.expect_request_finished(lambda one: one in kept.asked[1:]):
            await kept.release()
    await frame.evaluate(TAKEN)
    await expect(frame.locator("#text")).to_have_value("Где раздевалка?")
    await expect(frame.locator(".kept")).to_have_count(1)


async def test_a_message_that_was_quicker_than_the_script_of_its_page_does_not_stay_in_the_line(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}")
    async with Held(hand.page, r"/talk\.[0-9a-f]+\.js") as script:
        await frame.evaluate("path => Forma.go(path)", f"/events/{event_id}/room")
        await frame.fill(".composer textarea", "Кто со мной?")
        await frame.click(".composer button")
        await expect(frame.locator(".message")).to_contain_text("Кто со мной?")
        await expect(frame.locator("form[aria-busy]")).to_have_count(0)
        await script.release()
        await expect(frame.locator(".composer textarea")).to_have_value("")
    await expect(frame.locator(".message.mine")).to_have_count(1)


async def test_a_row_that_is_pressed_is_not_drawn_anew_under_the_finger(cast: Cast, phone: PickUp) -> None:
    event_id = await fired(cast, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    taps = frame.locator("#timer-taps li")
    await hand.page.click("#main")
    await expect(taps.first).to_contain_text("Впишите номер")
    await taps.first.evaluate("one => { one.same = true; }")
    await frame.fill("#timer-next", "7")
    await hand.page.click("#main")
    await expect(taps).to_have_count(2)
    await expect(taps.first).to_contain_text("Записано")
    assert await taps.nth(1).evaluate("one => one.same"), "it stands where it stood"
    await taps.first.locator("input").fill("x")
    await taps.first.locator("input").press("Enter")
    await expect(taps.first.locator("input")).to_have_value("7")
    assert await taps.nth(1).evaluate("one => one.same")
