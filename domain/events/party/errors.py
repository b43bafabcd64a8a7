from __future__ import annotations

from domain.errors import Refusal


class TooManyGuests(Refusal):
    """Params: most; 0: guests are not expected here."""

    code = "party-too-many"
    status = 422


class NoPlaceForGuest(Refusal):
    """No place is free for one more, or others wait for it."""

    code = "party-no-place"


class GuestsPaidFor(Refusal):
    """What is paid ahead is paid for the whole party at once: nobody is added after that."""

    code = "party-paid-already"


class NoSuchGuest(Refusal):
    code = "party-no-such-guest"
    status = 404
