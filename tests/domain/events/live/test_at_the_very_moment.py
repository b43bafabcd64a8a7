"""M-01: a live location at the moments at which something begins or ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.events.live import keeping, sharing, telling
from domain.events.live.errors import NotYet
from domain.events.live.following import MOST_SPLITS, Race, Run, advance
from domain.events.live.standings import live_card, live_rows
from tests.domain.events.live.test_sharing import at, send, share, standing, straight
from tests.kit.clock import START
from tests.kit.followed import followed_race
from tests.kit.people import meet

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


async def test_one_may_share_from_an_hour_before_the_start_and_not_earlier(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await forma_database.execute("UPDATE events SET status = 'registration_open'")
    with pytest.raises(NotYet):
        await sharing.events_to_follow(olya, now=START - HOUR - SECOND)
    assert [one.event_id for one in await sharing.events_to_follow(olya, now=START - HOUR)] == [event_id]


async def test_of_one_moment_the_first_place_is_believed(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    await send(olya, *straight(200))
    known = await forma_database.fetchrow("SELECT * FROM live_shares")
    await send(olya, at(200, 2000))
    assert await forma_database.fetchrow("SELECT * FROM live_shares") == known


async def test_what_comes_with_the_arrival_is_heard_of_no_more(database: str) -> None:
    """Points that wait without a network come together; where somebody goes after the finish is nobody's."""
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    async with forma_database.transaction():
        state = await sharing.receive_all(olya.telegram_id, 1, straight(2000), now=START + timedelta(seconds=2000))
    heard_at = await forma_database.fetchval("SELECT heard_at FROM live_shares")
    assert state == "arrived" and heard_at == START + timedelta(seconds=1580), "the point behind the mark"


async def test_a_live_location_is_over_at_its_end_and_who_looks_is_told(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id, hours=0.1)
    await send(olya, *straight(340))
    ends_at = START + timedelta(seconds=360)
    versions = []
    for now in (ends_at - SECOND, ends_at, ends_at + timedelta(minutes=1)):
        async with forma_database.transaction():
            await telling.each_minute(event_id, now=now)
        row = await forma_database.fetchrow("SELECT s.state, b.version FROM live_shares s, live_boards b")
        assert row is not None
        versions.append((row["state"], row["version"]))
    assert versions == [("sharing", 1), ("ended", 2), ("ended", 2)], "the last time that nobody is there any more"


async def test_after_two_minutes_without_a_word_it_is_said(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    await send(olya, *straight(200))
    heard_at = START + timedelta(seconds=200)
    for later, silent in ((timedelta(seconds=119), None), (timedelta(minutes=2), timedelta(minutes=2))):
        card = await live_card(event_id, now=heard_at + later)
        assert card is not None
        assert [row.silent for row in await live_rows(card, now=heard_at + later)] == [silent]


async def test_after_a_month_to_the_minute_nothing_is_kept(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id, hours=1)
    over = START + HOUR
    await keeping.purge(now=over + keeping.KEPT - SECOND)
    assert await forma_database.fetchval("SELECT count(*) FROM live_shares") == 1
    await keeping.purge(now=over + keeping.KEPT)
    assert await forma_database.fetchval("SELECT count(*) FROM live_shares") == 0


async def test_one_location_is_shared_in_one_event(database: str) -> None:
    """Chosen for another event it leaves the first; a second telephone of the same kind is not followed."""
    igor = await meet("Игорь")
    first, (olya,) = await followed_race(igor, 1)
    second, _ = await followed_race(igor, 1)
    await forma_database.execute("UPDATE registrations SET user_id = $2 WHERE event_id = $1", second, olya.id)
    await share(olya, first)
    await share(olya, second)
    rows = await forma_database.fetch("SELECT event_id, state FROM live_shares ORDER BY event_id")
    assert [tuple(row) for row in rows] == [(first, "ended"), (second, "sharing")]
    await send(olya, *straight(200))
    await share(olya, second, message_id=2, now=START + timedelta(seconds=201))
    await send(olya, *straight(300, since_s=240), message_id=1)
    assert (await standing(second, START + timedelta(seconds=300)))[0][2] < 800


async def test_where_somebody_stopped_is_known_to_the_end_of_the_event_and_not_longer(database: str) -> None:
    """They may go on from there with another live location."""
    igor = await meet("Игорь")
    event_id, (olya,) = await followed_race(igor, 1)
    await share(olya, event_id, hours=0.1)
    await send(olya, *straight(340))
    known = []
    for minutes in (7, 60 * 3):
        async with forma_database.transaction():
            await telling.each_minute(event_id, now=START + timedelta(minutes=minutes))
        known.append(await forma_database.fetchval("SELECT anchor_latitude IS NOT NULL FROM live_shares"))
        await forma_database.execute("UPDATE events SET status = 'finished'")
    assert known == [True, False]


async def test_who_counts_by_distance_may_stop_and_go_on(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1, measure="distance", distance_m=None)
    await share(olya, event_id)
    await send(olya, *straight(400))
    async with forma_database.transaction():
        await sharing.stop(olya.telegram_id, 1, now=START + timedelta(seconds=400))
    assert await standing(event_id, START + timedelta(seconds=401)) == []
    await share(olya, event_id, message_id=2, now=START + timedelta(seconds=420))
    await send(olya, *straight(600, since_s=420), message_id=2)
    assert [one[:2] for one in await standing(event_id, START + timedelta(seconds=600))] == [(1, 1)]


def test_the_marks_of_a_way_without_end_are_so_many_at_most() -> None:
    race = Race(START, "cycling", None)
    far = Run(START, at(0, 0), along_m=500.0 * MOST_SPLITS, splits=tuple(range(1, MOST_SPLITS + 1)))
    went = advance(replace(far, shown_m=far.along_m), at(60, 600), race)
    assert went.along_m > far.along_m + 500 and len(went.splits) == MOST_SPLITS
