"""EV-39: every tournament that is played through the database ends, with one winner, whoever wins what."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from domain import database
from domain.events.tournaments import board, formats, judging
from tests.kit.clock import START
from tests.kit.people import meet, meet_many
from tests.kit.tournaments import Tournament, begun


async def play_out(made: Tournament, dice: random.Random) -> int:
    """Judged in any order, with a withdrawal and a walkover now and then; how many matches were decided."""
    decided = 0
    while True:
        hand = await made.hand()
        check(hand)
        open_ones = [one for one in hand.matches if one.state == "ready"]
        if not open_ones:
            return decided
        one = dice.choice(open_ones)
        score = dice.choice([(2, 0), (2, 1), (0, 2), (1, 2)])
        async with database.transaction():
            if dice.random() < 0.05:
                await judging.walk_over(made.organizer, one.id, one.first_seed or 0, version=one.version, now=START)
            elif dice.random() < 0.03 and len(hand.withdrawn) < len(hand.players) - 2:
                player = hand.player(one.first_seed or 0)
                await judging.withdraw(made.organizer, player.id, "травма", now=START)
            else:
                await judging.enter(made.organizer, one.id, *score, version=one.version, now=START)
        decided += 1


def check(hand: board.Board) -> None:
    """Valid after each step: nobody meets themselves, nobody has two open matches where one is out by losing."""
    for one in hand.matches:
        assert one.first_seed is None or one.first_seed != one.second_seed
        assert one.winner is None or one.winner in (one.first_seed, one.second_seed)
    if hand.tournament.format in ("single", "double"):
        meets = Counter(
            seed for one in hand.matches if one.state in board.OPEN for seed in (one.first_seed, one.second_seed)
        )
        assert max(meets.values(), default=1) == 1


@pytest.mark.parametrize("name", formats.FORMATS)
async def test_a_tournament_that_is_played_out_has_one_winner(database: str, name: str) -> None:
    organizer, people = await meet("Игорь"), await meet_many(16)
    for players in range(2, 17):
        dice = random.Random(f"{name} {players}")
        made = await begun(organizer, people[:players], format=name, bronze=players % 2 == 0)
        await play_out(made, dice)
        hand = await made.hand()
        assert hand.tournament.state == "finished", (name, players)
        assert hand.tournament.champion and hand.tournament.champion not in hand.withdrawn
        assert all(one.state in board.OVER for one in hand.matches)
