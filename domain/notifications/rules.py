"""Who wants to hear what, and when: pure arithmetic over preferences and clocks."""

from __future__ import annotations

import enum
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE_AFTER = timedelta(minutes=10)


class Topic(enum.StrEnum):
    """The five types of notification that a person can switch. What has no topic cannot be switched off."""

    COACH = "coach"
    TRAINING = "training"
    COMMUNITY = "community"
    MARKETING = "marketing"
    EVENTS = "events"


class Channel(enum.StrEnum):
    TELEGRAM = "telegram"
    EMAIL = "email"


def enabled_by_default(topic: Topic, channel: Channel) -> bool:
    return channel is Channel.TELEGRAM and topic is not Topic.MARKETING


def is_wanted(topic: str | None, channel: str, preferred: bool | None, *, muted: bool) -> bool:
    """`preferred` is what the person chose, None if nothing."""
    if topic is None:
        return True
    if muted:
        return False
    return enabled_by_default(Topic(topic), Channel(channel)) if preferred is None else preferred


def quiet_until(now: datetime, zone: str, starts_hour: int, ends_hour: int) -> datetime | None:
    """The end of the quiet hours that `now` falls in, else None. Equal hours mean the whole day is never quiet."""
    local = now.astimezone(ZoneInfo(zone))
    hours_left = (ends_hour - local.hour) % 24
    length = (ends_hour - starts_hour) % 24
    if not length or not 0 < hours_left <= length:
        return None
    day = local.date() + timedelta(days=1 if ends_hour <= local.hour else 0)
    return datetime.combine(day, time(ends_hour), tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)


def quiet_from(now: datetime, zone: str, starts_hour: int) -> datetime:
    """When the next quiet hours begin, after `now`."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=1 if starts_hour <= local.hour else 0)
    return datetime.combine(day, time(starts_hour), tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)
