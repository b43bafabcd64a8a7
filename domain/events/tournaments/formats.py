"""The five ways to play a tournament: which matches they begin with, which follow. Pure: players are seeds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.events.brackets.elimination import double_elimination, single_elimination
from domain.events.brackets.tables import Game, Line, groups, playoff_seeds, round_robin, swiss_round, table
from domain.events.brackets.tree import Match, Seed

FORMATS = ("single", "double", "round_robin", "swiss", "groups")
MOST = {"single": 128, "double": 64, "round_robin": 20, "swiss": 128, "groups": 64}
"""Players; beyond that nobody would play it to its end."""
LEAST = 2
FROM_EACH_GROUP = 2
NOBODY, BEYOND = 0, 10**6
"""A seed that nobody has: as it is kept, and as a bracket reads it."""
_IN_TABLES = ("G", "S")


@dataclass(frozen=True, slots=True)
class Plan:
    """A format with what it needs to know."""

    format: str
    players: int
    bronze: bool = False
    group_count: int = 2
    swiss_rounds: int | None = None

    @property
    def rounds(self) -> int:
        """Of a Swiss tournament: enough to find the best, and never so many that all have met."""
        usual = (self.players - 1).bit_length()
        return max(1, min(self.swiss_rounds or usual, self.players - 1))

    @property
    def groups(self) -> list[list[int]]:
        return groups(self.players, max(1, min(self.group_count, self.players // 2)))


def is_table(part: str) -> bool:
    """A part in which points are counted: a draw is possible there."""
    return part.startswith(_IN_TABLES)


def first_matches(plan: Plan) -> list[Match]:
    """What is known at the draw."""
    match plan.format:
        case "single":
            return single_elimination(plan.players, bronze=plan.bronze)
        case "double":
            return double_elimination(plan.players)
        case "round_robin":
            return round_robin(range(1, plan.players + 1))
        case "groups":
            tables = [round_robin(group, f"G{number}") for number, group in enumerate(plan.groups, 1)]
            every = [one for matches in tables for one in matches]
            return sorted(every, key=lambda one: (one.round, one.part))
    return swiss_matches(1, standings(range(1, plan.players + 1), [], []), [], [])


def swiss_matches(number: int, standing: Sequence[Line], games: Sequence[Game], rested: Collection[int]) -> list[Match]:
    """The next round. Who rests meets nobody."""
    pairs, resting = swiss_round(standing, games, rested)
    sides = [(Seed(one), Seed(other)) for one, other in pairs]
    sides += [(Seed(resting), Seed(NOBODY))] if resting else []
    return [Match(f"S{number}.{at}", "S", number, pair) for at, pair in enumerate(sides, 1)]


def playoff_matches(tables: Sequence[Sequence[Line]], *, bronze: bool) -> list[Match]:
    """The best two of each group meet in a bracket; fewer than two players make none."""
    order = playoff_seeds(tables, FROM_EACH_GROUP) if sum(map(len, tables)) > 1 else []
    if len(order) < LEAST:
        return []
    return [_with_players(one, order) for one in single_elimination(len(order), bronze=bronze)]


def _with_players(match: Match, order: Sequence[int]) -> Match:
    """The bracket's own seeds are places in the tables: players take them."""
    sides = tuple(_player(side, order) if isinstance(side, Seed) else side for side in match.sides)
    return replace(match, sides=(sides[0], sides[1]))


def _player(side: Seed, order: Sequence[int]) -> Seed:
    return Seed(order[side.number - 1] if side.number <= len(order) else NOBODY)


def standings(players: Collection[int] | range, games: Sequence[Game], rested: Sequence[int]) -> list[Line]:
    """A table; who has rested more than once has so many points more."""
    return table(players, games, rested)


def members(group_parts: Mapping[str, Collection[int]]) -> list[str]:
    """The groups' parts in their order: G1, G2, …, G10."""
    return sorted(group_parts, key=lambda part: int(part[1:]))
