from __future__ import annotations

from domain.errors import Refusal


class RecordingUnreadable(Refusal):
    """What a telephone sent as points is not a list of them."""

    code = "recording-unreadable"
    status = 422


class RecordingTooFast(Refusal):
    """More points than the time has seconds: to be tried again later."""

    code = "recording-too-fast"
    status = 429


class RecordingOver(Refusal):
    """It was finished, here or on another telephone."""

    code = "recording-over"
    status = 410


class RecordingsTooMany(Refusal):
    code = "recording-too-many"
