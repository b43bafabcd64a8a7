"""The pages in a real browser, inside a frame of another origin, as Telegram's web client shows them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Frame, expect

from domain import database
from domain.accounts import people, sanctions
from domain.chat.photos import Shown
from domain.events.entry import registration
from domain.events.talking import talk
from domain.files.pictures import FETCH
from domain.moderation import appeals
from forma.work import job_handlers
from tests.kit.shop import nobody_pays
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, visit
from tests.webapp.world import IGOR, OLYA, PAUL, make_staff, published
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser


async def test_find_register_and_see_the_ticket(cast: Cast, phone: PickUp) -> None:
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


async def test_a_cover_is_chosen_seen_and_removed(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
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
        await visit(frame, path)
        await _loaded(frame)
        await hand.shot(f"cover{path.replace('/', '-')}")
    await visit(frame, f"/org/events/{event_id}/edit")
    await frame.click("[data-photo-remove]")
    await expect(frame.locator("[data-photo] img")).to_be_hidden()
    await hand.page.click("#main:has-text('Сохранить')")
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    await visit(frame, f"/events/{event_id}")
    await expect(frame.locator(".cover img")).to_have_count(0)
    assert [one for one in hand.troubles if "422" not in one] == []


async def _loaded(frame: Frame) -> None:
    await frame.evaluate("() => Promise.all([...document.querySelectorAll('#page img')].map((one) => one.decode()))")
    assert await frame.locator("#page img").count() > 0


async def test_messages_edits_and_photos_appear_on_the_other_phone(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
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
    await _talk_in_the_group(cast, event_id, tmp_path)
    await expect(other.locator(".message .said").nth(1)).to_have_text("Собираемся в восемь")
    await expect(other.locator(".message .edited")).to_have_text("изменено")
    await expect(other.locator(".message .photos a")).to_have_count(3)
    await other.evaluate("() => Promise.all([...document.querySelectorAll('.photos img')].map((one) => one.decode()))")
    await other.locator(".message .photos").scroll_into_view_if_needed()
    await igor.shot("room-photos")
    assert olya.troubles == [] and igor.troubles == []


async def _talk_in_the_group(cast: Cast, event_id: int, files: Path) -> None:
    """Words that are changed, and an album whose bytes come later, while both phones have the room open."""
    paul, now = cast.paul, real_now()
    said = await database.in_transaction(lambda: talk.hear(paul, event_id, "Собираемся в семь", now=now))
    await database.in_transaction(lambda: talk.hear_change(paul, said, 1, "Собираемся в восемь", now=now))
    for number in (2, 3, 4):
        photo = Shown(f"photo {number}", number, "Вот трасса" if number == 2 else "", "album")
        async with database.transaction():
            await talk.hear_photo(paul, event_id, photo, now=now)
    fetch = job_handlers(Telegram(), files, nobody_pays(), real_now)[FETCH]
    for row in await database.fetch("SELECT id FROM files ORDER BY id"):
        await fetch(str(row["id"]))


class Telegram:
    async def download(self, file_id: str) -> bytes:
        made = io.BytesIO()
        Image.radial_gradient("L").resize((800, 600)).convert("RGB").save(made, "JPEG")
        return made.getvalue()


async def test_who_does_not_fit_reads_it_while_the_form_is_filled_in(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now(), requirements={"min_age": 18})
    for who, dark, told in ((OLYA, False, "а участвуют с 18"), (PAUL, True, "it is for those from 18")):
        hand = await phone()
        frame = await hand.open(who, f"/events/{event_id}/form", dark=dark)
        await frame.fill("#f-birth_date", "2015-05-01")
        await frame.locator("#f-birth_date").blur()
        await expect(frame.locator("[role=status] .state")).to_contain_text(told)
        await hand.shot(f"too-young-{who.language_code}")
        await frame.fill("#f-birth_date", "1990-05-01")
        await frame.locator("#f-birth_date").blur()
        await expect(frame.locator("[role=status] .state")).to_have_count(0)
        assert hand.troubles == []


_FAQ = """
INSERT INTO event_faq (event_id, question, answer, position)
VALUES ($1, 'Где оставить вещи?', 'В школе у старта, гардероб открыт с 8:00 до конца забега.', 1),
       ($1, 'Можно прийти с собакой, если она большая, но очень добрая и любит бегать рядом?', 'На поводке', 2)
"""


async def test_frequent_questions_are_read_before_one_asks(cast: Cast, phone: PickUp) -> None:
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


async def test_a_block_and_its_end_are_seen_on_the_page_that_is_open(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now())
    await make_staff(cast.igor, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}")
    async with database.transaction():
        igor = await people.get_person(cast.igor.id)
        await sanctions.block(igor, cast.olya.id, "Рассылка рекламы", until=None, now=real_now())
    await expect(frame.locator("#page")).to_contain_text("Рассылка рекламы")
    await hand.shot("blocked")
    async with database.transaction():
        await appeals.lift(igor, cast.olya.id, now=real_now())
    await expect(frame.locator("h1")).to_have_text("Забег в парке")
    await expect(frame.locator("#page")).not_to_contain_text("Рассылка рекламы")


async def test_outside_telegram_it_says_where_to_go(phone: PickUp, browser: Browser) -> None:
    hand = await phone()
    await hand.page.goto(hand.app)
    await expect(hand.page.locator("h1")).to_be_visible()
    await expect(hand.page.locator("a.button")).to_have_attribute("href", "https://t.me/forma_bot?startapp=home")


async def test_evil_words_do_not_run(cast: Cast, phone: PickUp) -> None:
    """F56 in a browser: no dialog, no report of the content policy."""
    evil = "<img src=x onerror=alert(1)>\"'><svg onload=alert(2)><script>alert(3)</script>"
    event_id = await published(cast.igor, real_now(), title=evil[:120], description=evil, place=evil, rules=evil)
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}")
    for path in ("/", "/events", "/org", f"/org/events/{event_id}", f"/org/events/{event_id}/edit"):
        await visit(frame, path)
    assert hand.troubles == []
