"""M-13: taps of a page at the finish: the moment is the device's, sent late, twice, or with another number."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events.results import entering, finish, timing
from domain.events.results.timing import Tap
from tests.domain.events.results.test_finish import GUN, at_the_finish, standing, write
from tests.kit.people import meet
from tests.kit.races import race


def tap(key: str, seconds: float, number: int, *, gone: bool = False) -> Tap:
    return Tap(f"tap-{key}-00", GUN + timedelta(seconds=seconds), number, taken_back=gone)


async def send(who: Person, event_id: int, *taps: Tap, now: datetime = GUN + timedelta(hours=1)) -> list[str]:
    said = await in_transaction(lambda: timing.tapped(who, event_id, taps, now=now))
    return [one.state for _, one in said]


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


@pytest.fixture
async def event_id(igor: Person) -> int:
    event_id = await race(igor, 20)
    await at_the_finish(igor, event_id)
    return event_id


async def test_a_tap_counts_to_the_hundredth_however_late_and_often_it_is_sent(igor: Person, event_id: int) -> None:
    taps = [tap("a", 1203.45, 4), tap("b", 1204.01, 7)]
    for _ in range(2):
        assert await send(igor, event_id, *taps) == ["ok", "ok"]
    assert await standing(event_id) == {4: ("ok", 1_203_450), 7: ("ok", 1_204_010)}
    assert await forma_database.fetchval("SELECT count(*) FROM finish_taps") == 2


async def test_another_number_moves_the_moment_and_a_removed_tap_takes_its_result_back(
    igor: Person, event_id: int
) -> None:
    await send(igor, event_id, tap("a", 1203.45, 4))
    await send(igor, event_id, tap("a", 9999, 5))
    assert await standing(event_id) == {5: ("ok", 1_203_450)}, "the moment is that of the tap, not of the correction"
    await send(igor, event_id, tap("a", 1203.45, 5, gone=True))
    assert await standing(event_id) == {}


async def test_taps_and_typed_numbers_are_one_finish(igor: Person, event_id: int) -> None:
    olya = await meet("Оля")
    async with forma_database.transaction():
        await finish.come(olya, await finish.invite(igor, event_id, now=GUN), now=GUN)
    await write(olya, "4", 1205, 1)
    assert await send(igor, event_id, tap("a", 1203.45, 4)) == ["ok"]
    assert await standing(event_id) == {4: ("ok", 1_203_450)}, "the earlier of the two counts"
    assert await send(igor, event_id, tap("b", 1300, 7)) == ["ok"]
    await write(olya, "7", 1310, 2)
    assert (await standing(event_id))[7][0] == "review", "they differ by more than both can be late"


async def test_what_nobody_wears_stands_already_or_came_too_early_is_said(igor: Person, event_id: int) -> None:
    await in_transaction(lambda: entering.enter(igor, event_id, 3, "0:20:00", now=GUN))
    states = await send(igor, event_id, tap("a", 1203, 99), tap("b", 1203, 3), tap("c", -5, 6))
    assert states == ["unknown", "stands", "early"]


async def test_only_who_stands_at_this_finish_takes_times(igor: Person, event_id: int) -> None:
    with pytest.raises(NotFound):
        await send(await meet("Чужой"), event_id, tap("a", 1203, 4))
    with pytest.raises(NotFound):
        await timing.clock_of(await meet("Другой"), event_id)
    assert await timing.clock_of(igor, event_id) == timing.Clock(GUN, "open")


async def test_a_tap_that_is_twice_in_one_sending_keeps_its_moment_and_has_its_last_number(
    igor: Person, event_id: int
) -> None:
    await send(igor, event_id, tap("a", 1200, 3))
    states = await send(igor, event_id, tap("b", 1203, 4), tap("b", 1300, 5), tap("a", 1400, 6))
    assert states == ["gone", "ok", "ok"]
    assert await standing(event_id) == {5: ("ok", 1_203_000), 6: ("ok", 1_200_000)}


async def test_a_full_sending_asks_no_more_than_a_single_tap(
    igor: Person, event_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("fetch", "execute", "fetchval", "fetchrow"):
        known = getattr(forma_database, name)

        async def counted(sql: str, *args: object, known: Any = known) -> Any:
            asked.append(sql)
            return await known(sql, *args)

        monkeypatch.setattr(forma_database, name, counted)
    await send(igor, event_id, tap("one", 1200, 1))
    alone, asked[:] = len(asked), []
    await send(igor, event_id, *(tap(f"n{number}", 1200 + number, number) for number in range(2, 20)))
    assert len(asked) == alone
