"""EV-39: every bracket, played out in any way, is a fair one. 2 to 64 players, all of them."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events.brackets.elimination import double_elimination, seeding, single_elimination
from domain.events.brackets.tables import Game, Line, groups, playoff_seeds, round_robin, swiss_round, table
from domain.events.brackets.tree import BYE, Match, Seed, Standing, champion, resolve, rounds

SIZES = range(2, 65)


def played_out(matches: list[Match], players: int, dice: random.Random) -> tuple[dict[str, Standing], list[Standing]]:
    """All standings at the end, and the matches that two people played, in their order."""
    winners: dict[str, int] = {}
    played: list[Standing] = []
    while True:
        standings = resolve(matches, players, winners)
        to_play = [one for one in standings.values() if one.is_open]
        if not to_play:
            return standings, played
        for one in to_play:
            assert BYE not in one.sides
            winners[one.match.key] = dice.choice([side for side in one.sides if side])
        played += [resolve(matches, players, winners)[one.match.key] for one in to_play]


def test_single_elimination_played_out() -> None:
    for players in SIZES:
        matches = single_elimination(players)
        standings, played = played_out(matches, players, random.Random(players))
        defeats = Counter(one.loser for one in played)
        best = champion(matches, standings)
        assert len(played) == players - 1
        assert set(defeats.values()) == {1} and best not in defeats
        check_rounds(matches, standings)


def test_double_elimination_played_out() -> None:
    for players in SIZES:
        matches = double_elimination(players)
        for seed in range(3 if players <= 16 else 1):
            standings, played = played_out(matches, players, random.Random(f"{players} {seed}"))
            defeats = Counter(one.loser for one in played)
            best = champion(matches, standings)
            others = [player for player in range(1, players + 1) if player != best]
            assert best is not None and defeats[best] <= 1
            assert {player: defeats[player] for player in others} == dict.fromkeys(others, 2)
            assert len(played) == 2 * (players - 1) + defeats[best]
            check_rounds(matches, standings)


def check_rounds(matches: list[Match], standings: dict[str, Standing]) -> None:
    """Nobody plays twice in a round."""
    for together in rounds(matches).values():
        people = [side for one in together for side in standings[one.key].sides if side]
        assert len(people) == len(set(people))


def test_the_better_seeds_rest_first_and_meet_last() -> None:
    for players in SIZES:
        matches = single_elimination(players)
        first = [one for one in resolve(matches, players, {}).values() if one.match.round == 1]
        resting = sorted(one.winner for one in first if one.winner)
        assert resting == list(range(1, len(resting) + 1))
        winners: dict[str, int] = {}
        while favourites := [one for one in resolve(matches, players, winners).values() if one.is_open]:
            winners |= {one.match.key: min(side for side in one.sides if side) for one in favourites}
        assert set(resolve(matches, players, winners)[matches[-1].key].sides) == {1, 2}


def test_six_in_double_elimination_as_drawn_by_hand() -> None:
    """J-06: 3 meets 6 and 4 meets 5; 1 and 2 rest; a loser comes down to the lower bracket."""
    matches = double_elimination(6)
    standings = resolve(matches, 6, {})
    assert [one.sides for one in standings.values() if one.is_open] == [(4, 5), (3, 6)]
    standings = resolve(matches, 6, {"W1.2": 4, "W1.4": 3})
    assert {one.match.key: one.sides for one in standings.values() if one.is_open} == {"W2.1": (1, 4), "W2.2": (2, 3)}
    standings = resolve(matches, 6, {"W1.2": 4, "W1.4": 3, "W2.1": 4, "W2.2": 2})
    assert {one.match.key: one.sides for one in standings.values() if one.is_open} == {
        "W3.1": (4, 2),
        "L2.1": (3, 5),
        "L2.2": (1, 6),
    }


def test_who_withdraws_loses_what_is_still_to_be_played() -> None:
    matches = single_elimination(4)
    standings = resolve(matches, 4, {"W1.1": 1}, withdrawn={1, 2})
    assert standings["W1.1"].winner == 1, "what was played stands"
    assert standings["W1.2"].winner == 3
    assert champion(matches, standings) == 3


def test_a_winner_who_does_not_play_is_none() -> None:
    standings = resolve(single_elimination(4), 4, {"W1.1": 2})
    assert standings["W1.1"].winner is None


def test_bronze_is_played_by_those_who_lost_the_semifinals() -> None:
    matches = single_elimination(4, bronze=True)
    standings = resolve(matches, 4, {"W1.1": 1, "W1.2": 2})
    assert standings["B1.1"].sides == (4, 3)
    assert champion(matches, resolve(matches, 4, {"W1.1": 1, "W1.2": 2, "W2.1": 2, "B1.1": 4})) == 2


@pytest.mark.parametrize("players", [0, 1, 257])
def test_no_bracket_for_too_few_or_too_many(players: int) -> None:
    with pytest.raises(ValueError, match="players"):
        single_elimination(players)


def test_seeding_of_eight() -> None:
    assert seeding(8) == [1, 8, 4, 5, 2, 7, 3, 6]


def test_round_robin_is_everybody_against_everybody_once() -> None:
    for players in SIZES:
        matches = round_robin(range(1, players + 1))
        pairs = Counter(frozenset(side.number for side in one.sides if isinstance(side, Seed)) for one in matches)
        assert pairs == Counter(map(frozenset, combinations(range(1, players + 1), 2)))
        check_rounds(matches, resolve(matches, players, {}))


@given(players=st.integers(2, 64), seed=st.integers(0, 1_000_000))
def test_swiss_never_repeats_a_meeting_nor_a_rest_while_it_can_be_helped(players: int, seed: int) -> None:
    dice, games, byes = random.Random(seed), list[Game](), list[int]()
    for _ in range((players - 1).bit_length()):
        pairs, resting = swiss_round(table(range(1, players + 1), games, byes), games, byes)
        assert sorted([*(one for pair in pairs for one in pair), *([resting] if resting else [])]) == list(
            range(1, players + 1)
        )
        games += [Game(*pair, dice.choice([*pair, None])) for pair in pairs]
        byes += [resting] if resting else []
    assert max(Counter(byes).values(), default=1) == 1
    if players > 4:
        assert max(Counter(frozenset((one.first, one.second)) for one in games).values()) == 1


def test_the_table_by_points_opponents_and_the_meeting() -> None:
    games = [Game(1, 2, 2), Game(3, 4, 3), Game(1, 3, 1), Game(2, 4, None), Game(1, 4, 1), Game(2, 3, 3)]
    assert [(line.player, line.points) for line in table(range(1, 5), games)] == [(1, 4), (3, 4), (2, 3), (4, 1)]
    assert table([1, 2], [Game(1, 2, 2)])[0].player == 2
    assert table([1, 2, 3], [Game(1, 2, None)], byes=[3])[0].player == 3


def test_stronger_opponents_count_more_than_a_win() -> None:
    games = [Game(2, 3, None), Game(2, 4, None), Game(3, 7, 3), Game(4, 7, 4), Game(1, 5, 1), Game(1, 6, 6)]
    lines = {line.player: (at, line) for at, line in enumerate(table(range(1, 8), games))}
    (at, drew), (other, won) = lines[2], lines[1]
    assert (drew.points, drew.wins, drew.opponents) == (2, 0, 6) and (won.points, won.wins, won.opponents) == (2, 1, 2)
    assert at < other


def test_a_second_final_may_be_needed_until_the_first_is_won_by_who_came_without_a_defeat() -> None:
    matches = double_elimination(2)
    assert [resolve(matches, 2, won)["F2.1"].needed for won in ({}, {"W1.1": 1}, {"W1.1": 1, "F1.1": 2})] == [True] * 3
    assert not resolve(matches, 2, {"W1.1": 1, "F1.1": 1})["F2.1"].needed


def test_of_two_whom_nothing_parts_who_won_between_them_stands_above() -> None:
    in_a_circle = [Game(1, 2, 2), Game(1, 3, 1), Game(3, 4, 3), Game(4, 2, 4)]
    assert [line.player for line in table(range(1, 5), in_a_circle)] == [2, 1, 3, 4]


def test_of_an_odd_number_the_last_who_has_not_rested_rests() -> None:
    standing = table(range(1, 6), [])
    assert [swiss_round(standing, [], rested)[1] for rested in ([], [5], [5, 4], [1, 2, 3, 4, 5])] == [5, 4, 3, 5]


@pytest.mark.parametrize("count", range(2, 9))
def test_the_best_of_a_group_meet_nobody_of_it_in_the_first_round(count: int) -> None:
    tables = [[Line(player, 0, 0, 0, 0) for player in group] for group in groups(4 * count, count)]
    seeds = playoff_seeds(tables, 2)
    group_of = {line.player: number for number, one in enumerate(tables) for line in one}
    pairs = [[side.number for side in one.sides if isinstance(side, Seed)] for one in single_elimination(len(seeds))]
    met = [[group_of[seeds[at - 1]] for at in pair] for pair in pairs if pair and max(pair) <= len(seeds)]
    assert met and all(len(set(pair)) == 2 for pair in met)
    assert seeds[:count] == [line.player for line in (one[0] for one in tables)], "the winners keep their seeds"


def test_groups_are_dealt_like_a_snake_and_parted_in_the_playoff() -> None:
    assert groups(8, 2) == [[1, 4, 5, 8], [2, 3, 6, 7]]
    with pytest.raises(ValueError, match="groups"):
        groups(3, 2)
    tables = [[Line(player, 0, 0, 0, 0) for player in group] for group in groups(16, 4)]
    seeds = playoff_seeds(tables, 2)
    assert sorted(seeds) == sorted(line.player for table in tables for line in table[:2])
    group_of = {line.player: number for number, table in enumerate(tables) for line in table}
    for one in single_elimination(len(seeds)):
        if one.round == 1:
            first, second = (seeds[side.number - 1] for side in one.sides if isinstance(side, Seed))
            assert group_of[first] != group_of[second]
