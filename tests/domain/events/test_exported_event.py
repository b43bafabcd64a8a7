"""EV-E1: an event is one JSON document in which everything is that its organizer has said of it."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events.making import creation, exported
from domain.events.making.creation import EventPlan
from domain.events.making.errors import Changed
from domain.events.models import Event
from tests.kit.clock import START
from tests.kit.people import meet, published

BESIDE = {"categories", "format", "ways", "faq", "scoring"}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_every_field_is_in_it_but_what_lets_people_in(igor: Person) -> None:
    event = await published(
        igor, "Забег", visibility="private", categories=("running", "beginners"), format="hybrid", capacity=5,
        online_capacity=7, description="Приходите", rules="Без собак", requirements={"min_age": 18},
    )  # fmt: skip
    told = orjson.loads(await exported.as_json(igor, event.id))["event"]
    assert set(told) == (set(Event._meta.fields) - exported.SECRETS) | BESIDE
    assert event.link_token and event.link_token not in str(told)
    assert told["title"] == "Забег" and told["requirements"] == {"min_age": 18} and told["version"] == event.version
    assert [(way["way"], way["capacity"]) for way in told["ways"]] == [("onsite", 5), ("online", 7)]
    elsewhere = {"capacity": "ways", "online_capacity": "ways"}
    assert {elsewhere.get(name, name) for name in EventPlan.__dataclass_fields__} <= set(told)


async def test_it_is_for_who_manages_the_event(igor: Person) -> None:
    olya, event = await meet("Оля"), await published(igor)
    with pytest.raises(NotAllowed):
        await exported.as_json(olya, event.id)
    private = await published(igor, visibility="private")
    with pytest.raises(NotFound):
        await in_transaction(lambda: exported.send(olya, private.id, now=START))


async def test_who_saves_what_somebody_else_has_changed_is_told_so(igor: Person) -> None:
    event = await published(igor)
    plan = await creation.plan_of(event)
    read = event.version
    first = await in_transaction(
        lambda: creation.edit_event(igor, event.id, replace(plan, title="Первый"), version=read, now=START)
    )
    assert first.version == read + 1
    with pytest.raises(Changed):
        await in_transaction(
            lambda: creation.edit_event(igor, event.id, replace(plan, title="Второй"), version=read, now=START)
        )
