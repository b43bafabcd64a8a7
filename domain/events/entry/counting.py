"""The message of an offered place counts down: few edits, the last of them when the place is not kept any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from domain import database
from domain.events.entry.holds import Hold
from domain.events.lifecycle import load
from domain.notifications import outbox
from domain.notifications.ports import Urgency

TICK = "event-offer-tick"
LEFT: Final = (240, 180, 120, 105, 90, 75, 60, 45, 30, 20, 10, 5, 2)
"""Minutes before the end at which it is said anew how much is left."""
_BEFORE_THE_FIRST = timedelta(minutes=2)
_LATE = timedelta(days=1)


def moments(kept: Hold) -> list[datetime]:
    """The last is the end itself."""
    steps = [kept.ends_at - timedelta(minutes=left) for left in LEFT]
    return [*(one for one in steps if one >= kept.told_at + _BEFORE_THE_FIRST), kept.ends_at]


async def begin(event_id: int, user_id: int, registration_id: int, message_id: int, kept: Hold) -> None:
    """The offer stands in the private chat of that person: from now on it counts, and none of it to an older end.

    Whoever is away for a while is told the newest alone: each is pointless once the next is due.
    """
    await outbox.drop(prefix=_prefix(registration_id))
    await _note(registration_id, user_id, message_id)
    for moment, until in pairwise([*moments(kept), kept.ends_at + _LATE]):
        await outbox.notify(
            user_id,
            TICK,
            params={"event_id": event_id, "registration_id": registration_id, "last": moment == kept.ends_at},
            dedupe_key=f"{_prefix(registration_id)}{int(moment.timestamp())}",
            not_before=moment,
            expires_at=until,
            urgency=Urgency.NICE,
            now=kept.told_at,
        )


def _prefix(registration_id: int) -> str:
    return f"{TICK}:{registration_id}:"


async def _note(registration_id: int, user_id: int, message_id: int) -> None:
    await database.execute(
        "INSERT INTO offer_messages (registration_id, user_id, message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (registration_id) DO UPDATE SET user_id = excluded.user_id, message_id = excluded.message_id",
        *(registration_id, user_id, message_id),
    )


async def message_of(registration_id: int, user_id: int) -> int | None:
    message_id: int | None = await database.fetchval(
        "SELECT message_id FROM offer_messages WHERE registration_id = $1 AND user_id = $2", registration_id, user_id
    )
    return message_id


async def over(event_id: int, user_id: int, registration_id: int, *, now: datetime) -> None:
    """Answered, or not kept any more: its message says so, and nothing counts on."""
    if await message_of(registration_id, user_id) is not None:
        await outbox.drop(prefix=_prefix(registration_id))
        params = {"event_id": event_id, "registration_id": registration_id, "last": True}
        await outbox.notify(user_id, TICK, params=params, urgency=Urgency.NICE, now=now)


async def forget(event_id: int, user_id: int) -> None:
    """Its message has become something else, such as the answer to a press under it.

    The event first, as everybody who answers for somebody else or by time does.
    """
    await load(event_id)
    gone = await database.fetch(
        "DELETE FROM offer_messages m USING registrations r WHERE r.id = m.registration_id AND r.event_id = $1 "
        "AND m.user_id = $2 RETURNING m.registration_id",
        *(event_id, user_id),
    )
    for row in gone:
        await outbox.drop(prefix=_prefix(row["registration_id"]))


async def ended(registration_id: int) -> None:
    """The last edit was made."""
    await database.execute("DELETE FROM offer_messages WHERE registration_id = $1", registration_id)
