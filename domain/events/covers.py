"""A new cover: every card shows it, and Telegram is given its bytes once."""

from __future__ import annotations

from datetime import datetime

from domain.events.models import Event
from domain.files.pictures import get_picture
from domain.notifications import outbox
from domain.spaces import cards


async def changed(event: Event, *, now: datetime) -> None:
    await cards.forget_looks(f"event:{event.id}")
    await give_to_telegram(event, now=now)


async def give_to_telegram(event: Event, *, now: datetime) -> None:
    """A picture from a page goes to the organizer's chat: what Telegram calls it there is its name on every card."""
    if event.cover_file_id is None:
        return
    picture = await get_picture(event.cover_file_id)
    if picture.telegram_file_id is None and picture.path is not None:
        params = {"event_id": event.id, "file_id": picture.id}
        key = f"event-cover:{picture.id}"
        await outbox.notify(event.organizer_id, "event-cover", params=params, dedupe_key=key, now=now)
