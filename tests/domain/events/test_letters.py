"""EV-29: a letter goes to those in the list, once each, word for word; it says how far it is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.chat.errors import NothingSaid, TooLong
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events.entry import leaving, registration
from domain.events.people import letters
from domain.events.people.errors import NobodyThere, SentAlready
from domain.events.people.letters import LENGTH
from domain.events.people.roster import PeopleFilter
from tests.domain.events.test_roster import TEAM
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def world(igor: Person) -> tuple[int, dict[str, int], dict[str, Person]]:
    """Three people, two of them in one team; Igor takes part in his own event."""
    event = await published(igor, questions=[TEAM])
    entries, people = {}, {"Игорь": igor}
    for name, team in (("Оля", "spartak"), ("Маша", "dinamo"), ("Паша", "spartak"), ("Игорь", "spartak")):
        people[name] = person = people.get(name) or await meet(name)
        done = await in_transaction(
            lambda p=person, t=team: registration.register(p, event.id, {"team": t}, now=START)  # type: ignore[misc]
        )
        entries[name] = done.registration_id
    return event.id, entries, people


async def write(actor: Person, event_id: int, text: str = "Ждём вас!", *ticked: int, **wanted: Any) -> int:
    return await in_transaction(lambda: letters.write(actor, event_id, text, PeopleFilter(**wanted), ticked, now=START))


async def send(actor: Person, letter_id: int) -> letters.LetterCard:
    return await in_transaction(lambda: letters.send(actor, letter_id, now=START))


async def readers() -> list[int]:
    rows = await forma_database.fetch("SELECT user_id FROM outbox WHERE kind = 'event-letter' ORDER BY user_id")
    return [row["user_id"] for row in rows]


async def test_those_in_the_list_and_nobody_else(igor: Person) -> None:
    event_id, _, people = await world(igor)
    letter_id = await write(igor, event_id, answer=("team", "spartak"))
    card = await letters.get_letter(igor, letter_id)
    assert (card.is_sent, card.people) == (False, 2) and await readers() == []
    card = await send(igor, letter_id)
    assert (card.is_sent, card.people, card.done, card.waiting) == (True, 2, 0, 2)
    assert await readers() == sorted(people[name].id for name in ("Оля", "Паша"))
    await forma_database.execute(
        "UPDATE outbox SET state = CASE WHEN user_id = $1 THEN 'sent' ELSE 'blocked' END", people["Оля"].id
    )
    card = await letters.get_letter(igor, letter_id)
    assert (card.done, card.waiting, card.lost) == (2, 0, 1)


async def test_two_presses_at_once_are_one_letter(igor: Person) -> None:
    event_id, _, _ = await world(igor)
    letter_id = await write(igor, event_id)
    done = await asyncio.gather(*(send(igor, letter_id) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["LetterCard", "SentAlready", "SentAlready"]
    assert len(await readers()) == 3
    with pytest.raises(SentAlready):
        await send(igor, letter_id)


async def test_those_ticked_and_only_of_this_event(igor: Person) -> None:
    event_id, entries, people = await world(igor)
    _, others, _ = await world(igor)
    letter_id = await write(igor, event_id, "Привет", entries["Маша"], others["Оля"])
    await send(igor, letter_id)
    assert await readers() == [people["Маша"].id]


async def test_who_came_and_left_twice_has_one(igor: Person) -> None:
    event_id, _, people = await world(igor)
    olya = people["Оля"]
    await in_transaction(lambda: leaving.leave(olya, event_id, now=START))
    await in_transaction(lambda: registration.register(olya, event_id, {"team": "dinamo"}, now=START))
    await send(igor, await write(igor, event_id))
    assert (await readers()).count(olya.id) == 1


async def test_who_is_in_the_list_when_it_is_sent_counts(igor: Person) -> None:
    event_id, _, people = await world(igor)
    letter_id = await write(igor, event_id, group="going")
    await in_transaction(lambda: leaving.leave(people["Маша"], event_id, now=START))
    assert (await send(igor, letter_id)).people == 2


async def test_what_cannot_be_a_letter(igor: Person) -> None:
    event_id, _, people = await world(igor)
    for text, refusal in ((" \n ", NothingSaid), ("я" * (LENGTH + 1), TooLong)):
        with pytest.raises(refusal):
            await write(igor, event_id, text)
    with pytest.raises(NobodyThere):
        await write(igor, event_id, "Ждём вас!", 10**9)
    with pytest.raises(NobodyThere):
        await send(igor, await write(igor, event_id, group="finished"))
    with pytest.raises(NotAllowed):
        await write(people["Оля"], event_id)
    letter_id = await write(igor, event_id)
    for stranger in (people["Оля"], await administrator()):
        with pytest.raises(NotFound):
            await send(stranger, letter_id)
    assert await readers() == []
