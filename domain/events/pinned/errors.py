from __future__ import annotations

from domain.errors import Refusal


class PinNotPublic(Refusal):
    """Only what everybody may see is pinned, until it is over."""

    code = "pin-not-public"
    status = 422


class PinDayPast(Refusal):
    code = "pin-day-past"
    status = 422


class TooManyPins(Refusal):
    """Params: most."""

    code = "pin-too-many"
