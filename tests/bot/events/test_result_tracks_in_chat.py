"""EV-32 in the chat: a watch's file to the bot, a result on the board; what is doubtful goes to the organizer."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.events.results import rules
from forma.work import result_tracks
from tests.bot.events.test_result_lists_in_chat import drop
from tests.bot.events.test_results_in_chat import card_in_group, race
from tests.bot.spaces.test_linked_group import GROUP
from tests.kit.town import Town
from tests.kit.tracks import fit, gpx, run

RULES = {"measure": "time", "stages": 1, "by_sex": True, "ages": "18, 30", "tracks": True}


async def tracked_race(town: Town, *names: str) -> tuple[int, datetime]:
    event_id, igor = await race(town, *names, distance_m=5000)
    await database.execute("UPDATE events SET kind = 'race'")
    async with database.transaction():
        await rules.set_scoring(igor, event_id, RULES, now=town.clock.now())
    starts_at = await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id)
    town.clock.advance(days=7, minutes=30)
    return event_id, starts_at


async def work(town: Town) -> None:
    handlers = result_tracks(town.gateway, town.clock.now)
    taken = "DELETE FROM pgqueuer WHERE entrypoint = 'result-track' RETURNING convert_from(payload, 'UTF8') AS subject"
    for job in await database.fetch(taken):
        await handlers["result-track"](job["subject"])
    await town.settle()


async def test_a_fit_file_of_5020_metres_gives_the_time_at_5000(town: Town) -> None:
    _, starts_at = await tracked_race(town, "olya")
    await drop(town, "olya", "morning.fit", fit(run(starts_at, 5020, 1506)))
    assert "Читаю morning.fit" in await town.last("olya")
    await work(town)
    assert "25:00" in await town.last("olya") and "1 место" in await town.last("olya")
    card = await card_in_group(town)
    assert "1. Оля, № 1 · 25:00 (не проверено)" in card
    row = await database.fetchrow("SELECT source, verified, marks::text AS marks FROM results")
    assert tuple(row or ()) == ("track", False, "[1500000]")


async def test_a_bicycle_goes_to_be_checked_and_counts_once_the_organizer_says_so(town: Town) -> None:
    _, starts_at = await tracked_race(town, "olya")
    await drop(town, "olya", "a.gpx", gpx(run(starts_at, 5100, 500)))
    await work(town)
    assert "слишком быстро" in await town.last("olya")
    assert "Оля, № 1 ·" not in await card_in_group(town)
    told = await town.last("igor")
    assert "№ 1, Оля" in told and "слишком быстро" in told
    await town.press("igor", "Засчитать")
    assert "1. Оля, № 1 · 8:10" in await card_in_group(town)


async def test_what_does_not_fit_is_refused_in_words(town: Town) -> None:
    _, starts_at = await tracked_race(town, "olya", "pasha")
    for name, data, why in (
        ("a.gpx", gpx(run(starts_at, 4800, 1500)), "короче дистанции. Нужно 5 км"),
        ("b.gpx", gpx(run(town.clock.now().replace(year=2020), 5100, 1500)), "не во время события"),
        ("c.fit", b"\x0e\x10broken", "не открывается"),
        ("d.tcx", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "есть лишнее"),
        ("e.gpx", b" " * ((50 << 20) - 4096), "слишком большой"),
    ):
        await drop(town, "olya", name, data)
        await work(town)
        assert why in await town.last("olya")
    await drop(town, "katya", "a.gpx", gpx(run(starts_at, 5000, 1500)))
    assert "нет события, которое принимает треки" in await town.last("katya")
    await town.say("igor", "/result 2 20:00", chat=GROUP)
    await drop(town, "pasha", "a.gpx", gpx(run(starts_at, 5000, 1500)))
    assert "The organizer has entered your result" in await town.last("pasha")
    assert await database.fetchval("SELECT count(*) FROM results WHERE source = 'track'") == 0


async def test_the_same_file_from_two_people_is_looked_at(town: Town) -> None:
    _, starts_at = await tracked_race(town, "olya", "pasha")
    data = gpx(run(starts_at, 5100, 1500))
    for who in ("olya", "pasha"):
        await drop(town, who, "a.gpx", data)
        await work(town)
    assert "the same track" in await town.last("pasha")
    rows = await database.fetch("SELECT state FROM results ORDER BY id")
    assert [row["state"] for row in rows] == ["ok", "review"]
