"""Whose event it is: its maker's, or that of an organization whose events they manage."""

from __future__ import annotations

from datetime import datetime

from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotAllowed
from domain.events import announcements, standstill
from domain.events.lifecycle import load_managed
from domain.organizations.policy import manages_events


async def hand_over(actor: Person, event_id: int, organization_id: int | None, *, now: datetime) -> None:
    """None: back to who made it. Raises NotAllowed for an organization whose events the person does not manage."""
    event = await load_managed(actor, event_id)
    if event.organization_id == organization_id:
        return
    if organization_id is not None and not manages_events(actor, organization_id):
        raise NotAllowed
    details = {"from": event.organization_id, "to": organization_id}
    event.organization_id = organization_id
    event.version += 1
    await event.save(update_fields=["organization_id", "version"])
    await trail.record(actor.id, "event-handed-over", f"event:{event.id}", now=now, details=details)
    await standstill.look(event.id, now=now)
    await announcements.changed(event.id, now=now)
