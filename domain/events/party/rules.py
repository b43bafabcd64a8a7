"""How many guests each participant may bring: the organizer's rule, and the guests as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.events.money import fees
from domain.events.money.errors import OneForStars
from domain.events.party.errors import TooManyGuests
from domain.payments.methods import STARS
from domain.places import queue

MOST = queue.MOST - 1
WITH_GUESTS = (
    " || coalesce((SELECT ' +' || (own.size - 1) FROM places own WHERE own.id = r.place_id AND own.size > 1), '')"
)
"""Behind the name of registration `r`: how many come with them."""


@dataclass(frozen=True, slots=True)
class Guest:
    """`name` empty: a guest of who brings them."""

    id: int
    name: str


async def most_guests(event_id: int) -> int:
    """0: none are expected."""
    most: int | None = await database.fetchval("SELECT most FROM party_rules WHERE event_id = $1", event_id)
    return most or 0


async def require_so_many(event_id: int, guests: int) -> None:
    """Raises TooManyGuests."""
    most = await most_guests(event_id) if guests else 0
    if not 0 <= guests <= most:
        raise TooManyGuests(most=most)


async def require_for_many(event: Event, pool_id: int) -> None:
    """Raises OneForStars."""
    price = await fees.price_in(event, pool_id)
    if price is not None and price.currency == STARS:
        raise OneForStars


async def set_rule(actor: Person, event_id: int, most: int, *, now: datetime) -> None:
    """Guests who are in already stay. Raises NotFound, NotAllowed, TooManyGuests."""
    event = await load_managed(actor, event_id)
    if not 0 <= most <= MOST:
        raise TooManyGuests(most=MOST)
    if most == await most_guests(event.id):
        return
    if most:
        sql = "INSERT INTO party_rules (event_id, most) VALUES ($1, $2) "
        await database.execute(sql + "ON CONFLICT (event_id) DO UPDATE SET most = excluded.most", event.id, most)
    else:
        await database.execute("DELETE FROM party_rules WHERE event_id = $1", event.id)
    await trail.record(actor.id, "event-guests-set", f"event:{event.id}", now=now, details={"most": most})


async def copy(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO party_rules (event_id, most) SELECT $2, most FROM party_rules WHERE event_id = $1",
        *(from_event, to_event),
    )


async def note_guests(registration_id: int, names: Sequence[str]) -> None:
    await database.execute(
        "INSERT INTO party_guests (registration_id, name) SELECT $1, name FROM unnest($2::text[]) AS name",
        *(registration_id, list(names)),
    )


async def guests_of(registration_id: int) -> tuple[Guest, ...]:
    rows = await database.fetch(
        "SELECT id, name FROM party_guests WHERE registration_id = $1 ORDER BY id", registration_id
    )
    return tuple(Guest(row["id"], row["name"]) for row in rows)
