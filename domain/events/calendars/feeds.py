"""A person's own events for their calendar program: behind a secret address, which can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person, get_person
from domain.errors import NotFound
from domain.events.calendars.errors import AlarmUnknown
from domain.events.calendars.writing import CANCELLED, CONFIRMED, TENTATIVE
from domain.events.entry.statuses import HOPING, OWN_LIVE
from domain.events.links import new_token
from domain.organizations.policy import managed_by

ALARMS = (60, 180, 1440)
KEPT = timedelta(days=365)
"""What is longer over falls out of the calendar."""
MOST = 300


@dataclass(frozen=True, slots=True)
class Feed:
    token: str
    organized: bool
    alarm_minutes: int | None


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """`waits`: there is no place (yet). `organized`: the person makes it and is not among its participants."""

    event_id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    where: str
    point: tuple[float, float] | None
    changed_at: datetime
    sequence: int
    status: str
    waits: bool = False
    organized: bool = False


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """`changed_at`: of whatever last came, changed or went."""

    person: Person
    events: tuple[FeedEvent, ...]
    alarm_minutes: int | None
    changed_at: datetime


async def find_feed(person: Person) -> Feed | None:
    """None: they have not asked for one yet."""
    row = await database.fetchrow(
        "SELECT token, organized, alarm_minutes FROM calendar_feeds WHERE user_id = $1", person.id
    )
    return Feed(**dict(row)) if row else None


async def get_feed(person: Person, *, now: datetime) -> Feed:
    """Made when it is first asked for."""
    await database.execute(
        "INSERT INTO calendar_feeds (user_id, token, changed_at) VALUES ($1, $2, $3) ON CONFLICT (user_id) DO NOTHING",
        *(person.id, new_token(), now),
    )
    feed = await find_feed(person)
    assert feed is not None
    return feed


async def change_address(person: Person, *, now: datetime) -> Feed:
    """Who had the old address reads nothing there any more."""
    await get_feed(person, now=now)
    await database.execute(
        "UPDATE calendar_feeds SET token = $2, changed_at = $3 WHERE user_id = $1", person.id, new_token(), now
    )
    return await get_feed(person, now=now)


async def set_up(person: Person, *, organized: bool, alarm_minutes: int | None, now: datetime) -> Feed:
    """Raises AlarmUnknown."""
    if alarm_minutes is not None and alarm_minutes not in ALARMS:
        raise AlarmUnknown
    await get_feed(person, now=now)
    await database.execute(
        "UPDATE calendar_feeds SET organized = $2, alarm_minutes = $3, changed_at = $4 WHERE user_id = $1",
        *(person.id, organized, alarm_minutes, now),
    )
    return await get_feed(person, now=now)


CHANGED = (
    "greatest(e.created_at, e.published_at, (SELECT a.at FROM audit_entries a WHERE a.subject = 'event:' || e.id "
    "ORDER BY a.id DESC LIMIT 1))"
)
EVENT = (
    "e.id AS event_id, e.title, e.starts_at, e.ends_at, e.zone, e.place, e.latitude, e.longitude, "
    "e.version - 1 AS sequence, e.status AS event_status"
)
_OWN = f"""
SELECT {EVENT}, greatest({CHANGED}, r.changed_at) AS changed_at, r.status AS own_status, FALSE AS organized,
       coalesce(w.way = 'online', FALSE) AS online, e.online_address
FROM registrations r JOIN events e ON e.id = r.event_id JOIN places h ON h.id = r.place_id
LEFT JOIN event_ways w ON w.pool_id = h.pool_id
WHERE r.user_id = $1 AND {OWN_LIVE} AND e.starts_at > $2
"""
_ORGANIZED = f"""
SELECT {EVENT}, {CHANGED} AS changed_at, '' AS own_status, TRUE AS organized, FALSE AS online, '' AS online_address
FROM events e WHERE $3 AND e.status <> 'draft' AND e.archived_at IS NULL AND e.starts_at > $2
AND (e.organizer_id = $1 AND e.organization_id IS NULL OR e.organization_id = ANY($4::bigint[]))
"""
_EVERYTHING = f"""
SELECT DISTINCT ON (starts_at, event_id) * FROM ({_OWN} UNION ALL {_ORGANIZED}) one
ORDER BY starts_at DESC, event_id, organized LIMIT {MOST}
"""


async def read_feed(token: str, *, now: datetime) -> OwnCalendar:
    """Raises NotFound: also for an address that was changed, and for somebody whose account is closed."""
    feed = await database.fetchrow(
        "SELECT f.user_id, f.organized, f.alarm_minutes, greatest(f.changed_at, (SELECT max(r.changed_at) "
        "FROM registrations r WHERE r.user_id = f.user_id)) AS changed_at FROM calendar_feeds f "
        "JOIN users u ON u.id = f.user_id WHERE f.token = $1 AND u.status = 'active'",
        token,
    )
    if feed is None:
        raise NotFound
    person = await get_person(feed["user_id"])
    rows = await database.fetch(_EVERYTHING, person.id, now - KEPT, feed["organized"], managed_by(person))
    events = tuple(_feed_event(row) for row in reversed(rows))
    changed_at = max([feed["changed_at"], *(one.changed_at for one in events)])
    return OwnCalendar(person, events, feed["alarm_minutes"], changed_at)


def _feed_event(row: asyncpg.Record) -> FeedEvent:
    """How to join online is told to who has a place there."""
    waits = row["own_status"] in HOPING
    joins = row["online"] and not waits
    return feed_event(row, where=(row["online_address"] if joins else "") or row["place"], waits=waits)


def feed_event(row: asyncpg.Record, *, where: str, waits: bool = False) -> FeedEvent:
    off = row["event_status"] == "cancelled"
    return FeedEvent(
        event_id=row["event_id"],
        title=row["title"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        zone=row["zone"],
        where=where,
        point=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        changed_at=row["changed_at"],
        sequence=row["sequence"],
        status=CANCELLED if off else TENTATIVE if waits else CONFIRMED,
        waits=waits,
        organized=row["organized"],
    )
