"""A bracket as data: matches, each with two sides that are seeds, winners or losers of earlier matches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

BYE = 0
"""Nobody: whoever meets nobody goes on."""


@dataclass(frozen=True, slots=True)
class Seed:
    number: int
    """From 1; above the number of players it is nobody."""


@dataclass(frozen=True, slots=True)
class WinnerOf:
    match: str


@dataclass(frozen=True, slots=True)
class LoserOf:
    match: str


Side: TypeAlias = Seed | WinnerOf | LoserOf


@dataclass(frozen=True, slots=True)
class Match:
    """`key` such as W2.1: part, round, number. `part`: W winners, L losers, F final, B for bronze, G1 a group.

    `only_if_lost`: played only when the side that came without a defeat lost that match: the second final.
    """

    key: str
    part: str
    round: int
    sides: tuple[Side, Side]
    only_if_lost: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A match as it stands. A side is a player's seed, BYE, or None while it is not known.

    `winner` is a seed, or BYE where nobody met nobody; None while it is to be played. `needed`: a second final may not
    be. `played`: two people met in it, or are to.
    """

    match: Match
    sides: tuple[int | None, int | None]
    winner: int | None
    needed: bool = True

    @property
    def loser(self) -> int | None:
        if self.winner is None or None in self.sides:
            return None
        first, second = self.sides
        return second if self.winner == first else first

    @property
    def is_open(self) -> bool:
        """Two people are to meet in it now."""
        return self.needed and self.winner is None and None not in self.sides


def resolve(
    matches: Iterable[Match],
    players: int,
    winners: Mapping[str, int],
    *,
    withdrawn: Collection[int] = (),
) -> dict[str, Standing]:
    """How every match stands, given who won those that were played. Matches come after those that they depend on.

    Who has withdrawn loses each match that is still to be played: a walkover. A winner who does not play in the match
    that they are said to have won is no winner.
    """
    standings: dict[str, Standing] = {}
    for match in matches:
        first, second = (_entrant(side, players, standings) for side in match.sides)
        needed = _is_needed(match, standings)
        winner = _winner((first, second), winners.get(match.key), withdrawn) if needed else BYE
        standings[match.key] = Standing(match, (first, second), winner, needed)
    return standings


def _entrant(side: Side, players: int, standings: Mapping[str, Standing]) -> int | None:
    match side:
        case Seed(number):
            return number if number <= players else BYE
        case WinnerOf(key):
            return standings[key].winner
        case LoserOf(key):
            return standings[key].loser


def _is_needed(match: Match, standings: Mapping[str, Standing]) -> bool:
    if match.only_if_lost is None:
        return True
    first = standings[match.only_if_lost]
    return first.winner is None or first.winner != first.sides[0]


def _winner(sides: tuple[int | None, int | None], said: int | None, withdrawn: Collection[int]) -> int | None:
    first, second = sides
    if first is None or second is None:
        return None
    if BYE in sides:
        return first or second
    if said in sides:
        return said
    if first in withdrawn:
        return second
    return first if second in withdrawn else None


def rounds(matches: Iterable[Match]) -> dict[tuple[str, int], list[Match]]:
    """By part and round, in the order in which they are played."""
    found: dict[tuple[str, int], list[Match]] = {}
    for match in matches:
        found.setdefault((match.part, match.round), []).append(match)
    return found


def champion(matches: Sequence[Match], standings: Mapping[str, Standing]) -> int | None:
    """The winner of the last match that had to be played; None until it was."""
    last = next(standings[one.key] for one in reversed(matches) if standings[one.key].needed)
    return last.winner
