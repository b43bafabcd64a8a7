from __future__ import annotations

from domain.errors import Refusal


class NoGroup(Refusal):
    """A door needs a group that is linked to the event."""

    code = "group-door-no-group"


class NoRightToInvite(Refusal):
    """Telegram lets us invite nobody there."""

    code = "group-door-no-right"
    status = 403


class NotNow(Refusal):
    """Before it is published and after it is over nobody has to be let in."""

    code = "group-door-not-now"
