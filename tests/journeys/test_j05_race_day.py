"""J-05: a race day from the door to the album: tickets, live locations, a watch's file, typed numbers, the winners."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from domain import database
from domain.accounts.people import get_person
from domain.events.results import rules
from domain.forms.form import JsonValue
from domain.notifications.budgets import CARD_EVERY_S
from forma.simulation.walkers import place
from tests.kit.pdf import text_of
from tests.kit.private_chat import private_chat
from tests.kit.tracks import fit, run
from tests.kit.world import World, buttons, words

GROUP = "бег"
LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест"
RULES: dict[str, JsonValue] = {"measure": "time", "stages": 1, "by_sex": True, "ages": "18, 30, 40", "tracks": True}
GUN = datetime.fromisoformat("2026-12-07T10:00:00+03:00")
RUNNERS = ("olya", "rival1", "pasha", "katya", "lev")
"""Their numbers are 1 to 5; the first two get others."""
BORN = {"Оля": ("female", 1990), "Катя": ("female", 1980), "Pasha": ("male", 1990), "Соперник": ("male", 1990)}
STEP_S = 60
PATIENCE_MS = 60_000
PATIENCE_S = 90


async def _until(look: Callable[[], Awaitable[Any]]) -> Any:
    """What it sees, once it sees something."""
    async with asyncio.timeout(PATIENCE_S):
        while not (seen := await look()):
            await asyncio.sleep(0.1)
    return seen


async def _prepared(world: World) -> None:
    """Five in an event that is linked to a group and measured by tracks; two of them wear 114 and 37."""
    await world.start("igor")
    await world.say("igor", LINE)
    await world.press("igor", "Опубликовать")
    members = [*RUNNERS, "misha"]
    await world.sim(
        "chat", as_="igor", add_bot=True, bot_admin=True, title="Бег", key=GROUP, kind="forum", members=members
    )
    await world.say("igor", "/link 1", chat=GROUP)
    for who in RUNNERS:
        await world.start(who, "e_1")
        await world.press(who, "Take part" if who == "pasha" else "Участвовать")
        await world.press(who, "I agree" if who == "pasha" else "Принимаю")
    for old, new in ((1, 114), (2, 37)):
        await world.say("igor", f"/number {old} {new}")
    await world.press("olya", "Мой билет")
    for name, (gender, year) in BORN.items():
        await database.execute(
            "UPDATE profiles SET gender = $2, birth_date = make_date($3, 5, 1) WHERE first_name = $1",
            *(name, gender, year),
        )
    igor = await get_person(await database.fetchval("SELECT organizer_id FROM events"))
    async with database.transaction():
        await rules.set_scoring(igor, 1, RULES, now=GUN - timedelta(days=6))


async def _scans_without_a_network(world: World, browser: Browser) -> None:
    """Olya's ticket, a forged one, and Olya's again; what was scanned is sent when there is a network."""
    page, troubles = await private_chat(browser, world, "igor")
    await page.get_by_role("button", name="Открыть сканер").last.click(timeout=PATIENCE_MS)
    app = page.frame_locator("iframe")
    net, verdict = app.locator("#door-net"), app.locator("#verdict")
    await expect(net.locator(".sub")).to_contain_text("5 чел.", timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Сканировать билет").click()
    code = page.locator("dialog button", has_text="start=t_1#F1.1.1.1.").first
    ticket = re.search(r"https://\S+", await code.inner_text(timeout=PATIENCE_MS))
    assert ticket is not None
    left, _, signature = ticket[0].rpartition(".")
    forged = f"{left}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    await page.context.set_offline(True)
    await expect(net).to_have_attribute("data-state", "off", timeout=PATIENCE_MS)
    for said, answer in ((ticket[0], "Проходите"), (forged, "Билет поддельный"), (ticket[0], "Уже внутри")):
        if not await page.locator("dialog input[name=code]").count():
            await page.get_by_role("button", name="Сканировать билет").click()
        await page.locator("dialog input[name=code]").fill(said)
        await page.get_by_role("button", name="Считать").click()
        await expect(verdict).to_contain_text(answer, timeout=PATIENCE_MS)
    assert await database.fetchval("SELECT count(*) FROM check_ins") == 0
    await page.context.set_offline(False)
    await expect(net).to_contain_text("Всё отправлено", timeout=PATIENCE_MS)
    assert troubles == []
    await page.close()


def _gpx(metres: Sequence[float]) -> str:
    """Where one is after each minute."""
    points = []
    for step, along in enumerate(metres):
        latitude, longitude = place(along)
        at = GUN + timedelta(seconds=STEP_S * step)
        points.append(f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><time>{at:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>')
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{"".join(points)}</trkseg></trk></gpx>'


async def _shares(world: World, who: str) -> int:
    latitude, longitude = place(0)
    sent = await world.sim("send", as_=who, kind="live_location", lat=latitude, lon=longitude, live_period=7200)
    await world.idle()
    assert "Вижу вас! Забег 5 км" in words(await world.last(who))
    return int(sent["message_id"])


async def _pinned(world: World) -> dict[str, Any]:
    return next(one for one in await world.transcript("misha", GROUP) if one.get("pinned"))


async def _shown(world: World, line: str) -> bool:
    return line in words(await _pinned(world))


async def _edits(world: World, message_id: int) -> int:
    """How often the bot has asked Telegram to show the pinned card otherwise, as Telegram counts it."""
    calls = await world.ask("/sim/calls")
    edits = [one for one in calls if one["method"].startswith("editMessage")]
    return sum(str(one["params"].get("message_id")) == str(message_id) for one in edits)


async def _begun(world: World) -> str:
    """[Начать], then the gun; the link for volunteers."""
    await world.set_clock((GUN - timedelta(minutes=2)).isoformat())
    await world.start("igor", "e_1")
    for button in ("Управлять", "Начать", "Начать"):
        await world.press("igor", button)
    assert await database.fetchval("SELECT status FROM events") == "running"
    await world.set_clock(GUN.isoformat())
    await world.say("igor", "/finish")
    await world.press("igor", "Старт сейчас")
    await world.press("igor", "Позвать волонтёров")
    return words(await world.last("igor")).rsplit("start=", 1)[1]


async def _runs(world: World) -> None:
    """Lev leads, Katya comes past him and finishes; the card follows, but not at each step."""
    card = (await _pinned(world))["message_id"]
    katya, lev = [await _shares(world, who) for who in ("katya", "lev")]
    ways = {
        "katya": (katya, [300 * step for step in range(20)]),
        "lev": (lev, [330 * step for step in range(5)] + [1320 + 120 * step for step in range(1, 16)]),
    }
    before, began = await _edits(world, card), time.monotonic()
    for who, (message_id, metres) in ways.items():
        await world.sim("move", as_=who, message_id=message_id, gpx=_gpx(metres), speed=1)
    for steps, leads in ((4, "1. № 5 · 1,"), (5, "1. № 4 · 2,")):
        for _ in range(steps):
            await world.walk_on(f"{STEP_S}s")
        await _until(partial(_shown, world, leads))
    for _ in range(9):
        await world.walk_on(f"{STEP_S}s")
    await _until(lambda: _has_said(world, "katya", "Финиш! Забег 5 км: 1"))
    edits, passed_s = await _edits(world, card) - before, time.monotonic() - began
    assert 2 <= edits <= passed_s / CARD_EVERY_S + 1, f"{edits} edits of the card in {passed_s:.0f} s"


async def _has_said(world: World, who: str, said: str, **where: Any) -> dict[str, Any] | None:
    lines = await world.transcript(who, **where)
    return next((one for one in reversed(lines) if said in words(one)), None)


async def _typed(world: World, link: str) -> str:
    """What a volunteer writes as two cross the line together; their time."""
    await world.start("fed", link)
    await world.set_clock((GUN + timedelta(minutes=30)).isoformat())
    await world.say("fed", "114 37")
    typed = re.fullmatch(r"114 · (30:\d\d|29:5\d)\n37 · \1", words(await world.last("fed")))
    assert typed is not None, words(await world.last("fed"))
    return typed[1]


async def _announced(world: World) -> None:
    await world.say("igor", "/results")
    for _ in range(2):
        await world.press("igor", "Объявить итоги")


async def _diploma(world: World, who: str) -> str:
    await world.press(who, "🎓 Диплом")

    async def document() -> dict[str, Any] | None:
        return next((one for one in await world.transcript(who) if one["kind"] == "document"), None)

    found = await _until(document)
    async with world.http.get(f"{world.sandbox_url}{found['media']['url']}", params={"as": who}) as answer:
        assert answer.status == 200, await answer.text()
        return text_of(await answer.read())


async def _photographed(world: World) -> None:
    """Two photos, one of them in the topic of the album."""
    made = await world.ask("/sim/calls", method="createForumTopic")
    thread_of = {one["params"]["name"]: one["answer"]["message_thread_id"] for one in made}
    for topic in ("Вопросы", "Фото"):
        await world.sim("send", as_="misha", kind="photo", chat=GROUP, thread=thread_of[topic], caption="Финиш! № 114")

    async def page() -> str:
        shown = await world.page("olya", "/events/1/photos?of=me")
        return shown if '<ul class="album">' in shown else ""

    assert len(re.findall("<img", (await _until(page)).partition('<ul class="album">')[2])) == 1
    assert "С этим номером фото нет" in await world.page("olya", "/events/1/photos?number=37")


@pytest.mark.long
@pytest.mark.browser
async def test_from_the_door_to_the_album(world: World, connected: None, browser: Browser) -> None:
    await _prepared(world)
    await world.set_clock((GUN - timedelta(minutes=30)).isoformat())
    assert "Пришли 0 из 5" in words((await world.say("igor", "/checkin"))[-1])
    await _scans_without_a_network(world, browser)
    assert "Пришли 1 из 5" in words((await world.say("igor", "/checkin"))[-1])

    link = await _begun(world)
    await _runs(world)
    mark = await _typed(world, link)
    await world.start("igor", "e_1")
    for button in ("Управлять", "Завершить", "Завершить"):
        await world.press("igor", button)
    await world.send_file("pasha", "document", "morning.fit", fit(run(GUN + timedelta(seconds=20), 5020, 1506)))
    await _until(lambda: _has_said(world, "pasha", "Забег 5 км: 25:00"))

    await _announced(world)
    await world.idle()
    podium = await _until(lambda: _has_said(world, "misha", "🏁 Итоги: Забег 5 км", chat=GROUP))
    everybody, women, men = re.split("\n\n(?=Среди)", words(podium))
    assert re.findall(r"(\d)\. № (\d+) · ", everybody) == [("1", "4"), ("2", "3"), ("3", "114")]
    assert re.findall(r"(\d)\. № (\d+) · ", women) == [("1", "4"), ("2", "114")]
    assert re.findall(r"(\d)\. № (\d+) · ", men) == [("1", "3"), ("2", "37")]
    told = await _until(lambda: _has_said(world, "olya", "Итоги: Забег 5 км"))
    assert told["kind"] == "photo" and f"3 место из 4, {mark}" in words(told) and "Финишёр" in words(told)
    diploma = await _diploma(world, "olya")
    assert all(said in diploma for said in ("Оля Смирнова", "3 место из 4", mark)), diploma
    await _photographed(world)

    await world.say("olya", "/my")
    await world.press("olya", "Завершённые")
    mine = await world.last("olya")
    assert f"3 место из 4, {mark}, категория 1" in words(mine) and "🎓 Диплом" in buttons(mine)
    await world.press("olya", "Итоги")
    assert re.findall(r"№ (\d+) · ", words(await world.last("olya"))) == ["4", "3", "114", "37"]
    await world.press("olya", "Женщины")
    assert re.findall(r"(\d)\. № (\d+) · ", words(await world.last("olya"))) == [("1", "4"), ("2", "114")]
    await world.press("olya", "30–39")
    assert re.findall(r"(\d)\. № (\d+) · ", words(await world.last("olya"))) == [("1", "114")]
