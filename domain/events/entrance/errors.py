from __future__ import annotations

from domain.errors import Refusal


class GateExists(Refusal):
    """Params: name."""

    code = "door-gate-exists"


class TooManyGates(Refusal):
    """Params: most."""

    code = "door-too-many-gates"


class TooManyCheckers(Refusal):
    """Params: most."""

    code = "door-too-many-checkers"


class ScansUnreadable(Refusal):
    """What a device sent as its scans is not a list of them."""

    code = "door-scans-unreadable"
    status = 422
