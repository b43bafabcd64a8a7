"""EV-02, EV-08, EV-x2: what copies of an event take along, and that nothing of a deleted draft stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events import lifecycle
from domain.events.awards import diplomas
from domain.events.awards.diplomas import Rule
from domain.events.entrance import gates
from domain.events.entry import handover
from domain.events.making import copying
from domain.events.models import Event
from domain.events.money import promo_codes
from domain.events.party import rules as party
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import rules
from domain.events.results.boards import read_board
from domain.events.talking import faq
from domain.events.teams import rules as teams
from domain.events.teams.rules import TeamRules
from tests.kit.clock import START
from tests.kit.people import drafted, meet, published

PLACES = {"measure": "places", "stages": 3, "table": "25, 18, 15", "ties": ["last"], "by_sex": True, "ages": "30, 40"}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def set_up(igor: Person, event: Event) -> None:
    """Whatever an organizer says of an event besides its plan."""

    async def say() -> None:
        await rules.set_scoring(igor, event.id, PLACES, now=START)
        await gates.add_gate(igor, event.id, "Со двора", now=START)
        await handover.set_rule(igor, event.id, allowed=True, now=START)
        await faq.add(igor, event.id, "Где парковка?", "За углом.", now=START)
        await teams.set_rules(igor, event.id, TeamRules(4, 6, 4, needs_woman=True), now=START)
        await party.set_rule(igor, event.id, 2, now=START)
        await diplomas.set_rule(igor, event.id, is_off=True, signature="Клуб «Бег»", now=START)
        await promo_codes.add(igor, event.id, "ВЕСНА", 10, now=START)

    await in_transaction(say)


async def said_of(event_id: int) -> tuple[object, ...]:
    board = await read_board(event_id, "race")
    names = [gate.name for gate in await gates.list_gates(event_id)]
    together = await teams.rules_of(event_id), await party.most_guests(event_id)
    diploma = await diplomas.rule_of(event_id)
    return (
        board.scoring,
        *together,
        diploma,
        names,
        await handover.is_allowed(event_id),
        len(await faq.entries_of(event_id)),
    )


async def test_a_copy_takes_scoring_gates_and_rules_along_but_no_promo_codes(igor: Person) -> None:
    event = await published(igor)
    await set_up(igor, event)
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    assert await said_of(copy.id) == await said_of(event.id)
    assert (await said_of(copy.id))[3:] == (Rule(True, "Клуб «Бег»"), ["Со двора"], True, 1)
    assert await promo_codes.list_codes(igor, copy.id) == []


async def test_a_copy_is_open_when_it_is_published_whatever_the_window_of_the_original(igor: Person) -> None:
    window = {"registration_opens_at": START - timedelta(days=1), "registration_closes_at": START + timedelta(days=1)}
    event = await published(igor, **window)
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    assert (copy.registration_opens_at, copy.registration_closes_at) == (None, None)


async def test_each_date_of_a_series_is_scored_as_the_first_and_changed_with_all(igor: Person) -> None:
    event = await published(igor)
    await set_up(igor, event)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(3, publish=True), now=START))
    scored = (await read_board(event.id, "race")).scoring
    assert scored.stages == 3
    for other in made.event_ids:
        assert (await read_board(other, "race")).scoring == scored
    await in_transaction(lambda: rules.set_scoring(igor, event.id, PLACES | {"stages": 2}, now=START))
    await in_transaction(lambda: series.change_all(igor, event.id, now=START))
    assert {(await read_board(other, "race")).scoring.stages for other in made.event_ids} == {2}


async def test_of_a_deleted_draft_nothing_stays(igor: Person) -> None:
    draft = await drafted(igor, categories=("yoga",))
    await set_up(igor, draft)
    await in_transaction(lambda: lifecycle.delete_draft(igor, draft.id, now=START))
    for row in await forma_database.fetch(
        "SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'event_id' "
        "AND table_schema = 'public'"
    ):
        left = await forma_database.fetchval(f"SELECT count(*) FROM {row['name']} WHERE event_id = $1", draft.id)
        assert left == 0, row["name"]
