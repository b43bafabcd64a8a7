"""Who follows an organizer, or has subscribed to a series, hears once of what is new, and not at night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.agenda import agenda
from domain.events.entry.holds import night_of
from domain.events.models import Event
from domain.events.standstill import HOLDER_IS_ACTIVE
from domain.notifications import keys, outbox, pace
from domain.notifications.ports import Urgency
from domain.notifications.rules import Topic
from domain.organizations.follows import followers, organizer_of

KIND = "event-news"
NEARBY = "event-nearby"
"""What becomes due with it: to look for those who live near (domain/events/finding/nearby.py)."""
_ASLEEP = """
SELECT p.user_id, p.zone, q.starts_hour, q.ends_hour FROM profiles p LEFT JOIN quiet_hours q ON q.user_id = p.user_id
WHERE p.user_id = ANY($1::bigint[])
"""


async def published(event: Event, *, now: datetime) -> None:
    """Of an event for everybody, so many a day. Dates of a series that are published together are told of together."""
    if event.visibility != "public":
        return
    if event.latitude is not None:
        await agenda.plan(NEARBY, f"{event.id}:0", now)
    key = f"{KIND}:{event.id}" if event.series_id is None else f"{KIND}:series:{event.series_id}:{_second(now)}"
    is_told = event.series_id is not None and await keys.is_waiting(prefix=f"{key}:")
    if not (is_told or await pace.allows(event.organizer_id, "news", pace.NEWS, now=now)):
        return
    async for people in _audience(event):
        for due_at, some in (await awake(people, event, now)).items():
            await outbox.notify_all(
                some,
                KIND,
                params={"event_id": event.id},
                topic=Topic.EVENTS,
                subject=f"event:{event.id}",
                dedupe_key=key,
                not_before=due_at,
                expires_at=event.starts_at,
                urgency=Urgency.NICE,
                now=now,
            )


def _second(now: datetime) -> int:
    return int(now.timestamp())


async def _audience(event: Event) -> AsyncIterator[list[int]]:
    """Everybody but who made it; who is named twice is told once, by the key."""
    async for people in followers(organizer_of(event.organization_id, event.organizer_id)):
        yield [one for one in people if one != event.organizer_id]
    if event.series_id is not None:
        rows = await database.fetch(
            "SELECT s.user_id FROM series_subscriptions s JOIN users u ON u.id = s.user_id "
            "WHERE s.series_id = $1 AND s.user_id <> $2 AND u.status = 'active' ORDER BY s.id",
            *(event.series_id, event.organizer_id),
        )
        yield [row["user_id"] for row in rows]


async def awake(people: Sequence[int], event: Event, now: datetime) -> dict[datetime, list[int]]:
    """When each of them may be told: now, or when they wake."""
    due: dict[datetime, list[int]] = defaultdict(list)
    for row in await database.fetch(_ASLEEP, people):
        quiet = None if row["starts_hour"] is None else (row["starts_hour"], row["ends_hour"])
        due[night_of(row["zone"], quiet, event.zone).until(now) or now].append(row["user_id"])
    return due


async def withdrawn(event: Event) -> None:
    """What is called off before anybody has read of it is not told of as new."""
    await outbox.drop(prefix=f"{KIND}:{event.id}:")


async def is_wanted(user_id: int, event: Event) -> bool:
    """They follow its organizer or its series still."""
    organizer = organizer_of(event.organization_id, event.organizer_id)
    wanted: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM organizer_follows WHERE follower_id = $1 "
        "AND (organization_id = $2 OR organizer_id = $3)) "
        "OR EXISTS (SELECT 1 FROM series_subscriptions WHERE user_id = $1 AND series_id = $4)",
        *(user_id, organizer.organization_id, organizer.user_id, event.series_id),
    )
    return wanted


@dataclass(frozen=True, slots=True)
class Together:
    """What came out at once: the first that is still to come, and how many more there are."""

    event_id: int
    more: int


async def told_together(event: Event) -> Together | None:
    """None: nothing of it is on any more."""
    rows = await database.fetch(
        "SELECT e.id FROM events e WHERE (e.id = $1 OR e.series_id = $2 AND e.published_at = $3) "
        "AND e.visibility = 'public' AND e.archived_at IS NULL AND e.status IN ('published', 'registration_open') "
        f"AND {HOLDER_IS_ACTIVE} ORDER BY e.starts_at, e.id",
        *(event.id, event.series_id, event.published_at),
    )
    return Together(rows[0]["id"], len(rows) - 1) if rows else None
