"""What came of a simulated day, and which promises it broke."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forma.simulation.looks import NOBODY, Looks

MOST_EDITS = 12
"""Of a pinned card in a minute."""
_MINUTE_S = 59.5
"""Between our leave to speak and Telegram's hearing it lies a moment, now more, now less."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`metres_off`: how far the farthest off is from where they truly are; satellites and the telephone's silence."""

    at_s: int
    running: int
    arrived: int
    way_errors: int
    board_errors: int
    metres_off: float

    @property
    def is_right(self) -> bool:
        return not self.way_errors and not self.board_errors


@dataclass(slots=True)
class Outcome:
    runners: int
    points: int = 0
    took_s: list[float] = field(default_factory=list)
    """Of each point, from the door to the commit; as an update, until it is stored."""
    points_s: float = 0.0
    """Of the wall's clock in which points were taken."""
    race_s: float = 0.0
    simulated_s: int = 0
    checkpoints: list[Checkpoint] = field(default_factory=list)
    edits: Sequence[float] = ()
    refused: int = 0
    card_is_right: bool = False
    looks: Looks = NOBODY
    memory_mb: tuple[float, float] = (0.0, 0.0)

    def broken(self) -> list[str]:
        """How long something took is told and not judged: that is the machine's."""
        last = self.checkpoints[-1] if self.checkpoints else None
        wrong = sum(not one.is_right for one in self.checkpoints)
        said = [
            (last is None, "there was no checkpoint"),
            (bool(wrong), f"the board was wrong at {wrong} of {len(self.checkpoints)} checkpoints"),
            (
                last is not None and last.arrived < self.runners,
                f"{self.runners - (last.arrived if last else 0)} runners have no result",
            ),
            (most_in_a_minute(self.edits) > MOST_EDITS, f"{most_in_a_minute(self.edits)} edits in one minute"),
            (not self.edits, "the pinned card was never edited"),
            (not self.card_is_right, "the pinned card does not end with who won"),
            (bool(self.refused), f"Telegram refused {self.refused} calls for haste"),
            (bool(self.looks.unseen), f"{self.looks.unseen} viewers never saw the last change"),
        ]
        return [words for is_broken, words in said if is_broken]


def most_in_a_minute(moments: Sequence[float]) -> int:
    ordered = sorted(moments)
    return max((bisect_right(ordered, one + _MINUTE_S) - at for at, one in enumerate(ordered)), default=0)


def checkpoint_line(one: Checkpoint) -> str:
    where = f"{one.running} on the way, {one.arrived} arrived"
    return (
        f"{clock(one.at_s)}  {where:<32} rank errors: way {one.way_errors}, results {one.board_errors}"
        f"   (at most {one.metres_off:.0f} m from the truth)"
    )


def clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def table(day: Outcome) -> Iterator[str]:
    took = sorted(day.took_s)
    middle, late = (took[min(len(took) - 1, int(len(took) * share))] * 1000 if took else 0.0 for share in (0.5, 0.99))
    looks = day.looks
    wrong = sum(one.way_errors + one.board_errors for one in day.checkpoints)
    rows = [
        ("runners, viewers", f"{day.runners}, {looks.viewers}"),
        ("race, and how long it took", f"{clock(day.simulated_s)}, {day.race_s:.0f} s"),
        ("points taken", f"{day.points}"),
        ("points a second", f"{day.points / max(day.points_s, 1e-9):.0f}"),
        ("a point: median, p99", f"{middle:.1f} ms, {late:.1f} ms"),
        (f"rank errors at {len(day.checkpoints)} checkpoints", f"{wrong}"),
        ("edits of the pinned card, most in a minute", f"{len(day.edits)}, {most_in_a_minute(day.edits)}"),
        ("calls that Telegram refused for haste", f"{day.refused}"),
        ("changes that viewers were told of", f"{looks.changes}"),
        ("from a change to a viewer: median, p99, worst", _delays(looks)),
        ("streams opened, bytes received", f"{looks.streams}, {looks.received / 1e6:.0f} MB"),
        ("memory of Forma: before, after", "{:.0f} MB, {:.0f} MB".format(*day.memory_mb)),
    ]
    for name, value in rows:
        yield f"    {name:<50} {value:>28}"


def _delays(looks: Looks) -> str:
    return ", ".join(f"{looks.delay_ms(share):.0f}" for share in (0.5, 0.99, 1.0)) + " ms"
