"""M-13: a number that nobody wears is somebody's all the same, or nobody's: who enters results says so."""

from __future__ import annotations

import pytest

from domain import database
from domain.accounts.people import Person
from domain.errors import Refusal
from domain.events.people import numbers
from domain.events.results import final, loose
from tests.domain.events.results.test_finish import GUN, at_the_finish, standing, write
from tests.kit.people import meet
from tests.kit.races import race


@pytest.fixture
async def finish_line(database: str) -> tuple[Person, Person, int]:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 5)
    await at_the_finish(igor, event_id, olya)
    return igor, olya, event_id


async def refused(code: str, asked: object) -> None:
    with pytest.raises(Refusal) as told:
        async with database.transaction():
            await asked  # type: ignore[misc]  # a use-case
    assert told.value.code == code


async def test_the_time_goes_to_whom_the_organizer_means(finish_line: tuple[Person, Person, int]) -> None:
    igor, olya, event_id = finish_line
    await write(olya, "99 3", 1300, 1)
    await write(igor, "99 88", 1302, 1)
    found = await loose.loose_numbers(igor, event_id)
    assert [(one.number, one.people, one.milliseconds) for one in found] == [(99, 2, 1_300_000), (88, 1, 1_302_000)]
    async with database.transaction():
        given = await loose.give(igor, event_id, 99, 4, now=GUN)
    assert (given.state, given.milliseconds) == ("ok", 1_300_000)
    assert await standing(event_id) == {3: ("ok", 1_300_000), 4: ("ok", 1_300_000)}
    await refused("result-number-not-loose", loose.give(igor, event_id, 99, 5, now=GUN))
    async with database.transaction():
        await loose.drop(igor, event_id, 88, now=GUN)
    assert await loose.loose_numbers(igor, event_id) == [] and await loose.count_loose(event_id) == 0
    await refused("result-number-not-loose", loose.drop(igor, event_id, 88, now=GUN))


async def test_somebody_is_meant_by_number_or_by_a_name_that_only_they_have(
    finish_line: tuple[Person, Person, int],
) -> None:
    igor, _, event_id = finish_line
    await database.execute(
        "UPDATE profiles SET first_name = 'Зоя', last_name = 'Ким' WHERE user_id = "
        "(SELECT user_id FROM registrations WHERE event_id = $1 AND number = 2)",
        event_id,
    )
    assert await loose.wearer_of(igor, event_id, "№ 4") == 4
    assert await loose.wearer_of(igor, event_id, " зоя  ким ") == 2
    await refused("result-wearer-unclear", loose.wearer_of(igor, event_id, "Бегун"))
    await refused("result-wearer-unclear", loose.wearer_of(igor, event_id, "Никто"))
    await refused("result-wearer-unclear", loose.wearer_of(igor, event_id, " \0 "))
    await write(igor, "99", 1300, 1)
    await refused("result-number-unknown", loose.give(igor, event_id, 99, 77, now=GUN))


async def test_what_stands_otherwise_stays_and_nobody_else_decides(finish_line: tuple[Person, Person, int]) -> None:
    igor, olya, event_id = finish_line
    await write(olya, "99 1", 1300, 1)
    for asked in (
        loose.loose_numbers(olya, event_id),
        loose.give(olya, event_id, 99, 2, now=GUN),
        loose.drop(olya, event_id, 99, now=GUN),
        loose.wearer_of(olya, event_id, "1"),
    ):
        await refused("not-allowed", asked)
    async with database.transaction():
        await final.announce(igor, event_id, now=GUN)
    await refused("result-final", loose.give(igor, event_id, 99, 2, now=GUN))
    await refused("result-final", loose.drop(igor, event_id, 99, now=GUN))


async def test_a_number_that_somebody_wears_from_now_on_has_its_time(finish_line: tuple[Person, Person, int]) -> None:
    igor, olya, event_id = finish_line
    await write(olya, "99", 1300, 1)
    async with database.transaction():
        await numbers.change_number(igor, event_id, 5, 99, now=GUN)
    assert await standing(event_id) == {99: ("ok", 1_300_000)}
    assert await loose.loose_numbers(igor, event_id) == []


async def test_who_has_left_wears_no_number(finish_line: tuple[Person, Person, int]) -> None:
    igor, olya, event_id = finish_line
    await write(olya, "5", 1300, 1)
    await database.execute("DELETE FROM results WHERE event_id = $1", event_id)
    await database.execute("UPDATE registrations SET status = 'withdrawn' WHERE event_id = $1 AND number = 5", event_id)
    assert [one.number for one in await loose.loose_numbers(igor, event_id)] == [5]
