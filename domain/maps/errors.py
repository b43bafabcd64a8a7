from __future__ import annotations

from domain.errors import Refusal


class NearbyAway(Refusal):
    """Who knows what is around does not answer now."""

    code = "near-away"
    status = 503


class NearbyOff(Refusal):
    """Nobody who knows what is around is configured."""

    code = "near-off"
    status = 404


class AddressUnknown(Refusal):
    code = "near-address-unknown"


class CourseRefused(Refusal):
    """Params: problem (type, big, broken, empty, short, long)."""

    code = "course-refused"
    status = 422
