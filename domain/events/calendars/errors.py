from __future__ import annotations

from domain.errors import Refusal


class AlarmUnknown(Refusal):
    code = "calendar-alarm-unknown"
    status = 422


class AskedTooOften(Refusal):
    """A calendar program that reads its address again and again. Params: minutes."""

    code = "calendar-too-often"
    status = 429
