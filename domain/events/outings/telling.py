"""What is said of an outing: its card as it is now, and a word to who comes."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.notifications.rules import Topic

CARD = "outing-card"


async def refresh(outing_id: int, *, now: datetime) -> None:
    """The card is out of date; of many refreshes in a row the newest is shown, paced as its maker's own chat is."""
    row = await database.fetchrow(
        "SELECT u.telegram_id, o.inline_message_id FROM outings o JOIN users u ON u.id = o.maker_id WHERE o.id = $1",
        outing_id,
    )
    if row is None or row["telegram_id"] is None or row["inline_message_id"] is None:
        return
    await outbox.tell_chat(
        row["telegram_id"],
        CARD,
        params={"outing_id": outing_id},
        coalesce_key=f"outing:{outing_id}",
        urgency=Urgency.MUST,
        now=now,
    )


async def tell_coming(outing_id: int, kind: str, *, but: int, version: int, now: datetime) -> None:
    """Who said yes or maybe, once for each version; who never met us cannot be written to, and is not."""
    rows = await database.fetch(
        "SELECT user_id FROM outing_answers WHERE outing_id = $1 AND answer <> 'no' AND user_id <> $2 ORDER BY id",
        *(outing_id, but),
    )
    await outbox.notify_all(
        [row["user_id"] for row in rows],
        kind,
        params={"outing_id": outing_id},
        topic=Topic.EVENTS,
        dedupe_key=f"{kind}:{outing_id}:{version}",
        now=now,
    )


async def remind(outing_id: int, starts_at: datetime, *, version: int, now: datetime) -> None:
    rows = await database.fetch(
        "SELECT user_id FROM outing_answers WHERE outing_id = $1 AND answer = 'yes' ORDER BY id", outing_id
    )
    await outbox.notify_all(
        [row["user_id"] for row in rows],
        "outing-reminder",
        params={"outing_id": outing_id},
        topic=Topic.EVENTS,
        dedupe_key=f"outing-reminder:{outing_id}:{version}",
        expires_at=starts_at,
        now=now,
    )


IS_OUTING = "EXISTS (SELECT 1 FROM outings o WHERE o.event_id = {event} AND o.state = 'open')"
"""As a condition: the event was one, and its cards are still followed."""


async def event_changed(event_id: int, *, now: datetime) -> None:
    """An event that was an outing: its cards show whether it can be entered, and who meant to come hears of it once."""
    rows = await database.fetch(
        "SELECT o.id, o.maker_id, e.status FROM outings o JOIN events e ON e.id = o.event_id "
        "WHERE o.event_id = $1 AND o.state = 'open' AND e.visibility = 'public' ORDER BY o.id",
        event_id,
    )
    for row in rows:
        await refresh(row["id"], now=now)
        if row["status"] == "registration_open":
            await tell_coming(row["id"], "outing-event", but=row["maker_id"], version=event_id, now=now)
