"""Where the matches of a bracket stand when it is drawn: boxes in columns, a line from each to the next. Pure geometry.

The mini-app draws it as SVG, the chat as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.events.tournaments.cards import BracketCard, MatchCard

WIDTH, HEIGHT = 168, 56
"""Of a box: two lines of text, each high enough to be read."""
ACROSS, DOWN = 200, 72
"""From one column to the next, from one box to the next."""
EDGE = 2


@dataclass(frozen=True, slots=True)
class Box:
    match: MatchCard
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Joint:
    """A line between two boxes, by its corners. `user_id` is who went this way, once somebody has."""

    points: tuple[tuple[float, float], ...]
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """`part`: upper, lower, or whole; `heads`: a match of each column, and where the column begins."""

    part: str
    width: float
    height: float
    heads: tuple[tuple[MatchCard, float], ...]
    boxes: tuple[Box, ...]
    joints: tuple[Joint, ...]


def layouts(card: BracketCard) -> list[Layout]:
    """The bracket; in double elimination the upper one with the final, and the lower one."""
    upper = [one for one in card.matches if one.part in ("W", "B") or (one.part == "F" and one.may_be_played)]
    lower = [one for one in card.matches if one.part == "L"]
    names = ("upper", "lower") if lower else ("whole",)
    return [_laid_out(card, part, name) for name, part in zip(names, (upper, lower), strict=False) if part]


def _laid_out(card: BracketCard, matches: list[MatchCard], part: str) -> Layout:
    columns = _columns(card, matches)
    at = _heights(matches)
    low = max(at.values()) + DOWN
    if bronze := next((one for one in matches if one.part == "B"), None):
        at[bronze.key] = at[f"W{card.last_round('W')}.1"] + DOWN * 1.5
        low = max(low, at[bronze.key] + DOWN)
    shown = [one for one in matches if one.state not in ("bye", "void")]
    first = min(columns[one.key] for one in shown) if shown else 0
    boxes = tuple(Box(one, EDGE + (columns[one.key] - first) * ACROSS, EDGE + at[one.key]) for one in shown)
    heads = {columns[one.key] - first: one for one in reversed(shown) if one.part != "B"}
    return Layout(
        part=part,
        width=max((box.x for box in boxes), default=0) + WIDTH + EDGE,
        height=low - DOWN + HEIGHT + 2 * EDGE,
        heads=tuple((one, float(column * ACROSS)) for column, one in sorted(heads.items())),
        boxes=boxes,
        joints=tuple(_joints(card, boxes)),
    )


def _columns(card: BracketCard, matches: Iterable[MatchCard]) -> dict[str, int]:
    last = card.last_round("W")
    return {one.key: {"F": last + one.round, "B": last}.get(one.part, one.round) - 1 for one in matches}


def _heights(matches: list[MatchCard]) -> dict[str, float]:
    """In the middle of those that lead to it; the first round stands below one another."""
    found: dict[str, float] = {}
    rows = 0
    for one in matches:
        feeders = [found[key] for key in _sources(one) if key in found]
        if feeders and one.part != "B":
            found[one.key] = sum(feeders) / len(feeders)
        else:
            found[one.key] = rows * DOWN
            rows += one.part != "B"
    return found


def _sources(match: MatchCard) -> list[str]:
    """The matches whose winners meet here."""
    return [one[1:] for one in match.sources if one.startswith("W")]


def _joints(card: BracketCard, boxes: tuple[Box, ...]) -> Iterable[Joint]:
    by_key: Mapping[str, Box] = {box.match.key: box for box in boxes}
    for box in boxes:
        for key in _sources(box.match):
            before = by_key.get(key)
            if before is None:
                continue
            went = before.match.winner
            yield Joint(_corners(before, box), card.players[went - 1].user_id if went else None)


def _corners(before: Box, after: Box) -> tuple[tuple[float, float], ...]:
    from_x, from_y = before.x + WIDTH, before.y + HEIGHT / 2
    to_y = after.y + HEIGHT / 2
    middle = from_x + (ACROSS - WIDTH) / 2
    return (from_x, from_y), (middle, from_y), (middle, to_y), (after.x, to_y)
