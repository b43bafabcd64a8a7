from __future__ import annotations

from domain.errors import Refusal


class EventNotOpen(Refusal):
    """Registration is not possible now. Params: reason (draft, early, closed, running, finished, cancelled), opens."""

    code = "event-not-open"


class EventStandsStill(Refusal):
    """Who holds it may not act now: nobody new comes in, and no money is asked. Who takes part keeps everything."""

    code = "event-stands-still"


class WayNeeded(Refusal):
    """One can take part on site and online: which is it to be?"""

    code = "event-way-needed"


class WayClosed(Refusal):
    """The event is not, or no more, held this way. Params: way."""

    code = "event-way-closed"


class WayInUse(Refusal):
    """A way is closed only when nobody takes part or waits in it. Params: way, count."""

    code = "event-way-in-use"


class MoveNotAllowed(Refusal):
    """The status machine knows no such step. Params: status, move."""

    code = "event-move-not-allowed"


class ResultsApproved(Refusal):
    """What was held and decided is not called off: its results are made preliminary first."""

    code = "event-results-approved"


class ReasonNeeded(Refusal):
    code = "event-reason-needed"
    status = 422


class HasRegistrations(Refusal):
    """A draft without registrations may be deleted; anything else is archived."""

    code = "event-has-registrations"


class LinkRevoked(Refusal):
    """The private link led somewhere once, or never; it does not now."""

    code = "event-link-revoked"
    status = 404


class StartsInPast(Refusal):
    code = "event-starts-in-past"
    status = 422


class LateByHowMuch(Refusal):
    """Params: most, in minutes."""

    code = "panel-late-how"
    status = 422
