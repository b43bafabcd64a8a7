"""What phones do to a page: keyboards, notches, slow and lost networks, old clients, a swipe amid a form."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest
from playwright.async_api import Frame, Response, Route, expect

from domain import database
from domain.events import lifecycle
from domain.events.making import creation
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, visit
from tests.webapp.world import IGOR, OLYA, published
from webapp.kit.keys import HUB
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser
LOW = (
    "Mozilla/5.0 (Linux; Android 9) Chrome/120 Safari/537.36 Telegram-Android/11.3.3 (Nokia 1; Android 9; SDK 28; LOW)"
)
AVERAGE = LOW.replace("LOW)", "AVERAGE)")
STYLE = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
COVERED = """height => {
    Object.defineProperty(visualViewport, 'height', { value: height, configurable: true });
    visualViewport.dispatchEvent(new Event('resize'));
}"""
ASKS = """wanted => window.calls.findLast(({ eventType }) => eventType === 'web_app_setup_closing_behavior')
    ?.eventData.need_confirmation === wanted"""
KEYBOARD = "() => document.documentElement.style.getPropertyValue('--keyboard')"


async def _style(frame: Frame, selector: str, name: str) -> str:
    return str(await frame.evaluate(STYLE, [selector, name]))


async def test_the_keyboard_hides_nothing_and_a_collapsed_screen_is_not_believed(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(IGOR, "/org/events/new")
    await frame.locator("#event summary").click()
    last = frame.locator("#event textarea, #event input:not([type=hidden], [type=checkbox], [type=radio])").last
    await last.focus()
    await frame.evaluate("() => scrollTo(0, 0)")
    await frame.evaluate(COVERED, 380)
    top, bottom = await last.evaluate("one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]")
    assert top >= 0 and bottom <= 380
    kept = await frame.evaluate(KEYBOARD)
    assert int(kept.removesuffix("px")) > 100
    before = await frame.evaluate("scrollY")
    await frame.evaluate(COVERED, 1)
    assert [await frame.evaluate(KEYBOARD), await frame.evaluate("scrollY")] == [kept, before]
    await frame.evaluate(COVERED, await frame.evaluate("innerHeight"))
    assert await frame.evaluate(KEYBOARD) == "0px"
    inner = """() => [...document.querySelectorAll('#page :not(textarea, .chips, [data-fold])')].filter((one) =>
        /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight).length"""
    assert await frame.evaluate(inner) == 0, "the document scrolls, nothing inside it"


async def test_the_page_stays_clear_of_notches_follows_the_theme_and_keeps_its_place(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/events")
    await expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    plain = await _style(frame, "body", "backgroundColor"), await _style(frame, ".card, .empty", "color")
    await hand.page.evaluate("() => send('safe_area_changed', { top: 47, bottom: 34, left: 20, right: 20 })")
    await hand.page.evaluate("() => send('content_safe_area_changed', { top: 46, bottom: 0, left: 0, right: 0 })")
    await frame.wait_for_function("() => getComputedStyle(document.querySelector('.page')).paddingTop === '105px'")
    assert await _style(frame, ".tabs", "paddingBottom") == "34px"
    assert await _style(frame, "body", "paddingLeft") == "20px"
    await hand.paint(dark=True)
    await expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    assert plain != (await _style(frame, "body", "backgroundColor"), await _style(frame, ".card, .empty", "color"))
    await visit(frame, "/settings/privacy")
    await frame.evaluate("() => { window.before = true; location.reload(); }")
    await frame.wait_for_function("() => !window.before && window.Forma?.shown === '/settings/privacy'")
    assert hand.troubles == []


async def test_a_slow_network_shows_bones_and_progress_and_two_taps_are_one(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}")
    gate, posted = asyncio.Event(), []

    async def slowly(route: Route) -> None:
        posted.append(route.request.method)
        await gate.wait()
        await route.continue_()

    await hand.page.route(re.compile(r"/registration$|/me$"), slowly)
    for _ in range(2):
        await hand.page.click("#main")
    await frame.evaluate("() => document.querySelector('#join').click()")
    await expect(hand.page.locator("#main")).to_have_text("…")
    gate.set()
    await expect(frame.locator(".state")).to_contain_text("Вы участвуете")
    assert posted == ["POST"]
    await expect(hand.page.locator("#main")).to_have_text("Мой билет")
    gate.clear()
    await frame.evaluate("() => Forma.go('/me')")
    await expect(frame.locator("#page .skeleton")).to_be_visible()
    gate.set()
    await expect(frame.locator("#page .who h1")).to_be_visible()
    assert hand.troubles == []


async def test_a_lost_network_is_said_and_the_page_goes_on_by_itself(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now(), title="Ночной забег")
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}")
    await hand.page.context.set_offline(True)
    await expect(frame.locator("#notice")).to_contain_text("Нет связи")
    await frame.evaluate("() => Forma.go('/me/events')")
    await expect(frame.locator("h1")).to_have_text(re.compile("Не получилось загрузить|Ночной забег"))
    await hand.page.context.set_offline(False)
    await frame.wait_for_function("() => Forma.shown === '/me/events'")
    await expect(frame.locator("#notice")).to_be_hidden()
    await visit(frame, "/settings/privacy")
    await hand.page.route("**/settings/privacy", lambda route: route.abort())
    await frame.locator("input.switch").first.click()
    await expect(frame.locator("#toast")).to_contain_text("Вернули как было")
    await expect(frame.locator("input.switch").first).not_to_be_checked()


async def test_what_was_on_its_way_when_the_network_went_does_not_take_the_word_back(cast: Cast, phone: PickUp) -> None:
    """A stream and a page that still come are no proof of a network: only what is asked afterwards is."""
    event_id = await published(cast.igor, real_now(), title="Ночной забег")
    hand = await phone()
    gate = asyncio.Event()

    async def late(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await hand.page.route(re.compile(r"/live\?"), late)
    frame = await hand.open(OLYA, f"/events/{event_id}")
    await hand.page.route("**/health", lambda route: route.abort())
    await frame.evaluate("() => { dispatchEvent(new Event('offline')); window.streams = 0; }")
    await frame.evaluate("() => document.addEventListener('htmx:sse:after:connection', () => { window.streams += 1; })")
    await expect(frame.locator("#notice")).to_contain_text("Нет связи")
    gate.set()
    await frame.wait_for_function("() => window.streams > 0")
    await visit(frame, f"/events/{event_id}/question")
    await expect(frame.locator("#notice")).to_contain_text("Нет связи")
    await hand.page.unroute("**/health")
    await frame.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(frame.locator("#notice")).to_be_hidden()


async def test_a_cut_stream_is_said_and_mended(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now(), capacity=7)
    hand, other = await phone(), await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}")
    await hand.page.route("**/live?*", lambda route: route.abort())
    hand.server[HUB].dismiss()
    await expect(frame.locator("#notice")).to_contain_text("обновляю реже")
    hand.server[HUB].closing = False
    await hand.page.unroute("**/live?*")
    await frame.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(frame.locator("#notice")).to_be_hidden()
    await other.open(IGOR, f"/events/{event_id}")
    await other.page.click("#main:has-text('Участвовать')")
    await expect(frame.locator("#places")).to_contain_text("Осталось 6 мест")


def _kept(answer: Response) -> bool:
    return "/unsent" in answer.url and answer.request.method == "POST"


async def test_what_was_typed_survives_a_reload_until_it_is_sent(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    path = f"/events/{event_id}/question"
    frame = await hand.open(OLYA, path)
    confirmed = "web_app_setup_closing_behavior"
    assert {"need_confirmation": True} not in await hand.told(confirmed)
    async with hand.page.expect_response(_kept):
        await frame.fill("textarea", "Можно с собакой? 🐕")
    await hand.page.wait_for_function(ASKS, arg=True)
    frame = await hand.open(OLYA, path)
    await expect(frame.locator("textarea")).to_have_value("Можно с собакой? 🐕")
    await expect(frame.locator(".kept")).to_contain_text("не успели отправить")
    async with hand.page.expect_response(_kept):  # that it was given up
        await frame.click("[data-anew]")
    await expect(frame.locator("textarea")).to_have_value("")
    await expect(frame.locator(".kept")).to_have_count(0)
    async with hand.page.expect_response(_kept):
        await frame.fill("textarea", "Где раздевалка?")
    async with hand.page.expect_response(_kept):
        await hand.page.click("#main")
    await expect(frame.locator(".message .said")).to_have_text("Где раздевалка?")
    await hand.page.wait_for_function(ASKS, arg=False)
    frame = await hand.open(OLYA, path)
    async with hand.page.expect_response(re.compile("/unsent")) as asked:
        await visit(frame, path)
    assert await (await asked.value).json() == {}
    await expect(frame.locator("textarea")).to_have_value("")
    assert hand.troubles == []


async def test_what_is_written_without_a_network_is_not_lost_to_a_try(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}/question")
    await hand.page.context.set_offline(True)
    await frame.fill("textarea", "Где старт?")
    await hand.page.click("#main")
    await expect(frame.locator("#notice")).to_contain_text("Нет связи")
    await frame.click("#notice [data-retry]")
    await expect(frame.locator("textarea")).to_have_value("Где старт?")
    async with hand.page.expect_response(_kept):
        await hand.page.context.set_offline(False)
    await expect(frame.locator("#notice")).to_be_hidden()
    await hand.page.click("#main")
    await expect(frame.locator(".message .said")).to_have_text("Где старт?")


async def test_words_on_their_way_do_not_arrive_after_they_were_sent(cast: Cast, phone: PickUp) -> None:
    """On a slow network the last keeping of a form is overtaken by its sending: nothing of it comes back."""
    event_id = await published(cast.igor, real_now())
    hand, path = await phone(), f"/org/events/{event_id}/edit"
    frame = await hand.open(IGOR, path)
    saved = asyncio.Event()

    async def slow(route: Route) -> None:
        await saved.wait()
        await route.continue_()

    await hand.page.route("**/unsent*", slow, times=1)
    async with hand.page.expect_request(re.compile("/unsent")):
        await frame.fill("textarea[name=description]", "Бежим вместе")
    await hand.page.click("#main")
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    async with hand.page.expect_response(lambda one: "/unsent" in one.url and one.request.method == "GET"):
        saved.set()  # what is asked for last is answered last
        await visit(frame, path)
    await expect(frame.locator("textarea[name=description]")).to_have_value("Бежим вместе")
    await expect(frame.locator(".kept")).to_have_count(0)
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0
    assert hand.troubles == []


async def test_a_weak_phone_and_who_wants_stillness_see_no_motion(cast: Cast, phone: PickUp) -> None:
    for agent, motion, name in (
        (LOW, "no-preference", "none"),
        (AVERAGE, "reduce", "none"),
        (AVERAGE, "no-preference", "enter"),
    ):
        hand = await phone(user_agent=agent, reduced_motion=motion)
        frame = await hand.open(OLYA)
        assert await _style(frame, ".page", "animationName") == name, (agent, motion)


async def test_an_old_client_can_do_everything_and_a_silent_one_is_not_waited_for(cast: Cast, phone: PickUp) -> None:
    """X-15: 6.9 knows no settings button, second button, whole screen or place; 9.1 may know them and never answer."""
    event_id = await published(cast.igor, real_now(), title="Ночной забег", latitude=55.79, longitude=37.67)
    for version in ("6.9", "9.1"):
        hand = await phone(geolocation={"latitude": 55.79, "longitude": 37.67}, permissions=["geolocation"])
        frame = await hand.open(OLYA, "/events", version=version)
        await frame.click("[data-locate]")
        await frame.wait_for_function("() => Forma.shown?.includes('near=55.79')")
        await frame.click(f".event[href='/events/{event_id}']")
        if version == "6.9":
            await hand.page.click("#main:has-text('Участвовать')")
        await hand.page.click("#main:has-text('Мой билет')")
        await expect(frame.locator(".ticket .number")).to_have_text(re.compile("№ "))
        await hand.page.click("#back")
        await expect(frame.locator("h1")).to_have_text("Ночной забег")
        await frame.click(".button.danger")
        asked = await (hand.told if version == "6.9" else hand.until_told)("web_app_request_fullscreen")
        assert len(asked) == (0 if version == "6.9" else 1)
        assert hand.troubles == []
        if version == "6.9":
            await expect(hand.page.locator("#main")).to_have_text("Участвовать")
            await hand.page.click("#main")
            await expect(frame.locator(".state")).to_contain_text("Вы участвуете")


async def test_what_was_typed_before_somebody_else_saved_overwrites_nothing(cast: Cast, phone: PickUp) -> None:
    """The words come back with the state they were typed upon, so that saving them is refused and nothing is lost."""
    event_id = await published(cast.igor, real_now())
    hand, path = await phone(), f"/org/events/{event_id}/edit"
    frame = await hand.open(IGOR, path)
    async with hand.page.expect_response(_kept):
        await frame.fill("textarea[name=description]", "Мои слова")
    async with database.transaction():
        other = creation.with_cover(await creation.plan_of(await lifecycle.load(event_id, lock=False)), None)
        await creation.edit_event(cast.igor, event_id, replace(other, place="Битца"), version=None, now=real_now())
    frame = await hand.open(IGOR, path)
    await expect(frame.locator("textarea[name=description]")).to_have_value("Мои слова")
    async with hand.page.expect_response(re.compile(f"{path}$")) as saved:
        await hand.page.click("#main")
    assert (await saved.value).status == 409
    assert (await lifecycle.load(event_id, lock=False)).place == "Битца"
    await expect(frame.locator("textarea[name=description]")).to_have_value("Мои слова")
