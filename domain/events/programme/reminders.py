"""A word shortly before an item of the programme begins, to those who are in it and to nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.events.entry.statuses import COMING_SQL
from domain.events.models import Event
from domain.notifications import outbox
from domain.notifications.rules import Topic

KIND = "programme-reminder"
MINUTES = (5, 15, 30, 60)
USUAL = 15
ARE_SET = (
    "EXISTS (SELECT 1 FROM programme_items i WHERE i.event_id = {event} AND i.removed_at IS NULL "
    "AND i.remind_minutes IS NOT NULL)"
)
"""As a condition: there is something to remind of."""
_DUE = f"""
SELECT i.id, i.starts_at, i.remind_minutes, r.user_id FROM programme_items i
JOIN registrations r ON r.event_id = i.event_id
WHERE i.event_id = $1 AND i.removed_at IS NULL AND i.remind_minutes IS NOT NULL
  AND i.starts_at - make_interval(mins => i.remind_minutes) > $2
  AND r.status IN {COMING_SQL} AND ($3::bigint[] IS NULL OR r.user_id = ANY($3))
  AND (i.pool_id IS NULL OR EXISTS (SELECT 1 FROM places p WHERE p.pool_id = i.pool_id AND p.user_id = r.user_id
                                    AND p.state = 'confirmed'))
ORDER BY i.id, r.user_id
"""
_DUE_FOR_ONE = _DUE.replace("($3::bigint[] IS NULL OR r.user_id = ANY($3))", "r.user_id = $3")
"""For one, PostgreSQL keeps its plan; for a list it makes a new one each time, which takes longer than the answer."""


async def plan(event: Event, user_ids: Sequence[int] | None = None, *, now: datetime) -> None:
    """For these people, or for everybody in the event."""
    people = defaultdict(list)
    for row in await _due(event.id, user_ids, now):
        people[row["id"], row["starts_at"], row["remind_minutes"]].append(row["user_id"])
    for (item_id, starts_at, minutes), users in people.items():
        await outbox.notify_all(
            users,
            KIND,
            params={"event_id": event.id, "item_id": item_id},
            topic=Topic.EVENTS,
            subject=f"event:{event.id}",
            dedupe_key=_key(event.id, item_id, starts_at, minutes),
            not_before=starts_at - timedelta(minutes=minutes),
            expires_at=starts_at,
            now=now,
        )


async def _due(event_id: int, user_ids: Sequence[int] | None, now: datetime) -> list[asyncpg.Record]:
    if user_ids is not None and len(user_ids) == 1:
        return await database.fetch(_DUE_FOR_ONE, event_id, now, user_ids[0])
    return await database.fetch(_DUE, event_id, now, None if user_ids is None else list(user_ids))


def _key(event_id: int, item_id: int, starts_at: datetime, minutes: int) -> str:
    """The moment is part of it: a reminder that went out for the old time does not keep the new one from going."""
    return f"{KIND}:{event_id}:{item_id}:{int(starts_at.timestamp())}:{minutes}"


async def drop(event_id: int, user_id: int) -> None:
    rows = await database.fetch(
        "SELECT id, starts_at, remind_minutes FROM programme_items WHERE event_id = $1 AND remind_minutes IS NOT NULL",
        event_id,
    )
    await outbox.drop_each(
        [f"{_key(event_id, row['id'], row['starts_at'], row['remind_minutes'])}:{user_id}" for row in rows]
    )


async def drop_all(event_id: int) -> None:
    await outbox.drop(prefix=f"{KIND}:{event_id}:")


async def plan_anew(event: Event, user_id: int | None = None, *, now: datetime) -> None:
    """After a change of the programme, or of what somebody has chosen of it."""
    if user_id is None:
        await drop_all(event.id)
        await plan(event, now=now)
    else:
        await drop(event.id, user_id)
        await plan(event, [user_id], now=now)
