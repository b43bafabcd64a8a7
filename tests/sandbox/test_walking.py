"""Live locations: walked by the world's clock, stopped by hand, by the track's end or by time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Location, Message

from tests.sandbox.conftest import Place

GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{}</trkseg></trk></gpx>'.format(
    "".join(f'<trkpt lat="55.{n}" lon="37.5"><time>2026-05-01T10:{n}0:00Z</time></trkpt>' for n in range(1, 5))
)


async def live(place: Place, **more: Any) -> int:
    sent = await place.sim("send", as_="olya", kind="live_location", lat=55.0, lon=37.0, **more)
    await place.updates()
    return int(sent["message_id"])


async def moves(place: Place, count: int) -> list[Location]:
    found: list[Message] = []
    while len(found) < count:
        found += [u.edited_message for u in await place.updates(timeout=30) if u.edited_message]
    return [message.location for message in found if message.location]


async def test_moved_by_hand(place: Place) -> None:
    number = await live(place, live_period=600)
    await place.sim("move", as_="olya", message_id=number, lat=55.5, lon=37.5, heading=90)
    (place_now,) = await moves(place, 1)
    assert (place_now.latitude, place_now.heading, place_now.live_period) == (55.5, 90, 600)
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert line["location"]["live"] and line["location"]["heading"] == 90 and line["location"]["until"]
    await place.sim("move", as_="olya", message_id=number, lat=95, lon=37.5, status=400)
    await place.sim("move", as_="olya", message_id=number, status=400)
    await place.sim("move", as_="olya", message_id=number, stop=True)
    (last,) = await moves(place, 1)
    assert last.latitude == 55.5 and last.live_period is None
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert line["location"]["was_live"] and not line["location"]["live"]
    await place.sim("move", as_="olya", message_id=number, lat=55, lon=37, status=400)


async def test_the_clock_brings_the_walker_along(place: Place) -> None:
    """Ten minutes from point to point: the walk waits until the world's clock is moved."""
    number = await live(place, live_period=86_400)
    begun = await place.sim("move", as_="olya", message_id=number, gpx=GPX, speed=2)
    assert begun["points"] == 4 and begun["seconds"] == 900
    (first,) = await moves(place, 1)
    assert first.latitude == 55.1 and first.heading is None
    assert await place.updates() == []
    await place.sim("clock", advance="5m")
    (second,) = await moves(place, 1)
    assert second.latitude == 55.2 and second.heading == 360, "north"
    await place.sim("clock", advance="20m")
    assert [one.latitude for one in await moves(place, 2)] == [55.3, 55.4]


async def test_a_new_order_ends_the_walk(place: Place) -> None:
    number = await live(place)
    await place.sim("move", as_="olya", message_id=number, gpx=GPX)
    await moves(place, 1)
    await place.sim("move", as_="olya", message_id=number, stop=True)
    await moves(place, 1)
    await place.sim("clock", advance="2h")
    await asyncio.sleep(0)
    assert await place.updates() == [] and not place.world.walks


async def test_its_time_runs_out(place: Place) -> None:
    number = await live(place, live_period=60)
    await place.sim("clock", advance="2m")
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert not line["location"]["live"] and line["location"]["was_live"]
    await place.sim("move", as_="olya", message_id=number, lat=55, lon=37, status=400)
    assert await place.updates() == [], "Telegram tells nobody that the time is over"


@pytest.mark.parametrize(
    "gpx", ["не gpx", "<gpx/>", '<gpx><wpt lat="99" lon="1"/></gpx>', '<gpx><wpt lat="x" lon="1"/></gpx>']
)
async def test_a_track_that_cannot_be_read(place: Place, gpx: str) -> None:
    await place.sim("move", as_="olya", message_id=await live(place), gpx=gpx, status=400)


async def test_the_bots_own_live_location(place: Place) -> None:
    chat, bot = await place.started(), place.bot
    sent = await bot.send_location(chat, 55.7, 37.6, live_period=600)
    moved = await bot.edit_message_live_location(55.8, 37.7, chat_id=chat, message_id=sent.message_id, heading=45)
    assert isinstance(moved, Message) and moved.location is not None and moved.location.heading == 45
    stopped = await bot.stop_message_live_location(chat_id=chat, message_id=sent.message_id)
    assert isinstance(stopped, Message) and stopped.location is not None and stopped.location.live_period is None
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_live_location(55.8, 37.7, chat_id=chat, message_id=sent.message_id)
    assert await place.updates() == [], "the bot's own edits are no updates"
