"""EV-39: whoever presses at once, one thing happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound, Refusal
from domain.events.tournaments import drawing, judging, playing
from domain.events.tournaments.errors import (
    AlreadyPlayed,
    MatchChanged,
    MatchFrozen,
    MatchNotOpen,
)
from domain.events.tournaments.models import TournamentMatch
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many
from tests.kit.tournaments import Tournament, begun, told

Work = Callable[[], Awaitable[Any]]


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def at_once(*works: Work) -> list[Any]:
    """Each in a transaction of its own; what was refused comes back as the refusal."""

    async def one(work: Work) -> Any:
        try:
            return await database.in_transaction(work)
        except Refusal as refusal:
            return refusal

    return await asyncio.gather(*(one(work) for work in works))


def reporting(made: Tournament, match: TournamentMatch, by: int, mine: int, theirs: int) -> Work:
    return lambda: playing.report(made.players[by - 1], match.id, mine, theirs, version=match.version, now=START)


async def test_both_report_the_same_at_once(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    match = await made.match("W1.1")
    said = await at_once(*[reporting(made, match, 1, 2, 1)] * 3, *[reporting(made, match, 2, 1, 2)] * 3)
    assert set(said) <= {"reported", "done"} and "done" in said
    assert (await made.match("W1.1")).winner == 1 and len(await told("tournament-finished")) == 3


async def test_both_claim_the_victory_at_once(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    match = await made.match("W1.1")
    said = await at_once(reporting(made, match, 1, 2, 1), reporting(made, match, 2, 2, 1))
    assert sorted(said) == ["disputed", "reported"]
    assert await told("tournament-disputed") == [igor.id]


async def test_the_opponent_confirms_while_the_judge_decides_otherwise(igor: Person) -> None:
    made = await begun(igor, await meet_many(2))
    await made.report("W1.1", 1, 2, 0)
    match = await made.match("W1.1")
    judged = judging.enter
    said = await at_once(
        lambda: playing.confirm(made.players[1], match.id, version=match.version, now=START),
        lambda: judged(igor, match.id, 0, 2, version=match.version, now=START),
        lambda: playing.dispute(made.players[1], match.id, version=match.version, now=START),
    )
    assert sum(one is None for one in said) == 1, said
    assert all(isinstance(one, MatchChanged | MatchNotOpen | MatchFrozen) for one in said if one is not None)
    settled = await made.match("W1.1")
    assert settled.state in ("done", "disputed") and settled.version == match.version + 1


async def test_two_judges_decide_differently_at_once(igor: Person) -> None:
    made, anna = await begun(igor, await meet_many(2)), await administrator()
    match = await made.match("W1.1")
    said = await at_once(
        lambda: judging.enter(igor, match.id, 2, 0, version=match.version, now=START),
        lambda: judging.enter(anna, match.id, 0, 2, version=match.version, now=START),
    )
    assert sorted(type(one).__name__ for one in said) == ["MatchChanged", "NoneType"]
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'tournament-decided'") == 1


async def test_it_is_drawn_anew_while_somebody_reports(igor: Person) -> None:
    made = await begun(igor, await meet_many(4))
    match = await made.match("W1.1")
    said = await at_once(reporting(made, match, 1, 2, 0), lambda: drawing.draw(igor, made.event_id, now=START))
    hand = await made.hand()
    if said[0] == "reported":
        assert isinstance(said[1], AlreadyPlayed) and hand.match(match.id).state == "reported"
    else:
        assert isinstance(said[0], NotFound) and not hand.has_results
    assert len(hand.matches) == 3
