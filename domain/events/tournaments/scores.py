"""Scores: as they are written, and which of them a match can end with. Pure."""

from __future__ import annotations

import re

from domain.events.tournaments.errors import BadScore, DrawNotAllowed

BEST_OF = (1, 3, 5, 7)
ANY = 0
"""Not a number of games: goals, points, whatever is counted."""
HIGHEST = 999
_SCORE = re.compile(r"\s*(\d{1,3})\s*[:\-–—/ ]\s*(\d{1,3})\s*")

Score = tuple[int, int]


def wins_needed(best_of: int) -> int:
    return best_of // 2 + 1 if best_of else 0


def possible(best_of: int) -> list[Score]:
    """What who wins can have won by; none is listed where anything can be."""
    needed = wins_needed(best_of)
    return [(needed, lost) for lost in range(needed)]


def read_score(text: str, best_of: int) -> Score:
    """«2:1», «2-1», «2 1». Raises BadScore."""
    found = _SCORE.fullmatch(text)
    if found is None:
        raise BadScore(wins=wins_needed(best_of))
    return int(found[1]), int(found[2])


def check(first: int, second: int, best_of: int, *, may_draw: bool) -> None:
    """Raises BadScore, DrawNotAllowed."""
    needed = wins_needed(best_of)
    if min(first, second) < 0 or max(first, second) > HIGHEST:
        raise BadScore(wins=needed)
    if best_of and (max(first, second) != needed or min(first, second) >= needed):
        raise BadScore(wins=needed)
    if first == second and not may_draw:
        raise DrawNotAllowed
