"""Round robin, groups and Swiss rounds: everybody plays on, points decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.events.brackets.elimination import single_elimination
from domain.events.brackets.tree import BYE, Match, Seed

WIN, DRAW = 2, 1
"""Points in half units, so that they stay whole: a win is two, a draw one."""


@dataclass(frozen=True, slots=True)
class Game:
    """A game that was played. `winner` is one of the two, or None for a draw."""

    first: int
    second: int
    winner: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One player's line in a table. `points` in half units; `opponents` sums what their opponents have (Buchholz)."""

    player: int
    points: int
    wins: int
    opponents: int
    games: int


def round_robin(players: Sequence[int], part: str = "G1") -> list[Match]:
    """Everybody against everybody once, nobody twice in a round: one stands still, the others turn round."""
    circle = [*players, *([BYE] if len(players) % 2 else [])]
    half, matches = len(circle) // 2, []
    for number in range(1, len(circle)):
        pairs = [(circle[at], circle[-1 - at]) for at in range(half)]
        met = [pair for pair in pairs if BYE not in pair]
        matches += [
            Match(f"{part}R{number}.{at}", part, number, (Seed(one), Seed(other)))
            for at, (one, other) in enumerate(met, 1)
        ]
        circle = [circle[0], circle[-1], *circle[1:-1]]
    return matches


def groups(players: int, count: int) -> list[list[int]]:
    """Seeds dealt like a snake, so that the groups are as strong as one another."""
    if not 1 <= count <= players // 2:
        raise ValueError(f"{players} players do not fill {count} groups")
    dealt: list[list[int]] = [[] for _ in range(count)]
    for seed in range(players):
        lap, at = divmod(seed, count)
        dealt[at if lap % 2 == 0 else count - 1 - at].append(seed + 1)
    return dealt


def playoff_seeds(tables: Sequence[Sequence[Line]], from_each: int) -> list[int]:
    """The winners of the groups first, then the seconds, and so on; seeds of one group are parted by the bracket."""
    best = [table[place].player for place in range(from_each) for table in tables if place < len(table)]
    return _parted(best, [{line.player for line in table} for table in tables])


def _parted(order: list[int], together: Sequence[Collection[int]]) -> list[int]:
    """Swap where two of one group would meet in the first round, if that can be helped."""
    order = list(order)
    pairs = [one.sides for one in single_elimination(len(order)) if one.round == 1]
    meets = {side.number: other.number for pair in pairs for side, other in (pair, pair[::-1])}  # type: ignore[union-attr]  # round 1 has seeds alone
    group_of = {player: number for number, group in enumerate(together) for player in group}

    def clash(at: int) -> bool:
        opponent = meets[at + 1]
        return opponent <= len(order) and group_of[order[at]] == group_of[order[opponent - 1]]

    for at in reversed(range(len(order))):
        for other in reversed(range(len(order))):
            if not clash(at):
                break
            order[at], order[other] = order[other], order[at]
            if clash(at) or clash(other):
                order[at], order[other] = order[other], order[at]
    return order


def table(players: Iterable[int], games: Sequence[Game], byes: Collection[int] = ()) -> list[Line]:
    """Best first: points, then what one's opponents have, then wins, then who won between the two, then the seed.

    A bye is a win against nobody.
    """
    known = list(players)
    points = {player: WIN * list(byes).count(player) for player in known}
    wins = dict.fromkeys(known, 0)
    for game in games:
        for player in (game.first, game.second):
            points[player] += DRAW if game.winner is None else WIN if game.winner == player else 0
            wins[player] += game.winner == player
    opponents = {player: sum(points[one] for one in _met(player, games)) for player in known}
    lines = [Line(one, points[one], wins[one], opponents[one], len(_met(one, games))) for one in known]
    lines.sort(key=lambda line: (-line.points, -line.opponents, -line.wins, line.player))
    return _between_two(lines, games)


def _between_two(lines: list[Line], games: Sequence[Game]) -> list[Line]:
    """Two neighbours that nothing else parts: who won when they met stands above."""
    for at in range(len(lines) - 1):
        one, other = lines[at], lines[at + 1]
        if (one.points, one.opponents, one.wins) != (other.points, other.opponents, other.wins):
            continue
        met = [game for game in games if {game.first, game.second} == {one.player, other.player}]
        if met and met[-1].winner == other.player:
            lines[at], lines[at + 1] = other, one
    return lines


def _met(player: int, games: Iterable[Game]) -> list[int]:
    return [one.second if one.first == player else one.first for one in games if player in (one.first, one.second)]


def swiss_round(
    standing: Sequence[Line], games: Sequence[Game], byes: Mapping[int, int] | Collection[int] = ()
) -> tuple[list[tuple[int, int]], int | None]:
    """Who meets whom next, and who rests: neighbours in the table who have not met; the last without a bye rests.

    When nobody can be paired without meeting again, the fewest possible meet again.
    """
    players = [line.player for line in standing]
    resting = _resting(players, byes) if len(players) % 2 else None
    left = [player for player in players if player != resting]
    met = {frozenset((game.first, game.second)) for game in games}
    for repeats in range(len(left) // 2 + 1):
        pairs = _paired(left, met, repeats, [_PATIENCE])
        if pairs is not None:
            return pairs, resting
    raise AssertionError("unreachable: with enough repeats anybody can be paired")


_PATIENCE = 20_000
"""How many tries a round may cost before a repeat is allowed."""


def _resting(players: Sequence[int], byes: Mapping[int, int] | Collection[int]) -> int:
    rested = set(byes)
    return next((player for player in reversed(players) if player not in rested), players[-1])


def _paired(
    left: Sequence[int], met: Collection[frozenset[int]], repeats: int, patience: list[int]
) -> list[tuple[int, int]] | None:
    """The first is paired with the nearest whom they have not met, such that all the others can be paired too."""
    if not left:
        return []
    patience[0] -= 1
    if patience[0] < 0:
        return None
    first, others = left[0], left[1:]
    for at, other in enumerate(others):
        again = frozenset((first, other)) in met
        if again and not repeats:
            continue
        rest = _paired([*others[:at], *others[at + 1 :]], met, repeats - again, patience)
        if rest is not None:
            return [(first, other), *rest]
    return None
