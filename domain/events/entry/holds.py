"""How long a freed place is kept for somebody, and when they are told: decision 007. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import repeat
from typing import Final

from domain.notifications.rules import quiet_from, quiet_until

HOLD = timedelta(hours=2)
SHORT_HOLD = timedelta(minutes=15)
LEFT_FOR_OTHERS = timedelta(hours=1)
"""Where a hold that sleeps would end nearer to the close than this, the night does not count."""
NIGHT: Final = (23, 8)
LONGEST_NIGHT: Final = 10
"""Quiet hours that last longer are no night: others wait behind this person."""
_MOST_NIGHTS = 4


@dataclass(frozen=True, slots=True)
class Night:
    """When somebody sleeps: local hours."""

    zone: str
    starts_hour: int
    ends_hour: int

    def until(self, moment: datetime) -> datetime | None:
        return quiet_until(moment, self.zone, self.starts_hour, self.ends_hour)

    def after(self, moment: datetime) -> datetime:
        return quiet_from(moment, self.zone, self.starts_hour)


@dataclass(frozen=True, slots=True)
class Hold:
    told_at: datetime
    ends_at: datetime


def night_of(own_zone: str | None, quiet: tuple[int, int] | None, event_zone: str) -> Night:
    """Of a person: their quiet hours, or the usual night where they live; where that is not known, at the event."""
    zone = own_zone or event_zone
    if quiet and 0 < (quiet[1] - quiet[0]) % 24 <= LONGEST_NIGHT:
        return Night(zone, *quiet)
    return Night(zone, *NIGHT)


def length(closes_at: datetime, now: datetime) -> timedelta:
    """Two hours, but never so long that nobody after them could still come; at least fifteen minutes."""
    return max(SHORT_HOLD, min(HOLD, (closes_at - now) / 4))


def hold(closes_at: datetime, now: datetime, night: Night) -> Hold:
    """It does not run while they sleep, and they are told when they wake, unless the close is too near for that."""
    told_at = night.until(now) or now
    ends_at = _awake(told_at, length(closes_at, told_at), night)
    if closes_at - ends_at >= LEFT_FOR_OTHERS:
        return Hold(told_at, ends_at)
    return Hold(now, now + length(closes_at, now))


def _awake(begin: datetime, left: timedelta, night: Night) -> datetime:
    """The moment at which so much time has passed outside the nights."""
    for _ in repeat(None, _MOST_NIGHTS):
        sleeps_at = night.after(begin)
        if begin + left <= sleeps_at:
            break
        left -= sleeps_at - begin
        begin = night.until(sleeps_at) or sleeps_at
    return begin + left
