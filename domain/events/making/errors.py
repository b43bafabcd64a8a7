from __future__ import annotations

from domain.errors import Refusal


class PaymentsOff(Refusal):
    """Nobody takes money online here."""

    code = "event-payments-off"
    status = 422


class EndsBeforeStart(Refusal):
    code = "event-ends-before-start"
    status = 422


class ClosesBeforeOpening(Refusal):
    code = "event-closes-before-opening"
    status = 422


class OpensAfterStart(Refusal):
    """Registration would open when the event is already running, that is never."""

    code = "event-opens-after-start"
    status = 422


class ClosesAfterEnd(Refusal):
    code = "event-closes-after-end"
    status = 422


class RegistrationIsOpen(Refusal):
    """It cannot open later any more."""

    code = "event-registration-is-open"


class Changed(Refusal):
    """Somebody else saved the event meanwhile."""

    code = "event-changed-meanwhile"
