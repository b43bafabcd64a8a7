"""EV-x3: teams at the moment at which they close, asked the same again, of an event that one may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import links
from domain.events.entry import handover, leaving
from domain.events.results.errors import ResultsFinal
from domain.events.teams import captains, joining, queries, rules
from domain.events.teams.errors import TeamsClosed
from domain.events.teams.rules import TeamRules
from tests.domain.events.teams.test_team_board import enter, shown, teams_of
from tests.domain.events.teams.test_teams import come, join, make, of_teams, told
from tests.kit.clock import START
from tests.kit.people import meet, meet_many


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_teams_are_closed_from_the_moment_at_which_registration_is(igor: Person) -> None:
    closes_at = START + timedelta(days=1)
    event = await of_teams(igor, registration_closes_at=closes_at)
    olya, masha = await meet("Оля"), await meet("Маша")
    team = await make(olya, event, "Ёжики")
    await come(masha, event)
    await in_transaction(
        lambda: captains.rename(olya, team.id, "Ужи", now=closes_at - timedelta(seconds=1)),
    )
    for late in (
        lambda: captains.rename(olya, team.id, "Ежи", now=closes_at),
        lambda: captains.pass_on(olya, team.id, masha.id, now=closes_at),
        lambda: captains.invite(olya, team.id, masha, now=closes_at),
        lambda: captains.make(masha, event.id, "Чижи", now=closes_at),
        lambda: joining.join(masha, team.token, now=closes_at),
        lambda: joining.leave(olya, event.id, now=closes_at),
    ):
        with pytest.raises(TeamsClosed):
            await in_transaction(late)


async def test_the_same_once_more_changes_nothing_and_tells_nobody(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha = await meet("Оля"), await meet("Маша")
    team = await make(olya, event, "Ёжики")
    await come(masha, event)
    await join(masha, team.token)
    for actor in (olya, igor):
        await in_transaction(lambda actor=actor: captains.pass_on(actor, team.id, olya.id, now=START))  # type: ignore[misc]
    await in_transaction(lambda: captains.rename(olya, team.id, "ёжики", now=START))
    assert (await queries.get_team(team.id, olya, now=START)).line.name == "ёжики", "its own name is not taken"
    assert await told(olya) == ["joined"]
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action LIKE 'event-team-%'") == 0
    await in_transaction(lambda: captains.remove(olya, team.id, olya.id, now=START))
    assert (await told(olya), await told(masha)) == (["joined"], ["captain"]), "who goes by themselves knows it"


async def test_who_may_not_see_the_event_learns_nothing_of_its_teams(igor: Person) -> None:
    event = await of_teams(igor, visibility="private")
    olya, masha = await meet("Оля"), await meet("Маша")
    await links.open_link(olya.id, event.link_token or "")
    team = await make(olya, event, "Ёжики")
    for asked in (
        lambda: captains.make(masha, event.id, "Ужи", now=START),
        lambda: captains.rename(masha, team.id, "Ужи", now=START),
        lambda: joining.leave(masha, event.id, now=START),
    ):
        with pytest.raises(NotFound):
            await in_transaction(asked)


async def test_who_found_the_team_full_is_told_once(igor: Person) -> None:
    event = await of_teams(igor)
    people = await meet_many(4)
    team = await make(people[0], event, "Троим")
    for one in people[1:]:
        await join(one, team.token)
    for one in people[1:]:
        await come(one, event)
    late = people[3]
    assert await database.fetchval("SELECT count(*) FROM event_team_wishes") == 0, "nobody is awaited any more"
    await in_transaction(lambda: leaving.leave(late, event.id, now=START))
    await in_transaction(lambda: leaving.leave(people[1], event.id, now=START))
    await come(late, event)
    assert await told(late) == ["full"] and await queries.own_team_id(event.id, late.id) is None


async def test_rules_of_teams_stand_with_the_results(igor: Person) -> None:
    event_id = await teams_of(igor, 4, 2, TeamRules(2, 2, 2))
    await in_transaction(lambda: rules.set_rules(igor, event_id, TeamRules(2, 3, 1), now=START))
    await database.execute("UPDATE event_boards SET state = 'final'")
    with pytest.raises(ResultsFinal):
        await in_transaction(lambda: rules.set_rules(igor, event_id, TeamRules(2, 2, 2), now=START))


async def test_who_came_and_went_by_another_way_is_awaited_in_no_team(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha, anna = await meet("Оля"), await meet("Маша"), await meet("Анна")
    team = await make(olya, event, "Ёжики")
    await join(anna, team.token)
    ticket = await come(masha, event)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    token = await in_transaction(lambda: handover.offer(masha, ticket, now=START))
    await in_transaction(lambda: handover.take(anna, token, {}, now=START))
    await in_transaction(lambda: leaving.leave(anna, event.id, now=START))
    await come(anna, event)
    assert await queries.own_team_id(event.id, anna.id) is None


async def test_who_got_their_money_back_is_in_no_sum(igor: Person) -> None:
    event_id = await teams_of(igor, 4, 2, TeamRules(2, 3, 2))
    await enter(igor, event_id, {1: "20:00", 2: "21:00", 3: "22:00"})
    await database.execute("UPDATE registrations SET status = 'refunded' WHERE event_id = $1 AND number = 1", event_id)
    await enter(igor, event_id, {2: "21:30"})
    assert [(name, counted) for name, _, counted, _ in await shown(event_id)] == [("Команда 0", 1), ("Команда 1", 1)]
