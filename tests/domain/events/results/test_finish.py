"""M-13: numbers typed at the finish line, by two volunteers who see the same people come in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import holders
from domain.events.results import entering, finish, loose
from domain.events.results.finish import is_typed, merged, read_numbers
from domain.organizations import founding, team
from domain.organizations.form import Said
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race

GUN = START + timedelta(days=7)


async def standing(event_id: int) -> dict[int, tuple[str, int]]:
    rows = await forma_database.fetch(
        "SELECT g.number, r.state, r.total FROM results r JOIN registrations g ON g.id = r.registration_id "
        "WHERE r.event_id = $1",
        event_id,
    )
    return {row["number"]: (row["state"], row["total"]) for row in rows}


async def at_the_finish(igor: Person, event_id: int, *volunteers: Person) -> None:
    async with forma_database.transaction():
        await finish.open_line(igor, event_id, now=GUN)
        await finish.fire(igor, event_id, at=GUN, now=GUN)
        token = await finish.invite(igor, event_id, now=GUN)
        for one in volunteers:
            await finish.come(one, token, now=GUN)


async def write(who: Person, words: str, seconds: float, message_id: int) -> list[finish.Finish]:
    at = GUN + timedelta(seconds=int(seconds))

    async def say() -> list[finish.Finish]:
        return await finish.typed(who, words, at=at, message_id=message_id, now=at)

    return await forma_database.in_transaction(say)


async def test_two_hundred_finishes_by_two_people_merge_with_hardly_a_conflict(database: str) -> None:
    """Each is up to a second and a half late, forgets some, and slips now and then; they type at the same time."""
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event_id = await race(igor, 200)
    await at_the_finish(igor, event_id, olya, pasha)
    chance = Random(7)
    truth = {number: 1200 + number * 4 for number in range(1, 201)}

    async def volunteer(who: Person, forgets: float) -> None:
        for number, seconds in truth.items():
            if chance.random() >= forgets:
                await write(who, str(number), seconds + chance.random() * 1.5, number)

    await asyncio.gather(volunteer(olya, 0.05), volunteer(pasha, 0.0))
    found = await standing(event_id)
    assert found.keys() == truth.keys(), "whoever one of them missed is there by the other"
    doubtful = [number for number, (state, _) in found.items() if state != "ok"]
    assert len(doubtful) <= 2
    assert all(abs(total / 1000 - truth[number]) <= 2 for number, (_, total) in found.items())


async def test_a_message_is_read_in_its_order(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 9)
    await at_the_finish(igor, event_id)
    await write(igor, "3 4 5", 1300, 1)
    found = await write(igor, "-3 3 -4 6 -6 7", 1310, 2)
    assert [(one.number, one.state) for one in found] == [(3, "ok"), (4, "gone"), (6, "gone"), (7, "ok")]
    assert await standing(event_id) == {
        3: ("ok", 1_310_000),
        5: ("ok", 1_300_000),
        7: ("ok", 1_310_000),
    }


async def test_a_message_is_as_exact_as_a_second_whatever_the_gun_is(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 2)
    await at_the_finish(igor, event_id)
    async with forma_database.transaction():
        await finish.fire(igor, event_id, at=GUN + timedelta(milliseconds=266), now=GUN)
    (found,) = await write(igor, "1", 1804, 1)
    assert found.milliseconds == 1_804_000
    assert await standing(event_id) == {1: ("ok", 1_804_000)}


async def test_marks_that_differ_are_looked_at_and_a_slip_is_taken_back(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event_id = await race(igor, 10)
    await at_the_finish(igor, event_id, olya, pasha)
    assert [one.state for one in await write(olya, "3 7, 99", 1300, 1)] == ["ok", "ok", "unknown"]
    assert [one.state for one in await write(pasha, "3", 1330, 1)] == ["doubt"]
    assert await standing(event_id) == {3: ("review", 1_300_000), 7: ("ok", 1_300_000)}
    assert [one.number for one in await loose.loose_numbers(igor, event_id)] == [99]
    assert [one.state for one in await write(pasha, "-3", 1340, 2)] == ["ok"], "what is left is not in doubt"
    assert (await standing(event_id))[3] == ("ok", 1_300_000)
    assert [one.state for one in await write(olya, "-7", 1350, 2)] == ["gone"]
    assert 7 not in await standing(event_id)
    await write(olya, "3 7, 99", 1300, 1)
    assert 7 not in await standing(event_id), "the same message once more is nothing"


async def test_the_start_is_given_later_and_everybodys_time_follows(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 3)
    await at_the_finish(igor, event_id, olya)
    await write(olya, "1", 1300, 1)
    async with forma_database.transaction():
        await finish.fire(igor, event_id, at=GUN + timedelta(seconds=100), now=GUN)
    assert (await standing(event_id))[1] == ("ok", 1_200_000)
    assert [one.state for one in await write(olya, "2", 50, 2)] == ["early"]


async def test_what_the_organizer_entered_stands(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 3)
    await at_the_finish(igor, event_id, olya)
    async with forma_database.transaction():
        await entering.enter(igor, event_id, 1, "20:00", now=GUN)
    assert [one.state for one in await write(olya, "1", 1300, 1)] == ["stands"]
    assert (await standing(event_id))[1] == ("ok", 1_200_000)


async def test_only_who_came_by_the_present_link_stands_at_the_finish(database: str) -> None:
    igor, olya, katya = await meet("Игорь"), await meet("Оля"), await meet("Катя")
    event_id = await race(igor, 3)
    await at_the_finish(igor, event_id, olya)
    with pytest.raises(NotFound):
        await write(katya, "1", 1300, 1)
    with pytest.raises(NotFound):
        async with forma_database.transaction():
            await finish.open_line(katya, event_id, now=GUN)
    with pytest.raises(NotFound):
        async with forma_database.transaction():
            await finish.come(katya, "a" * 22, now=GUN)
    async with forma_database.transaction():
        await finish.change_link(igor, event_id, now=GUN)
    with pytest.raises(NotFound):
        await write(olya, "1", 1300, 1)


@given(st.dictionaries(st.integers(1, 3), st.lists(st.integers(0, 20), min_size=1, max_size=3), min_size=1, max_size=3))
def test_the_earliest_counts_and_more_than_three_seconds_is_a_doubt(seconds: dict[int, list[int]]) -> None:
    taps = {who: [GUN + timedelta(seconds=one) for one in moments] for who, moments in seconds.items()}
    found = merged(taps)
    firsts = [min(moments) for moments in seconds.values()]
    assert found == (GUN + timedelta(seconds=min(firsts)), max(firsts) - min(firsts) > 3)


def test_nothing_typed_is_nothing() -> None:
    assert merged({}) is None


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("114 37 208", [114, 37, 208]), ("114,37;208.", [114, 37, 208]), ("7", [7]), ("-7 8", [7, 8]), ("0", [])],
)
def test_numbers_as_they_are_typed_in_a_hurry(words: str, numbers: list[int]) -> None:
    assert is_typed(words) and [number for number, _ in read_numbers(words)] == numbers


@pytest.mark.parametrize("words", ["114 и 37", "", "21:43", "1234567", "1 " * 400, "№7", "10 км"])
def test_anything_else_is_words(words: str) -> None:
    assert not is_typed(words)


async def test_who_keeps_time_by_their_role_stands_there_while_they_have_it(database: str) -> None:
    """Taken out of the club's team, a timer enters no results any more; who was asked by the link stays."""
    igor, masha, pasha = await meet("Игорь"), await meet("Маша"), await meet("Паша")
    event_id = await race(igor, 3)
    club = (await in_transaction(lambda: founding.found(igor, Said("club", "Бегуны"), now=START))).id
    igor = await get_person(igor.id)
    await in_transaction(lambda: holders.hand_over(igor, event_id, club, now=START))
    invited = await in_transaction(lambda: team.invite(igor, club, masha, "timer", now=START))
    await in_transaction(lambda: team.accept(masha, invited.token, now=START))
    masha = await get_person(masha.id)
    await at_the_finish(igor, event_id, pasha)
    await in_transaction(lambda: finish.open_line(masha, event_id, now=GUN))
    assert [one.state for one in await write(masha, "1", 60, 1)] == ["ok"]
    await in_transaction(lambda: team.remove(igor, club, masha.id, now=START))
    masha = await get_person(masha.id)
    for try_again in (
        lambda: write(masha, "2", 61, 2),
        lambda: finish.require_line(masha, event_id),
        lambda: finish.open_line(masha, event_id, now=GUN),
    ):
        with pytest.raises(NotFound):
            await try_again()
    assert [one.state for one in await write(pasha, "3", 62, 3)] == ["ok"]
    assert set(await standing(event_id)) == {1, 3}
