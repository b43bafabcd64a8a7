"""On which days a series comes: the same weekday and the same hour of the clock on the wall. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from domain.events.making.creation import EventPlan
from domain.time import local

WEEK = timedelta(weeks=1)


def shifted(moment: datetime, by: timedelta, zone: str) -> datetime:
    """By days on the wall's clock: 19:00 stays 19:00 when the clocks change.

    An hour that the clocks jump over that day is said by those who have not jumped yet; of one that comes twice it is
    the first.
    """
    return (_wall(moment, zone) + by).replace(tzinfo=ZoneInfo(zone)).astimezone(moment.tzinfo)


def _wall(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None, fold=0)


def later(plan: EventPlan, by: timedelta) -> EventPlan:
    """The same plan on another day, with its end and its registration as far from the start as they were."""

    def moved(moment: datetime | None) -> datetime | None:
        return shifted(moment, by, plan.zone) if moment else None

    starts_at, ends_at = shifted(plan.starts_at, by, plan.zone), moved(plan.ends_at)
    if plan.ends_at and ends_at and ends_at <= starts_at:
        ends_at = starts_at + (plan.ends_at - plan.starts_at)  # the clocks jumped over its beginning
    return replace(
        plan,
        starts_at=starts_at,
        ends_at=ends_at,
        registration_opens_at=moved(plan.registration_opens_at),
        registration_closes_at=moved(plan.registration_closes_at),
    )


def as_on(pattern: EventPlan, day_of: datetime) -> EventPlan:
    """The pattern on the day on which another date is, by the pattern's own clocks."""
    days = local(day_of, pattern.zone).date() - local(pattern.starts_at, pattern.zone).date()
    return later(pattern, days)


def weeks(first: datetime, zone: str, *, number: int | None, until: date | None, most: int) -> Iterator[timedelta]:
    """How far from the first each further date is; `number` counts further dates, `until` is the last possible day."""
    ahead = (WEEK * at for at in count(1))
    limit = most if number is None else min(number, most)
    last = local(first, zone).date()
    for _, by in zip(range(limit), takewhile(lambda by: until is None or last + by <= until, ahead), strict=False):
        yield by
