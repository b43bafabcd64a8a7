"""EV-29: a letter that is put off goes once, at its time, to who is in the list then; and not past who manages."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lateness, lifecycle
from domain.events.entry import leaving, registration
from domain.events.making import creation
from domain.events.people import letter_times, letters, planned_letters
from domain.events.people.errors import LetterOver, LetterTimePassed, NobodyThere, SentAlready, TooManyLetters
from domain.events.people.letter_times import LetterTime
from domain.events.people.letters import LetterCard
from scheduler.events import AGENDA
from tests.domain.events.test_letters import readers, send, world, write
from tests.kit.clock import START
from tests.kit.people import administrator, drafted, meet

TOMORROW = START + timedelta(days=1)
STARTS = START + timedelta(days=7)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def put_off(actor: Person, letter_id: int, now: datetime = START, **when: Any) -> LetterCard:
    return await in_transaction(lambda: planned_letters.plan(actor, letter_id, LetterTime(**when), now=now))


async def drop(actor: Person, letter_id: int) -> LetterCard:
    return await in_transaction(lambda: planned_letters.drop(actor, letter_id, now=START))


async def told(kind: str) -> list[tuple[int, int | None]]:
    rows = await forma_database.fetch("SELECT user_id, params::text FROM outbox WHERE kind = $1 ORDER BY id", kind)
    return [(row["user_id"], orjson.loads(row["params"]).get("people")) for row in rows]


async def planned(actor: Person, event_id: int, **when: Any) -> int:
    letter_id = await write(actor, event_id)
    await put_off(actor, letter_id, **(when or {"at": TOMORROW}))
    return letter_id


async def test_it_goes_at_its_time_to_who_is_there_then(igor: Person) -> None:
    event_id, _, people = await world(igor)
    letter_id = await write(igor, event_id, answer=("team", "spartak"))
    card = await put_off(igor, letter_id, at=TOMORROW)
    assert (card.state, card.due_at, card.people) == ("planned", TOMORROW, 2)
    await in_transaction(lambda: leaving.leave(people["Паша"], event_id, now=START))
    anna, lena = await meet("Аня"), await meet("Лена")
    for person, team in ((anna, "spartak"), (lena, "dinamo")):
        await in_transaction(
            lambda p=person, t=team: registration.register(p, event_id, {"team": t}, now=START)  # type: ignore[misc]
        )
    await agenda.work_due(AGENDA, TOMORROW - timedelta(seconds=1))
    assert await readers() == [] and await told(planned_letters.GONE) == []
    await agenda.work_due(AGENDA, TOMORROW)
    gone = await readers()
    assert {people["Оля"].id, anna.id} <= set(gone) and not {igor.id, lena.id, people["Маша"].id} & set(gone)
    assert await told(planned_letters.GONE) == [(igor.id, len(gone))]
    assert (await letters.get_letter(igor, letter_id)).state == "sent"


async def test_many_schedulers_send_it_once(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await planned(igor, event_id)
    await asyncio.gather(*(agenda.work_due(AGENDA, TOMORROW) for _ in range(4)))
    await asyncio.gather(*(in_transaction(lambda: planned_letters.send_due(letter_id, now=TOMORROW)) for _ in range(4)))
    assert len(await readers()) == 3 and await told(planned_letters.GONE) == [(igor.id, 3)]
    assert not await forma_database.fetchval("SELECT count(*) FROM agenda WHERE kind = $1", letter_times.DUE)


async def test_a_process_that_dies_before_its_commit_has_sent_nothing(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await planned(igor, event_id)

    async def dies() -> None:
        await planned_letters.send_due(letter_id, now=TOMORROW)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await in_transaction(dies)
    assert await readers() == [] and (await letters.get_letter(igor, letter_id)).state == "planned"
    await agenda.work_due(AGENDA, TOMORROW)
    assert len(await readers()) == 3


async def test_hours_before_move_with_the_start_and_a_moment_does_not(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    ahead, fixed = await planned(igor, event_id, hours=24), await planned(igor, event_id, at=TOMORROW)
    assert (await letters.get_letter(igor, ahead)).due_at == STARTS - timedelta(hours=24)
    await in_transaction(lambda: lateness.start_later(igor, event_id, 60, now=START))
    assert (await letters.get_letter(igor, ahead)).due_at == STARTS - timedelta(hours=23)
    assert (await letters.get_letter(igor, fixed)).due_at == TOMORROW
    await agenda.work_due(AGENDA, STARTS - timedelta(hours=24))
    assert (await letters.get_letter(igor, ahead)).state == "planned", "its old time is not its time any more"
    await agenda.work_due(AGENDA, STARTS - timedelta(hours=23))
    assert (await letters.get_letter(igor, ahead)).state == "sent"


async def test_a_start_that_comes_nearer_sends_it_at_once(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await planned(igor, event_id, hours=72)
    plan = await creation.plan_of(await lifecycle.load(event_id, lock=False))
    sooner = replace(plan, starts_at=START + timedelta(hours=10))
    await in_transaction(lambda: creation.edit_event(igor, event_id, sooner, version=None, now=START))
    await agenda.work_due(AGENDA, START)
    assert (await letters.get_letter(igor, letter_id)).state == "sent" and await told(planned_letters.GONE)


async def test_with_its_event_it_is_called_off(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id, sent = await planned(igor, event_id), await write(igor, event_id)
    await send(igor, sent)
    before = await readers()
    await in_transaction(lambda: lifecycle.cancel(igor, event_id, "Гроза", now=START))
    await agenda.work_due(AGENDA, TOMORROW)
    assert (await letters.get_letter(igor, letter_id)).state == "called_off" and await readers() == before
    assert (await letters.get_letter(igor, sent)).state == "sent"
    for again in (put_off(igor, letter_id, at=TOMORROW), send(igor, letter_id), drop(igor, letter_id)):
        with pytest.raises(LetterOver):
            await again


async def test_changed_and_taken_back_before_its_time(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id, other = await planned(igor, event_id), await planned(igor, event_id)
    await in_transaction(lambda: planned_letters.reword(igor, letter_id, "Иначе", now=START))
    assert (await put_off(igor, letter_id, hours=3)).due_at == STARTS - timedelta(hours=3)
    assert (await drop(igor, other)).state == "dropped"
    await agenda.work_due(AGENDA, TOMORROW)
    assert await readers() == []
    await agenda.work_due(AGENDA, STARTS - timedelta(hours=3))
    assert len(await readers()) == 3 and await letters.letter_for_reader(letter_id) == (event_id, "Иначе")
    with pytest.raises(LetterOver):
        await in_transaction(lambda: planned_letters.reword(igor, letter_id, "Поздно", now=START))


async def test_sent_by_hand_before_its_time_it_does_not_go_again(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await planned(igor, event_id)
    await send(igor, letter_id)
    await agenda.work_due(AGENDA, TOMORROW)
    assert len(await readers()) == 3 and await told(planned_letters.GONE) == []
    with pytest.raises(SentAlready):
        await send(igor, letter_id)


async def test_whose_author_manages_no_more_waits_for_the_word_of_who_does(igor: Person) -> None:
    event_id, _, people = await world(igor)
    letter_id = await planned(igor, event_id)
    olya = people["Оля"]
    await forma_database.execute("UPDATE events SET organizer_id = $2 WHERE id = $1", event_id, olya.id)
    await agenda.work_due(AGENDA, TOMORROW)
    assert await readers() == [] and await told(planned_letters.HELD) == [(olya.id, None)]
    card = await letters.get_letter(olya, letter_id)
    assert (card.state, card.author) == ("held", "Игорь")
    assert [one.id for one in await planned_letters.list_waiting(olya, event_id)] == [letter_id]
    for act in (
        letters.get_letter(igor, letter_id),
        send(igor, letter_id),
        put_off(igor, letter_id, at=TOMORROW),
        drop(igor, letter_id),
    ):
        with pytest.raises(NotAllowed):
            await act
    await agenda.work_due(AGENDA, TOMORROW + timedelta(days=1))
    assert await readers() == [] and len(await told(planned_letters.HELD)) == 1
    await send(olya, letter_id)
    assert await readers() == sorted((igor.id, people["Маша"].id, people["Паша"].id))


async def test_a_blocked_author_does_not_write_by_the_clock_either(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await planned(igor, event_id)
    await forma_database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", igor.id)
    await agenda.work_due(AGENDA, TOMORROW)
    assert await readers() == [] and (await letters.get_letter(igor, letter_id)).state == "held"


async def test_nobody_there_is_said_and_not_sent(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await write(igor, event_id, group="waiting")
    with pytest.raises(NobodyThere):
        await send(igor, letter_id)
    await put_off(igor, letter_id, at=TOMORROW)
    await agenda.work_due(AGENDA, TOMORROW)
    assert await told(planned_letters.NOBODY) == [(igor.id, None)]
    assert (await letters.get_letter(igor, letter_id)).state == "nobody"


async def test_times_that_cannot_be(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await write(igor, event_id)
    for when in ({"at": START}, {"at": START + timedelta(days=400)}, {"hours": 24 * 7}):
        with pytest.raises(LetterTimePassed):
            await put_off(igor, letter_id, **when)
    draft = await drafted(igor)
    ahead = await write(igor, draft.id)
    assert (await put_off(igor, ahead, hours=1)).state == "planned", "a draft has nobody yet"
    for _ in range(planned_letters.MOST):
        await planned(igor, event_id)
    with pytest.raises(TooManyLetters):
        await put_off(igor, letter_id, at=TOMORROW)


async def test_only_who_manages_sees_what_is_planned(igor: Person) -> None:
    event_id, _, people = await world(igor)
    letter_id = await planned(igor, event_id)
    sorted_by = await write(igor, event_id, answer=("team", "spartak"))
    await put_off(igor, sorted_by, at=TOMORROW)
    anna = await administrator()
    assert [one.id for one in await planned_letters.list_waiting(anna, event_id)] == [letter_id]
    for stranger, one, refusal in ((people["Оля"], letter_id, NotAllowed), (anna, sorted_by, NotFound)):
        with pytest.raises(refusal):
            await letters.get_letter(stranger, one)
        with pytest.raises(refusal):
            await drop(stranger, one)
    with pytest.raises(NotAllowed):
        await planned_letters.list_waiting(people["Оля"], event_id)
    assert [one.id for one in await planned_letters.list_waiting(igor, event_id)] == [letter_id, sorted_by]
    await drop(igor, sorted_by)
    assert [one.state for one in await planned_letters.list_over(igor, event_id)] == ["dropped"]
