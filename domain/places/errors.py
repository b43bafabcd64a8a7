from __future__ import annotations

from domain.errors import Refusal


class CapacityBelowTaken(Refusal):
    """Params: taken."""

    code = "places-capacity-below-taken"
    status = 422


class OfferGone(Refusal):
    """The offer was accepted, declined or has run out."""

    code = "places-offer-gone"
