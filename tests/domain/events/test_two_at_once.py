"""Two who act at the same moment: each gets what they did, or a sentence, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.awards import prizes
from domain.events.awards.errors import PrizeGiven
from domain.events.categories import managing
from domain.events.entrance import door
from domain.events.entrance.door import Scan
from domain.events.entry import changing_way, registration
from domain.events.entry.tickets import ticket_key
from domain.events.making import creation
from domain.events.outings import outings
from domain.events.outings.words import Wanted as Outing
from domain.events.people import removal
from domain.events.recurring import series
from domain.events.recurring.series import Applied, Wanted
from domain.events.results import entering, final, finish, protests
from domain.events.results.errors import ProtestOver, ResultsNotYet
from domain.events.season import rules
from domain.events.season.rules import SeasonRules
from domain.events.teams import captains, joining
from domain.events.teams import queries as teams
from domain.events.teams import rules as team_rules
from domain.events.teams.rules import TeamRules
from domain.events.tournaments import drawing, judging
from domain.events.tournaments import queries as brackets
from domain.files.sealing import new_key, read_keys
from tests.kit.clock import START
from tests.kit.meeting import meet_with
from tests.kit.people import administrator, drafted, meet, meet_many, plan, published
from tests.kit.races import race
from tests.kit.tournaments import begun, drawn

MORNING = START + timedelta(days=7) - timedelta(hours=1)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_who_changes_to_the_site_while_they_are_scanned_is_let_in(igor: Person) -> None:
    event = await published(igor, format="hybrid", online_address="https://meet.example/run")
    olya = await meet("Оля")
    held = await in_transaction(lambda: registration.register(olya, event.id, {}, way="online", now=START))
    scan = Scan("s1", MORNING, registration_id=held.registration_id)
    key = ticket_key("a secret of the tests").public_key()
    (verdict,) = await meet_with(
        lambda: changing_way.change_way(olya, event.id, "onsite", now=START),
        lambda: door.check_in(igor, event.id, [scan], key=key, now=MORNING),
    )
    assert (verdict.answer, verdict.name) == ("in", "Оля")


@pytest.mark.parametrize("by", ["link", "coming back"])
async def test_the_finish_is_closed_to_who_comes_by_a_link_that_is_just_changed(igor: Person, by: str) -> None:
    event_id, lena = await race(igor, 2), await meet("Лена")
    token = await in_transaction(lambda: finish.invite(igor, event_id, now=START))
    if by == "coming back":
        await in_transaction(lambda: finish.come(lena, token, now=START))

    async def come() -> object:
        if by == "link":
            return await finish.come(lena, token, now=START)
        return await finish.open_line(lena, event_id, now=START)

    with pytest.raises(NotFound):
        await meet_with(lambda: finish.change_link(igor, event_id, now=START), come)
    assert await finish.line_of(lena) is None


async def test_what_is_just_called_off_is_not_approved(igor: Person) -> None:
    event_id = await race(igor, 2)
    await in_transaction(lambda: entering.enter(igor, event_id, 1, "21:43", now=START))
    with pytest.raises(ResultsNotYet):
        await meet_with(
            lambda: lifecycle.cancel(igor, event_id, "гроза", now=START),
            lambda: final.announce(igor, event_id, now=START),
        )
    state = await forma_database.fetchval("SELECT state FROM event_boards WHERE event_id = $1", event_id)
    assert state == "open"


@pytest.mark.parametrize("first", ["upheld", "withdrawn"])
async def test_who_decides_about_a_protest_that_is_just_decided_otherwise_is_told(igor: Person, first: str) -> None:
    event_id, anna = await race(igor, 1), await administrator()
    await in_transaction(lambda: entering.enter(igor, event_id, 1, "21:43", now=START))
    olya = await get_person(await forma_database.fetchval("SELECT user_id FROM results"))
    about = await in_transaction(lambda: protests.protest(olya, event_id, "Быстрее!", "№ 1", now=START))

    async def settle() -> object:
        if first == "withdrawn":
            return await protests.withdraw(olya, event_id, "№ 1", now=START)
        return await protests.decide(igor, about, first, now=START)

    with pytest.raises(ProtestOver) as told:
        await meet_with(settle, lambda: protests.decide(anna, about, "declined", now=START))
    assert told.value.params == {"state": first}


async def test_a_date_that_is_approved_while_the_season_gets_its_first_rules_counts(igor: Person) -> None:
    first = await published(igor, capacity=None)
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(2), now=START))
    (olya,) = await meet_many(1)
    await in_transaction(lambda: registration.register(olya, first.id, {}, now=START))
    await in_transaction(lambda: lifecycle.start(igor, first.id, now=START))
    await in_transaction(lambda: entering.enter(igor, first.id, 1, "21:43", now=START))
    said = SeasonRules("places", (25, 18), None)
    await meet_with(
        lambda: rules.set_rules(igor, made.series_id, said, now=START),
        lambda: final.announce(igor, first.id, now=START),
    )
    rows = await forma_database.fetch("SELECT user_id, points FROM season_standings")
    assert [tuple(row) for row in rows] == [(olya.id, 25_000)]


async def test_a_date_that_is_just_changed_on_its_own_keeps_its_change(igor: Person) -> None:
    first = await published(igor)
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(3), now=START))
    own, other = made.event_ids

    async def edit(event_id: int, **changes: str) -> None:
        as_it_is = await creation.plan_of(await lifecycle.load(event_id, lock=False))
        await creation.edit_event(igor, event_id, replace(as_it_is, **changes), version=None, now=START)  # type: ignore[arg-type]

    await in_transaction(lambda: edit(first.id, title="Новое имя"))
    applied = await meet_with(
        lambda: edit(own, title="Особый день"), lambda: series.change_all(igor, first.id, now=START)
    )
    assert applied == Applied(1, 1)
    titles = [(await lifecycle.load(event_id, lock=False)).title for event_id in (first.id, own, other)]
    assert titles == ["Новое имя", "Особый день", "Новое имя"]


async def test_a_draft_that_is_deleted_is_left_out_of_a_change_of_all_dates(igor: Person) -> None:
    first = await published(igor)
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(2, publish=False), now=START))
    applied = await meet_with(
        lambda: lifecycle.delete_draft(igor, made.event_ids[0], now=START),
        lambda: series.change_all(igor, first.id, now=START),
    )
    assert applied == Applied(0, 0)


async def test_a_prize_that_is_won_at_this_moment_is_not_removed(igor: Person) -> None:
    cup = await begun(igor, await meet_many(2))
    said = {"place": 1, "among": "all", "text": "Кубок", "badge": False}
    prize_id = await in_transaction(
        lambda: prizes.set_prize(igor, cup.event_id, said, read_keys(new_key()), now=START)  # type: ignore[arg-type]
    )
    match = next(one for one in (await cup.hand()).matches if one.state == "ready")
    with pytest.raises(PrizeGiven):
        await meet_with(
            lambda: judging.enter(igor, match.id, 2, 0, version=match.version, now=START),
            lambda: prizes.remove(igor, prize_id, now=START),
        )
    assert [(one.text, one.winners) for one in await prizes.prizes_of(cup.event_id)] == [("Кубок", 1)]


async def test_a_bracket_that_is_drawn_anew_while_it_is_read_is_read_anew(igor: Person) -> None:
    """It lies in several tables."""
    players = await meet_many(3)
    cup = await drawn(igor, players)
    entry = await forma_database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2", cup.event_id, players[2].id
    )
    await in_transaction(lambda: removal.remove(igor, entry, "опоздал", now=START))
    await in_transaction(lambda: drawing.draw(igor, cup.event_id, now=START))

    async def draw_anew() -> None:
        await removal.restore(igor, entry, now=START)
        await drawing.draw(igor, cup.event_id, now=START)
        await forma_database.execute("LOCK TABLE tournament_matches IN ACCESS EXCLUSIVE MODE")

    card = await meet_with(draw_anew, lambda: brackets.get_bracket(cup.event_id, igor, now=START))
    assert len(card.players) == 3 and len(card.matches) == 3


async def test_a_team_that_goes_while_it_is_read_is_not_there(igor: Person) -> None:
    event, olya = await published(igor, capacity=None), await meet("Оля")
    await in_transaction(lambda: team_rules.set_rules(igor, event.id, TeamRules(1, 3, 1), now=START))
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    team = await in_transaction(lambda: captains.make(olya, event.id, "Ёжики", now=START))

    async def leave() -> None:
        await joining.leave(olya, event.id, now=START)
        await forma_database.execute("LOCK TABLE event_team_members IN ACCESS EXCLUSIVE MODE")

    with pytest.raises(NotFound):
        await meet_with(leave, lambda: teams.get_team(team, igor, now=START))


async def test_a_card_that_is_just_shown_is_not_forgotten(igor: Person) -> None:
    async def call(source: str) -> int:
        wanted = Outing("10 км", "", START + timedelta(hours=2), True, "Europe/Moscow")
        return (await outings.call_out(igor, wanted, source=source, language="ru", now=START)).outing_id

    shown = await in_transaction(lambda: call("first"))
    for number in range(outings.MOST_UNSEEN - 1):
        await in_transaction(lambda source=str(number): call(source))  # type: ignore[misc]
    await meet_with(lambda: outings.seen(shown, "card", now=START), lambda: call("one more"))
    assert await in_transaction(lambda: outings.answer(igor, shown, "yes", now=START))


async def test_an_event_of_a_category_that_just_goes_gets_the_one_that_stands_for_it(database: str) -> None:
    """What it had read was not so any more when it wrote: a door does it again."""
    anna = await administrator()
    old, new = [await in_transaction(lambda n=name: managing.add(anna, n, n, now=START)) for name in ("Old", "New")]  # type: ignore[misc]
    made = await meet_with(
        lambda: managing.remove(anna, old, new, now=START),
        lambda: creation.create_event(anna, plan(categories=(old,)), now=START),
        attempts=3,
    )
    assert (await creation.plan_of(made)).categories == (new,)


async def test_a_prize_of_a_draft_that_just_goes_is_refused(database: str) -> None:
    anna = await administrator()
    draft = await drafted(anna)
    said = {"place": 1, "among": "all", "text": "Кубок", "badge": False}
    with pytest.raises(NotFound):
        await meet_with(
            lambda: lifecycle.delete_draft(anna, draft.id, now=START),
            lambda: prizes.set_prize(anna, draft.id, said, read_keys(new_key()), now=START),  # type: ignore[arg-type]
            attempts=3,
        )
