"""A copy of an event, and what it takes along besides the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.accounts.people import Person
from domain.events.awards import diplomas, prizes
from domain.events.course import courses
from domain.events.entrance import gates
from domain.events.entry import handover
from domain.events.lifecycle import load_managed
from domain.events.making.creation import create_event, plan_of
from domain.events.models import Event
from domain.events.party import rules as party
from domain.events.policy import holds
from domain.events.programme import making as programme
from domain.events.results import rules
from domain.events.talking import faq
from domain.events.teams import rules as teams


async def clone_event(actor: Person, event_id: int, *, now: datetime) -> Event:
    """A draft with the same plan, a week after the original or a week from now, whichever is later."""
    event = await load_managed(actor, event_id)
    plan = await plan_of(event)
    weeks = max(timedelta(weeks=1), _whole_weeks(now - event.starts_at) + timedelta(weeks=1))
    ends_at = plan.ends_at + weeks if plan.ends_at else None
    later = replace(
        plan,
        starts_at=plan.starts_at + weeks,
        ends_at=ends_at,
        registration_opens_at=None,
        registration_closes_at=None,
    )
    copy = await create_event(actor, later, now=now)
    copy.organization_id = event.organization_id if holds(actor, 0, event.organization_id) else None
    await take_along(event, copy)
    return copy


def _whole_weeks(span: timedelta) -> timedelta:
    return timedelta(weeks=max(0, span // timedelta(weeks=1)))


async def take_along(event: Event, copy: Event) -> None:
    """Whatever else was said of the event. Promo codes stay behind: each was given out for one event."""
    copy.organizer_fields, copy.notices = event.organizer_fields, event.notices
    await copy.save()
    await faq.copy(event.id, copy.id)
    await rules.copy_scoring(event.id, [copy.id])
    await gates.copy(event.id, copy.id)
    await handover.copy_rule(event.id, copy.id)
    await programme.copy(event, copy)
    await courses.copy(event.id, copy.id)
    await teams.copy(event.id, copy.id)
    await party.copy(event.id, copy.id)
    await prizes.copy(event.id, copy.id)
    await diplomas.copy_rule(event.id, copy.id)
