"""Single and double elimination: the best seeds meet last, and byes fall to them."""

from __future__ import annotations

from domain.events.brackets.tree import LoserOf, Match, Seed, Side, WinnerOf

MOST_PLAYERS = 256


def seeding(size: int) -> list[int]:
    """The order of seeds in the first round of a bracket of `size` (a power of two): 1 and 2 can meet only at its end.

    Eight: 1 8 4 5 2 7 3 6.
    """
    order = [1]
    while len(order) < size:
        full = 2 * len(order) + 1
        order = [one for seed in order for one in (seed, full - seed)]
    return order


def size_for(players: int) -> int:
    """The smallest power of two that holds them all. Raises ValueError for fewer than two, or more than can be."""
    if not 2 <= players <= MOST_PLAYERS:
        raise ValueError(f"2 to {MOST_PLAYERS} players, not {players}")
    return 1 << (players - 1).bit_length()


def single_elimination(players: int, *, bronze: bool = False) -> list[Match]:
    """Who loses is out. `bronze`: those who lost the semifinals meet for the third place."""
    matches = _winners(size_for(players))
    last = matches[-1].round
    if bronze and last > 1:
        semifinals = [one.key for one in matches if one.round == last - 1]
        matches.insert(-1, Match("B1.1", "B", 1, (LoserOf(semifinals[0]), LoserOf(semifinals[1]))))
    return matches


def double_elimination(players: int) -> list[Match]:
    """Who loses twice is out: the first defeat leads to the lower bracket, whose winner comes to the final.

    Should they win it, both have lost once, and a second final decides.
    """
    size = size_for(players)
    upper = _winners(size)
    lower = _losers(size)
    upper_last = WinnerOf(upper[-1].key)
    challenger: Side = WinnerOf(lower[-1].key) if lower else LoserOf(upper[-1].key)
    final = Match("F1.1", "F", 1, (upper_last, challenger))
    again = Match("F2.1", "F", 2, (WinnerOf("F1.1"), LoserOf("F1.1")), only_if_lost="F1.1")
    return [*_as_played(upper, lower), final, again]


def _winners(size: int) -> list[Match]:
    order = seeding(size)
    matches = [
        Match(f"W1.{number + 1}", "W", 1, (Seed(order[2 * number]), Seed(order[2 * number + 1])))
        for number in range(size // 2)
    ]
    before, round_number = matches, 1
    while len(before) > 1:
        round_number += 1
        before = [
            Match(
                f"W{round_number}.{number + 1}",
                "W",
                round_number,
                (WinnerOf(before[2 * number].key), WinnerOf(before[2 * number + 1].key)),
            )
            for number in range(len(before) // 2)
        ]
        matches = [*matches, *before]
    return matches


def _losers(size: int) -> list[Match]:
    """Odd rounds pair who is in the lower bracket; in even ones the losers of the next upper round come down to them.

    They come in an order that is turned round each time, so that people who have met do not meet again at once.
    """
    if size < 4:
        return []
    first = [
        Match(f"L1.{number + 1}", "L", 1, (LoserOf(f"W1.{2 * number + 1}"), LoserOf(f"W1.{2 * number + 2}")))
        for number in range(size // 4)
    ]
    matches, before, round_number, upper = list(first), first, 1, 1
    while True:
        round_number, upper = round_number + 1, upper + 1
        before = [
            Match(
                f"L{round_number}.{number + 1}",
                "L",
                round_number,
                (LoserOf(f"W{upper}.{_turned(number, len(before), upper) + 1}"), WinnerOf(one.key)),
            )
            for number, one in enumerate(before)
        ]
        matches += before
        if len(before) == 1:
            return matches
        round_number += 1
        before = [
            Match(
                f"L{round_number}.{number + 1}",
                "L",
                round_number,
                (WinnerOf(before[2 * number].key), WinnerOf(before[2 * number + 1].key)),
            )
            for number in range(len(before) // 2)
        ]
        matches += before


def _turned(number: int, count: int, upper: int) -> int:
    """Backwards, and in the next upper round by halves the other way round."""
    if upper % 2 == 0:
        return count - 1 - number
    return (number + count // 2) % count


def _as_played(upper: list[Match], lower: list[Match]) -> list[Match]:
    """The upper round first, then what its losers can play below."""
    played: list[Match] = []
    for round_number in range(1, upper[-1].round + 1):
        played += [one for one in upper if one.round == round_number]
        below = (1,) if round_number == 1 else (2 * round_number - 2, 2 * round_number - 1)
        played += [one for one in lower if one.round in below]
    return played
