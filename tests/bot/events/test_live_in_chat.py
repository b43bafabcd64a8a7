"""M-01, EV-32, EV-34, TG-14: a live location shared with the bot, the pinned card, the finish; over the sandbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events import lifecycle
from domain.events.live import telling
from domain.events.results import rules
from domain.notifications import budgets
from forma.simulation.walkers import place
from scheduler.events import AGENDA
from tests.bot.events.test_result_lists_in_chat import drop
from tests.bot.events.test_result_tracks_in_chat import RULES, work
from tests.bot.events.test_results_in_chat import card_in_group, race, shows_results
from tests.bot.spaces.test_linked_group import GROUP, join
from tests.kit.clock import START
from tests.kit.followed import followed_race, share
from tests.kit.town import Town
from tests.kit.tracks import gpx, run


async def live_race(town: Town, *names: str, **plan: Any) -> tuple[int, datetime]:
    """It starts now, and is measured by tracks over 5 km."""
    event_id, igor = await race(town, *names, distance_m=5000, **plan)
    start = town.clock.now() + timedelta(days=7)
    await database.execute("UPDATE events SET kind = 'race', starts_at = $1, ends_at = $2", start, start + 3 * HOUR)
    async with database.transaction():
        await rules.set_scoring(igor, event_id, RULES, now=town.clock.now())
    await at(town, start)
    return event_id, start


HOUR = timedelta(hours=1)


async def at(town: Town, moment: datetime) -> None:
    """Telegram's clock and ours."""
    town.clock.set(moment)
    await town.sim("clock", set=moment.isoformat())


async def shares(town: Town, who: str, along_m: float = 0, *, hours: float = 3) -> int:
    latitude, longitude = place(along_m)
    fields = {"kind": "live_location", "lat": latitude, "lon": longitude, "live_period": int(hours * 3600)}
    return int((await town.do("send", as_=who, **fields))["message_id"])


async def moves(town: Town, who: str, message_id: int, moment: datetime, along_m: float) -> None:
    await at(town, moment)
    latitude, longitude = place(along_m)
    await town.do("move", as_=who, message_id=message_id, lat=latitude, lon=longitude)


async def look(town: Town) -> None:
    """What the scheduler does, and what follows from it."""
    town.clock.advance(seconds=5)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.settle()


async def test_from_the_button_to_the_finish(town: Town) -> None:
    event_id, start = await live_race(town, "olya", "pasha")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Показать, где я")
    said = await town.last("olya")
    assert "Транслировать геопозицию" in said and "ваше имя, километры" in said and "Остановить" in said
    olya, pasha = await shares(town, "olya"), await shares(town, "pasha")
    assert "Вижу вас! Забег в парке" in await town.last("olya")
    assert "I see you!" in await town.last("pasha")
    before = len(await town.seen("olya"))
    for second in range(20, 320, 20):
        await moves(town, "olya", olya, start + timedelta(seconds=second), 3.2 * second)
        await moves(town, "pasha", pasha, start + timedelta(seconds=second + 5), 3.0 * (second + 5))
    await look(town)
    assert len(await town.seen("olya")) == before, "nothing is said to points"
    card = await card_in_group(town)
    assert "На дистанции: 2\n1. Оля, № 1 · 0," in card and "2. Pasha, № 2 · 0,9" in card
    assert "5:1" in card and "+0:" in card
    for second in range(320, 1600, 20):
        await moves(town, "olya", olya, start + timedelta(seconds=second), 3.2 * second)
    await look(town)
    assert "Финиш! Забег в парке: 26:0" in await town.last("olya") and "1 место" in await town.last("olya")
    card = await card_in_group(town)
    assert "1. Оля, № 1 · 26:0" in card and "(не проверено)" in card
    assert "2. Pasha, № 2" in card and "молчит" in card


async def test_what_was_told_of_a_place_is_not_kept(town: Town) -> None:
    _, start = await live_race(town, "olya")
    olya = await shares(town, "olya")
    await moves(town, "olya", olya, start + timedelta(seconds=20), 60)
    kept = await database.fetch("SELECT payload FROM inbox WHERE payload LIKE '%latitude%'")
    assert kept == []


async def test_stopping_leaves_the_card(town: Town) -> None:
    _, start = await live_race(town, "olya", "pasha")
    olya, pasha = await shares(town, "olya"), await shares(town, "pasha")
    for second in range(20, 320, 20):
        await moves(town, "olya", olya, start + timedelta(seconds=second), 3.2 * second)
        await moves(town, "pasha", pasha, start + timedelta(seconds=second), 3.0 * second)
    await town.do("move", as_="olya", message_id=olya, stop=True)
    assert "Больше не смотрю, где вы. Пройдено 0,9" in await town.last("olya")
    await look(town)
    card = await card_in_group(town)
    assert "На дистанции: 1\n1. Pasha" in card and "Оля, № 1" not in card
    assert await database.fetchval("SELECT anchor_latitude FROM live_shares WHERE state = 'ended'") is None


async def test_by_number_where_the_name_is_hidden(town: Town) -> None:
    _, start = await live_race(town, "olya")
    await shows_results(await town.person("olya"), public=False)
    olya = await shares(town, "olya")
    assert "под номером 1, без имени" in await town.last("olya")
    await moves(town, "olya", olya, start + timedelta(seconds=60), 200)
    await look(town)
    card = await card_in_group(town)
    assert "1. № 1 · 0,2" in card and "Оля, № 1" not in card
    await town.press("olya", "Показать моё имя")
    await look(town)
    assert "1. Оля, № 1 · 0,2" in await card_in_group(town)


async def test_with_nothing_on_there_is_a_kind_word(town: Town) -> None:
    event_id, start = await live_race(town, "olya")
    await town.do("start", as_="katya")
    await shares(town, "katya")
    assert "показывать некому" in await town.last("katya")
    await database.execute(
        "UPDATE events SET status = 'registration_open', starts_at = $1, ends_at = NULL", start + 5 * HOUR
    )
    await shares(town, "olya")
    assert "за час до старта" in await town.last("olya")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    assert "Показать, где я" in [one["text"] for one in (await town.seen("olya"))[-1]["buttons"]]
    await database.execute("UPDATE events SET starts_at = $1", start + 30 * HOUR)
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    assert "Показать, где я" not in [one["text"] for one in (await town.seen("olya"))[-1]["buttons"]]


async def test_one_point_is_answered_with_how_to_go_on(town: Town) -> None:
    await live_race(town, "olya")
    await town.do("send", as_="olya", kind="location", lat=55.7, lon=37.6)
    assert "Это одна точка" in await town.last("olya")


async def test_of_two_events_the_person_chooses(town: Town) -> None:
    event_id, start = await live_race(town, "olya")
    igor = await town.person("igor")
    other = await town.event(igor, "Велопоездка", distance_m=20000)
    await join(town, "olya", other)
    await database.execute("UPDATE events SET starts_at = $2, kind = 'ride' WHERE id = $1", other, start)
    async with database.transaction():
        await rules.set_scoring(igor, other, RULES, now=start)
        await lifecycle.start(igor, other, now=start)
    olya = await shares(town, "olya")
    assert "Для какого события" in await town.last("olya")
    await moves(town, "olya", olya, start + timedelta(seconds=20), 60)
    assert await database.fetchval("SELECT count(*) FROM live_shares") == 0
    await town.press("olya", "Велопоездка")
    assert "Вижу вас! Велопоездка" in await town.last("olya")
    for second in (40, 60, 80):
        await moves(town, "olya", olya, start + timedelta(seconds=second), 9.0 * second)
    rows = await database.fetch("SELECT event_id, sport, along_m FROM live_shares")
    assert [(row["event_id"], row["sport"]) for row in rows] == [(other, "cycling")] and 350 < rows[0]["along_m"] < 365
    assert event_id != other


async def test_a_file_goes_before_what_was_followed(town: Town) -> None:
    _, start = await live_race(town, "olya")
    olya = await shares(town, "olya")
    for second in range(20, 1600, 20):
        await moves(town, "olya", olya, start + timedelta(seconds=second), 3.2 * second)
    await drop(town, "olya", "a.gpx", gpx(run(start, 5100, 1530)))
    await work(town)
    assert "25:00" in await town.last("olya")
    row = await database.fetchrow("SELECT source, marks::text AS marks FROM results")
    assert tuple(row or ()) == ("track", "[1500000]")


def point(person: Person, message_id: int, moment: datetime, along_m: float, update_id: int) -> dict[str, Any]:
    latitude, longitude = place(along_m)
    chat = {"id": person.telegram_id, "type": "private", "first_name": "Бегун"}
    return {
        "update_id": update_id,
        "edited_message": {
            "message_id": message_id,
            "date": int(START.timestamp()),
            "edit_date": int(moment.timestamp()),
            "chat": chat,
            "from": {"id": person.telegram_id, "is_bot": False, "first_name": "Бегун"},
            "location": {"latitude": latitude, "longitude": longitude, "live_period": 7200, "heading": 90},
        },
    }


async def test_twenty_runners_move_the_pinned_card_within_its_budget(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each second of a minute each of them is heard of; the card is edited so often as one may, and ends up right."""
    monkeypatch.setattr(budgets, "CARD_EVERY_S", 0.5)
    igor = await town.person("igor")
    event_id, people = await followed_race(igor, 20)
    await town.do(
        "chat", as_="igor", add_bot=True, bot_admin=True, title="Бег", key=GROUP, kind="forum", members=["olya"]
    )
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    for person in people:
        await share(person, event_id)
    edits = len(await town.look("/sim/calls", method="editMessageText"))
    update_id = 900_000_000
    for second in range(2, 61, 2):
        town.clock.set(START + timedelta(seconds=second))
        updates = []
        for index, person in enumerate(people):
            update_id += 1
            moment = START + timedelta(seconds=second)
            updates.append(point(person, 1, moment, (2.5 + 0.1 * index) * second, update_id))
        await town.take_in(*updates)
        await agenda.work_due(AGENDA, town.clock.now())
        await town.settle()
    town.clock.advance(seconds=61)
    await agenda.work_due(AGENDA, town.clock.now())
    while f"1. {people[-1].name}, № 20" not in await _pinned(town):
        await town.settle()
    calls = (await town.look("/sim/calls", method="editMessageText"))[edits:]
    assert 1 <= len(calls) <= 60 / telling.EVERY.total_seconds() + 1
    moments = [datetime.fromisoformat(one["at"]) for one in calls]
    assert all((after - before).total_seconds() > 0.4 for before, after in pairwise(moments))


async def _pinned(town: Town) -> str:
    return str(next(one["text"] for one in await town.seen("olya", chat=GROUP) if "Забег 5 км" in one["text"]))
