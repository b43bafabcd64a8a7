"""People whom the organizer brings: in at once where there is nothing to ask, else invited to answer for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.accounts.people import Person
from domain.audit import trail
from domain.events import links, ways
from domain.events.entry import admitting, checking, own, registration_form
from domain.events.entry.errors import AlreadyRegistered
from domain.events.errors import EventNotOpen
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.events.money.prices import takes_ahead
from domain.events.people.errors import InvitedAlready, NoFreePlace
from domain.events.standstill import require_goes_on
from domain.events.teams import joining
from domain.notifications import outbox, pace
from domain.places import pools

INVITATION = "event-invitation"
_WHILE = ("published", "registration_open", "running")


@dataclass(frozen=True, slots=True)
class Added:
    """`registration_id` None: they were invited and will say yes or no themselves."""

    event_id: int
    name: str
    registration_id: int | None

    @property
    def is_in(self) -> bool:
        return self.registration_id is not None


async def add(actor: Person, event_id: int, person: Person, *, way: str | None = None, now: datetime) -> Added:
    """Never above the capacity, and never before those who wait.

    Who has agreed to what we keep, and is neither asked nor charged anything, is in at once, until the event is over;
    everybody else is invited while registration is open.
    Raises NotFound, NotAllowed, EventNotOpen, EventStandsStill, AlreadyRegistered, NoFreePlace, InvitedAlready,
    SaidTooMuch.
    """
    event = await load_managed(actor, event_id)
    if event.status not in _WHILE:
        raise EventNotOpen(reason=event.status, opens=event.registration_opens_at)
    await require_goes_on(event.id)
    if await own.is_in(event.id, person.id):
        raise AlreadyRegistered
    await pace.require_call(actor.id, person.id, now=now)
    opened = await ways.pools_of(event.id)
    if await _is_to_be_asked(event, person) or (way is None and len(opened) > 1):
        await _invite(actor, event, person, now=now)
        return Added(event.id, person.name, None)
    pool_id = ways.choose(opened, way)
    if not await pools.has_free(pool_id):
        raise NoFreePlace
    registration_id = await admitting.enter(event, person, pool_id, by=actor.id, now=now)
    await joining.registered(event, person.id, now=now)
    await _let_see(person, event)
    params = {"event_id": event.id, "by": actor.id}
    await outbox.notify(person.id, "event-added", params=params, dedupe_key=f"event-added:{registration_id}", now=now)
    await _note(actor, event, "event-person-added", person, now)
    return Added(event.id, person.name, registration_id)


async def _is_to_be_asked(event: Event, person: Person) -> bool:
    first = await registration_form.before(person.id, event.id)
    return first.asks or not first.has_consented or takes_ahead(event)


async def _invite(actor: Person, event: Event, person: Person, *, now: datetime) -> None:
    checking.check_open(event, now=now)
    await _let_see(person, event)
    closes_at = event.registration_closes_at or event.starts_at
    is_new = await outbox.notify(
        person.id,
        INVITATION,
        params={"event_id": event.id, "by": actor.id},
        dedupe_key=f"{INVITATION}:{event.id}:{person.id}:{now:%Y%m%d}",
        expires_at=closes_at,
        now=now,
    )
    if not is_new:
        raise InvitedAlready(name=person.name)
    await _note(actor, event, "event-person-invited", person, now)


async def _let_see(person: Person, event: Event) -> None:
    """A private event exists for who was invited, as long as its link is in force."""
    if event.link_token is not None:
        await links.open_link(person.id, event.link_token)


async def decline(person: Person, event_id: int, organizer_id: int, *, now: datetime) -> None:
    """The one who invited them is told, once."""
    if await own.is_in(event_id, person.id):
        return
    params = {"event_id": event_id, "user_id": person.id}
    key = f"event-declined:{event_id}:{person.id}:{now:%Y%m%d}"
    await outbox.notify(organizer_id, "event-declined", params=params, dedupe_key=key, now=now)


async def _note(actor: Person, event: Event, what: str, person: Person, now: datetime) -> None:
    await trail.record(actor.id, what, f"event:{event.id}", now=now, details={"user": person.id})
