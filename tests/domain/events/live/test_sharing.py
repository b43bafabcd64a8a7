"""M-01, EV-32: a live location is a way on the board, and comes to a result at the mark."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events import lifecycle
from domain.events.live import keeping, sharing, telling
from domain.events.live.errors import ArrivedAlready, NothingToFollow, NotYet
from domain.events.live.following import Fix
from domain.events.live.standings import live_card, live_rows, own_live_row
from domain.events.results import entering
from domain.events.results.finish import fire
from forma.simulation.walkers import Runner, place
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.followed import followed_race, result_of, share
from tests.kit.people import meet


async def send(person: Person, *fixes: Fix, message_id: int = 1, now: datetime | None = None) -> None:
    for fix in fixes:
        async with forma_database.transaction():
            await sharing.receive(person.telegram_id, message_id, fix, now=now or fix.at)


def at(seconds: float, along_m: float, aside_m: float = 0.0) -> Fix:
    return Fix(START + timedelta(seconds=seconds), *place(along_m, aside_m))


def straight(until_s: int, metres_a_second: float = 3.2, *, since_s: int = 0, every_s: int = 20) -> list[Fix]:
    return [at(n, n * metres_a_second) for n in range(since_s, until_s + 1, every_s)]


async def standing(event_id: int, now: datetime) -> list[tuple[int | None, int, int]]:
    """Number, place, metres."""
    card = await live_card(event_id, now=now)
    assert card is not None
    return [(row.number, row.place, round(row.metres)) for row in await live_rows(card, now=now, limit=100)]


async def test_twenty_runners_stand_where_they_truly_are(database: str) -> None:
    """Noisy, each at their own moments, some points lost: no rank is wrong by more than one."""
    event_id, people = await followed_race(await meet("Игорь"), 20)
    chance = Random(5)
    runners = [Runner(START, 2.4 + 0.09 * n, sway=0.03, seed=n, noise_m=3) for n in chance.sample(range(20), 20)]
    for person in people:
        await share(person, event_id)
    points: list[tuple[datetime, int, Fix]] = []
    for index, runner in enumerate(runners):
        moment = START - timedelta(seconds=chance.uniform(0, 60))
        while moment < START + timedelta(minutes=20):
            if chance.random() > 0.1:
                points.append((moment, index, runner.fix(moment)))
            moment += timedelta(seconds=chance.uniform(3, 8))
    points.sort(key=lambda one: one[:2])
    seen = 0
    for minutes in (5, 8, 12, 16, 20):
        now = START + timedelta(minutes=minutes)
        while seen < len(points) and points[seen][0] <= now:
            _, index, fix = points[seen]
            await send(people[index], fix)
            seen += 1
        true = sorted(range(20), key=lambda one: -runners[one].along(now))
        ranked = {number: rank for number, rank, _ in await standing(event_id, now)}
        assert len(ranked) == 20
        assert max(abs(ranked[index + 1] - rank) for rank, index in enumerate(true, 1)) <= 1


async def test_late_repeated_and_disordered_points_change_nothing(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    await share(olya, event_id)
    await share(pasha, event_id)
    fixes = straight(600)
    await send(olya, *fixes)
    disordered: list[Fix] = []
    for index, fix in enumerate(fixes):
        disordered += [fix, fix, *fixes[max(0, index - 3) : index]]
    await send(pasha, *disordered, now=fixes[-1].at)
    (first, second) = await standing(event_id, fixes[-1].at)
    assert first[2] == second[2] == pytest.approx(1920, abs=20)
    await send(pasha, Fix(START + timedelta(hours=1), *place(2500)), now=fixes[-1].at)
    assert await standing(event_id, fixes[-1].at) == [first, second], "a clock that is ahead"


async def test_at_the_mark_it_is_a_result_and_the_place_is_forgotten(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    await share(olya, event_id)
    await share(pasha, event_id)
    await send(pasha, *straight(300))
    await send(olya, *straight(1640))
    state, marks, reason, source = await result_of(olya)
    assert (state, reason, source) == ("ok", "", "live") and 1_550_000 < int(marks[1:-1]) < 1_570_000
    row = await forma_database.fetchrow("SELECT * FROM live_shares WHERE user_id = $1", olya.id)
    assert row is not None and row["state"] == "arrived"
    assert [row[name] for name in keeping.PLACES] == [None] * 6
    assert [one[:2] for one in await standing(event_id, START + timedelta(seconds=1640))] == [(2, 2)]
    card = await live_card(event_id, now=START + timedelta(seconds=1640))
    assert card is not None
    own = await own_live_row(card, pasha.id, now=START + timedelta(seconds=1640))
    assert own is not None and own.behind is not None and own.behind.total_seconds() < 3
    told = await forma_database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'live-arrived'")
    assert told == 1
    with pytest.raises(ArrivedAlready):
        await share(olya, event_id, message_id=2)


async def test_what_is_doubtful_waits_for_the_organizer(database: str) -> None:
    igor = await meet("Игорь")
    event_id, (olya,) = await followed_race(igor, 1)
    await share(olya, event_id)
    jumping = [at(20 * n, 64 * n + (1500 if n > 20 else 0)) for n in range(70)]
    await send(olya, *jumping)
    assert await result_of(olya) == ()
    await send(olya, *(at(1400 + 20 * n, 64 * (70 + n) + 1500) for n in range(40)))
    state, _, reason, _ = await result_of(olya)
    assert (state, reason) == ("review", "jumps")
    doubt = await forma_database.fetchrow("SELECT user_id FROM outbox WHERE kind = 'result-doubt'")
    assert doubt is not None and doubt["user_id"] == igor.id


async def test_what_the_organizer_wrote_stands(database: str) -> None:
    igor = await meet("Игорь")
    event_id, (olya,) = await followed_race(igor, 1)
    await share(olya, event_id)
    await send(olya, *straight(900))
    async with forma_database.transaction():
        await entering.enter(igor, event_id, 1, "сошла", now=START + timedelta(minutes=16))
    assert await standing(event_id, START + timedelta(minutes=16)) == []
    await send(olya, *straight(1640, since_s=920))
    assert (await result_of(olya))[0] == "dnf"


async def test_stopping_takes_the_place_away_at_once(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    for person in (olya, pasha):
        await share(person, event_id)
        await send(person, *straight(300))
    async with forma_database.transaction():
        await sharing.stop(olya.telegram_id, 1, now=START + timedelta(seconds=301))
    assert [one[0] for one in await standing(event_id, START + timedelta(seconds=301))] == [2]
    row = await forma_database.fetchrow("SELECT * FROM live_shares WHERE user_id = $1", olya.id)
    assert row is not None and [row[name] for name in keeping.PLACES] == [None] * 6
    await send(olya, *straight(400, since_s=320))
    assert (
        await forma_database.fetchval("SELECT along_m FROM live_shares WHERE user_id = $1", olya.id) == row["along_m"]
    )
    await share(olya, event_id, message_id=2, now=START + timedelta(seconds=420))
    await send(olya, *straight(500, since_s=420), message_id=2)
    metres = {number: metres for number, _, metres in await standing(event_id, START + timedelta(seconds=500))}
    assert metres[1] == pytest.approx(300 * 3.2 + 80 * 3.2, abs=40), "what was run unseen is not guessed"


async def test_almost_there_and_stopped_is_looked_at(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    for person, metres in ((olya, 4970), (pasha, 4800)):
        await share(person, event_id)
        await send(person, *straight(int(metres / 3.2), every_s=10))
        async with forma_database.transaction():
            await sharing.stop(person.telegram_id, 1, now=START + timedelta(minutes=30))
    assert (await result_of(olya))[2] == "short" and await result_of(pasha) == ()


async def test_of_two_telephones_the_last_one_counts(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    await send(olya, *straight(200))
    await share(olya, event_id, message_id=2, now=START + timedelta(seconds=201))
    at_home = [at(210 + 20 * n, 0, -900) for n in range(10)]
    for left, carried in zip(at_home, straight(400, since_s=220), strict=False):
        await send(olya, left, message_id=1)
        await send(olya, carried, message_id=2)
    now = START + timedelta(seconds=400)
    assert (await standing(event_id, now))[0][2] == pytest.approx(1280, abs=30)
    async with forma_database.transaction():
        await sharing.stop(olya.telegram_id, 1, now=now)
    assert len(await standing(event_id, now)) == 1, "the one that was left behind has stopped"
    await send(olya, *straight(500, since_s=420), message_id=2)
    assert (await standing(event_id, now))[0][2] == pytest.approx(1600, abs=30)


async def test_the_other_telephone_takes_over(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    await send(olya, *straight(200))
    await share(olya, event_id, message_id=2, now=START + timedelta(seconds=201))
    async with forma_database.transaction():
        await sharing.stop(olya.telegram_id, 2, now=START + timedelta(seconds=230))
    await send(olya, *straight(400, since_s=240), message_id=1)
    assert (await standing(event_id, START + timedelta(seconds=400)))[0][2] == pytest.approx(1280, abs=30)


@pytest.mark.parametrize(
    "place",
    [(91.0, 37.0), (55.0, 1e300), (float("nan"), 37.0), (float("-inf"), float("inf"))],
    ids=["north", "far", "nan", "inf"],
)
async def test_places_that_are_none(database: str, place: tuple[float, float]) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)
    await send(olya, *straight(200))
    await send(olya, Fix(START + timedelta(seconds=210), *place))
    await send(olya, *straight(300, since_s=220))
    assert (await standing(event_id, START + timedelta(seconds=300)))[0][2] == pytest.approx(960, abs=30)


async def test_whose_time_is_over_is_not_shown_and_may_come_back(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id, hours=0.1)
    await send(olya, *straight(400))
    assert (await standing(event_id, START + timedelta(seconds=361))) == []
    async with forma_database.transaction():
        assert await telling.each_minute(event_id, now=START + timedelta(seconds=400)) is not None
    row = await forma_database.fetchrow("SELECT state, latitude FROM live_shares")
    assert row is not None and tuple(row) == ("ended", None)
    await share(olya, event_id, message_id=2, now=START + timedelta(seconds=420))
    await send(olya, *straight(500, since_s=420), message_id=2)
    assert (await standing(event_id, START + timedelta(seconds=500)))[0][2] == pytest.approx(1600, abs=40)


async def test_by_distance_whoever_comes_farther(database: str) -> None:
    event_id, (olya, pasha, masha) = await followed_race(await meet("Игорь"), 3, measure="distance", distance_m=None)
    for person, speed in ((olya, 3.0), (pasha, 3.4), (masha, 2.8)):
        await share(person, event_id)
        await send(person, *straight(1000, speed))
    now = START + timedelta(seconds=1000)
    async with forma_database.transaction():
        await sharing.stop(pasha.telegram_id, 1, now=now)
    state, marks, _, source = await result_of(pasha)
    assert (state, source) == ("ok", "live") and 335_000 < int(marks[1:-1]) < 345_000
    assert [one[:2] for one in await standing(event_id, now)] == [(1, 2), (3, 3)]


async def test_after_the_event_no_place_is_kept_and_after_a_month_nothing(database: str) -> None:
    igor = await meet("Игорь")
    event_id, (olya, pasha) = await followed_race(igor, 2)
    await share(olya, event_id, hours=8)
    await share(pasha, event_id, hours=8)
    await send(olya, *straight(300))
    async with forma_database.transaction():
        await lifecycle.finish(igor, event_id, now=START + timedelta(hours=1))
    async with forma_database.transaction():
        assert await telling.each_minute(event_id, now=START + timedelta(hours=2)) is not None
        assert await telling.each_minute(event_id, now=START + timedelta(hours=2, minutes=31)) is None
    rows = await forma_database.fetch(f"SELECT state, {', '.join(keeping.PLACES)} FROM live_shares")
    assert [tuple(row) for row in rows] == [("ended", *[None] * 6)] * 2
    await forma_database.execute("UPDATE live_shares SET latitude = 55, longitude = 37")
    await keeping.purge(now=START + timedelta(days=1, hours=9))
    assert await forma_database.fetchval("SELECT count(latitude) FROM live_shares") == 0
    await keeping.purge(now=START + timedelta(days=31))
    assert await forma_database.fetchval("SELECT count(*) FROM live_shares") == 0


async def test_what_comes_after_the_end_of_a_live_location_is_no_way(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id, hours=0.1)
    await send(olya, *straight(360))
    metres = "SELECT shown_m FROM live_shares"
    assert (before := await forma_database.fetchval(metres)) == pytest.approx(1_152, abs=20)
    await send(olya, at(400, 1_300))
    assert await forma_database.fetchval(metres) == before


async def test_who_looks_is_told_once_in_a_few_seconds(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    await share(olya, event_id)
    await share(pasha, event_id)
    told: list[datetime] = []
    version = 0
    for second in range(1, 61):
        now = START + timedelta(seconds=second)
        await send(olya, at(second, 3 * second))
        await send(pasha, at(second, 3.3 * second))
        await agenda.work_due(AGENDA, now)
        seen = await forma_database.fetchval("SELECT version FROM live_boards WHERE event_id = $1", event_id)
        told += [now] if seen != version else []
        version = seen
    assert 10 <= len(told) <= 17 and told[0] == START + timedelta(seconds=4)


async def test_a_way_is_said_to_count_from_when_the_start_was_given(database: str) -> None:
    igor, given = await meet("Игорь"), START - timedelta(minutes=5)
    event_id, (olya,) = await followed_race(igor, 1)
    assert [one.starts_at for one in await sharing.events_to_follow(olya, now=given)] == [START]
    async with forma_database.transaction():
        await fire(igor, event_id, at=given, now=given)
    assert [one.starts_at for one in await sharing.events_to_follow(olya, now=given)] == [given]


async def test_which_events_there_are_to_follow(database: str) -> None:
    igor, stranger = await meet("Игорь"), await meet("Паша")
    event_id, (olya,) = await followed_race(igor, 1)
    assert [one.event_id for one in await sharing.events_to_follow(olya, now=START)] == [event_id]
    with pytest.raises(NothingToFollow):
        await sharing.events_to_follow(stranger, now=START)
    await forma_database.execute("UPDATE events SET status = 'registration_open'")
    assert await sharing.events_to_follow(olya, now=START - timedelta(minutes=40))
    with pytest.raises(NotYet):
        await sharing.events_to_follow(olya, now=START - timedelta(hours=3))
    with pytest.raises(NothingToFollow):
        await sharing.events_to_follow(olya, now=START - timedelta(days=3))
    await forma_database.execute("UPDATE event_boards SET scoring = jsonb_set(scoring, '{tracks}', 'false')")
    with pytest.raises(NothingToFollow):
        await sharing.events_to_follow(olya, now=START)


async def test_the_blocked_and_those_who_left_are_not_followed(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    for person in (olya, pasha):
        await share(person, event_id)
        await send(person, *straight(200))
    await forma_database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", olya.id)
    await forma_database.execute("UPDATE registrations SET status = 'withdrawn' WHERE user_id = $1", pasha.id)
    await send(olya, *straight(400, since_s=220))
    assert [one[0] for one in await standing(event_id, START + timedelta(seconds=220))] == [1]
    assert (await standing(event_id, START + timedelta(seconds=200)))[0][2] == pytest.approx(640, abs=30)
