"""The start a little later: said in one word on the day, told to everybody with both times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.accounts.people import Person
from domain.events.errors import LateByHowMuch
from domain.events.lifecycle import load_managed
from domain.events.making import creation
from domain.notifications import outbox
from domain.spaces.queries import linked_spaces

MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Moved:
    old: datetime
    new: datetime
    zone: str


async def start_later(actor: Person, event_id: int, minutes: int, *, now: datetime) -> Moved:
    """The end moves along. Everybody who takes part is told once, and the linked groups are.

    Raises NotFound, NotAllowed, LateByHowMuch, MoveNotAllowed once it has begun.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise LateByHowMuch(most=MOST_MINUTES)
    event = await load_managed(actor, event_id)
    old, by = event.starts_at, timedelta(minutes=minutes)
    plan = await creation.plan_of(event)
    later = replace(plan, starts_at=old + by, ends_at=plan.ends_at + by if plan.ends_at else None)
    event = await creation.edit_event(actor, event_id, later, version=None, now=now)
    for space in await linked_spaces(f"event:{event.id}"):
        params = {"event_id": event.id, "old": old.isoformat(), "new": event.starts_at.isoformat()}
        key = f"event-late:{event.id}:{space.chat_id}:{event.version}"
        await outbox.tell_chat(space.chat_id, "event-late-in-group", params=params, dedupe_key=key, now=now)
    return Moved(old, event.starts_at, event.zone)
