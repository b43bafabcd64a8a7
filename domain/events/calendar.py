"""An event as a calendar file (RFC 5545)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.events.entry.own_events import TicketCard
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.programme.items import words_of
from domain.events.queries import EventCard
from domain.events.ways import ONLINE


def _where(card: EventCard | TicketCard) -> str:
    """Who joins online is led there; everybody else to the place."""
    joins_online = card.is_online if isinstance(card, TicketCard) else card.own_way == ONLINE or card.is_online
    return card.online_address if joins_online else card.place


def calendar_file(card: EventCard | TicketCard, *, url: str, now: datetime) -> bytes:
    """One VEVENT in the place's zone; the same UID each time, so that a second import updates the first."""
    from icalendar import Calendar, Event  # here: a quarter of a second of start; see forma/talking.py, _warm_up

    event_id = card.id if isinstance(card, EventCard) else card.event_id
    zone = ZoneInfo(card.zone)
    entry = Event()
    entry.add("uid", f"event-{event_id}@forma")
    entry.add("dtstamp", now)
    entry.add("dtstart", card.starts_at.astimezone(zone))
    entry.add("dtend", (card.ends_at or card.starts_at + UNSAID_LENGTH).astimezone(zone))
    entry.add("summary", card.title)
    entry.add("location", _where(card))
    entry.add("url", url)
    if isinstance(card, EventCard) and card.programme:
        day = card.starts_at.astimezone(zone).date()
        entry.add("description", "\n".join(words_of(one, card.zone, day) for one in card.programme))
    if (card.status if isinstance(card, EventCard) else card.event_status) == "cancelled":
        entry.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Forma//events//")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
