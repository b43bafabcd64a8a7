"""EV-x3: teams with a captain, who comes in by a link, who may change what until when."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from functools import partial

import pytest

from domain import database
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound, Refusal
from domain.events import access, lifecycle, links
from domain.events.entry import handover, leaving, registration
from domain.events.models import Event
from domain.events.people import adding, removal, roster
from domain.events.people.exporting import columns_of
from domain.events.people.roster import PeopleFilter, read_filter
from domain.events.teams import captains, joining, queries, rules
from domain.events.teams.errors import (
    InTeamAlready,
    NotInTeam,
    NotTheCaptain,
    TeamFirst,
    TeamFull,
    TeamLinkGone,
    TeamNameTaken,
    TeamNameWrong,
    TeamRulesWrong,
    TeamsBigger,
    TeamsClosed,
    TeamsThere,
)
from domain.events.teams.queries import TeamCard
from domain.events.teams.rules import TeamRules
from tests.kit.bunches import in_bunches
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published

USUAL = TeamRules(2, 3, 2)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def of_teams(igor: Person, said: TeamRules = USUAL, **plan: object) -> Event:
    event = await published(igor, **{"capacity": None} | plan)  # type: ignore[arg-type]
    await in_transaction(lambda: rules.set_rules(igor, event.id, said, now=START))
    return event


async def come(person: Person, event: Event) -> int:
    done = await in_transaction(lambda: registration.register(person, event.id, {}, now=START))
    return done.registration_id


async def make(captain: Person, event: Event, name: str) -> TeamCard:
    await come(captain, event)
    team_id = await in_transaction(lambda: captains.make(captain, event.id, name, now=START))
    return await queries.get_team(team_id, captain, now=START)


async def join(person: Person, token: str) -> bool:
    return await in_transaction(lambda: joining.join(person, token, now=START))


async def told(person: Person) -> list[str]:
    rows = await database.fetch(
        "SELECT params->>'what' AS what FROM outbox WHERE kind = 'team-news' AND user_id = $1 ORDER BY id", person.id
    )
    return [row["what"] for row in rows]


async def test_a_captain_makes_a_team_and_others_come_by_its_link_in_one_go(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    team = await make(olya, event, "  Быстрые\u202e   ёжики ")
    assert (team.line.name, team.line.missing(USUAL), team.is_captain) == ("Быстрые ёжики", 1, True)
    assert not await join(masha, team.token), "she is not in the event yet"
    assert len((await queries.get_team(team.id, olya, now=START)).people) == 1
    await come(masha, event)
    now_there = await queries.get_team(team.id, masha, now=START)
    assert [(one.name, one.is_captain) for one in now_there.people] == [("Оля", True), ("Маша", False)]
    assert now_there.line.is_complete(USUAL) and await told(olya) == ["joined"]
    assert await join(masha, team.token), "twice is once"
    stranger = await queries.get_team(team.id, lena, now=START)
    assert (stranger.people, stranger.token, stranger.line.members) == ((), "", 2)
    assert len((await queries.get_team(team.id, lena, token=team.token, now=START)).people) == 2


@pytest.mark.parametrize("how", ["by a ticket", "by the organizer"])
async def test_who_came_by_a_teams_link_is_in_it_by_whatever_way_they_come_in(igor: Person, how: str) -> None:
    event = await of_teams(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    team = await make(olya, event, "Ёжики")
    assert not await join(masha, team.token)
    if how == "by a ticket":
        given = await come(lena, event)
        await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
        token = await in_transaction(lambda: handover.offer(lena, given, now=START))
        await in_transaction(lambda: handover.take(masha, token, {}, now=START))
    else:
        await in_transaction(lambda: give_consent(masha.id, now=START))
        assert (await in_transaction(lambda: adding.add(igor, event.id, masha, now=START))).is_in
    assert [one.name for one in (await queries.get_team(team.id, masha, now=START)).people] == ["Оля", "Маша"]
    assert await told(olya) == ["joined"]


async def test_a_captain_s_word_opens_a_private_event_to_who_gets_it(igor: Person) -> None:
    event = await of_teams(igor, visibility="private")
    olya, masha = await meet("Оля"), await meet("Маша")
    await links.open_link(olya.id, event.link_token or "")
    team = await make(olya, event, "Ёжики")
    with pytest.raises(NotFound):
        await queries.get_team(team.id, masha, now=START)
    assert await in_transaction(lambda: captains.invite(olya, team.id, masha, now=START))
    assert (await queries.get_team(team.id, masha, now=START)).line.name == "Ёжики"


async def test_a_changed_link_of_a_private_event_shuts_the_links_of_its_teams_too(igor: Person) -> None:
    event = await of_teams(igor, visibility="private")
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    await in_transaction(lambda: links.open_link(olya.id, event.link_token or ""))
    first, second = await make(olya, event, "Ёжики"), await make(igor, event, "Ужи")
    await in_transaction(lambda: joining.open_link(masha, first.token))
    await access.require_access(masha, event.id)
    await in_transaction(lambda: links.change_link(igor, event.id, now=START))
    for person, token in ((masha, first.token), (lena, second.token)):
        with pytest.raises(TeamLinkGone):
            await in_transaction(lambda person=person, token=token: joining.open_link(person, token))  # type: ignore[misc]
        with pytest.raises(NotFound):
            await access.require_access(person, event.id)
    fresh = (await queries.get_team(first.id, olya, now=START)).token
    assert fresh not in ("", first.token), "its members have another one"
    await in_transaction(lambda: joining.open_link(masha, fresh))
    await access.require_access(masha, event.id)


async def test_names_are_unique_and_clean_and_rules_make_sense(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha = await meet("Оля"), await meet("Маша")
    await make(olya, event, "Ёжики")
    await come(masha, event)
    for name, refusal in (
        ("ежИКИ", TeamNameTaken),
        (" ", TeamNameWrong),
        ("ж" * 41, TeamNameWrong),
        ("\u200b!!", TeamNameWrong),
    ):
        with pytest.raises(refusal):
            await in_transaction(lambda name=name: captains.make(masha, event.id, name, now=START))  # type: ignore[misc]
    with pytest.raises(InTeamAlready):
        await in_transaction(lambda: captains.make(olya, event.id, "Другие", now=START))
    other = await of_teams(igor)
    await make(olya, other, "Ёжики")
    for wrong in (TeamRules(3, 2, 2), TeamRules(2, 4, 3), TeamRules(2, 31, 2)):
        with pytest.raises(TeamRulesWrong):
            await in_transaction(lambda wrong=wrong: rules.set_rules(igor, event.id, wrong, now=START))  # type: ignore[misc]
    with pytest.raises(TeamsThere):
        await in_transaction(lambda: rules.drop_rules(igor, event.id, now=START))
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: rules.set_rules(olya, event.id, USUAL, now=START))
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'event-teams-set'") == 2


async def test_of_twenty_who_come_at_once_the_last_place_has_one(igor: Person) -> None:
    event = await of_teams(igor)
    olya, *others = await meet_many(21)
    team = await make(olya, event, "Последнее место")
    for one in others:
        await come(one, event)

    async def try_it(one: Person) -> str:
        try:
            await join(one, team.token)
        except TeamFull:
            return "full"
        return "in"

    outcomes = await in_bunches([partial(try_it, one) for one in others])
    assert sorted(outcomes) == ["full"] * 18 + ["in"] * 2
    assert (await queries.get_team(team.id, olya, now=START)).line.members == 3
    assert await database.fetchval("SELECT count(*) FROM event_team_members") == 3
    with pytest.raises(TeamsBigger):
        await in_transaction(lambda: rules.set_rules(igor, event.id, TeamRules(2, 2, 2), now=START))


async def test_the_captain_leaves_while_another_joins_and_there_is_always_a_captain(igor: Person) -> None:
    for _ in range(4):
        event = await of_teams(igor)
        olya, masha = await meet_many(2)
        team = await make(olya, event, "Двое")
        await come(masha, event)

        async def out(event: Event = event, olya: Person = olya) -> None:
            await in_transaction(lambda: joining.leave(olya, event.id, now=START))

        async def into(team: TeamCard = team, masha: Person = masha) -> None:
            with contextlib.suppress(TeamLinkGone):
                await join(masha, team.token)

        await asyncio.gather(out(), into())
        rows = await database.fetch("SELECT captain_id, members FROM event_teams WHERE event_id = $1", event.id)
        assert [tuple(row) for row in rows] in ([], [(masha.id, 1)])
        if rows:
            assert await told(masha) in (["captain"], [])


async def test_captain_passes_on_takes_out_and_nobody_else_does(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    team = await make(olya, event, "Трое")
    for one in (masha, lena):
        await come(one, event)
        await join(one, team.token)
    with pytest.raises(NotTheCaptain):
        await in_transaction(lambda: captains.remove(masha, team.id, olya.id, now=START))
    await in_transaction(lambda: captains.pass_on(olya, team.id, masha.id, now=START))
    with pytest.raises(NotTheCaptain):
        await in_transaction(lambda: captains.rename(olya, team.id, "Не мои", now=START))
    await in_transaction(lambda: captains.remove(masha, team.id, lena.id, now=START))
    assert (await told(masha), await told(lena)) == (["captain"], ["removed"])
    with pytest.raises(TeamLinkGone):
        await join(lena, team.token)
    with pytest.raises(NotInTeam):
        await in_transaction(lambda: joining.leave(lena, event.id, now=START))
    late = START + timedelta(days=8)
    with pytest.raises(TeamsClosed):
        await in_transaction(lambda: joining.leave(masha, event.id, now=late))
    with pytest.raises(TeamsClosed):
        await in_transaction(lambda: captains.rename(masha, team.id, "Поздно", now=late))
    await in_transaction(lambda: captains.rename(igor, team.id, "Организаторские", now=late))
    assert (await queries.get_team(team.id, igor, now=late)).line.name == "Организаторские"


async def test_who_is_out_of_the_event_is_out_of_the_team_whatever_the_way(igor: Person) -> None:
    event = await of_teams(igor, capacity=3)
    olya, masha, lena, anna = await meet("Оля"), await meet("Маша"), await meet("Лена"), await meet("Анна")
    team = await make(olya, event, "Уходящие")
    for one in (masha, lena):
        await come(one, event)
        await join(one, team.token)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    card = await queries.get_team(team.id, masha, now=START)
    assert (card.is_captain, card.line.members) == (True, 2)
    hers = await removal.registration_of(event.id, lena.id)
    await in_transaction(lambda: removal.remove(igor, hers, "rules", now=START))
    assert (await queries.get_team(team.id, masha, now=START)).line.members == 1
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    given = await removal.registration_of(event.id, masha.id)
    token = await in_transaction(lambda: handover.offer(masha, given, now=START))
    await in_transaction(lambda: handover.take(anna, token, {}, now=START))
    with pytest.raises(NotFound):
        await queries.get_team(team.id, masha, now=START)
    assert await database.fetchval("SELECT count(*) FROM event_team_members") == 0


async def test_the_organizer_puts_people_into_teams_and_finds_those_of_one_who_have_not_come(igor: Person) -> None:
    event = await of_teams(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    team = await make(olya, event, "X")
    ids = {one.id: await come(one, event) for one in (masha, lena)}
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: joining.put(olya, ids[masha.id], team.id, now=START))
    for one in ids.values():
        await in_transaction(lambda one=one: joining.put(igor, one, team.id, now=START))  # type: ignore[misc]
    assert await told(masha) == ["put"]
    await database.execute("UPDATE registrations SET status = 'checked_in' WHERE id = $1", ids[masha.id])
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    wanted = PeopleFilter("absent", team=team.id)
    assert read_filter(wanted.to_query()) == wanted
    shown = await roster.get_roster(igor, event.id, wanted)
    assert {row.name for row in shown.rows} == {"Оля", "Лена"} and shown.team == "X"
    assert shown.numbers.total == 2 and shown.numbers.groups[None] == 3 and shown.numbers.groups["arrived"] == 1
    assert "squad" in [one.key for one in await columns_of(event)]
    await in_transaction(lambda: joining.put(igor, ids[lena.id], None, now=START))
    assert (await roster.get_roster(igor, event.id, wanted)).numbers.total == 1
    with pytest.raises(NotFound):
        elsewhere = await make(olya, await of_teams(igor), "Y")
        await in_transaction(lambda: joining.put(igor, ids[lena.id], elsewhere.id, now=START))


async def test_who_comes_too_late_for_the_team_is_in_the_event_all_the_same(igor: Person) -> None:
    event = await of_teams(igor)
    people = await meet_many(5)
    team = await make(people[0], event, "Троим")
    for one in people[1:4]:
        assert not await join(one, team.token)
    for one in people[1:4]:
        await come(one, event)
    assert (await queries.get_team(team.id, people[0], now=START)).line.members == 3
    assert await told(people[3]) == ["full"]
    with pytest.raises(TeamFirst):
        await in_transaction(lambda: captains.make(people[4], event.id, "Чужие", now=START))
    with pytest.raises(Refusal):
        await join(people[4], team.token)


async def test_a_woman_is_needed_where_the_organizer_says_so(igor: Person) -> None:
    said = TeamRules(2, 3, 2, needs_woman=True)
    event = await of_teams(igor, said)
    olya, masha = await meet("Оля"), await meet("Маша")
    await database.execute("UPDATE profiles SET gender = 'male'")
    team = await make(olya, event, "Смешанные")
    await come(masha, event)
    await join(masha, team.token)
    line = (await queries.get_team(team.id, olya, now=START)).line
    assert (line.missing(said), line.lacks_woman(said), line.is_complete(said)) == (0, True, False)
    await database.execute("UPDATE profiles SET gender = 'female' WHERE user_id = $1", masha.id)
    assert (await queries.get_team(team.id, olya, now=START)).line.is_complete(said)


async def test_teams_are_listed_by_name_page_by_page_and_found_by_how_they_begin(igor: Person) -> None:
    event = await of_teams(igor)
    names = ["Волна", "Ёжики", "Ели", "100% _", "Акулы"]
    for one, name in zip(await meet_many(5), names, strict=True):
        await make(one, event, name)
    seen, after = [], ""
    while page := await queries.list_teams(event.id, after=after, limit=2):
        seen += [one.name for one in page]
        after = page[-1].name_key
    assert seen == ["100% _", "Акулы", "Волна", "Ёжики", "Ели"]
    assert [one.name for one in await queries.list_teams(event.id, text="е")] == ["Ёжики", "Ели"]
    assert [one.name for one in await queries.list_teams(event.id, text="100% ")] == ["100% _"]
    assert await queries.list_teams(event.id, text="_") == []
