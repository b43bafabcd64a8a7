"""Many who take part at the same moment: as if one after another, by one set of statements."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from domain import database as db
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events.entry import registration
from domain.events.entry.admitting import Outcome
from domain.events.entry.together import Wish, register_together
from domain.events.models import Event
from domain.events.party import rules as party
from domain.events.teams import captains, joining
from domain.events.teams import rules as teams
from domain.events.teams.rules import TeamRules
from tests.domain.events.test_registration import PHONE
from tests.kit.clock import START
from tests.kit.hints import hints
from tests.kit.people import drafted, meet, meet_many, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def together(event: Event, *people: Person, way: str | None = None) -> list[Outcome | None]:
    wishes = [Wish(one, way) for one in people]
    return await in_transaction(lambda: register_together(wishes, event.id, now=START))


async def one_by_one(event: Event, *people: Person) -> list[Outcome]:
    return [
        await in_transaction(lambda one=one: registration.register(one, event.id, {}, now=START))  # type: ignore[misc]
        for one in people
    ]


def said(outcomes: list[Outcome | None] | list[Outcome]) -> list[tuple[str, int | None] | None]:
    return [(one.status, one.position) if one else None for one in outcomes]


_LEFT = """
SELECT r.user_id, r.status, r.number, r.answers::text, r.created_at, p.state, p.size, p.asked_at,
       (SELECT array_agg((c.actor_id, c.from_status, c.to_status, c.details)::text) FROM registration_changes c
        WHERE c.registration_id = r.id) AS history,
       (SELECT array_agg((o.kind, o.channel, o.urgency, o.topic, o.not_before, o.expires_at,
                          o.params - 'event_id')::text ORDER BY o.kind, o.not_before)
        FROM outbox o WHERE o.user_id = r.user_id AND o.kind <> 'event-ticket'
          AND o.params ->> 'event_id' = $1::text) AS words,
       (SELECT count(*) FROM outbox o WHERE o.dedupe_key = 'event-ticket:' || r.id AND o.user_id = r.user_id
        AND o.params = jsonb_build_object('event_id', r.event_id, 'registration_id', r.id)) AS tickets
FROM registrations r JOIN places p ON p.id = r.place_id WHERE r.event_id = $1::text::bigint ORDER BY r.id
"""


async def left_behind(event: Event) -> tuple[list[dict[str, Any]], dict[str, Any], int]:
    """Everything that taking part leaves: rows, counts, words."""
    rows = [dict(row) for row in await db.fetch(_LEFT, str(event.id))]
    pool = await db.fetchrow(
        "SELECT capacity, taken, waiting FROM place_pools p JOIN event_ways w ON w.pool_id = p.id "
        "WHERE w.event_id = $1",
        event.id,
    )
    assert pool is not None
    digests = await db.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'event-registrations' AND subject = $1", f"event:{event.id}"
    )
    return rows, dict(pool), digests


async def test_a_crowd_leaves_what_one_after_another_leave(igor: Person) -> None:
    people = await meet_many(12)
    alone, crowded = await published(igor, capacity=5), await published(igor, capacity=5)
    assert said(await together(crowded, *people)) == said(await one_by_one(alone, *people))
    assert await left_behind(crowded) == await left_behind(alone)
    more = await meet_many(3)
    assert (
        said(await together(crowded, *more))
        == said(await one_by_one(alone, *more))
        == [("waitlisted", position) for position in (8, 9, 10)]
    )
    assert await left_behind(crowded) == await left_behind(alone)


async def test_who_comes_with_a_team_goes_alone_and_is_in_it(igor: Person) -> None:
    event, (captain, olya, pasha) = await published(igor), await meet_many(3)
    await in_transaction(lambda: teams.set_rules(igor, event.id, TeamRules(1, 3, 1), now=START))
    await one_by_one(event, captain)
    team_id = await in_transaction(lambda: captains.make(captain, event.id, "Ёжики", now=START))
    token = await db.fetchval("SELECT token FROM event_teams WHERE id = $1", team_id)
    assert not await in_transaction(lambda: joining.join(olya, token, now=START))
    assert said(await together(event, olya, pasha)) == [None, ("confirmed", None)]
    await one_by_one(event, olya)
    assert await db.fetchval("SELECT members FROM event_teams") == 2


async def test_open_pages_hear_of_a_crowd(igor: Person) -> None:
    event = await published(igor)
    async with hints() as heard:
        await together(event, *await meet_many(3))
        await heard(f"event:{event.id}")


async def test_without_a_limit_everybody_has_a_place(igor: Person) -> None:
    event = await published(igor)
    assert said(await together(event, *await meet_many(7))) == [("confirmed", None)] * 7


async def test_who_is_in_it_already_or_presses_twice_goes_alone(igor: Person) -> None:
    event, (olya, pasha) = await published(igor, capacity=9), await meet_many(2)
    await one_by_one(event, olya)
    assert said(await together(event, olya, pasha, pasha)) == [None, ("confirmed", None), None]
    rows, pool, _ = await left_behind(event)
    assert len(rows) == pool["taken"] == 2


async def test_who_waits_comes_first_in_a_crowd_as_well(igor: Person) -> None:
    """A party for which the free places are too few does not hold the others up; one for which they do does."""
    for capacity, first in ((4, ("confirmed", None)), (5, ("waitlisted", 2))):
        event, (olya, *people) = await published(igor, capacity=3), await meet_many(4)
        await in_transaction(lambda event=event: party.set_rule(igor, event.id, 3, now=START))  # type: ignore[misc]
        await one_by_one(event, await meet("Маша"))
        await one_by_one(event, await meet("Лена"))
        held = await in_transaction(
            lambda event=event, olya=olya: registration.register(olya, event.id, {}, guests=2, now=START)  # type: ignore[misc]
        )
        assert held.status == "waitlisted"
        await db.execute(
            "UPDATE place_pools SET capacity = $2 WHERE id = (SELECT pool_id FROM event_ways WHERE event_id = $1)",
            *(event.id, capacity),
        )
        assert said(await together(event, *people))[0] == first


@pytest.mark.parametrize(
    "plan",
    [
        {"questions": [PHONE]},
        {"requirements": {"min_age": 18}},
        {"fee_minor": 50_000, "payment": "online"},
        {"by_hand": True},
        {"visibility": "private", "link_token": "a" * 22},
        {"fee_stars": None},
    ],
    ids=["asks", "requires", "costs", "by-hand", "private", "price-unsaid"],
)
async def test_where_more_is_to_be_said_nobody_is_let_in_together(igor: Person, plan: dict[str, Any]) -> None:
    event = await published(igor, capacity=5)
    for name, value in plan.items():
        setattr(event, name, value)
    await event.save()
    assert await together(event, *await meet_many(3)) == [None] * 3
    rows, pool, digests = await left_behind(event)
    assert not rows and not pool["taken"] and not digests


async def test_where_nobody_can_register_nobody_is_let_in_together(igor: Person) -> None:
    assert await together(await drafted(igor), *await meet_many(2)) == [None] * 2


async def test_a_way_is_chosen_by_each(igor: Person) -> None:
    event = await published(igor, format="hybrid", online_address="https://meet.example/17")
    olya, pasha, masha = await meet_many(3)
    wishes = [Wish(olya, "online"), Wish(pasha, "onsite"), Wish(masha)]
    outcomes = await in_transaction(lambda: register_together(wishes, event.id, now=START))
    assert said(outcomes) == [("confirmed", None), ("confirmed", None), None], "who has not chosen is asked alone"


async def test_two_processes_let_nobody_in_twice_and_sell_no_place_twice(igor: Person) -> None:
    """Batches that overlap, and people who come alone between them."""
    event, people = await published(igor, capacity=15), await meet_many(40)
    batches = [people[first : first + 10] for first in range(0, 40, 5)]
    alone = [in_transaction(lambda one=one: registration.register(one, event.id, {}, now=START)) for one in people[:6]]  # type: ignore[misc]
    found = await asyncio.gather(*(together(event, *batch) for batch in batches), *alone, return_exceptions=True)
    assert len(found) == len(batches) + 6
    rows, pool, _ = await left_behind(event)
    assert Counter(row["status"] for row in rows) == {"confirmed": 15, "waitlisted": 25}
    assert len({row["user_id"] for row in rows}) == 40 and (pool["taken"], pool["waiting"]) == (15, 25)
    assert sorted(row["number"] for row in rows if row["number"]) == list(range(1, 16))
