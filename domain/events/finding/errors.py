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


class BoxRefused(Refusal):
    """No piece of the world, or no zoom: it lies beyond the edge, is inside out, or is no numbers at all."""

    code = "event-map-box-refused"
    status = 422
