"""J-05, M-01: two runners share live locations walked by the clock; Forma is killed on the way and no metre is lost."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta

import asyncpg
import pytest

from forma.simulation.walkers import place
from tests.kit.clock import START
from tests.kit.world import World, words

GROUP = "бег"
STEP_S = 60
TRACKS = (
    "INSERT INTO event_boards (event_id, scoring, version, state, announced) "
    """VALUES (1, '{"measure": "time", "tracks": true}', 0, 'open', 0)"""
)


def _gpx(metres_a_second: float, steps: int) -> str:
    points = []
    for step in range(steps):
        latitude, longitude = place(metres_a_second * STEP_S * step)
        at = START + timedelta(seconds=STEP_S * step)
        points.append(f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><time>{at:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>')
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{"".join(points)}</trkseg></trk></gpx>'


async def _prepared(world: World, url: str) -> None:
    """The race is in the group, measured by tracks, and has just begun."""
    await world.run_product()
    await world.set_clock("2026-12-01T09:00:00+03:00")
    for who in ("igor", "olya", "pasha"):
        await world.start(who)
    await world.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    await world.press("igor", "Опубликовать")
    fields = {"title": "Бег", "key": GROUP, "kind": "forum", "members": ["olya", "pasha"]}
    await world.sim("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await world.say("igor", "/link 1", chat=GROUP)
    for who, button, agreed in (("olya", "Участвовать", "Принимаю"), ("pasha", "Take part", "I agree")):
        await world.start(who, "e_1")
        await world.press(who, button)
        await world.press(who, agreed)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(TRACKS)
        await connection.execute("UPDATE events SET distance_m = 5000, kind = 'race' WHERE id = 1")
        await world.set_clock("2026-12-07T10:00:00+03:00")
        async with asyncio.timeout(60):
            while await connection.fetchval("SELECT status FROM events WHERE id = 1") != "running":
                await asyncio.sleep(0.1)
    finally:
        await connection.close()


async def _now(world: World) -> datetime:
    return datetime.fromisoformat((await world.ask("/sim/clock"))["now"])


async def _shares(world: World, who: str, speed: float) -> float:
    """For so many seconds they stand at the start: Telegram's clock does not wait for a busy machine."""
    latitude, longitude = place(0)
    shared_at = await _now(world)
    sent = await world.sim("send", as_=who, kind="live_location", lat=latitude, lon=longitude, live_period=7200)
    await world.idle()
    await world.sim("move", as_=who, message_id=sent["message_id"], gpx=_gpx(speed, 40), speed=1)
    return (await _now(world) - shared_at).total_seconds()


async def _card(world: World) -> str:
    lines = await world.transcript("olya", GROUP)
    return next(words(one) for one in lines if "Забег 5 км" in words(one))


@pytest.mark.long
async def test_a_race_is_followed_through_a_kill(stopped_world: World, database_url: str) -> None:
    world = stopped_world
    await _prepared(world, database_url)
    stood_s = await _shares(world, "olya", 3.2)
    assert "Вижу вас! Забег 5 км" in words(await world.last("olya"))
    await _shares(world, "pasha", 2.6)
    for _ in range(8):
        await world.walk_on(f"{STEP_S}s")
    async with asyncio.timeout(60):
        while "1. № 1 · 1," not in (card := await _card(world)):
            await asyncio.sleep(0.1)
    assert "На дистанции: 2" in card and "2. № 2 · 1," in card, "who shows their results to nobody is a number"
    await world.stop_product(kill=True)
    for _ in range(6):
        await world.sim("clock", advance=f"{STEP_S}s")
        await asyncio.sleep(0.05)
    await world.run_product()
    for _ in range(14):
        await world.walk_on(f"{STEP_S}s")
    async with asyncio.timeout(60):
        while "Финиш!" not in words(await world.last("olya")):
            await asyncio.sleep(0.1)
    finish = words(await world.last("olya"))
    minutes, seconds = re.search(r"Забег 5 км: (\d+):(\d\d)", finish).groups()  # type: ignore[union-attr]
    later_s = int(minutes) * 60 + int(seconds) - 5000 / 3.2 - stood_s
    assert -30 < later_s < 2 * STEP_S, "Forma was away for six steps; a walker comes late by one at most"
    assert "1 место" in finish
    async with asyncio.timeout(60):
        while "2. № 2 · 4," not in (card := await _card(world)):
            await asyncio.sleep(0.1)
    assert f"1. № 1 · {minutes}:{seconds}" in card and "На дистанции: 1" in card
