"""Where who has transferred a fee reads that it is looked for: that message follows what the organizer finds."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.notifications import outbox
from domain.notifications.ports import Urgency

LOOKED_FOR = "event-transfer-looked-for"


async def note(registration_id: int, user_id: int, message_id: int) -> None:
    await database.execute(
        "INSERT INTO claim_messages (registration_id, user_id, message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (registration_id) DO UPDATE SET user_id = excluded.user_id, message_id = excluded.message_id",
        *(registration_id, user_id, message_id),
    )


async def looked_for(event_id: int, registration_id: int, *, now: datetime) -> None:
    """The organizer has said whether the money came: below that message stands nothing of before any more."""
    row = await database.fetchrow(
        "DELETE FROM claim_messages WHERE registration_id = $1 RETURNING user_id, message_id", registration_id
    )
    if row is not None:
        params = {"event_id": event_id, "message_id": row["message_id"]}
        await outbox.notify(row["user_id"], LOOKED_FOR, params=params, urgency=Urgency.NICE, now=now)
