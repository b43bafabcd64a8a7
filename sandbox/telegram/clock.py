from __future__ import annotations

import re
import time
from datetime import UTC, datetime

from sandbox.telegram.bell import Bell
from sandbox.telegram.records import Records

STEP = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Clock:
    """The world's clock: real time plus an offset that scripts move. `version` grows with every move."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.version = 1
        self.bell = Bell()

    @property
    def offset_s(self) -> float:
        return self._records.clock_offset_s

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset_s, UTC)

    def unix(self) -> int:
        return int(time.time() + self.offset_s)

    def advance(self, seconds: float) -> None:
        self._records.clock_offset_s += seconds
        self._moved()

    def set(self, moment: datetime) -> None:
        self._records.clock_offset_s = moment.timestamp() - time.time()
        self._moved()

    def reset(self) -> None:
        self._records.clock_offset_s = 0.0
        self._moved()

    def _moved(self) -> None:
        self.version += 1
        self.bell.ring()

    def reading(self) -> dict[str, object]:
        return {"now": self.now().isoformat(), "offset_s": self.offset_s, "version": self.version}


def seconds_of(step: str) -> float:
    """`24h`, `1d 12h`, `90m`, `-30s` → seconds; raises ValueError for anything else."""
    parts = STEP.findall(step)
    if not parts or STEP.sub("", step).strip():
        raise ValueError(f"{step!r} is not a duration like 24h, 90m or 1d 12h")
    return sum(float(number) * SECONDS[unit] for number, unit in parts)
