"""A participant's guests: one more, one less, how they are called. Places, the order and what was paid follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.entry import checking, registration, waiting
from domain.events.entry.errors import CameAlready
from domain.events.entry.statuses import ARRIVED, HOPING, TO_PAY
from domain.events.errors import EventNotOpen
from domain.events.lifecycle import load, load_managed
from domain.events.money import fees
from domain.events.money.errors import TransferClaimed
from domain.events.money.prices import is_paid_ahead
from domain.events.money.promo_codes import Use
from domain.events.party.errors import GuestsPaidFor, NoPlaceForGuest, NoSuchGuest, TooManyGuests
from domain.events.party.rules import Guest, guests_of, most_guests, note_guests, require_for_many
from domain.events.policy import require_manager
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_line
from domain.payments import orders, transfers
from domain.payments.methods import STARS
from domain.places import pools

NAME_LENGTH = 64
NAME_FORM = Form("party-guest-name", (Field("name", Kind.TEXT, words="party-ask-name", min=1, max=NAME_LENGTH),))


@dataclass(frozen=True, slots=True)
class PartyCard:
    """The viewer with their guests."""

    event: EventCard
    guests: tuple[Guest, ...]
    most: int
    host: str

    @property
    def may_bring(self) -> bool:
        """Whether one more is allowed; whether there is a place, the press says."""
        return len(self.guests) < self.most and self.event.own_status != "offered"


async def get_party(person: Person, event_id: int) -> PartyCard:
    """Raises NotFound, NotRegistered."""
    card = await get_event_card(event_id, person)
    row = await registration.own_row(person, event_id)
    price = card.price_of(card.own_way)
    most = 0 if price and price.currency == STARS else await most_guests(event_id)
    return PartyCard(card, await guests_of(row["id"]), most, person.name)


async def bring(person: Person, event_id: int, *, now: datetime) -> None:
    """[+1 гость]: who waits keeps their rank; who has a place needs one that is free, and nobody who waits for it.

    Raises NotRegistered, EventNotOpen, EventStandsStill, TooManyGuests, OneForStars, GuestsPaidFor, NoPlaceForGuest.
    """
    event = await load(event_id)
    row = await registration.own_row(person, event_id)
    await checking.check_takes_in(event, now=now)
    most, guests = await most_guests(event.id), await guests_of(row["id"])
    if len(guests) >= most:
        raise TooManyGuests(most=most)
    way = await fees.way_priced(event, await pools.pool_of(row["place_id"]))
    await require_for_many(event, await pools.pool_of(row["place_id"]))
    if is_paid_ahead(event, way) and row["status"] not in HOPING:
        raise GuestsPaidFor
    if not await pools.grow(row["place_id"]):
        raise NoPlaceForGuest
    await note_guests(row["id"], [""])
    await _reprice(row, now=now)
    await announcements.changed(event.id, now=now)


async def call(person: Person, event_id: int, guest_id: int, name: str, *, now: datetime) -> None:
    """Raises NotRegistered, EventNotOpen, NoSuchGuest."""
    event = await load(event_id)
    row = await registration.own_row(person, event_id)
    checking.check_open(event, now=now)
    said = clean_line(name)[:NAME_LENGTH]
    tag = await database.execute(
        "UPDATE party_guests SET name = $3 WHERE id = $1 AND registration_id = $2", guest_id, row["id"], said
    )
    if not tag.endswith(" 1"):
        raise NoSuchGuest


async def give_back(person: Person, event_id: int, guest_id: int, *, now: datetime) -> None:
    """One guest does not come: their place goes to who waits, their part of the fee goes back by the event's rule.

    Raises NotRegistered, CameAlready, EventNotOpen, NoSuchGuest, TransferClaimed.
    """
    event = await load(event_id)
    row = await registration.own_row(person, event_id)
    if row["status"] in ARRIVED:
        raise CameAlready
    if event.status not in ("published", "registration_open"):
        raise EventNotOpen(reason=event.status, opens=None)
    tag = await database.execute("DELETE FROM party_guests WHERE id = $1 AND registration_id = $2", guest_id, row["id"])
    if not tag.endswith(" 1"):
        raise NoSuchGuest
    size = await pools.size_of(row["place_id"])
    await fees.settle_guest(event, row["id"], size, now=now, asked_by=row["user_id"])
    await pools.shrink(row["place_id"])
    await _reprice(row, now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def _reprice(row: asyncpg.Record, *, now: datetime) -> None:
    """Each of them costs what the others do, whatever the fee has become, less the code that was said.

    Raises TransferClaimed.
    """
    if row["status"] not in TO_PAY:
        return
    order = await orders.order_for(fees.PURPOSE, row["id"])
    if order is None or order.state != "open":
        return
    if await transfers.claimed(order.id):
        raise TransferClaimed
    people = await pools.size_of(row["place_id"])
    used = await database.fetchrow(
        "UPDATE promo_uses u SET base_minor = u.base_minor / $2 * $3 FROM promo_codes c "
        "WHERE u.registration_id = $1 AND u.released_at IS NULL AND c.id = u.promo_id "
        "RETURNING c.code, c.percent, u.base_minor",
        *(row["id"], order.parts, people),
    )
    price = Use(**dict(used)).price_minor if used else order.price.amount_minor // order.parts * people
    await orders.reprice(order.id, price, parts=people, now=now)


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody in the waiting list, with how many people."""

    registration_id: int
    position: int
    name: str
    size: int


async def line_of(actor: Person, event_id: int, pool_id: int, *, offset: int = 0, limit: int = 20) -> list[Waiter]:
    """In the order in which places are offered. Raises NotFound, NotAllowed."""
    require_manager(actor, await load(event_id, lock=False))
    rows = await database.fetch(
        f"SELECT g.id AS registration_id, {FULL_NAME} AS name, h.size FROM places h "
        "JOIN registrations g ON g.place_id = h.id JOIN profiles p ON p.user_id = h.user_id "
        "WHERE h.pool_id = $1 AND g.event_id = $2 AND h.state = 'waiting' ORDER BY coalesce(h.rank, h.id), h.id "
        "OFFSET $3 LIMIT $4",
        *(pool_id, event_id, offset, limit),
    )
    return [Waiter(position=offset + at, **dict(row)) for at, row in enumerate(rows, 1)]


async def move(actor: Person, registration_id: int, position: int, *, now: datetime) -> int:
    """The organizer puts somebody who waits elsewhere in the list; the event's id.

    Raises NotFound, NotAllowed.
    """
    row = await database.fetchrow("SELECT event_id, place_id FROM registrations WHERE id = $1", registration_id)
    if row is None:
        raise NotFound
    event = await load_managed(actor, row["event_id"])
    if await pools.move_in_line(row["place_id"], position):
        details = {"registration": registration_id, "to": position}
        await trail.record(actor.id, "event-line-moved", f"event:{event.id}", now=now, details=details)
        await announcements.changed(event.id, now=now)
    return int(event.id)
