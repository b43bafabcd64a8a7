"""An event as a calendar file of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.events.calendars.writing import CANCELLED, CONFIRMED, Entry, write
from domain.events.programme.items import Item, words_of
from domain.events.queries import EventCard
from domain.events.ways import ONLINE

UNSAID_ITEM = timedelta(minutes=30)


def _where(card: EventCard) -> str:
    """Who joins online is led there; everybody else to the place."""
    return card.online_address if card.own_way == ONLINE or card.is_online else card.place


def _programme(card: EventCard) -> tuple[Item, ...]:
    """Who takes part reads what is for everybody and what they have chosen."""
    return tuple(one for one in card.programme if card.own_status is None or one.own or not one.by_choice)


def calendar_file(card: EventCard, *, url: str, now: datetime) -> bytes:
    """One VEVENT in the place's zone, and one for each item of the programme that its reader has chosen.

    The same UIDs each time, so that a second import updates the first.
    """
    status = CANCELLED if card.status == "cancelled" else CONFIRMED
    items, day = _programme(card), card.starts_at.astimezone(ZoneInfo(card.zone)).date()
    entry = Entry(
        event_id=card.id,
        title=card.title,
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        zone=card.zone,
        where=_where(card),
        url=url,
        changed_at=now,
        status=status,
        sequence=card.version - 1,
        about="\n".join(words_of(one, card.zone, day) for one in items),
    )
    chosen = [_item(entry, one) for one in items if one.own]
    return write([entry, *chosen])


def _item(entry: Entry, item: Item) -> Entry:
    """Without an end of its own it takes half an hour."""
    ends_at = item.ends_at or item.starts_at + UNSAID_ITEM
    title = f"{item.title} · {entry.title}"
    return replace(entry, item_id=item.id, title=title, starts_at=item.starts_at, ends_at=ends_at, about="")
