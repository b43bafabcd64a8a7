"""EV-x1, EV-22, M-14: the door in the mini-app, with a network and without one."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Frame, Page, Route, expect

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events.entrance import checkers, door, gates
from domain.events.entrance.door import Scan
from domain.events.entry import leaving, registration
from domain.events.entry.tickets import TicketClaim, sign_ticket, ticket_key, ticket_link
from tests.kit.clock import FakeClock
from tests.kit.people import meet_many
from tests.kit.waiting import until
from tests.webapp.conftest import Cast
from tests.webapp.phones import PATIENT, Phone, PickUp
from tests.webapp.test_policies import path_of
from tests.webapp.world import IGOR, OLYA, SECRET, Opened, WebClient, published
from webapp.events.policies import CHECKER, ORGANIZER
from webapp.kit.keys import ROUTES
from webapp.kit.sign_in import real_now
from webapp.kit.start import first_page

KEY = ticket_key(SECRET)


async def joined(event_id: int, person: Person, at: Any) -> tuple[int, str]:
    """The registration and what its QR code holds."""
    done = await in_transaction(lambda: registration.register(person, event_id, {}, now=at))
    number = await database.fetchval("SELECT number FROM registrations WHERE id = $1", done.registration_id)
    code = sign_ticket(TicketClaim(done.registration_id, event_id, number or 0), KEY)
    return done.registration_id, ticket_link(code, "forma_bot")


async def scans(who: Opened, event_id: int, *sent: Any) -> Any:
    answer = await who.post(f"/org/events/{event_id}/door/scans", scans=json.dumps(sent))
    assert answer.status == 200, await answer.text()
    return (await answer.json())["answers"]


async def test_a_checker_has_the_door_and_nothing_else_of_the_event(
    client: WebClient, cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), starts_at=clock.now() + timedelta(hours=2), ends_at=None)
    assert "Сейчас открытых входов нет" in await olya.see("/scan")
    added = await igor.post(f"/org/events/{event_id}/door/checkers", name="@OLYA")
    assert added.status == 200 and "Оля" in await added.text()
    assert f"/org/events/{event_id}/door" in await olya.see("/scan")
    page = await olya.see(f"/org/events/{event_id}/door")
    assert "/door/setup" not in page and f"/org/events/{event_id}/people" not in page
    app: web.Application | None = client.app
    assert app is not None
    for route in app[ROUTES]:
        if route.policy is ORGANIZER:
            answer = await client.request(route.method, path_of(route, event_id), headers=olya.headers)
            assert answer.status == 404, route
        elif route.policy is CHECKER and route.method == "GET":
            assert (await olya.get(path_of(route, event_id))).status == 200, route
    await igor.post(f"/org/events/{event_id}/door/checkers/removing", checker=str(cast.olya.id))
    assert (await olya.get(f"/org/events/{event_id}/door")).status == 404
    assert (await olya.post(f"/org/events/{event_id}/door/scans", scans="[]")).status == 404


async def test_what_a_device_sends_is_read_with_care(cast: Cast, clock: FakeClock, event_id: int, igor: Opened) -> None:
    who, code = await joined(event_id, cast.olya, clock.now())
    clock.advance(days=2, hours=23)
    for said in (
        "", "{}", "[1]", "[[]]", '[{"key": "short", "age": 0, "code": "F1"}]', '[{"key": "abcdefgh", "age": "0"}]',
        '[{"key": "abcdefgh", "age": 0}]', '[{"key": "abcdefgh", "age": 0, "who": true}]',
        '[{"key": "abcdefgh", "age": 0, "who": 99999999999999999999}]',
        '[{"key": "abcd\\u0000fgh", "age": 0, "who": 1}]',
        json.dumps([{"key": "abcdefgh", "age": 0, "code": "F1"}] * 201),
    ):  # fmt: skip
        answer = await igor.post(f"/org/events/{event_id}/door/scans", scans=said)
        assert answer.status == 422, said
    said = await scans(
        igor,
        event_id,
        {"key": "hostile-1", "age": -5e300, "code": "F1.\0.'; --", "gate": "1", "admitted": "yes"},
        {"key": "hostile-2", "age": 1e300, "who": who, "gate": 10**15},
        {"key": "good-0001", "age": 60_000, "code": code, "admitted": False, "more": [1]},
    )
    assert [one["answer"] for one in said] == ["forged", "early", "in"]
    at = await database.fetchval("SELECT at FROM check_ins")
    assert at == clock.now() - timedelta(minutes=1)
    undo = f"/org/events/{event_id}/door/undo"
    assert [(await igor.post(undo, key=key)).status for key in ("", "nothing-here", "a\0bcdefgh")] == [404] * 3
    assert (await igor.post(undo, key="good-0001")).status == 200
    assert await database.fetchval("SELECT status FROM registrations") == "confirmed"


async def test_the_list_for_a_device_holds_names_and_numbers_alone(
    cast: Cast, clock: FakeClock, event_id: int, igor: Opened
) -> None:
    who, _ = await joined(event_id, cast.olya, clock.now())
    kept = await (await igor.get(f"/org/events/{event_id}/door/list")).json()
    assert kept["people"] == [[who, 1, "Оля Белова", "good", None, "", 1]]
    assert set(kept) == {"event", "key", "zone", "now", "opens", "closes", "people"}
    assert (await igor.get(f"/org/events/{event_id}/door/list")).headers["Cache-Control"] == "no-store"


async def test_gates_and_the_checkers_link_are_set_up_in_place(event_id: int, igor: Opened) -> None:
    at = f"/org/events/{event_id}/door"
    assert "Пока один вход на всех" in await igor.see(f"{at}/setup")
    for expected in ("Вход А", "Вход Б"):
        assert expected in await (await igor.post(f"{at}/gates", name="")).text()
    again = await igor.post(f"{at}/gates", name="а")
    assert again.status == 409
    gate_id = await database.fetchval("SELECT min(id) FROM event_gates")
    assert "Вход А" not in await (await igor.post(f"{at}/gates/removing", gate=str(gate_id))).text()
    assert (await igor.post(f"{at}/gates/removing", gate="x")).status == 404
    first = re.search(r"start=ck_([\w-]{22})", await (await igor.post(f"{at}/link")).text())
    second = re.search(r"start=ck_([\w-]{22})", await (await igor.post(f"{at}/link")).text())
    assert first and second and first[1] != second[1]
    unknown = await igor.post(f"{at}/checkers", name="@nobody_here")
    assert unknown.status == 404 or unknown.status == 409


async def _door(cast: Cast, phone: PickUp, *, people: int) -> tuple[list[str], Phone, Frame]:
    now = real_now()
    event_id = await published(
        cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=4), capacity=100
    )
    codes = [(await joined(event_id, one, now))[1] for one in (cast.olya, *await meet_many(people))]
    for _ in range(2):
        await in_transaction(lambda: gates.add_gate(cast.igor, event_id, "", now=now))
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door")
    await expect(frame.locator("#door-net .sub")).to_contain_text("Список в телефоне")
    await frame.evaluate("() => { const { asked } = Forma; Forma.asked = (path, body) => asked(path, body); }")
    return codes, hand, frame


PRESSED = "one => one.click()"
"""Of what may be gone already: what waits is also sent by itself, as soon as there is a network."""


async def read(page: Page, code: str) -> None:
    """The camera sees a code."""
    await page.evaluate("data => send('qr_text_received', { data })", code)


def altered(code: str) -> str:
    head, _, signature = code.rpartition(".")
    return f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


@pytest.mark.browser
async def test_tickets_are_scanned_one_after_another_and_each_answer_is_seen(cast: Cast, phone: PickUp) -> None:
    (code, other), hand, frame = await _door(cast, phone, people=1)
    verdict = frame.locator("#verdict")
    await frame.locator("[data-gate]", has_text="Вход Б").click()
    await hand.page.click("#main:has-text('Сканировать билет')")
    assert await hand.until_told("web_app_open_scan_qr_popup") == [{"text": "Наведите камеру на билет"}]
    await read(hand.page, code)
    await expect(verdict).to_have_attribute("data-tone", "good")
    await expect(verdict).to_contain_text("Проходите")
    await expect(verdict).to_contain_text("Оля Белова · № 1")
    await expect(frame.locator("#door-latest li")).to_have_count(1)
    await expect(frame.locator("#door-counts")).to_contain_text(re.compile(r"1\s*Вход Б"))
    assert await hand.told("web_app_close_scan_qr_popup") == [], "a good one keeps the camera open"
    await hand.shot("door-in")
    await frame.evaluate("() => { Forma.realNow = Date.now; const at = Date.now() + 5000; Date.now = () => at; }")
    await read(hand.page, code)
    await expect(verdict).to_have_attribute("data-tone", "warm")
    await expect(verdict.locator(".more")).to_have_text(re.compile(r"\d\d:\d\d, вход Б"))
    await frame.evaluate("() => { Date.now = Forma.realNow; }")
    assert len(await hand.until_told("web_app_close_scan_qr_popup")) == 1
    felt = await hand.told("web_app_trigger_haptic_feedback")
    haptics = [one["notification_type"] for one in felt if "notification_type" in one]
    assert haptics[-2:] == ["success", "warning"]
    await hand.page.evaluate("() => send('scan_qr_popup_closed', {})")
    await hand.page.click("#main")
    await hand.until_told("web_app_open_scan_qr_popup", 2)
    await read(hand.page, altered(other))
    await expect(verdict).to_have_attribute("data-tone", "bad")
    await expect(verdict).to_contain_text("Билет поддельный")
    await hand.shot("door-forged")
    await frame.fill("#door-search", "бегун")
    await frame.locator("#door-found [data-who]").click()
    await expect(verdict).to_contain_text("Бегун 0 · № 2")
    await expect(frame.locator("#door-latest li")).to_have_count(2)
    await frame.locator("#door-latest [data-undo]").first.click()
    await expect(frame.locator("#door-latest li")).to_have_count(1)
    assert await database.fetchval("SELECT count(*) FROM check_ins WHERE state = 'in'") == 1
    assert hand.troubles == []


@pytest.mark.browser
@pytest.mark.parametrize("own_signatures", [True, False], ids=["WebCrypto", "the library"])
async def test_without_a_network_twenty_are_let_in_and_one_repeat_is_reported(
    cast: Cast, phone: PickUp, own_signatures: bool
) -> None:
    now = real_now()
    event_id = await published(
        cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=4), capacity=100
    )
    codes = [(await joined(event_id, one, now))[1] for one in (cast.olya, *await meet_many(20))]
    left = (await joined(event_id, cast.paul, now))[1]
    await in_transaction(lambda: leaving.leave(cast.paul, event_id, now=now))
    side = await in_transaction(lambda: gates.add_gate(cast.igor, event_id, "А", now=now))
    hand = await phone()
    if not own_signatures:
        await hand.page.add_init_script(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('none', 'NotSupportedError'))"
        )
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door")
    await expect(frame.locator("#door-net .sub")).to_contain_text("22 чел.")
    verdict, net = frame.locator("#verdict"), frame.locator("#door-net")
    await hand.page.context.set_offline(True)
    await expect(net).to_have_attribute("data-state", "off")
    await hand.page.click("#main")
    for number, code in enumerate(codes[:20], 1):
        await read(hand.page, code)
        await expect(net).to_contain_text(f"Ждут отправки: {number}")
        await expect(verdict).to_have_attribute("data-tone", "good")
    await hand.shot("door-offline")
    for refused, (code, words, tone) in enumerate((
        (altered(codes[20]), "Билет поддельный", "bad"),
        (codes[20].replace(f".{event_id}.", f".{event_id + 1}.", 1), "Билет поддельный", "bad"),
        (sign_ticket(TicketClaim(7, event_id + 1, 1), KEY), "Билет на другое событие", "bad"),
        (left, "Отказ от участия", "bad"),
        (codes[3], "Уже внутри", "warm"),
    ), 1):  # fmt: skip
        await read(hand.page, code)
        await hand.until_told("web_app_close_scan_qr_popup", refused)
        await expect(verdict).to_contain_text(words)
        await expect(verdict).to_have_attribute("data-tone", tone)
        await hand.page.click("#main")
    await expect(verdict.locator(".more")).to_have_text(re.compile(r"\d\d:\d\d, вход А"))
    await expect(net).to_contain_text("Ждут отправки: 20")
    assert await database.fetchval("SELECT count(*) FROM check_ins") == 0
    who = await database.fetchval("SELECT id FROM registrations WHERE user_id = $1", cast.olya.id)
    elsewhere = [Scan("another-device", real_now(), registration_id=who, gate_id=side.id)]
    await in_transaction(lambda: door.check_in(cast.igor, event_id, elsewhere, key=KEY.public_key(), now=real_now()))
    await hand.page.context.set_offline(False)
    report = frame.locator("#door-report")
    await expect(report).to_contain_text("Отправлено: 19 · 1 повтор")
    await expect(report).to_contain_text(re.compile(r"Оля Белова\s*Уже внутри \d\d:\d\d, вход А"))
    await expect(net).to_contain_text("Всё отправлено")
    await expect(frame.locator("#door-counts")).to_contain_text(re.compile(r"20\s*Пришли"))
    await expect(frame.locator("#door-counts")).to_contain_text(re.compile(r"1\s*Повторы"))
    await hand.shot("door-sent")
    rows = await database.fetch("SELECT state, count(*) AS count FROM check_ins GROUP BY state ORDER BY state")
    assert [tuple(row) for row in rows] == [("in", 20), ("repeat", 1)]


STORAGE = """
(() => {
    const box = {
        setItem: (key, value, done) => { devicePut(key, value).then(() => done?.(null, true)); return box; },
        getItem: (key, done) => { deviceGet(key).then((value) => done(null, value)); return box; },
        removeItem: (key, done) => { devicePut(key, null).then(() => done?.(null, true)); return box; },
    };
    let telegram;
    Object.defineProperty(window, 'Telegram', { configurable: true,
        get: () => { if (telegram?.WebApp) telegram.WebApp.DeviceStorage = box; return telegram; },
        set: (given) => { telegram = given; } });
})()
"""
"""Telegram's storage of the device, as a client of today has it."""


@pytest.mark.browser
async def test_what_was_scanned_outlives_the_page_and_is_sent_once(cast: Cast, phone: PickUp) -> None:
    now = real_now()
    event_id = await published(cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=None)
    _, code = await joined(event_id, cast.olya, now)
    await in_transaction(lambda: checkers.add_checker(cast.igor, event_id, cast.paul.id, now=now))
    hand = await phone()
    device: dict[str, str | None] = {}

    def kept(key: str) -> str | None:
        return device.get(key)

    await hand.page.expose_function("devicePut", lambda key, value: device.update({key: value}))
    await hand.page.expose_function("deviceGet", kept)
    await hand.page.add_init_script(PATIENT + STORAGE)
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door")
    await expect(frame.locator("#door-net .sub")).to_contain_text("1 чел.")
    answered: list[int] = []
    answers_come = asyncio.Event()

    async def lost(route: Route) -> None:
        """The server has heard, but its answer does not come."""
        if answers_come.is_set():
            await route.continue_()
            return
        answered.append((await route.fetch()).status)
        await route.abort()

    await hand.page.route("**/door/scans", lost)
    await hand.page.click("#main")
    await read(hand.page, code)
    await expect(frame.locator("#door-net")).to_contain_text("Ждут отправки: 1")
    await expect(frame.locator("#verdict")).to_contain_text("Проходите")
    await until(lambda: bool(answered))
    assert answered[0] == 200
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door")
    await expect(frame.locator("#door-waiting")).to_contain_text("Оля Белова")
    answers_come.set()
    await frame.locator("#door-send").evaluate(PRESSED)
    await expect(frame.locator("#door-report")).to_contain_text("Отправлено: 1")
    await expect(frame.locator("#door-net")).to_contain_text("Всё отправлено")
    assert device[f"door:{event_id}:queue"] == "[]"
    assert await database.fetchval("SELECT count(*) FROM check_ins") == 1


BROWSERS_OWN = """
(() => {
    window.shelf = KEPT;
    Object.defineProperty(window, 'localStorage', { value: {
        getItem: (key) => shelf[key] ?? null,
        setItem: (key, value) => { shelf[key] = value; },
        removeItem: (key) => { delete shelf[key]; },
    } });
})()
"""
"""A page that Telegram itself opens has it; a frame in this browser has not."""


@pytest.mark.browser
async def test_an_older_telegram_keeps_what_was_scanned_over_a_page_that_was_closed(cast: Cast, phone: PickUp) -> None:
    """It has no storage of the device: the browser's own holds what is still to be sent, and nobody's names beside."""
    now = real_now()
    event_id = await published(cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=None)
    _, code = await joined(event_id, cast.olya, now)
    who, _ = await joined(event_id, cast.paul, now)
    await database.execute(
        "UPDATE profiles SET first_name = 'Пётр', last_name = 'Иванов-Ёлкин' WHERE user_id = $1", cast.paul.id
    )
    hand = await phone()
    await hand.page.add_init_script(BROWSERS_OWN.replace("KEPT", "{}"))
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door", version="8.0")
    await expect(frame.locator("#door-net .sub")).to_contain_text("2 чел.")
    await hand.page.context.set_offline(True)
    await expect(frame.locator("#door-net")).to_have_attribute("data-state", "off")
    await hand.page.click("#main")
    await read(hand.page, code)
    await expect(frame.locator("#door-net")).to_contain_text("Ждут отправки: 1")
    await frame.fill("#door-search", "елкин")
    await frame.locator("#door-found [data-who]").click()
    await expect(frame.locator("#door-net")).to_contain_text("Ждут отправки: 2")
    await expect(frame.locator("#verdict")).to_contain_text("Пётр Иванов-Ёлкин")
    kept = await frame.evaluate("() => shelf")
    assert list(kept) == [f"forma:{IGOR.id}:door:{event_id}:queue"]
    await hand.page.close()
    hand = await phone()
    await hand.page.add_init_script(BROWSERS_OWN.replace("KEPT", json.dumps(kept)))
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door", version="8.0")
    await expect(frame.locator("#door-report")).to_contain_text("Отправлено: 2")
    rows = await database.fetch("SELECT registration_id, state FROM check_ins ORDER BY id")
    assert [row["state"] for row in rows] == ["in", "in"] and rows[1]["registration_id"] == who


SLOW_STORAGE = """
(() => {
    let slow = true;
    window.wake = () => { slow = false; };
    const box = {
        setItem: (key, value, done) => { devicePut(key, value).then(() => done?.(null, true)); return box; },
        getItem: (key, done) => { if (!slow) deviceGet(key).then((value) => done(null, value)); return box; },
        removeItem: (key, done) => { devicePut(key, null).then(() => done?.(null, true)); return box; },
    };
    let telegram;
    Object.defineProperty(window, 'Telegram', { configurable: true,
        get: () => { if (telegram?.WebApp) telegram.WebApp.DeviceStorage = box; return telegram; },
        set: (given) => { telegram = given; } });
    const soon = window.setTimeout;
    window.setTimeout = (run, ms, ...rest) => soon(run, ms === 3000 ? (slow ? 10 : 60_000) : ms, ...rest);
})()
"""
"""Of a telephone that does not say in time what it has kept."""


@pytest.mark.browser
async def test_a_telephone_that_is_slow_to_say_what_it_kept_loses_none_of_it(cast: Cast, phone: PickUp) -> None:
    now = real_now()
    event_id = await published(cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=None)
    olya, _ = await joined(event_id, cast.olya, now)
    paul, code = await joined(event_id, cast.paul, now)
    before = {"key": "of-before-0001", "at": now.timestamp() * 1000, "who": olya, "admitted": True, "known": olya}
    device: dict[str, str | None] = {f"door:{event_id}:queue": json.dumps([before])}

    def kept(key: str) -> str | None:
        return device.get(key)

    hand = await phone()
    await hand.page.expose_function("devicePut", lambda key, value: device.update({key: value}))
    await hand.page.expose_function("deviceGet", kept)
    await hand.page.add_init_script(SLOW_STORAGE)
    frame = await hand.open(IGOR, f"/org/events/{event_id}/door")
    await expect(frame.locator("#door-net .sub")).to_contain_text("2 чел.")
    await hand.page.context.set_offline(True)
    await expect(frame.locator("#door-net")).to_have_attribute("data-state", "off")
    await frame.evaluate("() => window.wake()")
    await hand.page.click("#main")
    await read(hand.page, code)
    await expect(frame.locator("#door-net")).to_contain_text("Ждут отправки: 2")
    await hand.page.context.set_offline(False)
    await expect(frame.locator("#door-report")).to_contain_text("Отправлено: 2")
    let_in = await database.fetch("SELECT registration_id FROM check_ins WHERE state = 'in' ORDER BY 1")
    assert [row["registration_id"] for row in let_in] == sorted([olya, paul])


@pytest.mark.browser
async def test_who_loses_the_door_while_away_lets_nobody_in_and_keeps_what_waits(cast: Cast, phone: PickUp) -> None:
    now = real_now()
    event_id = await published(cast.igor, now, starts_at=now + timedelta(hours=1), ends_at=None)
    for one in (cast.olya, cast.paul):
        await joined(event_id, one, now)
    await in_transaction(lambda: checkers.add_checker(cast.igor, event_id, cast.olya.id, now=now))
    hand = await phone()
    frame = await hand.open(OLYA, f"/org/events/{event_id}/door")
    net, search = frame.locator("#door-net"), frame.locator("#door-search")
    await expect(net).to_contain_text("2 чел.")
    await hand.page.context.set_offline(True)
    await expect(net).to_have_attribute("data-state", "off")
    await search.fill("1")
    await frame.locator("#door-found [data-who]").click()
    await expect(net).to_contain_text("Ждут отправки: 1")
    await search.fill("2")
    await expect(frame.locator("#door-found [data-who]")).to_have_count(1)
    await in_transaction(lambda: checkers.remove_checker(cast.igor, event_id, cast.olya.id, now=now))
    await hand.page.context.set_offline(False)
    await expect(net).to_contain_text("У вас больше нет доступа к этому входу · Ждут отправки: 1")
    await expect(frame.locator("#door-waiting")).to_contain_text("Оля")
    await expect(frame.locator("#door-found [data-who]")).to_have_count(0)
    await hand.page.click("#main")
    await read(hand.page, "F1.whatever")
    await expect(frame.locator("#verdict")).to_contain_text("Доступа больше нет")
    await hand.shot("door-gone")
    await in_transaction(lambda: checkers.add_checker(cast.igor, event_id, cast.olya.id, now=now))
    await frame.evaluate("() => dispatchEvent(new CustomEvent('forma:online'))")
    await expect(frame.locator("#door-report")).to_contain_text("Отправлено: 1")
    assert await database.fetchval("SELECT count(*) FROM check_ins") == 1


@pytest.mark.browser
async def test_what_was_sent_without_an_answer_can_still_be_taken_back(cast: Cast, phone: PickUp) -> None:
    [code, *_], hand, frame = await _door(cast, phone, people=1)
    answers_come, heard = asyncio.Event(), asyncio.Event()

    async def lost(route: Route) -> None:
        """The server has heard, but its answer does not come."""
        if answers_come.is_set():
            await route.continue_()
            return
        await route.fetch()
        heard.set()
        await route.abort()

    await hand.page.route("**/door/scans", lost)
    await hand.page.route("**/door/undo", lambda route: route.continue_() if answers_come.is_set() else route.abort())
    await hand.page.click("#main")
    await read(hand.page, code)
    waiting = frame.locator("#door-waiting li")
    await expect(waiting).to_have_count(1)
    await until(heard.is_set)
    assert await database.fetchval("SELECT state FROM check_ins") == "in"
    await waiting.locator("[data-undo]").click()
    await expect(waiting).to_have_count(0)
    answers_come.set()
    await frame.locator("#door-send").evaluate(PRESSED)
    await expect(frame.locator("#door-net")).to_contain_text("Всё отправлено")
    assert await database.fetchval("SELECT state FROM check_ins") == "undone"
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE status = 'checked_in'") == 0


async def test_a_ticket_is_passed_on_by_a_link_where_the_organizer_allows_it(
    client: WebClient, cast: Cast, clock: FakeClock, event_id: int, igor: Opened, olya: Opened, paul: Opened
) -> None:
    who, _ = await joined(event_id, cast.olya, clock.now())
    ticket, at = f"/tickets/{who}", f"/org/events/{event_id}/door"
    assert "Передать билет" not in await olya.see(ticket)
    assert (await olya.post(f"{ticket}/handing")).status == 409
    assert "checked" in await (await igor.post(f"{at}/handing", on="true")).text()
    assert "Передать билет" in await olya.see(ticket)
    assert (await paul.get(f"{ticket}/handing")).status == 404
    found = re.search(r"startapp=h_([\w-]{22})", await (await olya.post(f"{ticket}/handing")).text())
    assert found
    link = f"/handovers/{found[1]}"
    assert "Это ваша ссылка" in await olya.see(link)
    assert "Оля Белова passes their place on to you" in await paul.see(link)
    taken = await paul.post(link)
    assert taken.headers["Forma-Go"] == f"/events/{event_id}"
    assert "No. 2" in await paul.see(ticket) and (await olya.get(ticket)).status == 404
    assert (await paul.get(link)).status == 404
    assert first_page(f"h_{found[1]}") == link and first_page("d_17") == "/org/events/17/door"
    await igor.post(f"{at}/handing")
    assert "Pass the ticket on" not in await paul.see(ticket)
