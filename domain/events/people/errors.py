from __future__ import annotations

from domain.errors import Refusal


class NumberTaken(Refusal):
    """Params: number."""

    code = "event-number-taken"


class NumberWrong(Refusal):
    code = "event-number-wrong"
    status = 422


class NumbersInUse(Refusal):
    """Results stand under the numbers already."""

    code = "event-numbers-in-use"


class AlreadyOut(Refusal):
    """That registration is over already."""

    code = "panel-already-out"


class NoFreePlace(Refusal):
    """Nobody is added above the capacity, or before those who wait."""

    code = "panel-no-free-place"


class InvitedAlready(Refusal):
    """Once a day is enough. Params: name."""

    code = "panel-invited-already"


class NoSuchNumber(Refusal):
    """Nobody of this event has it. Params: number."""

    code = "panel-no-such-number"


class NobodyThere(Refusal):
    """There is nobody in the list that this would go to."""

    code = "panel-nobody-there"


class SentAlready(Refusal):
    """A letter goes out once."""

    code = "panel-sent-already"


class LetterTimePassed(Refusal):
    """A letter cannot be put off to then. Params: by (clock; start: the event begins sooner; far)."""

    code = "letter-time-passed"
    status = 422


class TooManyLetters(Refusal):
    """Params: most."""

    code = "letter-too-many"
    status = 422


class LetterOver(Refusal):
    """It was sent, taken back, or called off with its event."""

    code = "letter-over"


class NoColumns(Refusal):
    code = "panel-no-columns"
    status = 422
