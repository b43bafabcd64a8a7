"""What happens to events at a time."""

from __future__ import annotations

from datetime import datetime

from domain.events import lifecycle, waiting


async def open_registration(event_id: str, now: datetime) -> None:
    await lifecycle.move_by_time(int(event_id), "open", now=now)


async def start(event_id: str, now: datetime) -> None:
    await lifecycle.move_by_time(int(event_id), "start", now=now)


async def finish(event_id: str, now: datetime) -> None:
    await lifecycle.move_by_time(int(event_id), "finish", now=now)


async def end_offer(place_id: str, now: datetime) -> None:
    await waiting.end_offer(int(place_id), now=now)


AGENDA = {
    "event-open": open_registration,
    "event-start": start,
    "event-finish": finish,
    waiting.OFFER_END: end_offer,
}
