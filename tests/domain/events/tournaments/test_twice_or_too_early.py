"""EV-39: what is asked of a tournament once more, too early, or of somebody who is out of it already."""

from __future__ import annotations

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import leaving, registration
from domain.events.people import numbers
from domain.events.tournaments import drawing, judging, playing, rewards, setup
from domain.events.tournaments.errors import (
    AlreadyPlayed,
    AlreadyWithdrawn,
    MatchChanged,
    MatchNotOpen,
    NotRunning,
    RegistrationStillOpen,
)
from tests.domain.events.tournaments.test_tournament import HOUR, done, told
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published
from tests.kit.tournaments import USUAL, begun, drawn, entered, redrawn

_STANDS = "SELECT count(*) FROM agenda WHERE kind = 'tournament-stands'"
_DECIDED = "SELECT count(*) FROM audit_entries WHERE action = 'tournament-decided'"


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_nothing_waits_for_the_answer_to_a_match_that_is_over(igor: Person) -> None:
    made = await begun(igor, await meet_many(4))
    for key in ("W1.1", "W1.2"):
        await made.report(key, int(key[-1]), 2, 0)
    assert await database.fetchval(_STANDS) == 2
    hand = await made.hand()
    await done(judging.withdraw(igor, hand.player(4).id, "Травма", now=START))
    assert (await made.match("W1.1")).state == "walkover" and await database.fetchval(_STANDS) == 1
    judged = await made.match("W1.2")
    await done(judging.enter(igor, judged.id, *(0, 2), version=judged.version, now=START))
    assert await database.fetchval(_STANDS) == 0


async def test_a_judge_who_presses_twice_has_decided_once(igor: Person) -> None:
    made = await begun(igor, await meet_many(4))
    first, second = await made.match("W1.1"), await made.match("W1.2")
    for _ in range(2):
        await done(judging.enter(igor, first.id, 2, 0, version=first.version, now=START))
        await done(judging.walk_over(igor, second.id, 2, version=second.version, now=START))
    assert await database.fetchval(_DECIDED) == 2


async def test_what_a_withdrawal_decided_is_not_taken_back_by_itself(igor: Person) -> None:
    made = await begun(igor, await meet_many(4))
    hand = await made.hand()
    await done(judging.withdraw(igor, hand.player(1).id, "Травма", now=START))
    with pytest.raises(MatchNotOpen):
        await done(judging.take_back(igor, (await made.match("W1.1")).id, version=None, now=START))
    with pytest.raises(AlreadyWithdrawn):
        await done(judging.withdraw(igor, hand.player(1).id, "Ещё раз", now=START))
    assert (await made.match("W1.1")).state == "walkover"


async def test_before_it_begins_and_after_its_end_nobody_is_judged_out_of_it(igor: Person) -> None:
    made = await drawn(igor, await meet_many(2))
    (player, _), match = (await made.hand()).players, await made.match("W1.1")
    for early in (
        lambda: judging.withdraw(igor, player.id, "Травма", now=START),
        lambda: judging.enter(igor, match.id, 2, 0, version=None, now=START),
        lambda: judging.walk_over(igor, match.id, 1, version=None, now=START),
        lambda: playing.leave(made.players[0], made.event_id, now=START),
    ):
        with pytest.raises(NotRunning):
            await done(early())
    await done(drawing.begin(igor, made.event_id, now=START))
    await done(drawing.begin(igor, made.event_id, now=START))
    assert len(await told("tournament-next")) == 2, "it begins once"
    await done(playing.leave(made.players[0], made.event_id, now=START))
    assert (await made.hand()).tournament.state == "finished"
    with pytest.raises(NotRunning):
        await done(judging.withdraw(igor, (await made.hand()).player(2).id, "Травма", now=START))
    with pytest.raises(AlreadyPlayed):  # although nobody has reported anything
        await done(drawing.draw(igor, made.event_id, now=START))


async def test_who_has_left_the_tournament_may_leave_the_event_too(igor: Person) -> None:
    people = await meet_many(4)
    event = await published(igor, kind="tournament", registration_closes_at=START + HOUR)
    for one in people:
        await done(registration.register(one, event.id, {}, now=START))
    await redrawn(igor, event.id, people, now=START + HOUR)
    await done(drawing.begin(igor, event.id, now=START + HOUR))
    await done(playing.leave(people[2], event.id, now=START + HOUR))
    await done(leaving.leave(people[2], event.id, now=START + HOUR))
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE status = 'withdrawn'") == 1


async def test_who_was_taken_out_has_not_played_it(igor: Person) -> None:
    made = await begun(igor, await meet_many(3), format="round_robin")

    async def won(by: int, against: int) -> None:
        met = next(one for one in (await made.hand()).matches if {one.first_seed, one.second_seed} == {by, against})
        await made.won(met.key, by)

    await won(1, 2)
    await won(1, 3)
    await done(judging.withdraw(igor, (await made.hand()).player(1).id, "Травма", now=START))
    await won(3, 2)
    hand = await made.hand()
    assert (hand.tournament.state, hand.tournament.champion) == ("finished", 3), "not who led and went"
    found = rewards.standing_of(await lifecycle.load(made.event_id, lock=False), hand)
    assert set(found.people) == {one.id for one in made.players[1:]}


async def test_seeds_follow_the_numbers_that_people_have_now_and_no_rating_is_the_lowest(igor: Person) -> None:
    people = await meet_many(3)
    asked = [{"key": "elo", "kind": "number", "label": "Рейтинг", "required": False}]
    event = await published(igor, kind="tournament", questions=asked)
    for one, rating in zip(people, (None, -20, -10), strict=True):
        await done(registration.register(one, event.id, {"elo": rating} if rating else {}, now=START))
    for old, new in ((1, 9), (3, 1)):
        await done(numbers.change_number(igor, event.id, old, new, now=START))
    await done(lifecycle.start(igor, event.id, now=START))
    made = await redrawn(igor, event.id, people)
    assert [one.id for one in made.players] == [people[2].id, people[1].id, people[0].id]
    made = await redrawn(igor, event.id, people, seeding="rating:elo")
    assert [one.id for one in made.players] == [people[2].id, people[1].id, people[0].id]


async def test_a_registration_that_stays_open_during_the_event_ends_for_a_draw_with_the_start(igor: Person) -> None:
    event = await published(igor, kind="tournament")
    starts_at = event.starts_at
    await database.execute("UPDATE events SET registration_closes_at = $2 WHERE id = $1", event.id, starts_at + HOUR)
    for one in await meet_many(2):
        await done(registration.register(one, event.id, {}, now=START))
    await done(setup.set_up(igor, event.id, USUAL, now=START))
    with pytest.raises(RegistrationStillOpen):
        await done(drawing.draw(igor, event.id, now=starts_at - HOUR))
    await done(drawing.draw(igor, event.id, now=starts_at))


async def test_what_a_format_does_not_have_is_not_chosen_with_it(igor: Person) -> None:
    """A third place is played for behind a bracket or groups; Swiss rounds are never so many that all have met."""
    event_id = await entered(igor, await meet_many(4))
    for chosen, bronze in (("double", False), ("swiss", False), ("groups", True), ("single", True)):
        await done(setup.set_up(igor, event_id, USUAL | {"format": chosen, "bronze": True}, now=START))
        assert await database.fetchval("SELECT bronze FROM tournaments") is bronze, chosen
    made = await redrawn(igor, event_id, (), format="swiss", swiss_rounds=9)
    assert (await made.hand()).plan.rounds == 3


async def test_a_playoff_that_is_drawn_anew_has_one_match_for_the_third_place(igor: Person) -> None:
    made = await begun(igor, await meet_many(4), format="groups", group_count=2, bronze=True)
    for _ in range(2):
        one = next(one for one in (await made.hand()).matches if one.state == "ready")
        await made.won(one.key, min(one.first_seed or 0, one.second_seed or 0))
    keys = [one.key for one in (await made.hand()).matches]
    group = next(one for one in (await made.hand()).matches if one.part == "G1")
    score = (0, 2) if group.winner == group.first_seed else (2, 0)
    await done(judging.enter(igor, group.id, *score, version=group.version, now=START))
    assert [one.key for one in (await made.hand()).matches] == keys and keys.count("B1.1") == 1


async def test_one_s_own_report_is_answered_by_the_other_and_an_old_one_by_nobody(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    await made.report("W1.1", 1, 2, 0)
    old = await made.match("W1.1")
    for by_oneself in (made.confirm, made.dispute):
        with pytest.raises(MatchNotOpen):
            await by_oneself("W1.1", 1)
    await made.report("W1.1", 1, 2, 1)
    for late in (playing.confirm, playing.dispute):
        with pytest.raises(MatchChanged):
            await done(late(made.players[1], old.id, version=old.version, now=START))
    with pytest.raises(MatchChanged):
        await done(playing.report(made.players[0], old.id, 2, 0, version=old.version, now=START))
    await made.confirm("W1.1", 2)
    assert (await made.match("W1.1")).winner == 1
