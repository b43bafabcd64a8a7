"""Days that are named among the words of a search: «бег суббота»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.events.finding.catalogue import EventFilter, find_events
from domain.intent.understanding import search


async def bounded(wanted: EventFilter, *, now: datetime, zone: str) -> EventFilter:
    """On the days that its words name; as it was where nothing is found so, for titles may name days as well."""
    said = search(wanted.text, now=now, zone=zone)
    if said.first is None or said.last is None or wanted.starts_from or wanted.starts_before:
        return wanted
    starts_from, starts_before = between(said.first, said.last, zone)
    then = replace(wanted, text=" ".join(said.words), starts_from=starts_from, starts_before=starts_before)
    return then if await find_events(then, now=now, limit=1) else wanted


def between(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day, in the person's zone."""
    there = ZoneInfo(zone)
    return datetime.combine(first, time(), there), datetime.combine(last + timedelta(days=1), time(), there)
