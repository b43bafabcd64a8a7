"""Many who press at the same time, let in by one set of statements: one lock, one count, everybody's own answer.

What is out of the ordinary is left to `registration.register`, one by one: so is every refusal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.events import announcements, beside, ways
from domain.events.admission.approval import is_by_hand
from domain.events.entry.admitting import STATUS, Outcome, insert_together, welcome
from domain.events.entry.checking import check_open
from domain.events.entry.own import DAY, LIVE, MOST_A_DAY
from domain.events.errors import EventNotOpen, WayClosed, WayNeeded
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money.prices import takes_ahead
from domain.events.programme import choosing
from domain.events.standstill import STANDS_STILL
from domain.places import pools
from domain.places.pools import Held

_OPENED = (
    f"SELECT w.way, w.pool_id, {choosing.ASKS.format(event='$1')} OR {STANDS_STILL} AS is_apart "
    "FROM event_ways w JOIN events e ON e.id = w.event_id WHERE w.event_id = $1 ORDER BY w.way DESC"
)
_APART = f"""
SELECT user_id FROM registrations WHERE event_id = $1 AND user_id = ANY($2::bigint[]) AND {LIVE}
UNION SELECT user_id FROM event_team_wishes WHERE event_id = $1 AND user_id = ANY($2::bigint[])
UNION SELECT user_id FROM registrations WHERE event_id = $1 AND user_id = ANY($2::bigint[]) AND created_at > $3
    GROUP BY user_id HAVING count(*) >= {MOST_A_DAY}
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """`way`: onsite or online; None where there is one alone."""

    person: Person
    way: str | None = None


async def register_together(wishes: Sequence[Wish], event_id: int, *, now: datetime) -> list[Outcome | None]:
    """In the order in which they came, as if each of them had registered alone without answers and guests.

    None: nothing was done for them, they go alone. Raises NotFound.
    """
    event = await load(event_id)
    opened = await database.fetch(_OPENED, event.id)
    if any(row["is_apart"] for row in opened) or not _takes_together(event, now=now):
        return [None] * len(wishes)
    asked = await _by_pool(event, {row["way"]: row["pool_id"] for row in opened}, wishes, now=now)
    came = [await pools.ask_together(pool_id, user_ids, now=now) for pool_id, user_ids in asked.items()]
    found = await _let_in(event, [one for each in came for one in each], now=now)
    return [found.pop(one.person.id, None) for one in wishes]


def _takes_together(event: Event, *, now: datetime) -> bool:
    """Open to everybody, and a place is theirs with the press: nothing is asked, paid ahead or decided."""
    if event.visibility != "public" or event.requirements or is_by_hand(event):
        return False
    if takes_ahead(event) or event.fee_stars is None:
        return False
    try:
        check_open(event, now=now)
    except EventNotOpen:
        return False
    return not event.questions


async def _by_pool(
    event: Event, opened: Mapping[str, int], wishes: Sequence[Wish], *, now: datetime
) -> Mapping[int, list[int]]:
    """Who asks for a place of which way; who is in the event, was so too often, or comes with a team, is left out."""
    rows = await database.fetch(_APART, event.id, [one.person.id for one in wishes], now - DAY)
    apart, asked = {row["user_id"] for row in rows}, dict[int, list[int]]()
    for wish in wishes:
        if wish.person.id in apart:
            continue
        apart.add(wish.person.id)
        try:
            asked.setdefault(ways.choose(opened, wish.way), []).append(wish.person.id)
        except (WayNeeded, WayClosed):
            continue
    return asked


async def _let_in(event: Event, came: Sequence[tuple[Held, int | None]], *, now: datetime) -> dict[int, Outcome]:
    """What came of it, by person."""
    if not came:
        return {}
    made = await insert_together(event, [held for held, _ in came], now=now)
    confirmed = {held.user_id: made[held.user_id] for held, _ in came if held.state == "confirmed"}
    there = await beside.about(event.id, list(made))
    await welcome(event, confirmed, there, now=now)
    await announcements.changed(event.id, now=now, known=there)
    return {held.user_id: Outcome(made[held.user_id], STATUS[held.state], position) for held, position in came}
