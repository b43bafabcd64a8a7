from __future__ import annotations

from domain.errors import Refusal
from domain.events.programme.lines import Line, Wrong


class LinesWrong(Refusal):
    """Nothing of them was taken. Params: lines, a list of what is wrong with each, as (code, its number and words)."""

    code = "programme-lines-wrong"
    status = 422
    MOST_SAID = 5

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        said = [(one.why, f"{one.number}. «{one.text}»") for one in wrong[: self.MOST_SAID]]
        super().__init__(lines=said, count=len(wrong))


class OutsideEvent(Refusal):
    """They are understood, but lie in the past, before or after the event: kept if the organizer says so.

    Params: lines, as in LinesWrong.
    """

    code = "programme-outside"
    status = 422

    def __init__(self, lines: tuple[tuple[str, Line], ...]) -> None:
        super().__init__(lines=[(why, one.title) for why, one in lines[: LinesWrong.MOST_SAID]])


class TooManyItems(Refusal):
    """Params: most."""

    code = "programme-too-many"


class ItemFull(Refusal):
    """Params: title."""

    code = "programme-full"


class ItemBegun(Refusal):
    """Params: title."""

    code = "programme-begun"


class ItemsOverlap(Refusal):
    """Nobody is at two places at once. Params: first, second."""

    code = "programme-overlap"
    status = 422
