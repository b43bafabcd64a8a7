"""The statements that move an outbox row: claim, renew, mark, put back. Leases and retries are in real time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg
import orjson

from domain import database
from domain.notifications.outbox import LEASE_S
from domain.notifications.ports import OutboxItem, Urgency
from domain.notifications.rules import LATE_AFTER

TRIES = 5
SAID = "said"
"""The parameter in which a row that had to be interrupted keeps how many of its calls were made."""
_COLUMNS = (
    "o.id, o.kind, o.params::text AS params, o.user_id, o.chat_id, o.thread_id, o.channel, o.urgency, o.topic, "
    "o.subject, o.dedupe_key, o.coalesce_key, o.not_before, o.expires_at, o.attempts"
)
_CLAIM = f"""
UPDATE outbox o SET leased_until = now() + make_interval(secs => {LEASE_S})
WHERE o.id = ANY (ARRAY(
    SELECT due.id FROM (VALUES (0), (1), (2), (3)) AS rank(urgency), LATERAL (
        SELECT id FROM outbox
        WHERE state = 'waiting' AND channel = $1 AND urgency = rank.urgency AND not_before <= $2
          AND (retry_at IS NULL OR retry_at <= now()) AND (leased_until IS NULL OR leased_until <= now() AND $4)
        ORDER BY not_before, id LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
    LIMIT $3))
RETURNING {_COLUMNS}
"""
"""An array, not a join: beside a table of what was sent the planner would walk all of it for a few rows."""
_SENT = """
UPDATE outbox SET state = 'sent', sent_at = $3, message_id = done.message_id, leased_until = NULL,
                  late = $3 - not_before > $4
FROM unnest($1::bigint[], $2::bigint[]) AS done(id, message_id)
WHERE outbox.id = done.id AND state = 'waiting'
"""
_FAIL = """
UPDATE outbox SET attempts = attempts + 1, error = $2, leased_until = NULL,
    state = CASE WHEN attempts + 1 >= $3 THEN 'dead' ELSE state END,
    sent_at = CASE WHEN attempts + 1 >= $3 THEN $4::timestamptz END,
    retry_at = now() + make_interval(secs => 0.5 * power(2, attempts))
WHERE id = $1 AND state = 'waiting'
"""


async def claim(channel: str, now: datetime, limit: int, *, held_before: bool = True) -> list[OutboxItem]:
    """Take due rows, most urgent first; nobody else gets them while the lease is renewed.

    `held_before`: also those that another process was given and has not sent, or not noted, in its time.
    """
    found = await database.fetch(_CLAIM, channel, now, limit, held_before)
    return sorted(map(_item, found), key=lambda item: (item.urgency, item.not_before, item.id))


async def renew(ids: Sequence[int]) -> set[int]:
    """Those still ours; a lease that ran out is not renewed."""
    kept = await database.fetch(
        "UPDATE outbox SET leased_until = now() + make_interval(secs => $2) "
        "WHERE id = ANY($1) AND state = 'waiting' AND leased_until > now() RETURNING id",
        ids,
        LEASE_S,
    )
    return {row["id"] for row in kept}


async def mark_sent(sent: Sequence[tuple[int, int | None]], now: datetime) -> None:
    """Row ids with Telegram's message ids."""
    ids, messages = zip(*sent, strict=True)
    await database.execute(_SENT, list(ids), list(messages), now, LATE_AFTER)


async def finish(row_id: int, state: str, reason: str, now: datetime) -> None:
    """Nothing more will be said: obsolete, blocked or dead, and why."""
    await database.execute(
        "UPDATE outbox SET state = $2, error = $3, sent_at = $4, leased_until = NULL "
        "WHERE id = $1 AND state = 'waiting'",
        row_id,
        state,
        reason[:500],
        now,
    )


async def fail(row_id: int, reason: str, now: datetime) -> None:
    """Count a failed try; after the fifth it is dead."""
    await database.execute(_FAIL, row_id, reason[:500], TRIES, now)


async def note_said(row_id: int, calls: int) -> None:
    await database.execute(
        "UPDATE outbox SET params = params || jsonb_build_object($2::text, $3::int) "
        "WHERE id = $1 AND state = 'waiting'",
        *(row_id, SAID, calls),
    )


async def put_back(ids: Sequence[int], wait_s: float) -> None:
    """Not now; nothing is counted."""
    await database.execute(
        "UPDATE outbox SET leased_until = NULL, retry_at = now() + make_interval(secs => $2) "
        "WHERE id = ANY($1) AND state = 'waiting'",
        ids,
        wait_s,
    )


async def postpone(row_id: int, until: datetime) -> None:
    """Until a moment of domain time: the end of quiet hours."""
    await database.execute(
        "UPDATE outbox SET leased_until = NULL, not_before = $2 WHERE id = $1 AND state = 'waiting'", row_id, until
    )


async def redirect(old_chat_id: int, new_chat_id: int) -> None:
    """Everything that waits for a group goes to the supergroup it has become."""
    await database.execute(
        "UPDATE outbox SET chat_id = $2 WHERE chat_id = $1 AND state = 'waiting'", old_chat_id, new_chat_id
    )


async def purge(now: datetime, limit: int = 10_000) -> int:
    """Answers on screens are forgotten after two days, told notifications after ninety; failures stay as long."""
    tag = await database.execute(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state <> 'waiting' AND "
        "coalesce(sent_at, created_at) < "
        "CASE WHEN kind IN ('screen', 'question') AND state = 'sent' THEN $1::timestamptz ELSE $2 END LIMIT $3)",
        now - timedelta(days=2),
        now - timedelta(days=90),
        limit,
    )
    return int(tag.split()[-1])


async def retry_dead(row_id: int) -> bool:
    """Five more tries for a dead row, at once."""
    tag = await database.execute(
        "UPDATE outbox SET state = 'waiting', attempts = 0, retry_at = NULL, sent_at = NULL, leased_until = NULL "
        "WHERE id = $1 AND state = 'dead'",
        row_id,
    )
    return tag == "UPDATE 1"


async def drop_dead(row_id: int) -> bool:
    """Give a dead row up."""
    tag = await database.execute("UPDATE outbox SET state = 'obsolete' WHERE id = $1 AND state = 'dead'", row_id)
    return tag == "UPDATE 1"


def _item(row: asyncpg.Record) -> OutboxItem:
    values = dict(row)
    values["params"] = orjson.loads(values["params"])
    values["urgency"] = Urgency(values["urgency"])
    return OutboxItem(**values)
