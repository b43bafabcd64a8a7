"""EV-24, X-06: every number beside a filter is the length of the list behind it."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import ways
from domain.events.entry import registration
from domain.events.models import Event
from domain.events.people import roster, statuses
from domain.events.people.roster import GROUPS, PAID, PeopleFilter, in_groups, read_filter
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

TEAM: dict[str, Any] = {
    "key": "team",
    "kind": "choice",
    "label": "Команда",
    "choices": [{"key": "spartak", "label": "Спартак"}, {"key": "dinamo", "label": "Динамо"}],
}
KIT: dict[str, Any] = {
    "key": "kit",
    "kind": "choices",
    "label": "Что взять",
    "required": False,
    "choices": [{"key": "mat", "label": "Коврик"}, {"key": "tent", "label": "Палатка"}],
}
HOSTILE = ("100% _", "\\", "'; DROP TABLE users; --", "я" * 4000, "\u202eавонримс", "", "   ", "%" * 50)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def crowd(igor: Person, count: int = 40) -> Event:
    """Every status, both ways, paid and not, all sorts of answers; some have come and left twice."""
    event = await published(igor, format="hybrid", questions=[TEAM, KIT], fee_minor=50_000, payment="transfer")
    by_chance = random.Random(17)
    statuses = list(itertools.chain.from_iterable(GROUPS.values()))
    for person in await meet_many(count):
        answers = {"team": by_chance.choice(["spartak", "dinamo"]), "kit": by_chance.choice([[], ["mat", "tent"]])}
        way = by_chance.choice(ways.WAYS)
        came = await in_transaction(
            lambda p=person, a=answers, w=way: registration.register(p, event.id, a, way=w, now=START)  # type: ignore[misc]
        )
        status = by_chance.choice(statuses)
        await forma_database.execute("UPDATE registrations SET status = $2 WHERE id = $1", came.registration_id, status)
        if by_chance.random() < 0.4:
            await forma_database.execute("UPDATE orders SET state = 'paid' WHERE subject_id = $1", came.registration_id)
    return event


async def everybody(event: Event, wanted: PeopleFilter) -> list[int]:
    """The whole list, page by page."""
    found: list[int] = []
    while rows := await roster.list_people(event.id, wanted, after=found[-1] if found else 0, limit=7):
        found += [row.registration_id for row in rows]
    assert found == sorted(set(found))
    return found


async def test_each_number_is_the_length_of_its_list_in_every_combination(igor: Person) -> None:
    event = await crowd(igor)
    answers = (None, ("team", "spartak"), ("kit", "tent"))
    lengths: dict[PeopleFilter, int] = {}

    async def length(wanted: PeopleFilter) -> int:
        if wanted not in lengths:
            lengths[wanted] = len(await everybody(event, wanted))
            assert await roster.count_people(event.id, wanted) == lengths[wanted]
        return lengths[wanted]

    seen = 0
    for group, way, paid, answer in itertools.product(
        (None, "going", "left"), (None, "online"), (None, "yes"), answers
    ):
        wanted = PeopleFilter(group, way, paid, answer)
        shown = await roster.get_roster(igor, event.id, wanted, limit=5)
        numbers = shown.numbers
        assert numbers.total == await length(wanted)
        assert numbers.groups == {one: await length(replace(wanted, group=one)) for one in (None, *GROUPS)}
        assert numbers.ways == {one: await length(replace(wanted, way=one)) for one in (None, *ways.WAYS)}
        assert numbers.paid == {one: await length(replace(wanted, paid=one)) for one in (None, *PAID)}
        for field in shown.questions:
            for option in field.choices:
                at = (field.key, option.key)
                assert numbers.answers[at] == await length(replace(wanted, answer=at)), (wanted, at)
        assert (len(shown.rows), shown.more) == (min(5, numbers.total), numbers.total > 5)
        seen += numbers.total
    assert seen > 100, "the crowd is too small to tell anything"


async def test_the_panels_counters_are_the_lists(igor: Person) -> None:
    event = await crowd(igor)
    counted = in_groups(await statuses.count_by_status(event.id))
    assert counted == {name: len(await everybody(event, PeopleFilter(name))) for name in GROUPS}
    assert all(counted.values())


async def test_who_waits_or_is_out_of_it_has_nothing_to_pay(igor: Person) -> None:
    event = await crowd(igor)
    owing = set(await everybody(event, PeopleFilter(paid="no")))
    for group in ("waiting", "pending", "left"):
        assert not owing & set(await everybody(event, PeopleFilter(group)))
    assert set(await everybody(event, PeopleFilter("unpaid", paid="no"))) < owing, "who came in without paying, too"


async def test_the_team_that_has_not_come_yet(igor: Person) -> None:
    event = await published(igor, questions=[TEAM])
    came: dict[str, int] = {}
    for name, team in (("Оля", "spartak"), ("Маша", "spartak"), ("Лена", "dinamo")):
        person = await meet(name)
        done = await in_transaction(
            lambda p=person, t=team: registration.register(p, event.id, {"team": t}, now=START)  # type: ignore[misc]
        )
        came[name] = done.registration_id
    await forma_database.execute("UPDATE registrations SET status = 'checked_in' WHERE id = $1", came["Маша"])
    wanted = PeopleFilter("absent", answer=("team", "spartak"))
    assert [row.name for row in await roster.list_people(event.id, wanted)] == ["Оля"]


async def test_people_are_found_by_name_by_at_name_and_by_number(igor: Person) -> None:
    event = await published(igor)
    olya, masha = await meet("Алёна", username="al_ona"), await meet("Маша", username="mashka7")
    for person in (olya, masha):
        await in_transaction(lambda p=person: registration.register(p, event.id, {}, now=START))  # type: ignore[misc]
    await forma_database.execute("UPDATE profiles SET last_name = 'Смирнова' WHERE user_id = $1", olya.id)

    async def found(text: str) -> list[str]:
        return [row.name for row in await roster.list_people(event.id, read_filter({"q": text}))]

    for text in ("алена", "АЛЁН", "смирнова алёна", "@al_ona", "al_o", "1", "№ 1", "#1"):
        assert await found(text) == ["Алёна Смирнова"], text
    assert await found("@mashka7") == ["Маша"]
    assert await found("al%ona") == [] and await found("alXona") == []
    assert await found("") == ["Алёна Смирнова", "Маша"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_is_typed_is_looked_for_as_it_stands(igor: Person, text: str) -> None:
    event = await published(igor)
    olya = await meet("Оля")
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    wanted = read_filter({"q": text + "\0", "group": text, "way": text, "paid": text, "question": text, "option": text})
    shown = await roster.get_roster(igor, event.id, replace(wanted, answer=None))
    assert len(shown.rows) == shown.numbers.total == (0 if text.strip() else 1)
    assert len((await roster.get_roster(igor, event.id, wanted)).rows) <= 1
    assert read_filter(wanted.to_query()) == wanted


async def test_answers_sort_people_for_the_organizer_alone(igor: Person) -> None:
    event, anna, olya = await crowd(igor, 4), await administrator(), await meet("Оля")
    shown = await roster.get_roster(anna, event.id, PeopleFilter())
    assert shown.numbers.total == 4 and shown.questions == () and not shown.reads_answers
    with pytest.raises(NotFound):
        await roster.get_roster(anna, event.id, PeopleFilter(answer=("team", "spartak")))
    with pytest.raises(NotAllowed):
        await roster.get_roster(olya, event.id, PeopleFilter())
