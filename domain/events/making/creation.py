"""Making, changing and copying events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements, news, ways
from domain.events.admission import documents
from domain.events.entry import waiting
from domain.events.errors import MoveNotAllowed, StartsInPast
from domain.events.lifecycle import UNSAID_LENGTH, load_changeable, plan_moves
from domain.events.links import new_token
from domain.events.making import covers
from domain.events.making.errors import (
    Changed,
    ClosesAfterEnd,
    ClosesBeforeOpening,
    EndsBeforeStart,
    OpensAfterStart,
    PaymentsOff,
    RegistrationIsOpen,
)
from domain.events.models import Event
from domain.events.people import letter_times
from domain.events.programme import making as programme
from domain.events.replanning import Plan, plan_now, replanned
from domain.payments import methods


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What an organizer says about an event. Times are instants; `zone` is the place's. Fee in minor units."""

    title: str
    starts_at: datetime
    zone: str
    ends_at: datetime | None = None
    kind: str = "other"
    description: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    format: str = "onsite"
    """onsite, online, hybrid."""
    capacity: int | None = None
    """Places on site; `online_capacity` are those online. None: for everybody."""
    online_capacity: int | None = None
    online_address: str = ""
    fee_minor: int = 0
    payment: str = "spot"
    """online, transfer, spot."""
    fee_stars: int | None = 0
    """For taking part online. None: not said."""
    stars_refunds: str = "full"
    transfer_to: str = ""
    refunds: str = "full"
    distance_m: int | None = None
    cover_file_id: int | None = None
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    visibility: str = "public"
    by_hand: bool = False
    rules: str = ""
    reminders: tuple[int, ...] = announcements.USUAL_REMINDERS
    """Hours before the start."""
    requirements: dict[str, Any] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    categories: tuple[str, ...] = ()

    @property
    def ways(self) -> dict[str, int | None]:
        """The ways of taking part that this opens, with their capacities."""
        capacities = {ways.ONSITE: self.capacity, ways.ONLINE: self.online_capacity}
        return {way: capacities[way] for way in ways.FORMATS[self.format]}


async def create_event(organizer: Person, plan: EventPlan, *, now: datetime) -> Event:
    """A draft, seen by its organizer alone. Raises StartsInPast, EndsBeforeStart, and what `_check_window` raises."""
    require_possible(plan, now)
    event = await Event.create(
        organizer_id=organizer.id,
        status="draft",
        created_at=now,
        link_token=new_token() if plan.visibility == "private" else None,
        **_columns(plan),
    )
    await ways.open_ways(event.id, plan.ways)
    await _set_categories(event.id, plan.categories)
    await covers.give_to_telegram(event, now=now)
    await trail.record(organizer.id, "event-created", f"event:{event.id}", now=now)
    return event


async def edit_event(actor: Person, event_id: int, plan: EventPlan, *, version: int | None, now: datetime) -> Event:
    """Save the changed plan. With `version`, raises Changed when somebody saved after it was read.

    Raises CapacityBelowTaken, and WayInUse for a way that is taken away from people.
    A new start moves the reminders and tells the participants once; more places are offered to who waits.
    """
    event = await load_changeable(actor, event_id)
    if version is not None and version != event.version:
        raise Changed
    _check_change(event, plan, now)
    was_private = event.visibility != "public"
    old_starts_at, old_cover, old_address = event.starts_at, event.cover_file_id, event.online_address
    old_plan, old_reminders = plan_now(event), list(event.reminders)
    old_zone = event.zone
    await ways.change_ways(event.id, plan.ways)
    event.update_from_dict(_columns(plan))
    event.version += 1
    event.series_edited = event.series_id is not None
    if plan.visibility == "private" and event.link_token is None:
        event.link_token = new_token()
    await event.save()
    await _set_categories(event.id, plan.categories)
    if event.starts_at == old_starts_at and list(event.reminders) != old_reminders and event.status != "draft":
        await announcements.remind_anew(event, now=now)
    if event.cover_file_id != old_cover:
        await covers.changed(event, now=now)
    if event.starts_at != old_starts_at:
        await letter_times.follow(event)
    if (event.starts_at, event.zone) != (old_starts_at, old_zone):
        await programme.move_along(event, old_starts_at, old_zone)
    await _follow_up(event, old_starts_at, old_plan, now=now)
    if was_private and event.status in ("published", "registration_open"):
        await news.published(event, now=now)
    if event.online_address != old_address and event.status != "draft":
        await announcements.joined_elsewhere(event, old_address, now=now)
    await trail.record(actor.id, "event-edited", f"event:{event.id}", now=now)
    return event


def _check_change(event: Event, plan: EventPlan, now: datetime) -> None:
    opens_at = plan.registration_opens_at
    is_open = event.status in ("registration_open", "running")
    if is_open and opens_at != event.registration_opens_at and opens_at and opens_at > now:
        raise RegistrationIsOpen
    if plan.starts_at == event.starts_at and event.status != "draft":
        _check_end(plan)
    elif event.status == "running":
        raise MoveNotAllowed(status=event.status, move="edit")
    else:
        require_possible(plan, now)


async def _follow_up(event: Event, old_starts_at: datetime, old_plan: Plan, *, now: datetime) -> None:
    if event.status == "draft":
        return
    await plan_moves(event)
    await waiting.offer_free_places(event, now=now)
    await documents.event_moved(event)
    if event.starts_at != old_starts_at:
        await announcements.moved(event, old_starts_at, now=now)
    await replanned(event, old_plan, moved=event.starts_at != old_starts_at, now=now)
    await announcements.changed(event.id, now=now)


async def plan_of(event: Event) -> EventPlan:
    """The plan as it stands, to be shown in the form and changed."""
    capacities = await ways.capacities_of(event.id)
    if not capacities:
        raise NotFound  # the draft was deleted at this moment
    rows = await database.fetch(
        "SELECT c.slug FROM events_in_categories l JOIN event_categories c ON c.id = l.category_id "
        "WHERE l.event_id = $1 ORDER BY c.position",
        event.id,
    )
    return EventPlan(
        **{
            name: getattr(event, name)
            for name in EventPlan.__dataclass_fields__
            if name not in (*_ELSEWHERE, "reminders")
        },
        format=next(name for name, opened in ways.FORMATS.items() if set(opened) == set(capacities)),
        capacity=capacities.get(ways.ONSITE),
        online_capacity=capacities.get(ways.ONLINE),
        categories=tuple(row["slug"] for row in rows),
        reminders=tuple(event.reminders),
    )


_ELSEWHERE = ("format", "capacity", "online_capacity", "categories")
"""What is said of an event in other tables than its own."""


def _columns(plan: EventPlan) -> dict[str, Any]:
    return {name: value for name, value in asdict(plan).items() if name not in _ELSEWHERE}


def require_possible(plan: EventPlan, now: datetime) -> None:
    """Raises PaymentsOff, StartsInPast, EndsBeforeStart, and what `_check_window` raises."""
    if plan.fee_minor and plan.payment == "online" and not methods.online():
        raise PaymentsOff
    if plan.starts_at <= now:
        raise StartsInPast
    _check_end(plan)


def _check_end(plan: EventPlan) -> None:
    if plan.ends_at is not None and plan.ends_at <= plan.starts_at:
        raise EndsBeforeStart
    _check_window(plan)


def _check_window(plan: EventPlan) -> None:
    """Registration opens before the event starts, then closes, not after the event is over."""
    opens_at, closes_at = plan.registration_opens_at, plan.registration_closes_at
    if opens_at and closes_at and closes_at <= opens_at:
        raise ClosesBeforeOpening
    if opens_at and opens_at >= plan.starts_at:
        raise OpensAfterStart
    if closes_at and closes_at > (plan.ends_at or plan.starts_at + UNSAID_LENGTH):
        raise ClosesAfterEnd


async def _set_categories(event_id: int, slugs: Sequence[str]) -> None:
    """Held first: one that is being removed at this moment is gone then, or leads to what stands for it."""
    await database.execute(
        "SELECT 1 FROM event_categories c WHERE slug = ANY($1) OR EXISTS (SELECT 1 FROM former_categories f "
        "WHERE f.category_id = c.id AND f.slug = ANY($1)) ORDER BY id FOR KEY SHARE",
        list(slugs),
    )
    await database.execute("DELETE FROM events_in_categories WHERE event_id = $1", event_id)
    await database.execute(
        "INSERT INTO events_in_categories (event_id, category_id) SELECT $1, one.id FROM ("
        "SELECT id FROM event_categories WHERE slug = ANY($2) "
        "UNION SELECT category_id FROM former_categories WHERE slug = ANY($2)) one",
        *(event_id, list(slugs)),
    )


def with_cover(plan: EventPlan, file_id: int | None) -> EventPlan:
    """None leaves the cover as it is."""
    return replace(plan, cover_file_id=file_id) if file_id else plan
