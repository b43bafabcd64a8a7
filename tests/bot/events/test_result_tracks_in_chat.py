"""EV-32 in the chat: a watch's file to the bot, a result on the board; what is doubtful goes to the organizer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain import database
from domain.events.entry import registration
from domain.events.results import rules
from domain.notifications import pace
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


async def test_of_two_events_one_is_chosen_and_the_file_is_not_sent_again(town: Town) -> None:
    _, starts_at = await tracked_race(town, "olya")
    igor, olya = await town.person("igor"), await town.person("olya")
    second = await town.event(igor, "Вечерний забег", distance_m=5000)
    async with database.transaction():
        await registration.register(olya, second, {}, now=town.clock.now())
        await rules.set_scoring(igor, second, RULES, now=town.clock.now())
    await database.execute("UPDATE events SET status = 'running' WHERE id = $1", second)
    await drop(town, "olya", "morning.fit", fit(run(starts_at, 5020, 1506)))
    await town.press("olya", "Забег в парке")
    assert "Читаю morning.fit. Событие: Забег в парке" in await town.last("olya")
    await work(town)
    assert "25:00" in await town.last("olya")


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


@pytest.mark.parametrize("how", ["as it is", "a space more", "written anew", "a minute later"])
async def test_the_same_way_from_two_people_is_looked_at(town: Town, how: str) -> None:
    """However the second one has bent the file of the first."""
    _, starts_at = await tracked_race(town, "olya", "pasha")
    hers, name, his = gpx(run(starts_at, 5100, 1500)), "a.gpx", gpx(run(starts_at, 5100, 1500))
    if how == "a space more":
        his += b" "
    elif how == "written anew":
        name, his = "b.gpx", his.replace(b"<ele>120</ele>", b"").replace(b'creator="w"', b'creator="other"')
    elif how == "a minute later":
        his = gpx(run(starts_at + timedelta(minutes=1), 5100, 1500))
    for who, file, data in (("olya", "a.gpx", hers), ("pasha", name, his)):
        await drop(town, who, file, data)
        await work(town)
    assert "the same track" in await town.last("pasha")
    rows = await database.fetch("SELECT state FROM results ORDER BY id")
    assert [row["state"] for row in rows] == ["ok", "review"]


async def test_a_way_that_is_not_gone_yet_is_looked_at(town: Town) -> None:
    """Half an hour after the start there is a file of three quarters of an hour, at a pace that anybody could run."""
    _, starts_at = await tracked_race(town, "olya")
    await drop(town, "olya", "a.gpx", gpx(run(starts_at, 5100, 2700)))
    await work(town)
    assert "трек кончается позже" in await town.last("olya")
    assert await database.fetchval("SELECT state FROM results") == "review"


async def test_nobody_is_farther_by_what_they_went_before_the_gun(town: Town) -> None:
    """Who comes farthest in the time wins: two kilometres to the start are none of it."""
    event_id, starts_at = await tracked_race(town, "olya")
    await database.execute(
        'UPDATE event_boards SET scoring = scoring || \'{"measure": "distance"}\' WHERE event_id = $1', event_id
    )
    way = run(starts_at - timedelta(minutes=10), 5000, 1500)
    await drop(town, "olya", "a.gpx", gpx(way))
    await work(town)
    assert await database.fetchval("SELECT marks::text FROM results") == "[300000]"


async def test_files_without_end_are_neither_read_nor_looked_at(town: Town) -> None:
    """Each doubtful one is a word to the organizer, and reading twenty megabytes takes a while."""
    await tracked_race(town, "olya")
    for number in range(pace.FILES.most + 2):
        await drop(town, "olya", f"{number}.gpx", b"<gpx/>")
    assert "Можно будет снова" in await town.last("olya")
    assert await database.fetchval("SELECT count(*) FROM result_tracks") == pace.FILES.most
