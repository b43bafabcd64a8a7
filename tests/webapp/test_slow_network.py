"""The mini-app where answers are slow, lost, late, or come from a server that has forgotten who asks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Frame, Route, expect

from domain import database
from tests.kit.waiting import until
from tests.webapp.conftest import Cast
from tests.webapp.phones import Phone, PickUp, visit
from tests.webapp.slow import HASTY, Held
from tests.webapp.world import IGOR, OLYA, PAUL, published
from webapp.kit.keys import HUB
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser


async def hasty(phone: PickUp) -> Phone:
    hand = await phone()
    await hand.page.add_init_script(HASTY)
    return hand


async def forgotten() -> None:
    """The server knows no session any more."""
    await database.execute("UPDATE auth_sessions SET expires_at = now() - interval '1 hour'")


def notice(frame: Frame):  # type: ignore[no-untyped-def]  # of Playwright's expect
    return expect(frame.locator("#notice"))


async def test_a_page_that_does_not_come_is_asked_for_a_second_time_with_words_and_a_way_back(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now())
    for who, dark, words in ((OLYA, False, "Связь медленная"), (PAUL, True, "A slow connection")):
        hand = await hasty(phone)
        frame = await hand.open(who, "/events", dark=dark)
        link = frame.locator(f"#page a[href='/events/{event_id}']").first
        async with Held(hand.page, f"/events/{event_id}$") as page:
            await link.evaluate("one => { for (let n = 0; n < 5; n++) one.click(); }")
            await page.until_asked(2)
            await notice(frame).to_contain_text(words)
            await expect(frame.locator("#page .skeleton")).to_be_visible()
            await expect(hand.page.locator("#back")).to_be_visible()
            await hand.shot(f"slow-page-{who.language_code}")
            await frame.locator("#notice [data-retry]").click()
            await page.until_asked(4)
            await hand.page.click("#back")
            await expect(frame.locator("h1")).to_have_text("События" if who is OLYA else "Events")
            await notice(frame).to_be_hidden()
            assert len(page.asked) == 4, "whoever taps on what is coming already does not begin it anew"
            await link.click()
            await page.until_asked(5)
            await page.release()
            await expect(frame.locator("h1")).to_have_text("Забег в парке")
            await notice(frame).to_be_hidden()
        assert hand.troubles == []


async def test_what_a_proxy_says_while_the_server_restarts_is_no_page_and_the_page_comes_by_itself(
    cast: Cast, phone: PickUp
) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await hasty(phone)
    frame = await hand.open(OLYA)
    async with Held(hand.page, "/health$") as health, Held(hand.page, f"/events/{event_id}$") as page:
        page.fate = lambda number: "502"
        await frame.evaluate(f"() => {{ Forma.put(); Forma.go('/events/{event_id}'); }}")
        await expect(frame.locator("h1")).to_have_text("Не получилось загрузить")
        await expect(frame.locator("#page")).not_to_contain_text("Bad Gateway")
        await hand.shot("restarting")
        await page.release()
        await health.release()
        await expect(frame.locator("h1")).to_have_text("Забег в парке")


async def test_the_launch_is_tried_again_by_itself_and_is_one_session_however_often_its_answer_is_lost(
    cast: Cast, phone: PickUp
) -> None:
    hand = await hasty(phone)
    heard: list[int] = []

    async def answer_is_lost(route: Route) -> None:
        heard.append((await route.fetch()).status)
        await (route.fulfill(status=503) if len(heard) < 8 else route.continue_())

    await hand.page.route("**/session", answer_is_lost)
    frame = await hand.open(OLYA, "/me")
    await expect(frame.locator("[data-page] h1")).to_have_text("Оля Белова")
    assert set(heard) == {200} and len(heard) >= 8  # the last is asked for twice where its answer is slow
    assert await database.fetchval("SELECT count(*) FROM auth_sessions") == 1


async def test_whoever_is_forgotten_is_known_again_and_loses_nothing_that_is_written(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await hasty(phone)
    begun: list[int] = []
    hand.page.on(
        "response", lambda one: begun.append(one.status) if "/live?" in one.url and "once" not in one.url else None
    )
    frame = await hand.open(OLYA, f"/events/{event_id}")
    await until(lambda: begun == [200])
    await forgotten()
    async with Held(hand.page, "/session$") as session:
        both = """() => Promise.all(['/me', '/events'].map((path) => Forma.fetch(path, {})))
            .then((all) => all.map((one) => one.status))"""
        asked = asyncio.ensure_future(frame.evaluate(both))
        await session.until_asked(1)
        await session.release()
        assert await asked == [200, 200]
        assert len({one.post_data for one in session.asked}) == 1, "one new token, whoever needs it"
    for followers in hand.server[HUB]._followers.values():
        for one in list(followers):
            one.cut()
    await until(lambda: len(begun) > 1)
    assert begun == [200, 200], "a stream comes back with the token of now"
    await visit(frame, f"/events/{event_id}/question")
    async with hand.page.expect_response(lambda one: "/unsent" in one.url and one.request.method == "POST"):
        await frame.fill("#text", "Где раздевалка?")
    await forgotten()
    async with Held(hand.page, "/session$") as session:
        session.fate = lambda number: "lose"
        await hand.page.click("#main")
        await session.until_asked(1)
        await notice(frame).to_contain_text("Нет связи")
        await expect(frame.locator("#text")).to_have_value("Где раздевалка?")
        await session.release()
        await notice(frame).to_be_hidden()
        await hand.page.click("#main")
        await expect(frame.locator("#messages")).to_contain_text("Где раздевалка?")
    assert await database.fetchval("SELECT count(*) FROM messages") == 1


async def test_parts_and_scripts_that_did_not_come_once_are_asked_for_again(cast: Cast, phone: PickUp) -> None:
    now = real_now()
    for number in range(14):
        await published(cast.igor, now, title=f"Забег {number}")
    race = await published(cast.igor, now, title="Финиш")
    hand = await hasty(phone)
    frame = await hand.open(IGOR, "/")
    async with Held(hand.page, r"/found\?") as more:
        more.fate = lambda number: ("lose", "502", "pass")[min(number, 3) - 1]
        await visit(frame, "/events")
        first = await frame.locator("#page a.event").count()
        await frame.locator("li.more").scroll_into_view_if_needed()
        await until(lambda: len(more.asked) >= 3)
        await frame.wait_for_function(f"() => document.querySelectorAll('#page a.event').length > {first}")
        await expect(frame.locator("#page")).not_to_contain_text("Bad Gateway")
    await frame.evaluate("() => { scrollTo(0, 0); Forma.notice('slower', true); }")
    await notice(frame).to_be_in_viewport()
    async with Held(hand.page, r"/door\.[0-9a-f]+\.js") as script:
        script.fate = lambda number: "lose"
        await frame.evaluate(f"() => Forma.go('/org/events/{race}/door')")
        await script.until_asked(2)
        await script.release()
        await expect(frame.locator("#door-net .sub")).to_contain_text("чел.")


async def test_a_file_that_is_still_on_its_way_is_waited_for(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
    noon = (real_now() + timedelta(days=3)).replace(hour=9)
    event_id = await published(cast.igor, real_now(), starts_at=noon, ends_at=noon + timedelta(hours=2))
    Image.radial_gradient("L").resize((800, 500)).convert("RGB").save(tmp_path / "cover.jpg")
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/edit")
    async with Held(hand.page, "/pictures$") as upload:
        await frame.locator("[data-photo] input[type=file]").set_input_files(tmp_path / "cover.jpg")
        await upload.until_asked(1)
        await hand.page.click("#main:has-text('Сохранить')")
        await expect(frame.locator("#toast")).to_contain_text("Файл ещё отправляется")
        await hand.shot("uploading")
        await upload.release()
        await expect(frame.locator("[data-photo] img")).to_be_visible()
    await hand.page.click("#main:has-text('Сохранить')")
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    await expect(frame.locator("[data-page]")).to_be_visible()
    await visit(frame, f"/events/{event_id}")
    await expect(frame.locator(".cover img")).to_have_count(1)


async def test_streams_that_are_slow_to_begin_are_left_and_questions_of_a_page_do_not_pile_up(
    cast: Cast, phone: PickUp
) -> None:
    ids = [await published(cast.igor, real_now(), title=f"Забег {number}") for number in range(4)]
    hand = await hasty(phone)
    open_now: list[str] = []
    hand.page.on("request", lambda one: open_now.append(one.url) if "/live?" in one.url else None)
    hand.page.on("requestfailed", lambda one: open_now.remove(one.url) if one.url in open_now else None)
    frame = await hand.open(OLYA)
    async with Held(hand.page, r"/live\?") as live:
        for number, event_id in enumerate(ids, 1):
            await visit(frame, f"/events/{event_id}")
            await live.until_asked(number)
        await until(lambda: len(open_now) == 1)
    async with Held(hand.page, r"/live\?") as live:
        live.fate = lambda number: "hold" if "once=1" in live.asked[-1].url else "lose"
        await visit(frame, f"/events/{ids[0]}?again=1")
        await until(lambda: any("once=1" in one.url for one in live.asked))
        await frame.evaluate("() => new Promise((go) => setInterval(() => (go.n = (go.n || 0) + 1) > 5 && go(), 8000))")
        assert len([one for one in live.asked if "once=1" in one.url]) == 1


async def test_what_is_typed_while_the_network_is_slow_is_kept_as_it_is_at_last(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}/question")
    async with Held(hand.page, "/unsent", method="POST") as kept:
        for number, words in enumerate(("Где", "Где старт", "Где старт и", "Где старт и финиш?"), 1):
            await frame.fill("#text", words)
            await frame.evaluate("() => { dispatchEvent(new Event('pagehide')); }")
            if number == 1:
                await kept.until_asked(1)
        await kept.release()
        stored = "SELECT answers->'fields'->'text'->>0 FROM form_drafts"

        async def is_kept() -> bool:
            found: object = await database.fetchval(stored)
            return found == "Где старт и финиш?"

        await until(is_kept)
        assert len(kept.asked) == 2, "what was typed in between was not sent behind it"


async def test_of_a_map_that_is_moved_quickly_the_last_view_comes(cast: Cast, phone: PickUp) -> None:
    await published(cast.igor, real_now(), latitude=55.7944, longitude=37.6765)
    hand = await phone()
    await hand.page.add_init_script(HASTY.replace("4000", "250, 4000"))
    frame = await hand.open(IGOR, "/events/map")
    first = int(str(await frame.locator("#map-frame").get_attribute("data-at")).split(",")[2])
    async with Held(hand.page, "/events/map/shown") as shown:
        for _ in range(3):
            await frame.locator("#map-nearer").evaluate("one => one.click()")
            await frame.evaluate("() => new Promise((go) => setTimeout(go, 250))")
        await shown.until_asked(1)
        await shown.release()
        await expect(frame.locator(f"#map-frame[data-at$=',{first + 3}']")).to_have_count(1)


async def test_nobody_is_called_back_from_where_they_have_gone(cast: Cast, phone: PickUp) -> None:
    hand = await phone()
    frame = await hand.open(OLYA, "/events")
    later = """() => { window.found = null;
        let asked = 0;
        Forma.answered = () => (asked++ ? new Promise((go) => { window.found = go; }) : Promise.resolve(null)); }"""
    await frame.evaluate(later)
    await frame.evaluate("""() => { const link = document.createElement('a'); link.href = '/events';
        link.dataset.locate = '/events?near=LAT,LON';
        document.querySelector('[data-page]').append(link);
        link.click(); }""")
    await frame.wait_for_function("() => window.found")
    await visit(frame, "/me")
    await frame.evaluate("() => window.found({ latitude: 55.7, longitude: 37.6 })")
    await frame.evaluate("() => new Promise((go) => setTimeout(go))")
    assert await frame.evaluate("() => Forma.here()") == "/me"


async def test_a_message_whose_answer_was_lost_does_not_wait_to_be_sent_twice(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}/room")

    async def answer_is_lost(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await hand.page.route("**/room", answer_is_lost)
    await frame.fill(".composer textarea", "Кто   со мной?")
    await frame.click(".composer button")
    await expect(frame.locator(".message.mine:not(.sending)")).to_contain_text("со мной?")
    await expect(frame.locator("#toast")).to_contain_text("Ответ не пришёл")
    await expect(frame.locator(".composer textarea")).to_have_value("")
    await expect(frame.locator(".message.sending")).to_have_count(0)
    await hand.shot("unsure")
