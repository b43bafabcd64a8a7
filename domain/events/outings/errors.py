from __future__ import annotations

from domain.errors import Refusal


class OutingClosed(Refusal):
    """It has begun, or was called off: nobody answers any more."""

    code = "outing-closed"


class NotTheMaker(Refusal):
    """Only who called the others may change it."""

    code = "outing-not-the-maker"
    status = 403


class TooManyOutings(Refusal):
    """One person calls for so many at once that it is no call any more."""

    code = "outing-too-many"
    status = 429
