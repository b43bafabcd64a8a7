"""EV-32: a way recorded in the mini-app is on the live board, and comes to a result as a watch's file does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.activity import recordings
from domain.activity.errors import RecordingOver, RecordingsTooMany, RecordingTooFast, RecordingUnreadable
from domain.activity.recording import Spot
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events.live import sharing
from domain.events.live.following import Fix
from domain.events.live.standings import live_card, live_rows
from domain.events.recorder import finishing, recorder
from domain.events.recorder.errors import RecorderClosed
from domain.events.results import entering
from domain.events.results.finish import fire
from forma.simulation.walkers import place
from forma.work import result_tracks
from scheduler.events import AGENDA
from tests.kit.clock import START, FakeClock
from tests.kit.followed import followed_race, result_of, share
from tests.kit.people import meet

KEY = "telephone"


def at(seconds: float, along_m: float) -> Spot:
    return Spot(START + timedelta(seconds=seconds), *place(along_m), 6)


def run(until_s: int, metres_a_second: float = 3.2, *, since_s: int = 0, every_s: int = 5) -> list[Spot]:
    return [at(n, max(0, n) * metres_a_second) for n in range(since_s, until_s + 1, every_s)]


async def send(
    person: Person, event_id: int, spots: Sequence[Spot], *, key: str = KEY, now: datetime | None = None, part: int = 0
) -> None:
    """In parts of a hundred, each when its last point was."""
    for first in range(0, len(spots), 100):
        some = spots[first : first + 100]
        said = f"part-{part or int(some[0].at.timestamp())}"
        when = now or some[-1].at
        await in_transaction(lambda s=some, k=said, w=when: recorder.hear(person, event_id, key, k, s, now=w))  # type: ignore[misc]


async def finish(person: Person, event_id: int, now: datetime, *, key: str = KEY) -> None:
    await in_transaction(lambda: finishing.finish(person, event_id, key, now=now))


async def outcome(person: Person, event_id: int, now: datetime) -> finishing.Outcome:
    found = await finishing.outcome_of(person, await recorder.recorder_of(person, event_id, now=now))
    assert found is not None
    return found


_TAKEN = """
WITH taken AS (DELETE FROM pgqueuer WHERE entrypoint = 'result-track' RETURNING id, payload)
SELECT convert_from(payload, 'UTF8') AS subject FROM taken ORDER BY id
"""


async def judge(now: datetime) -> None:
    """The job, as it is worked."""
    handlers = result_tracks(None, FakeClock(now).now)  # type: ignore[arg-type]  # nothing is downloaded
    for job in await forma_database.fetch(_TAKEN):
        await handlers["result-track"](job["subject"])


async def on_board(event_id: int, now: datetime) -> list[tuple[int | None, int]]:
    card = await live_card(event_id, now=now)
    return [(row.number, round(row.metres)) for row in await live_rows(card, now=now)] if card else []


async def test_a_recorded_run_is_on_the_board_and_becomes_a_result_by_the_judging_of_files(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    await send(olya, event_id, run(600, since_s=-300))
    await share(pasha, event_id)
    await in_transaction(lambda: sharing.receive(pasha.telegram_id, 1, Fix(START, *place(0)), now=START))
    ((number, metres), *_) = await on_board(event_id, START + timedelta(seconds=600))
    assert number == 1 and metres == pytest.approx(1920, abs=40)
    await send(olya, event_id, run(1600, since_s=605))
    assert (await result_of(olya))[3] == "live", "the board has seen her at the mark"
    end = START + timedelta(seconds=1610)
    for _ in range(2):
        await finish(olya, event_id, end)
    await judge(end)
    state, marks, reason, source = await result_of(olya)
    assert (state, reason, source) == ("ok", "", "track")
    assert int(marks[1:-1]) == pytest.approx(1_562_500, abs=6_000), "from the gun, not from when she began to record"
    found = await outcome(olya, event_id, end)
    assert found.state == "taken" and found.recording.metres == pytest.approx(5120, abs=30) and len(found.way) > 300


async def test_sent_twice_late_and_in_disorder_it_is_the_same_run(database: str) -> None:
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    spots = run(1640)
    await send(olya, event_id, spots)
    await finish(olya, event_id, START + timedelta(seconds=1640))
    parts = [spots[n : n + 100] for n in range(0, len(spots), 100)]
    late = START + timedelta(minutes=50)
    for index in (2, 0, 3, 1, 2, 0):
        await send(pasha, event_id, parts[index], now=late)
    await finish(pasha, event_id, late)
    await judge(late)
    state, marks, reason, _ = await result_of(pasha)
    assert marks == (await result_of(olya))[1]
    assert (state, reason) == ("review", "twice"), "the same file of two people"
    rows = await forma_database.fetch("SELECT points, parts FROM recordings")
    assert [tuple(row) for row in rows] == [(len(spots), 4)] * 2
    with pytest.raises(RecordingOver):
        await send(pasha, event_id, run(1660, since_s=1645), now=late)
    await send(pasha, event_id, parts[3], now=late)


async def test_two_telephones_of_one_person_are_one_recording(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await send(olya, event_id, run(300))
    await send(olya, event_id, run(600, since_s=305), key="another-one")
    assert await forma_database.fetchval("SELECT count(*) FROM recordings") == 1
    await finish(olya, event_id, START + timedelta(seconds=600), key="another-one")
    assert not (await recordings.last_of(olya.id, f"event:{event_id}")).is_open  # type: ignore[union-attr]
    assert await forma_database.fetchval("SELECT state FROM live_shares") == "ended"


async def test_a_recording_and_a_live_location_are_one_person_whose_line_never_jumps(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id)

    async def shows(seconds: int, along_m: float) -> None:
        when = START + timedelta(seconds=seconds)
        await in_transaction(lambda: sharing.receive(olya.telegram_id, 1, Fix(when, *place(along_m)), now=when))

    for second in range(0, 300, 10):
        await send(olya, event_id, run(second + 9, since_s=second, every_s=1))
        await shows(second + 5, 3.2 * second - 60)  # Telegram is late, and says so of now
    ((_, metres),) = await on_board(event_id, START + timedelta(seconds=299))
    assert metres == pytest.approx(957, abs=15)
    for second in range(300, 600, 10):  # the screen went off: the recording is silent
        await shows(second + 5, 3.2 * (second + 5))
    ((_, metres),) = await on_board(event_id, START + timedelta(seconds=595))
    assert metres == pytest.approx(1904, abs=35)
    await send(olya, event_id, run(640, since_s=600, every_s=1))
    ((_, metres),) = await on_board(event_id, START + timedelta(seconds=640))
    assert metres == pytest.approx(2048, abs=40)
    row = await forma_database.fetchrow("SELECT count(*) AS people, max(doubts) AS doubts FROM live_shares")
    assert row is not None and tuple(row) == (1, "")
    await finish(olya, event_id, START + timedelta(seconds=640))
    await shows(650, 2080)
    ((_, metres),) = await on_board(event_id, START + timedelta(seconds=650))
    assert metres == pytest.approx(2080, abs=35), "the live location goes on"


async def test_of_two_live_locations_the_silent_one_still_holds_the_line(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await share(olya, event_id, message_id=1)
    await share(olya, event_id, message_id=2)
    for message_id, seconds in ((2, 10), (1, 300)):
        when = START + timedelta(seconds=seconds)
        fix = Fix(when, *place(seconds * 3))
        await in_transaction(lambda m=message_id, f=fix: sharing.receive(olya.telegram_id, m, f, now=f.at))  # type: ignore[misc]
    assert await forma_database.fetchval("SELECT heard_at FROM live_shares") == START + timedelta(seconds=10)


async def test_a_bicycle_is_looked_at_and_what_is_too_short_is_refused(database: str) -> None:
    igor = await meet("Игорь")
    event_id, (olya, pasha) = await followed_race(igor, 2)
    end = START + timedelta(seconds=900)
    await send(olya, event_id, run(700, 9.0))
    await send(pasha, event_id, run(900))
    for person in (olya, pasha):
        await finish(person, event_id, end)
    await judge(end)
    assert (await result_of(olya))[::2] == ("review", "fast")
    assert await result_of(pasha) == ()
    found = await outcome(pasha, event_id, end)
    assert (found.state, found.problem) == ("refused", "short")


async def test_a_hostile_telephone_is_refused(database: str) -> None:
    event_id, (olya, *_) = await followed_race(await meet("Игорь"), 1)
    now = START + timedelta(seconds=60)
    for bad in (
        [],
        [at(1, 0), at(1, 5)],
        [at(5, 0), at(1, 5)],
        [at(200, 0)],
        [at(n / 10, n) for n in range(201)],
    ):
        with pytest.raises((RecordingUnreadable, RecorderClosed)):
            await in_transaction(lambda b=bad: recorder.hear(olya, event_id, KEY, "a-part-1", b, now=now))  # type: ignore[misc]
    assert await forma_database.fetchval("SELECT count(*) FROM recordings") == 0
    for part in range(1, 4):
        await send(olya, event_id, [at(part * 10 + n / 20, n) for n in range(100)], now=now, part=part)
        await send(olya, event_id, [at(part * 10 + 5 + n / 20, n) for n in range(100)], now=now, part=part + 10)
    with pytest.raises(RecordingTooFast):
        for part in range(4, 8):
            await send(olya, event_id, [at(40 + part + n / 200, n) for n in range(100)], now=now, part=part)
    stranger = await meet("Чужой")
    with pytest.raises(NotFound):
        await send(stranger, event_id, run(60), now=now)


async def test_a_start_that_was_given_before_its_time_opens_it(database: str) -> None:
    igor, early = await meet("Игорь"), START - timedelta(minutes=70)
    event_id, (olya,) = await followed_race(igor, 1)
    assert (await recorder.recorder_of(olya, event_id, now=early)).state == "early"
    await in_transaction(lambda: fire(igor, event_id, at=early, now=early))
    found = await recorder.recorder_of(olya, event_id, now=early)
    assert (found.state, found.gun_at) == ("open", early)
    assert await recorder.is_offered(olya.id, event_id, now=early)


async def test_it_opens_before_the_start_and_closes_with_the_results(database: str) -> None:
    igor = await meet("Игорь")
    event_id, (olya, pasha) = await followed_race(igor, 2)

    async def state(minutes: float, person: Person = olya) -> str:
        return (await recorder.recorder_of(person, event_id, now=START + timedelta(minutes=minutes))).state

    assert [await state(m) for m in (-20, -10, 60, 120, 149, 151, 60 * 24 * 4)] == [
        *("early", "open", "open", "open", "open", "over", "final"),
    ]
    assert await recorder.is_offered(olya.id, event_id, now=START - timedelta(minutes=50))
    assert not await recorder.is_offered(olya.id, event_id, now=START - timedelta(minutes=70))
    for said in (START - timedelta(seconds=1000), START):
        with pytest.raises(RecorderClosed):
            await send(olya, event_id, run(-1000, since_s=-1100), now=said)
    await send(pasha, event_id, run(0, since_s=-1000, every_s=500), now=START)
    assert await forma_database.fetchval("SELECT points FROM recordings") == 2, "what was before is left out"
    await in_transaction(lambda: entering.enter(igor, event_id, 1, "20:00", now=START))
    assert await state(60) == "stands" and await state(60, pasha) == "open"


async def test_an_end_that_nobody_said_comes_by_itself(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await send(olya, event_id, run(1640))
    for hours in (8.3, 8.6):
        now = START + timedelta(hours=hours)
        await agenda.work_due(AGENDA, now)
    await judge(now)
    assert (await result_of(olya))[::3] == ("ok", "track")


async def test_who_is_heard_of_late_still_has_time(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await send(olya, event_id, run(300))
    await send(olya, event_id, run(1640, since_s=305), now=START + timedelta(hours=8.4))
    is_open = "SELECT state = 'open' FROM recordings"
    await agenda.work_due(AGENDA, START + timedelta(hours=8.6))
    assert await forma_database.fetchval(is_open)
    await agenda.work_due(AGENDA, START + timedelta(hours=8.95))
    assert not await forma_database.fetchval(is_open)


async def test_parts_are_no_more_than_there_was_time_for(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "PARTS_AT_ONCE", 3)
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    for second in range(8):
        await send(olya, event_id, [at(second, 0)], now=START + timedelta(seconds=10))
    with pytest.raises(RecordingTooFast):
        await send(olya, event_id, [at(8, 0)], now=START + timedelta(seconds=10))
    await send(olya, event_id, [at(8, 0)], now=START + timedelta(seconds=12))


async def test_so_many_are_begun_and_no_more(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "MOST_RECORDINGS", 2)
    event_id, (olya, pasha) = await followed_race(await meet("Игорь"), 2)
    for number in range(2):
        await send(olya, event_id, [at(number, 0)], key=f"telephone-{number}")
        await finish(olya, event_id, START + timedelta(seconds=number), key=f"telephone-{number}")
    with pytest.raises(RecordingsTooMany):
        await send(olya, event_id, [at(2, 0)], key="telephone-2")
    await send(pasha, event_id, [at(2, 0)], key="telephone-2")


async def test_where_somebody_was_is_forgotten_although_nobody_said_the_end(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await send(olya, event_id, run(300))
    parts = "SELECT count(*) FROM recording_parts"
    await recordings.purge(now=START + timedelta(days=3))
    assert await forma_database.fetchval(parts) > 0
    await recordings.purge(now=START + timedelta(days=5))
    assert await forma_database.fetchval(parts) == 0


async def test_where_somebody_was_is_forgotten_a_day_after_the_end(database: str) -> None:
    event_id, (olya,) = await followed_race(await meet("Игорь"), 1)
    await send(olya, event_id, run(1640))
    end = START + timedelta(seconds=1640)
    await finish(olya, event_id, end)
    await judge(end)
    await recordings.purge(now=end + timedelta(hours=23))
    assert await forma_database.fetchval("SELECT count(*) FROM recording_parts") > 0
    await recordings.purge(now=end + timedelta(hours=25))
    assert await forma_database.fetchval("SELECT count(*) FROM recording_parts") == 0
    found = await outcome(olya, event_id, end)
    assert (found.state, found.way) == ("taken", []) and found.recording.metres is not None
    await recordings.purge(now=end + timedelta(days=31))
    assert await forma_database.fetchval("SELECT count(*) FROM recordings") == 0
