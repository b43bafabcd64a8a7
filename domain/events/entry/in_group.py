"""Taking part from within a group: one message there, which nobody else sees, follows how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.notifications import outbox

SHOWN = "event-entry-in-group"
TICKET = "event-ticket-in-group"
HAS_BEGUN = "EXISTS (SELECT 1 FROM group_entries g WHERE g.event_id = {event} AND g.user_id {who})"
"""As a condition: one of them has begun in a group."""


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """`message_id` is the ephemeral message; None while it is not known."""

    chat_id: int
    thread_id: int | None
    message_id: int | None


async def forget(user_id: int, event_id: int) -> None:
    await database.execute("DELETE FROM group_entries WHERE user_id = $1 AND event_id = $2", user_id, event_id)


async def show(user_id: int, event_id: int, place: GroupPlace, *, now: datetime, **asked: object) -> None:
    """Here it stands from now on. `asked`: what lets a bot speak to one member alone, for a quarter of a minute."""
    await remember(user_id, event_id, place, now=now)
    params = {"event_id": event_id, "user_id": user_id, **asked}
    await outbox.tell_chat(place.chat_id, SHOWN, params=params, now=now)


async def remember(user_id: int, event_id: int, place: GroupPlace, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO group_entries (user_id, event_id, chat_id, thread_id, message_id, at) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id, event_id) DO UPDATE SET chat_id = excluded.chat_id, "
        "thread_id = excluded.thread_id, message_id = excluded.message_id, at = excluded.at",
        *(user_id, event_id, place.chat_id, place.thread_id, place.message_id, now),
    )


async def changed(user_id: int, event_id: int, *, now: datetime) -> None:
    """What was said to them in private is seen in the group too, where they have begun there."""
    place = await place_of(user_id, event_id)
    if place is not None and place.message_id is not None:
        params = {"event_id": event_id, "user_id": user_id}
        await outbox.tell_chat(place.chat_id, SHOWN, params=params, now=now)


async def begun_there(user_ids: Sequence[int], event_id: int) -> list[int]:
    """Who of them has begun in a group."""
    rows = await database.fetch(
        "SELECT user_id FROM group_entries WHERE event_id = $1 AND user_id = ANY($2::bigint[]) ORDER BY user_id",
        *(event_id, list(user_ids)),
    )
    return [row["user_id"] for row in rows]


async def place_of(user_id: int, event_id: int) -> GroupPlace | None:
    row = await database.fetchrow(
        "SELECT chat_id, thread_id, message_id FROM group_entries WHERE user_id = $1 AND event_id = $2",
        *(user_id, event_id),
    )
    return GroupPlace(**dict(row)) if row else None


async def note_message(user_id: int, event_id: int, chat_id: int, message_id: int) -> None:
    await database.execute(
        "UPDATE group_entries SET message_id = $4 WHERE user_id = $1 AND event_id = $2 AND chat_id = $3",
        *(user_id, event_id, chat_id, message_id),
    )
