"""Something new near somebody who wants to hear of it: told once, at most one a day, and not at night."""

from __future__ import annotations

from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events import lifecycle, news
from domain.events.finding.candidates import get_candidates
from domain.events.finding.errors import PlaceNotSaid, RadiusUnknown
from domain.events.finding.ranking import rank
from domain.events.finding.taste import get_taste
from domain.events.models import Event
from domain.globe import EARTH_KM
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.notifications.rules import Topic

KIND = news.NEARBY
RADII = (5, 10, 25, 50)
BUDGET = timedelta(days=1)
AT_ONCE = 100
_NEAR = f"""
SELECT a.user_id FROM nearby_alerts a JOIN profiles p ON p.user_id = a.user_id JOIN users u ON u.id = a.user_id
WHERE p.latitude IS NOT NULL AND u.status = 'active' AND a.user_id > $3 AND a.user_id <> $4
  AND (a.told_at IS NULL OR a.told_at <= $5)
  AND on_globe(p.latitude, p.longitude) <@ cube_enlarge(on_globe($1, $2), {max(RADII) / EARTH_KM}, 3)
  AND cube_distance(on_globe(p.latitude, p.longitude), on_globe($1, $2)) * {EARTH_KM} <= a.radius_km
  AND NOT EXISTS (SELECT 1 FROM organizer_follows f WHERE f.follower_id = a.user_id
                  AND (f.organization_id = $6 OR ($6::bigint IS NULL AND f.organizer_id = $4)))
  AND NOT EXISTS (SELECT 1 FROM series_subscriptions s WHERE s.user_id = a.user_id AND s.series_id = $7)
  AND p.interests && ARRAY(
      SELECT c.slug::text FROM events_in_categories l JOIN event_categories c ON c.id = l.category_id
      WHERE l.event_id = $8
      UNION SELECT f.slug FROM events_in_categories l JOIN former_categories f USING (category_id)
      WHERE l.event_id = $8)
ORDER BY a.user_id LIMIT {AT_ONCE}
"""
"""Whose interests it is of; who follows its organizer or its series has heard of it already."""


async def get_radius(person: Person) -> int | None:
    """In kilometres; None: nothing is told."""
    radius: int | None = await database.fetchval("SELECT radius_km FROM nearby_alerts WHERE user_id = $1", person.id)
    return radius


async def set_radius(person: Person, radius_km: int | None) -> None:
    """Raises RadiusUnknown, PlaceNotSaid."""
    if radius_km is None:
        await database.execute("DELETE FROM nearby_alerts WHERE user_id = $1", person.id)
        return
    if radius_km not in RADII:
        raise RadiusUnknown
    if await database.fetchval("SELECT latitude FROM profiles WHERE user_id = $1", person.id) is None:
        raise PlaceNotSaid
    await database.execute(
        "INSERT INTO nearby_alerts (user_id, radius_km) VALUES ($1, $2) "
        "ON CONFLICT (user_id) DO UPDATE SET radius_km = excluded.radius_km",
        *(person.id, radius_km),
    )


async def tell_some(subject: str, now: datetime) -> None:
    """The next of those who live near, and so on until there are no more."""
    event_id, after = map(int, subject.split(":"))
    event = await lifecycle.load(event_id, lock=False)
    if event.visibility != "public" or event.status not in ("published", "registration_open"):
        return
    people = await _near(event, after, now)
    wanted = [user_id for user_id in people if await _would_like(user_id, event_id, now)]
    await _tell(event, await _within_budget(wanted, now), now)
    if len(people) == AT_ONCE:
        await agenda.plan(KIND, f"{event_id}:{people[-1]}", now)


async def _near(event: Event, after: int, now: datetime) -> list[int]:
    rows: list[asyncpg.Record] = await database.fetch(
        _NEAR,
        *(event.latitude, event.longitude, after, event.organizer_id, now - BUDGET),
        *(event.organization_id, event.series_id, event.id),
    )
    return [row["user_id"] for row in rows]


async def _would_like(user_id: int, event_id: int, now: datetime) -> bool:
    """They are not in it, have not declined it, and could enter."""
    taste = await get_taste(user_id, now=now)
    return bool(rank(taste, await get_candidates([event_id], taste, now=now), now=now, limit=1))


async def _within_budget(user_ids: list[int], now: datetime) -> list[int]:
    """Whoever tells them first today is the only one: the rest waits for the week's choice."""
    rows = await database.fetch(
        "UPDATE nearby_alerts SET told_at = $2 WHERE user_id = ANY($1::bigint[]) "
        "AND (told_at IS NULL OR told_at <= $3) RETURNING user_id",
        *(user_ids, now, now - BUDGET),
    )
    return sorted(row["user_id"] for row in rows)


async def _tell(event: Event, user_ids: list[int], now: datetime) -> None:
    for due_at, some in (await news.awake(user_ids, event, now)).items():
        await outbox.notify_all(
            some,
            KIND,
            params={"event_id": event.id},
            topic=Topic.EVENTS,
            subject=f"event:{event.id}",
            dedupe_key=f"{KIND}:{event.id}",
            not_before=due_at,
            expires_at=event.starts_at,
            urgency=Urgency.NICE,
            now=now,
        )
