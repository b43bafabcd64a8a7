"""The last look before a notification is rendered: is it still wanted, by whom, and now?"""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.notifications.outcomes import Blocked, NotOurs, Obsolete, Outcome, Postponed
from domain.notifications.ports import OutboxItem, Recipient, Urgency
from domain.notifications.rules import is_wanted, quiet_until

_LOOK = """
SELECT o.state, o.not_before, o.expires_at, o.chat_id, o.thread_id, u.telegram_id, u.status, u.language,
       u.telegram_reachable, p.zone,
       coalesce(o.params->>'unconfirmed_address', CASE WHEN u.email_confirmed_at IS NOT NULL THEN u.email END) AS email,
       q.starts_hour, q.ends_hour, asked.channel AS asked_channel,
       (SELECT chosen.enabled FROM notification_preferences chosen WHERE chosen.user_id = o.user_id
        AND chosen.topic = o.topic AND chosen.channel = asked.channel) AS preferred,
       EXISTS (SELECT 1 FROM notification_mutes m WHERE m.user_id = o.user_id AND m.subject = o.subject) AS muted,
       o.coalesce_key IS NOT NULL AND EXISTS (SELECT 1 FROM outbox newer WHERE newer.coalesce_key = o.coalesce_key
        AND newer.state = 'waiting' AND newer.id > o.id AND newer.not_before <= $2) AS overtaken
FROM outbox o
CROSS JOIN LATERAL (SELECT coalesce(o.params->>'instead_of', o.channel) AS channel) asked
LEFT JOIN users u ON u.id = o.user_id
LEFT JOIN profiles p ON p.user_id = o.user_id
LEFT JOIN quiet_hours q ON q.user_id = o.user_id
WHERE o.id = $1
"""
"""What stands in for another channel is wanted when that one is."""
_FOR_GROUPS = ("ru", "Europe/Moscow")
_BLOCKED_COPY = """
INSERT INTO outbox (kind, params, user_id, channel, urgency, topic, subject, dedupe_key, not_before, expires_at,
                    created_at)
SELECT o.kind, o.params || jsonb_build_object('instead_of', o.channel), o.user_id, 'email', o.urgency, o.topic,
       o.subject, o.dedupe_key, $2, o.expires_at, $2
FROM outbox o JOIN users u ON u.id = o.user_id
WHERE o.id = $1 AND o.kind NOT IN ('screen', 'question') AND u.email_confirmed_at IS NOT NULL AND u.status <> 'deleted'
  AND NOT EXISTS (SELECT 1 FROM notification_preferences chosen WHERE chosen.user_id = o.user_id
                  AND chosen.topic = o.topic AND chosen.channel = 'email')
ON CONFLICT (dedupe_key, channel) DO NOTHING
RETURNING id
"""


async def address(item: OutboxItem, now: datetime) -> Recipient | Outcome:
    """The recipient, or why it is not said now."""
    row = await database.fetchrow(_LOOK, item.id, now)
    if row is None or row["state"] != "waiting":
        return NotOurs()
    return _stale(row, now) or _unwanted(item, row, now) or _recipient(item, row)


def _stale(row: asyncpg.Record, now: datetime) -> Outcome | None:
    if row["expires_at"] is not None and row["expires_at"] <= now:
        return Obsolete("expired")
    if row["overtaken"]:
        return Obsolete("a newer one came")
    if row["not_before"] > now:
        return Postponed(row["not_before"])
    return None


def _unwanted(item: OutboxItem, row: asyncpg.Record, now: datetime) -> Outcome | None:
    if item.user_id is None:
        return None
    if row["status"] in (None, "deleted"):
        return Obsolete("the person is gone")
    if not is_wanted(item.topic, row["asked_channel"], row["preferred"], muted=row["muted"]):
        return Obsolete("switched off")
    if item.urgency >= Urgency.NICE and row["starts_hour"] is not None:
        until = quiet_until(now, row["zone"], row["starts_hour"], row["ends_hour"])
        if until is not None:
            return Postponed(until)
    if item.channel == "telegram" and not (row["telegram_reachable"] and row["telegram_id"]):
        return Blocked("not reachable in Telegram")
    if item.channel == "email" and row["email"] is None:
        return Obsolete("no confirmed address")
    return None


def _recipient(item: OutboxItem, row: asyncpg.Record) -> Recipient:
    language, zone = _FOR_GROUPS
    return Recipient(
        user_id=item.user_id,
        chat_id=row["chat_id"] or row["telegram_id"],
        thread_id=row["thread_id"],
        language=row["language"] or language,
        zone=row["zone"] or zone,
        email=row["email"],
        reachable=bool(row["telegram_reachable"]),
    )


async def close_telegram(item: OutboxItem, now: datetime) -> bool:
    """The person cannot be reached there: remember it, and put a copy of this row on e-mail. False: no copy was due."""
    if item.user_id is None:
        return False
    await database.execute(
        "UPDATE users SET telegram_reachable = FALSE WHERE id = $1 AND telegram_reachable", item.user_id
    )
    return await database.fetchval(_BLOCKED_COPY, item.id, now) is not None
