"""Events as a calendar (RFC 5545): one file, or a subscription that phones read again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from domain.events.lifecycle import UNSAID_LENGTH

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

EVERY = timedelta(hours=1)
"""How often a subscription wants to be read."""
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `changed_at` and `sequence` grow with each change of it; `alarm_minutes` before the start it rings."""

    event_id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    where: str
    url: str
    changed_at: datetime
    status: str = CONFIRMED
    sequence: int = 0
    about: str = ""
    point: tuple[float, float] | None = None
    alarm_minutes: int | None = None
    item_id: int | None = None
    """An item of the event's programme, which has an entry of its own."""


def write(entries: Sequence[Entry], *, name: str = "") -> bytes:
    """With a name it is a subscription: the same bytes for the same entries."""
    from icalendar import Calendar  # here: a quarter of a second of start; see forma/talking.py, _warm_up

    calendar = Calendar()
    calendar.add("prodid", "-//Forma//events//")
    calendar.add("version", "2.0")
    if name:
        _subscribed(calendar, name)
    for one in entries:
        calendar.add_component(_event(one))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _subscribed(calendar: Calendar, name: str) -> None:
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{EVERY // timedelta(hours=1)}H")


def _event(one: Entry) -> Event:
    from icalendar import Event

    zone = ZoneInfo(one.zone)
    entry = Event()
    item = f"-item-{one.item_id}" if one.item_id else ""
    entry.add("uid", f"event-{one.event_id}{item}@forma")
    entry.add("dtstamp", one.changed_at.astimezone(UTC))
    entry.add("last-modified", one.changed_at.astimezone(UTC))
    entry.add("sequence", one.sequence)
    entry.add("dtstart", one.starts_at.astimezone(zone))
    entry.add("dtend", (one.ends_at or one.starts_at + UNSAID_LENGTH).astimezone(zone))
    entry.add("summary", one.title)
    if one.where:
        entry.add("location", one.where)
    if one.point:
        entry.add("geo", one.point)
    if one.about:
        entry.add("description", one.about)
    entry.add("url", one.url)
    entry.add("status", one.status)
    entry.add("transp", "OPAQUE" if one.status == CONFIRMED else "TRANSPARENT")
    if one.alarm_minutes and one.status != CANCELLED:
        entry.add_component(_alarm(one))
    return entry


def _alarm(one: Entry) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -timedelta(minutes=one.alarm_minutes or 0))
    alarm.add("description", one.title)
    return alarm


def fingerprint(entries: Sequence[Entry], name: str) -> str:
    """Of what `write` would make, without making it."""
    said = "\n".join([name, *(repr(one) for one in entries)])
    return hashlib.sha256(said.encode()).hexdigest()[:32]
