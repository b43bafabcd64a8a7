"""EV-39: the draw, reports, disputes, judging, withdrawals."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.errors import NotAllowed, NotFound, Refusal
from domain.events import lifecycle
from domain.events.entry import leaving, registration
from domain.events.errors import ReasonNeeded
from domain.events.tournaments import drawing, judging, playing, setup
from domain.events.tournaments.cards import podium, prospect
from domain.events.tournaments.errors import (
    AlreadyPlayed,
    LaterPlayed,
    MatchFrozen,
    NotATournament,
    NotDrawn,
    NotRunning,
    NotSetUp,
    OrderUnknown,
    RegistrationStillOpen,
    TooFewPlayers,
    TooManyPlayers,
)
from domain.events.tournaments.queries import get_bracket
from scheduler import events as due
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published
from tests.kit.tournaments import USUAL, begun, drawn, entered, redrawn, told

HOUR = timedelta(hours=1)


async def done(work: Awaitable[Any]) -> Any:
    async with database.transaction():
        return await work


async def forget_messages() -> None:
    await database.execute("DELETE FROM outbox")


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_six_in_double_elimination(igor: Person) -> None:
    """The acceptance example: byes, the loser comes down, a dispute freezes, both hear of their next opponent."""
    made = await begun(igor, await meet_many(6), format="double")
    ids = [one.id for one in made.players]
    assert await made.sides() == {"W1.2": (4, 5), "W1.4": (3, 6)}
    assert await told("tournament-next") == ids[2:] and await told("tournament-rest") == ids[:2]
    await forget_messages()
    await made.won("W1.2", 4)
    assert set(await told("tournament-next")) == {ids[0], ids[3]}, "1 and 4 meet"
    await forget_messages()
    await made.report("W1.4", 3, 2, 0)
    await made.dispute("W1.4", 6)
    assert await told("tournament-disputed") == [igor.id] and await told("tournament-frozen") == [ids[2]]
    frozen = await made.match("W1.4")
    with pytest.raises(MatchFrozen):
        await made.report("W1.4", 3, 2, 1)
    with pytest.raises(MatchFrozen):
        await made.confirm("W1.4", 6)
    assert "W2.2" not in await made.sides()
    await done(judging.enter(igor, frozen.id, 0, 2, version=frozen.version, now=START))
    assert await made.sides() == {"W2.1": (1, 4), "W2.2": (2, 6)}
    await made.won("W2.1", 1)
    await made.won("W2.2", 2)
    assert await made.sides() == {"W3.1": (1, 2), "L2.1": (6, 5), "L2.2": (4, 3)}


async def test_a_withdrawn_player_is_a_walkover_and_told_why(igor: Person) -> None:
    made = await begun(igor, await meet_many(4))
    hand, ids = await made.hand(), [one.id for one in made.players]
    await forget_messages()
    with pytest.raises(ReasonNeeded):
        await done(judging.withdraw(igor, hand.player(1).id, " ", now=START))
    with pytest.raises(NotAllowed):
        await done(judging.withdraw(made.players[1], hand.player(1).id, "так", now=START))
    await done(judging.withdraw(igor, hand.player(1).id, "Травма", now=START))
    match = await made.match("W1.1")
    assert (match.state, match.winner) == ("walkover", 4)
    assert await told("tournament-withdrawn") == [ids[0]] and await told("tournament-result") == [ids[3]]
    with pytest.raises(Refusal):
        await done(judging.withdraw(igor, hand.player(1).id, "Ещё раз", now=START))
    await made.won("W1.2", 2)
    await made.won("W2.1", 2)
    assert (await made.hand()).tournament.champion == 2


async def test_who_leaves_the_event_or_the_tournament_makes_walkovers(igor: Person) -> None:
    people = await meet_many(4)
    event = await published(igor, kind="tournament", registration_closes_at=START + HOUR)
    for one in people:
        await done(registration.register(one, event.id, {}, now=START))
    made = await redrawn(igor, event.id, people, now=START + 2 * HOUR)
    await done(leaving.leave(people[3], event.id, now=START + 2 * HOUR))
    assert (await made.match("W1.1")).state == "walkover", "before it begins"
    await done(drawing.begin(igor, event.id, now=START + 2 * HOUR))
    await done(playing.leave(people[2], event.id, now=START + 3 * HOUR))
    assert await made.sides() == {"W2.1": (1, 2)}
    with pytest.raises(NotFound):
        await done(playing.leave(igor, event.id, now=START))


async def test_a_report_that_nobody_answers_stands_but_not_at_night(igor: Person) -> None:
    made = await begun(igor, await meet_many(2), now=START)
    await made.report("W1.1", 1, 2, 0, now=START)
    match = await made.match("W1.1")
    assert match.stands_at == START + 3 * HOUR
    await agenda.work_due(due.AGENDA, START + 2.9 * HOUR)
    assert (await made.match("W1.1")).state == "reported"
    await agenda.work_due(due.AGENDA, START + 3 * HOUR)
    stood = await made.match("W1.1")
    assert (stood.state, stood.decided_by, stood.winner) == ("done", None, 1)
    event = await lifecycle.load(made.event_id, lock=False)
    evening = START.replace(hour=17)
    assert playing.stands_at(event, now=evening).astimezone(evening.tzinfo).hour == 6, "nine in Moscow"


async def test_the_draw_waits_for_registration_and_asks_for_itself(igor: Person) -> None:
    event = await published(igor, kind="tournament", registration_closes_at=START + HOUR)
    for one in await meet_many(2):
        await done(registration.register(one, event.id, {}, now=START))
    with pytest.raises(NotSetUp):
        await done(drawing.draw(igor, event.id, now=START))
    await done(setup.set_up(igor, event.id, USUAL, now=START))
    with pytest.raises(RegistrationStillOpen):
        await done(drawing.draw(igor, event.id, now=START))
    with pytest.raises(NotDrawn):
        await done(drawing.begin(igor, event.id, now=START))
    await agenda.work_due(due.AGENDA, START + HOUR)
    assert await told("tournament-time-to-draw") == [igor.id]
    await done(drawing.draw(igor, event.id, now=START + HOUR))
    assert not (await get_bracket(event.id, (await meet("Оля")), now=START)).is_shown, "a preview is the organizer's"
    assert (await get_bracket(event.id, igor, now=START)).is_shown


async def test_who_comes_after_the_close_is_not_awaited(igor: Person) -> None:
    event = await published(igor, kind="tournament")
    await done(registration.register(await meet("Оля"), event.id, {}, now=START))
    await done(setup.set_up(igor, event.id, USUAL, now=START))
    with pytest.raises(TooFewPlayers):
        await done(drawing.close_and_draw(igor, event.id, now=START))
    assert (await lifecycle.load(event.id, lock=False)).status == "registration_open", "all of it or nothing"


async def test_it_is_drawn_anew_until_somebody_has_reported(igor: Person) -> None:
    made = await drawn(igor, await meet_many(4), seeding="manual", seed_order="4, 3 и 1")
    assert [(await made.hand()).player(seed).user_id for seed in (1, 2, 3, 4)] == [one.id for one in made.players]
    numbers = await database.fetch("SELECT user_id, number FROM registrations ORDER BY number")
    assert [one.id for one in made.players] == [numbers[at]["user_id"] for at in (3, 2, 0, 1)]
    await done(drawing.begin(igor, made.event_id, now=START))
    await done(drawing.draw(igor, made.event_id, now=START))
    assert len(await told("tournament-next")) == 8, "everybody, of both draws"
    await made.report("W1.1", 1, 2, 0)
    with pytest.raises(AlreadyPlayed):
        await done(drawing.draw(igor, made.event_id, now=START))
    with pytest.raises(AlreadyPlayed):
        await done(setup.set_up(igor, made.event_id, USUAL, now=START))


async def test_seeds_by_numbers_by_hand_and_by_what_was_answered(igor: Person) -> None:
    people = await meet_many(3)
    asked = [{"key": "elo", "kind": "number", "label": "Рейтинг"}]
    event = await published(igor, kind="tournament", questions=asked)
    for one, rating in zip(people, (900, 1500, 1200), strict=True):
        await done(registration.register(one, event.id, {"elo": rating}, now=START))
    await done(lifecycle.start(igor, event.id, now=START))
    seeding = setup.setup_form(await lifecycle.load(event.id, lock=False)).field("seeding")
    assert [one.key for one in seeding.choices] == ["random", "number", "rating:elo", "manual"]
    made = await redrawn(igor, event.id, people, seeding="rating:elo")
    assert [one.id for one in made.players] == [people[1].id, people[2].id, people[0].id]
    with pytest.raises(OrderUnknown):
        await redrawn(igor, event.id, people, seeding="manual", seed_order="7")


async def test_too_many_for_a_format_and_other_kinds_of_events(igor: Person) -> None:
    event_id = await entered(igor, await meet_many(21))
    with pytest.raises(TooManyPlayers):
        await redrawn(igor, event_id, [], format="round_robin")
    race = await published(igor)
    with pytest.raises(NotATournament):
        await done(setup.set_up(igor, race.id, USUAL, now=START))
    with pytest.raises(NotAllowed):
        await done(setup.set_up(await meet("Оля"), event_id, USUAL, now=START))
    await done(setup.set_up(await administrator(), event_id, USUAL, now=START))


async def test_a_draw_counts_in_a_table_and_nowhere_else(igor: Person) -> None:
    made = await begun(igor, await meet_many(3), format="round_robin", best_of="0")
    assert await made.report((await made.hand()).matches[0].key, (await made.hand()).matches[0].first_seed or 0, 1, 1)
    match = (await made.hand()).matches[0]
    await made.confirm(match.key, match.second_seed or 0)
    assert (await made.match(match.key)).winner is None
    assert [line.points for line in (await made.hand()).tables()[0]] == [1, 1, 0]


async def test_a_corrected_winner_moves_those_who_come_later(igor: Person) -> None:
    made = await begun(igor, await meet_many(4), bronze=True)
    await made.won("W1.1", 1)
    await made.won("W1.2", 2)
    first = await made.match("W1.1")
    await done(judging.enter(igor, first.id, 1, 2, version=first.version, now=START))
    assert await made.sides() == {"W2.1": (4, 2), "B1.1": (1, 3)}, "nothing was played with it"
    await made.won("W2.1", 4)
    await made.won("B1.1", 1)
    assert (await made.hand()).tournament.state == "finished"
    first = await made.match("W1.1")
    with pytest.raises(LaterPlayed) as later:
        await done(judging.enter(igor, first.id, 2, 0, version=first.version, now=START))
    assert later.value.params == {"count": 2}
    await done(judging.enter(igor, first.id, 0, 2, version=first.version, now=START))
    assert (await made.hand()).tournament.state == "finished", "the same winner by another score"
    first = await made.match("W1.1")
    await forget_messages()
    await done(judging.enter(igor, first.id, 2, 0, version=first.version, undo=True, now=START))
    assert await made.sides() == {"W2.1": (1, 2), "B1.1": (4, 3)}
    assert (await made.hand()).tournament.state == "running"
    assert len(await told("tournament-undone")) == 4, "each who plays again"
    assert await told("tournament-next") == []


async def test_a_group_result_that_changes_who_comes_out_draws_the_playoff_anew(igor: Person) -> None:
    made = await begun(igor, await meet_many(6), format="groups", group_count=2)
    while any(one.part != "W" and one.state == "ready" for one in (await made.hand()).matches):
        one = next(one for one in (await made.hand()).matches if one.state == "ready")
        await made.won(one.key, min(one.first_seed or 0, one.second_seed or 0))
    assert await made.sides() == {"W1.1": (1, 3), "W1.2": (2, 4)} or len(await made.sides()) == 2
    last = next(one for one in (await made.hand()).matches if {one.first_seed, one.second_seed} == {4, 5})
    winner = (0, 2) if last.first_seed == 4 else (2, 0)
    await done(judging.enter(igor, last.id, *winner, version=last.version, now=START))
    assert {seed for pair in (await made.sides()).values() for seed in pair} == {1, 2, 3, 5}
    one = next(one for one in (await made.hand()).matches if one.key == "W1.1")
    await made.won("W1.1", one.first_seed or 0)
    last = await made.match(last.key)
    with pytest.raises(LaterPlayed):
        await done(judging.enter(igor, last.id, *winner[::-1], version=last.version, now=START))
    await done(judging.enter(igor, last.id, *winner[::-1], version=last.version, undo=True, now=START))
    assert {seed for pair in (await made.sides()).values() for seed in pair} == {1, 2, 3, 4}


async def test_a_walkover_and_a_result_taken_back(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    match = await made.match("W1.1")
    await done(judging.walk_over(igor, match.id, 2, version=match.version, now=START))
    hand = await made.hand()
    assert (hand.tournament.state, hand.tournament.champion) == ("finished", 2)
    match = await made.match("W1.1")
    await done(judging.take_back(igor, match.id, version=match.version, now=START))
    assert await made.sides() == {"W1.1": (1, 2)} and (await made.hand()).tournament.champion is None
    with pytest.raises(NotFound):
        await done(judging.walk_over(igor, match.id, 3, version=None, now=START))


async def test_nothing_is_played_once_the_event_is_called_off(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    match = await made.match("W1.1")
    await made.report("W1.1", 1, 2, 0)
    await done(lifecycle.cancel(igor, made.event_id, "Потоп", now=START))
    with pytest.raises(NotRunning):
        await made.confirm("W1.1", 2)
    with pytest.raises(NotRunning):
        await done(judging.enter(igor, match.id, 2, 0, version=None, now=START))
    await agenda.work_due(due.AGENDA, START + 4 * HOUR)
    assert (await made.match("W1.1")).state == "reported"


async def test_podium_and_prospects(igor: Person) -> None:
    made = await begun(igor, await meet_many(4), format="double")
    ada = made.players[3]
    card = await get_bracket(made.event_id, ada, now=START)
    assert (card.own_seed, prospect(card, 4).kind) == (4, "play")
    while sides := await made.sides():
        key, pair = next(iter(sides.items()))
        await made.won(key, min(one for one in pair if one))
    card = await get_bracket(made.event_id, ada, now=START)
    assert podium(card) == [(1, 1), (2, 2), (3, 3)]
    assert [prospect(card, seed).kind for seed in (1, 2, 4)] == ["won", "out", "out"]
    assert await told("tournament-finished") == sorted({igor.id, *(one.id for one in made.players)})


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("tournaments_format", "UPDATE tournaments SET format = 'ladder'"),
        ("tournaments_best_of", "UPDATE tournaments SET best_of = 2"),
        ("tournaments_started", "UPDATE tournaments SET started_at = NULL"),
        ("tournaments_finished", "UPDATE tournaments SET state = 'finished'"),
        ("tournament_players_seed", "UPDATE tournament_players SET seed = 0 WHERE seed = 3"),
        ("tournament_matches_first", "UPDATE tournament_matches SET first_seed = 9 WHERE key = 'W1.1'"),
        ("tournament_matches_not_alone", "UPDATE tournament_matches SET first_seed = second_seed WHERE key = 'W1.2'"),
        ("tournament_matches_state", "UPDATE tournament_matches SET state = 'lost' WHERE key = 'W1.2'"),
        ("tournament_matches_between_two", "UPDATE tournament_matches SET state = 'ready'"),
        ("tournament_matches_score", "UPDATE tournament_matches SET state = 'done' WHERE key = 'W1.2'"),
        ("tournament_matches_winner", "UPDATE tournament_matches SET winner = 1, state = 'bye' WHERE key = 'W1.2'"),
        ("tournament_matches_open", "UPDATE tournament_matches SET winner = first_seed WHERE key = 'W1.2'"),
    ],
)
async def test_the_database_refuses_what_must_not_be(igor: Person, rule: str, change: str) -> None:
    await begun(igor, await meet_many(3))
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
        await database.execute(change)
    assert refused.value.constraint_name == rule


async def test_who_may_see_whom(igor: Person) -> None:
    event = await published(igor, kind="tournament", visibility="private")
    with pytest.raises(NotFound):
        await get_bracket(event.id, await meet("Оля"), now=START)
    made = await begun(igor, await meet_many(2))
    match = await made.match("W1.1")
    for stranger in (igor, await meet("Оля")):
        with pytest.raises(NotFound):
            await done(playing.report(stranger, match.id, 2, 0, version=match.version, now=START))
