from __future__ import annotations

from domain.errors import Refusal


class MomentUnknown(Refusal):
    """A day of the week and an hour of the day."""

    code = "recommend-moment-unknown"
    status = 422


class RadiusUnknown(Refusal):
    code = "recommend-radius-unknown"
    status = 422


class PlaceNotSaid(Refusal):
    """Near to what? The profile has no city."""

    code = "recommend-place-not-said"
    status = 422
