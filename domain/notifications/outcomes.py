"""What became of an attempt to deliver one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.notifications.ports import CallResult


@dataclass(frozen=True, slots=True)
class Sent:
    result: CallResult = True

    @property
    def message_id(self) -> int | None:
        if isinstance(self.result, bool):
            return None
        message_id: int | None = self.result.get("message_id")
        return message_id


@dataclass(frozen=True, slots=True)
class Obsolete:
    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Real seconds; not counted as a try. `said`: how many of the row's calls have been made."""

    wait_s: float
    said: int = 0


@dataclass(frozen=True, slots=True)
class Postponed:
    """Domain time."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Blocked:
    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    reason: str


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Somebody has dropped, sent or taken it meanwhile."""


Outcome: TypeAlias = Sent | Obsolete | Later | Postponed | Blocked | Dead | NotOurs
