"""Giving up a place, an offer or a seat in the queue: what goes back, and who comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import asyncpg

from domain.accounts.people import Person, rights_changed
from domain.events import announcements
from domain.events.admission import applying, documents
from domain.events.entry import counting, history, waiting
from domain.events.entry.errors import CameAlready
from domain.events.entry.own import own_registration
from domain.events.entry.statuses import ARRIVED
from domain.events.errors import EventNotOpen
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.programme import choosing
from domain.events.teams import joining
from domain.events.tournaments import playing
from domain.places import pools


async def leave(person: Person, event_id: int, *, now: datetime) -> None:
    """Give up a place, an offer or a seat in the queue; a freed place is offered to the next at once.

    Raises NotRegistered, NotFound, CameAlready, EventNotOpen.
    """
    event = await load(event_id)
    row = await own_registration(event_id, person)
    if row["status"] in ARRIVED:
        raise CameAlready
    if event.status not in ("published", "registration_open"):
        raise EventNotOpen(reason=event.status, opens=None)
    await give_up(event, row, by=person.id, now=now)


async def give_up(
    event: Event,
    row: asyncpg.Record,
    *,
    by: int,
    now: datetime,
    share: int | None = None,
    reason: str = "left",
    details: Mapping[str, object] | None = None,
) -> None:
    """That registration is over. Of what was paid goes back what the organizer promised, or `share` per cent.

    The caller holds the event.
    """
    await joining.left_event(event, row["user_id"], now=now)
    await history.move(row["place_id"], "withdrawn", actor_id=by, now=now, details=details)
    await counting.over(event.id, row["user_id"], row["id"], now=now)
    await fees.settle_leaving(event, row["id"], now=now, share=share, reason=reason, asked_by=by)
    await applying.withdraw(event, row["id"], now=now)
    await documents.entry_over(row["id"], now=now)
    rights_changed(row["user_id"])
    await pools.release(row["place_id"], now=now)
    await waiting.forget_offer_end(row["place_id"])
    await choosing.leave(event.id, row["user_id"], now=now)
    await announcements.drop_reminders(row["user_id"], event)
    await playing.left_event(event, row["user_id"], now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)
