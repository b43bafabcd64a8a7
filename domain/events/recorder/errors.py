from __future__ import annotations

from domain.errors import Refusal


class RecorderClosed(Refusal):
    """Before its time, long after it, or the results are approved: nothing is recorded for this event."""

    code = "recorder-closed"
    status = 410
