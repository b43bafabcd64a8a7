"""What is shown of an event's door: counters by gate, who came last, and the list that a device keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.events.entry.statuses import OUT_SQL, PLACED_SQL
from domain.events.models import Event
from domain.events.organized import HELD
from domain.events.party.rules import WITH_GUESTS
from domain.events.people.notices import organizers_place
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.organizations.policy import checked_by

COUNTERS = "event-door"
"""The live counters in the organizers' topic."""
LATEST = 20
LIST_AT_MOST = 5000
FOUND_AT_MOST = 8
WITHOUT_A_PLACE = {
    "unpaid": "unpaid",
    "approved": "unpaid",
    "withdrawn": "withdrawn",
    "rejected": "revoked",
    "refunded": "revoked",
    "waitlisted": "waiting",
    "offered": "waiting",
    "pending": "waiting",
}
"""What the door says to a registration's status that lets nobody in."""
_ON_SITE = f"r.status IN {PLACED_SQL} AND coalesce(w.way, '') <> 'online'"
_NAME = f"{FULL_NAME}{WITH_GUESTS} AS name"
_PEOPLE = (
    "registrations r JOIN profiles p ON p.user_id = r.user_id JOIN places h ON h.id = r.place_id "
    "LEFT JOIN event_ways w ON w.pool_id = h.pool_id"
)


async def changed(event: Event, *, now: datetime) -> None:
    """Open doors show the new counters, and so does the organizers' topic: of many changes in a row the newest."""
    database.publish(f"door:{event.id}")
    space = await organizers_place(event)
    if space is not None:
        await outbox.tell_chat(
            space.chat_id,
            COUNTERS,
            params={"event_id": event.id},
            coalesce_key=f"door:{space.chat_id}:{event.id}",
            urgency=Urgency.NICE,
            now=now,
        )


async def message_in(chat_id: int, event_id: int) -> int | None:
    """None: the counters do not stand there yet."""
    message_id: int | None = await database.fetchval(
        "SELECT message_id FROM door_messages WHERE chat_id = $1 AND event_id = $2", chat_id, event_id
    )
    return message_id


async def note_message(chat_id: int, event_id: int, message_id: int) -> None:
    await database.execute(
        "INSERT INTO door_messages (chat_id, event_id, message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (chat_id, event_id) DO UPDATE SET message_id = excluded.message_id",
        *(chat_id, event_id, message_id),
    )


@dataclass(frozen=True, slots=True)
class GateCount:
    """`id` None: checked in without a gate, or through one that is not there any more."""

    id: int | None
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A check-in in the list of the last ones. `state`: in, or repeat: let in once more where that was not known."""

    key: str
    name: str
    number: int | None
    at: datetime
    gate: str
    by: str
    state: str


@dataclass(frozen=True, slots=True)
class DoorCard:
    event_id: int
    title: str
    zone: str
    gates: tuple[GateCount, ...]
    came: int
    expected: int
    repeats: int
    latest: tuple[Passed, ...]
    version: str


_COUNTS = """
SELECT g.id, coalesce(g.name, '') AS name, g.removed_at IS NOT NULL AS removed,
       (SELECT count(*) FROM check_ins c WHERE c.gate_id = g.id AND c.state = 'in') AS count
FROM event_gates g WHERE g.event_id = $1 ORDER BY g.id
"""
_TOTALS = f"""
SELECT (SELECT count(*) FROM check_ins c WHERE c.event_id = $1 AND c.state = 'in') AS came,
       (SELECT count(*) FROM check_ins c WHERE c.event_id = $1 AND c.state = 'repeat') AS repeats,
       (SELECT count(*) FROM {_PEOPLE} WHERE r.event_id = $1 AND {_ON_SITE}) AS expected,
       (SELECT coalesce(max(c.id), 0) FROM check_ins c WHERE c.event_id = $1) AS last
"""
_LATEST = f"""
SELECT c.scan_key AS key, {_NAME}, r.number, c.at, coalesce(g.name, '') AS gate, a.first_name AS by, c.state
FROM check_ins c JOIN registrations r ON r.id = c.registration_id JOIN profiles p ON p.user_id = r.user_id
JOIN profiles a ON a.user_id = c.actor_id LEFT JOIN event_gates g ON g.id = c.gate_id
WHERE c.event_id = $1 AND c.state <> 'undone' ORDER BY c.id DESC LIMIT $2
"""


async def get_door(event: Event) -> DoorCard:
    gates = await database.fetch(_COUNTS, event.id)
    totals = await database.fetchrow(_TOTALS, event.id)
    latest = await database.fetch(_LATEST, event.id, LATEST)
    assert totals is not None
    named = [GateCount(row["id"], row["name"], row["count"]) for row in gates if not row["removed"]]
    elsewhere = totals["came"] - sum(gate.count for gate in named)
    shown = (*named, *([GateCount(None, "", elsewhere)] if elsewhere and named else []))
    return DoorCard(
        event_id=event.id,
        title=event.title,
        zone=event.zone,
        gates=shown,
        came=totals["came"],
        expected=totals["expected"],
        repeats=totals["repeats"],
        latest=tuple(Passed(**dict(row)) for row in latest),
        version=f"{totals['last']}.{totals['came']}.{totals['repeats']}.{totals['expected']}.{len(named)}",
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A person on the list: `state` is good, in, online, or why they have no place."""

    registration_id: int
    number: int | None
    name: str
    state: str
    at: datetime | None = None
    gate: str = ""
    ticket_number: int | None = None
    """What their ticket is signed with."""


_LIST = f"""
SELECT r.id, r.number, coalesce(r.ticket_number, r.number) AS ticket_number, {_NAME},
       r.status, w.way, c.at, coalesce(g.name, '') AS gate
FROM {_PEOPLE} LEFT JOIN check_ins c ON c.registration_id = r.id AND c.state = 'in'
LEFT JOIN event_gates g ON g.id = c.gate_id
WHERE r.event_id = $1
"""


async def everybody(event_id: int) -> list[Known]:
    """For a device to know without a network: names and numbers, and nothing else of anybody."""
    rows = await database.fetch(f"{_LIST} ORDER BY r.id DESC LIMIT $2", event_id, LIST_AT_MOST)
    return [_known(row) for row in rows]


async def find(event_id: int, said: str) -> list[Known]:
    """By number, or by the beginning of a name or of a part of a surname; who has no place comes last."""
    words = said.strip().lstrip("№#").strip()
    number = int(words) if words.isdecimal() and len(words) < 9 else None
    like = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    name = _plain("p.first_name || ' ' || p.last_name")
    rows = await database.fetch(
        f"{_LIST} AND r.status NOT IN {OUT_SQL} AND (r.number = $2 "
        f"OR $2 IS NULL AND ' ' || {name} LIKE '% ' || {_plain('$3')} || '%') "
        "ORDER BY r.number NULLS LAST, r.id LIMIT $4",
        *(event_id, number, like, FOUND_AT_MOST),
    )
    return [_known(row) for row in rows] if words else []


def _plain(name: str) -> str:
    """As it is looked for: Ё is Е, and the second part of a surname begins a word."""
    return f"translate(lower({name}), 'ё-', 'е ')"


def _known(row: asyncpg.Record) -> Known:
    values = dict(row)
    status, way = str(values.pop("status")), values.pop("way")
    state = WITHOUT_A_PLACE.get(status) or ("in" if values["at"] else "online" if way == "online" else "good")
    return Known(registration_id=values.pop("id"), state=state, **values)


@dataclass(frozen=True, slots=True)
class OwnDoor:
    event_id: int
    title: str
    starts_at: datetime
    zone: str


_OWN = f"({HELD} OR EXISTS (SELECT 1 FROM event_checkers c WHERE c.event_id = e.id AND c.user_id = $1))"


async def own_doors(person: Person, *, now: datetime) -> list[OwnDoor]:
    """Of the events that the person organizes or checks in at and that are open now, the next first."""
    rows = await database.fetch(
        "SELECT e.id AS event_id, e.title, e.starts_at, e.zone FROM events e "
        f"WHERE {_OWN} AND e.status IN ('published', 'registration_open', 'running') "
        "AND e.starts_at <= $3::timestamptz + interval '12 hours' "
        "AND coalesce(e.ends_at, e.starts_at + interval '3 hours') >= $3 ORDER BY e.starts_at, e.id LIMIT 10",
        *(person.id, checked_by(person), now),
    )
    return [OwnDoor(**dict(row)) for row in rows]


async def next_door(person: Person, *, now: datetime) -> OwnDoor | None:
    """The one that opens next, when none is open."""
    row = await database.fetchrow(
        "SELECT e.id AS event_id, e.title, e.starts_at, e.zone FROM events e "
        f"WHERE {_OWN} AND e.status IN ('published', 'registration_open') AND e.starts_at > $3 "
        "ORDER BY e.starts_at, e.id LIMIT 1",
        *(person.id, checked_by(person), now),
    )
    return OwnDoor(**dict(row)) if row else None


async def usual_gate(person: Person, event_id: int) -> int | None:
    """Through which the person let somebody in last, while it is there."""
    gate_id: int | None = await database.fetchval(
        "SELECT g.id FROM check_ins c JOIN event_gates g ON g.id = c.gate_id AND g.removed_at IS NULL "
        "WHERE c.event_id = $1 AND c.actor_id = $2 ORDER BY c.id DESC LIMIT 1",
        *(event_id, person.id),
    )
    return gate_id
