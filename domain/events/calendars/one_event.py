"""An event as a calendar file of its own."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.events.calendars.writing import CANCELLED, CONFIRMED, Entry, write
from domain.events.entry.own_events import TicketCard
from domain.events.programme.items import words_of
from domain.events.queries import EventCard
from domain.events.ways import ONLINE


def _where(card: EventCard | TicketCard) -> str:
    """Who joins online is led there; everybody else to the place."""
    joins_online = card.is_online if isinstance(card, TicketCard) else card.own_way == ONLINE or card.is_online
    return card.online_address if joins_online else card.place


def _programme(card: EventCard) -> str:
    day = card.starts_at.astimezone(ZoneInfo(card.zone)).date()
    return "\n".join(words_of(one, card.zone, day) for one in card.programme)


def calendar_file(card: EventCard | TicketCard, *, url: str, now: datetime) -> bytes:
    """One VEVENT in the place's zone; the same UID each time, so that a second import updates the first."""
    off = (card.status if isinstance(card, EventCard) else card.event_status) == "cancelled"
    entry = Entry(
        event_id=card.id if isinstance(card, EventCard) else card.event_id,
        title=card.title,
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        zone=card.zone,
        where=_where(card),
        url=url,
        changed_at=now,
        status=CANCELLED if off else CONFIRMED,
        sequence=card.version - 1 if isinstance(card, EventCard) else 0,
        about=_programme(card) if isinstance(card, EventCard) else "",
    )
    return write([entry])
