"""EV-39: scores that a match can end with, and as people write them."""

from __future__ import annotations

import pytest

from domain.errors import Refusal
from domain.events.tournaments import scores
from domain.events.tournaments.errors import (
    BadScore,
    DrawNotAllowed,
)


@pytest.mark.parametrize(
    ("score", "best_of", "wrong"),
    [((2, 2), 3, BadScore), ((3, 0), 3, BadScore), ((1, 0), 3, BadScore), ((1, 1), 0, DrawNotAllowed),
     ((2, 0), 1, BadScore), ((1000, 0), 0, BadScore), ((4, 3), 7, None), ((21, 19), 0, None)],
)  # fmt: skip
def test_scores_that_a_match_can_end_with(score: tuple[int, int], best_of: int, wrong: type[Refusal] | None) -> None:
    if wrong is None:
        scores.check(*score, best_of, may_draw=False)
        return
    with pytest.raises(wrong):
        scores.check(*score, best_of, may_draw=False)


@pytest.mark.parametrize("text", ["2:1", " 2 - 1 ", "2–1", "2 1"])
def test_scores_as_people_write_them(text: str) -> None:
    assert scores.read_score(text, 3) == (2, 1)
