"""The pages in a real browser, inside a frame of another origin, as Telegram's web client shows them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import Browser, Frame, Page, expect

from domain import database
from domain.accounts import people, sanctions
from domain.accounts.people import TelegramPerson
from domain.events import lifecycle, questions, registration
from domain.forms.form import JsonValue
from tests.webapp import world
from tests.webapp.conftest import Cast
from tests.webapp.world import IGOR, OLYA, PAUL, launch_values, make_staff, published, sign
from webapp.kit.context import Clock
from webapp.kit.sign_in import real_now

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
    .filter((one) => one.offsetParent && !one.closest('label, .sr'))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width && (box.height < 44 || box.width < 44)).map(([, html]) => html)"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"


class RealClock:
    def now(self):  # type: ignore[no-untyped-def]  # the browser's launch is signed in real time, and so are its days
        return real_now()


class Phone:
    """One person's Telegram with our app open in it."""

    def __init__(self, page: Page, host: str, app: str) -> None:
        self.page, self._host, self._app = page, host, app
        self.troubles: list[str] = []
        page.on("console", lambda line: self.troubles.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))

    async def shot(self, name: str) -> None:
        """To be looked at, where FORMA_SHOTS names a folder."""
        if folder := os.environ.get("FORMA_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}.png")

    async def open(self, who: TelegramPerson, path: str = "/", *, dark: bool = False, start_param: str = "") -> Frame:
        launch = sign(launch_values(who, start_param=start_param))
        query = urlencode({"app": self._app + path, "init_data": launch, "dark": int(dark)})
        await self.page.goto("about:blank")
        await self.page.goto(f"{self._host}/?{query}")
        frame = self.page.frames[1]
        await frame.wait_for_selector("[data-page] h1")
        return frame


@pytest.fixture
async def phone(database: str, browser: Browser, tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Phone]]]:
    host = TestServer(_host_app(), host="localhost")
    await host.start_server()
    origin = f"http://localhost:{host.port}"
    clock: Clock = RealClock()
    server = TestServer(
        world.app_for(clock, frame=origin, public_url="http://127.0.0.1", data_dir=tmp_path), host="127.0.0.1"
    )
    await server.start_server()

    async def pick_up(width: int = 390, height: int = 844) -> Phone:
        context = await browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        return Phone(await context.new_page(), origin, f"http://127.0.0.1:{server.port}")

    yield pick_up
    await server.close()
    await host.close()


def _host_app() -> web.Application:
    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(Path(__file__).with_name("host.html"))

    async def nothing(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/favicon.ico", nothing)
    return app


PATHS = [
    "/",
    "/events",
    "/events/{id}",
    "/events/{id}/room",
    "/me/events",
    "/me",
    "/me/edit",
    "/settings/notify",
    "/settings/privacy",
    "/org",
    "/org/events/new",
    "/org/events/{id}",
    "/org/events/{id}/people",
    "/org/events/{id}/people/{registration}",
    "/org/events/{id}/edit",
    "/org/events/{id}/asking",
    "/org/events/{id}/asking/notes",
    "/org/events/{id}/answers",
    "/org/events/{id}/faq",
    "/org/events/{id}/notices",
    "/ops",
    "/ops/jobs",
]


_FAQ = """
INSERT INTO event_faq (event_id, question, answer, position)
VALUES ($1, 'Где оставить вещи?', 'В школе у старта, гардероб открыт с 8:00 до конца забега.', 1),
       ($1, 'Можно прийти с собакой, если она большая, но очень добрая и любит бегать рядом?', 'На поводке', 2)
"""


async def test_every_page_is_accessible_and_quiet(cast: Cast, phone: Callable[..., Awaitable[Phone]]) -> None:
    """Axe finds nothing, the console stays empty, every target is large enough, nothing is wider than the screen."""
    place = {"latitude": 55.7903, "longitude": 37.6763}
    event_id = await published(cast.igor, real_now(), description="Бежим вместе", rules="Без собак", **place)
    await make_staff(cast.igor, real_now())
    await _asks_and_notes(cast, event_id)
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1", event_id)
    await database.execute(_FAQ, event_id)
    for who, dark, width in ((IGOR, False, 390), (IGOR, True, 320)):
        hand = await phone(width)
        frame = await hand.open(who, "/", dark=dark)
        await frame.evaluate(AXE.read_text())
        for path in PATHS:
            await _visit(frame, path.format(id=event_id, registration=registration_id))
            await _check(frame, path, dark)
            await hand.shot(f"{width}{path.format(id='x', registration='y').replace('/', '-')}")
        assert hand.troubles == []


async def _asks_and_notes(cast: Cast, event_id: int) -> None:
    """A question of each kind that looks different, with a participant who has answered, and notes about them."""
    asked: list[dict[str, JsonValue]] = [
        {"label": "Что взять?", "kind": "choices", "options": "Палатка, Коврик", "required": True},
        {"label": "Клуб", "kind": "text"},
    ]
    async with database.transaction():
        for said in asked:
            await questions.add_question(cast.igor, event_id, said, now=real_now())
        for kind in ("boolean", "date"):
            await questions.add_note(cast.igor, event_id, {"label": f"Заметка {kind}", "kind": kind}, now=real_now())
        kit, club = questions.questions_of(await lifecycle.load(event_id))
        answers: dict[str, JsonValue] = {kit.key: ["палатка"], club.key: "Спартак"}
        await registration.register(cast.olya, event_id, answers, now=real_now())


async def _visit(frame: Frame, path: str) -> None:
    await frame.evaluate("path => { document.querySelector('h1').textContent = ''; Forma.go(path); }", path)
    await frame.wait_for_function(
        "path => Forma.here() === path && document.querySelector('[data-page] h1')?.textContent"
        " && !document.querySelector('.htmx-request')",
        arg=path,
    )


async def _check(frame: Frame, path: str, dark: bool) -> None:
    found = await frame.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    told = [
        (one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"]) for one in found["violations"]
    ]
    assert not told, (path, dark, told)
    assert await frame.evaluate(SMALL) == [], path
    assert await frame.evaluate(WIDE) <= 0, path


async def test_find_register_and_see_the_ticket(cast: Cast, phone: Callable[..., Awaitable[Phone]]) -> None:
    await published(cast.igor, real_now(), title="Ночной забег", capacity=2)
    olya, paul = await phone(), await phone()
    frame = await olya.open(OLYA)
    await frame.click("nav.tabs a[href='/events']")
    await frame.fill("input[name=q]", "ночные забеги")
    await frame.click(".event:has-text('Ночной забег')")
    watching = await paul.open(PAUL, await frame.evaluate("() => Forma.here()"))
    await expect(watching.locator("#places")).to_contain_text("2 places left")
    await olya.page.click("#main:has-text('Участвовать')")
    await expect(frame.locator(".state")).to_contain_text("Вы участвуете")
    await expect(watching.locator("#places")).to_contain_text("1 place left")
    await olya.page.click("#main:has-text('Мой билет')")
    await expect(frame.locator(".ticket .number")).to_have_text("№ 1")
    await olya.page.click("#back")
    await expect(frame.locator("h1")).to_have_text("Ночной забег")
    assert olya.troubles == [] and paul.troubles == []


async def test_a_cover_is_chosen_seen_and_removed(
    cast: Cast, phone: Callable[..., Awaitable[Phone]], tmp_path: Path
) -> None:
    event_id = await published(cast.igor, real_now(), latitude=55.7903, longitude=37.6763)
    async with database.transaction():
        await registration.register(cast.igor, event_id, {}, now=real_now())
    Image.radial_gradient("L").resize((1600, 1000)).convert("RGB").save(tmp_path / "cover.jpg")
    (tmp_path / "words.png").write_text("not a picture")
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/edit")
    chooser = frame.locator("[data-photo] input[type=file]")
    await chooser.set_input_files(tmp_path / "words.png")
    await expect(frame.locator("#toast")).to_contain_text("JPEG, PNG или WebP")
    await chooser.set_input_files(tmp_path / "cover.jpg")
    await expect(frame.locator("[data-photo] img")).to_be_visible()
    await hand.page.click("#main:has-text('Сохранить')")
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    for path in (f"/events/{event_id}", "/events", "/"):
        await _visit(frame, path)
        await _loaded(frame)
        await hand.shot(f"cover{path.replace('/', '-')}")
    await _visit(frame, f"/org/events/{event_id}/edit")
    await frame.click("[data-photo-remove]")
    await expect(frame.locator("[data-photo] img")).to_be_hidden()
    await hand.page.click("#main:has-text('Сохранить')")
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    await _visit(frame, f"/events/{event_id}")
    await expect(frame.locator(".cover img")).to_have_count(0)
    assert [one for one in hand.troubles if "422" not in one] == []


async def _loaded(frame: Frame) -> None:
    await frame.evaluate("() => Promise.all([...document.querySelectorAll('#page img')].map((one) => one.decode()))")
    assert await frame.locator("#page img").count() > 0


async def test_a_message_appears_on_the_other_phone(cast: Cast, phone: Callable[..., Awaitable[Phone]]) -> None:
    event_id = await published(cast.igor, real_now())
    olya, igor = await phone(), await phone()
    frame = await olya.open(OLYA, start_param=f"e_{event_id}")
    await olya.page.click("#main:has-text('Участвовать')")
    await frame.click("a:has-text('Чат участников')")
    other = await igor.open(IGOR, f"/events/{event_id}/room")
    await frame.fill("textarea", "Кто бежит со мной? <b>")
    await frame.click(".composer button")
    await expect(other.locator(".message:not(.mine) .said")).to_have_text("Кто бежит со мной? <b>")
    await expect(frame.locator(".message.mine .said")).to_have_text("Кто бежит со мной? <b>")
    await expect(frame.locator("textarea")).to_have_value("")
    assert olya.troubles == [] and igor.troubles == []


async def test_frequent_questions_are_read_before_one_asks(cast: Cast, phone: Callable[..., Awaitable[Phone]]) -> None:
    event_id = await published(cast.igor, real_now(), description="Бежим вместе")
    await database.execute(_FAQ, event_id)
    for who, dark in ((OLYA, False), (PAUL, True)):
        hand = await phone()
        frame = await hand.open(who, f"/events/{event_id}", dark=dark)
        await frame.locator("#faq summary").first.click()
        await expect(frame.locator("#faq")).to_contain_text("гардероб открыт")
        await frame.locator("#faq").scroll_into_view_if_needed()
        await hand.shot(f"faq-event-{who.language_code}")
        await frame.locator(f'a[href="/events/{event_id}/question"]').click()
        await frame.locator("#question").wait_for()
        await expect(frame.locator("#faq")).to_contain_text("Где оставить вещи?")
        await hand.shot(f"faq-question-{who.language_code}")
        assert hand.troubles == []


async def test_who_is_blocked_reads_it_on_the_page_that_is_open(
    cast: Cast, phone: Callable[..., Awaitable[Phone]]
) -> None:
    event_id = await published(cast.igor, real_now())
    await make_staff(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}")
    async with database.transaction():
        igor = await people.get_person(cast.igor.id)
        await sanctions.block(igor, cast.olya.id, "Рассылка рекламы", until=None, now=real_now())
    await expect(frame.locator("#page")).to_contain_text("Рассылка рекламы", timeout=20_000)
    await hand.shot("blocked")


async def test_outside_telegram_it_says_where_to_go(phone: Callable[..., Awaitable[Phone]], browser: Browser) -> None:
    hand = await phone()
    await hand.page.goto(hand._app)
    await expect(hand.page.locator("h1")).to_be_visible()
    await expect(hand.page.locator("a.button")).to_have_attribute("href", "https://t.me/forma_bot?startapp=home")


async def test_evil_words_do_not_run(cast: Cast, phone: Callable[..., Awaitable[Phone]]) -> None:
    """F56 in a browser: no dialog, no report of the content policy."""
    evil = "<img src=x onerror=alert(1)>\"'><svg onload=alert(2)><script>alert(3)</script>"
    event_id = await published(cast.igor, real_now(), title=evil[:120], description=evil, place=evil, rules=evil)
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}")
    for path in ("/", "/events", "/org", f"/org/events/{event_id}", f"/org/events/{event_id}/edit"):
        await _visit(frame, path)
    assert hand.troubles == []
