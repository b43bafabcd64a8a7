"""Saying things: a row now, words when it is sent. Every function here runs inside the transaction of a door."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.inbox.receiving import without_nul
from domain.notifications.keys import span
from domain.notifications.ports import Call, OutboxItem, Urgency

LEASE_S = 6
"""Real seconds that a row stays in the hands of one sender without being renewed."""
SCREEN, QUESTION = "screen", "question"
"""A handler's own answers; where a question stands in the chat is noted when it is sent."""
ALONE = "alone"
"""The parameter of a row that shows something to one member of a group: their Telegram id. It goes in their lane."""
HINT = "outbox"

Offer = Callable[[OutboxItem, float], None]
"""Called with a row and the end of its lease, in `time.monotonic()`."""
_senders: dict[str, Offer] = {}
"""The senders of this process by channel: they get its own rows at commit."""

_DROP = "UPDATE outbox SET state = 'obsolete', error = 'dropped' WHERE state = 'waiting' AND"
_WORDS = """
INSERT INTO outbox AS old (kind, params, user_id, channel, urgency, topic, subject, dedupe_key, not_before, expires_at,
                           created_at, leased_until)
SELECT {what}, person, channel, $5, {about}, key, {when}, $10,
       CASE WHEN {due} AND channel = ANY($11::text[]) THEN clock_timestamp() + make_interval(secs => $12) END
FROM {whom}
CROSS JOIN LATERAL (
    SELECT 'telegram' AS channel
    UNION ALL
    SELECT chosen.channel FROM notification_preferences chosen
    WHERE chosen.user_id = person AND chosen.topic = {topic} AND chosen.enabled AND chosen.channel <> 'telegram'
) AS ways
ON CONFLICT (dedupe_key, channel) DO UPDATE
    SET params = excluded.params, not_before = excluded.not_before, expires_at = excluded.expires_at,
        urgency = excluded.urgency, subject = excluded.subject, created_at = excluded.created_at,
        leased_until = excluded.leased_until, state = 'waiting', attempts = 0, retry_at = NULL, error = NULL
    WHERE old.state = 'obsolete'
RETURNING id, user_id, channel, dedupe_key
"""
_NOTIFY = _WORDS.format(
    what="$1, $2::text::jsonb",
    about="$6, $7",
    topic="$6",
    when="$8, $9",
    due="TRUE",
    whom="unnest($3::bigint[], $4::text[]) AS whom(person, key)",
)
_NOTIFY_EACH = _WORDS.format(
    what="kind, own::jsonb",
    about="about, thing",
    topic="about",
    when="at, until",
    due="at <= $10",
    whom="unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $6::text[], $7::text[], $8::timestamptz[], "
    "$9::timestamptz[]) AS whom(kind, own, person, key, about, thing, at, until)",
)
_TELL = """
INSERT INTO outbox (kind, params, user_id, chat_id, thread_id, channel, urgency, dedupe_key, coalesce_key, not_before,
                    created_at, leased_until)
VALUES ($1, $2::text::jsonb, $3, $4, $5, 'telegram', $6, $7, $8, $9, $10,
        CASE WHEN $11 THEN clock_timestamp() + make_interval(secs => $12) END)
ON CONFLICT (dedupe_key, channel) DO NOTHING
RETURNING id
"""
_TELL_NEWEST = f"""
WITH told AS ({_TELL}), overtaken AS (
    UPDATE outbox SET state = 'obsolete', error = 'a newer one came'
    WHERE id IN (SELECT id FROM outbox WHERE coalesce_key = $8 AND state = 'waiting' AND EXISTS (SELECT 1 FROM told)
                 AND (leased_until IS NULL OR leased_until < now()) FOR UPDATE SKIP LOCKED)
)
SELECT id FROM told
"""
"""Those that were there before the statement began are overtaken: never the one that it makes."""


def send_here(channel: str, offer: Offer | None) -> None:
    """Let this process send its own rows at commit; None: no longer."""
    if offer is None:
        _senders.pop(channel, None)
    else:
        _senders[channel] = offer


async def notify(
    user_id: int,
    kind: str,
    *,
    now: datetime,
    params: dict[str, Any] | None = None,
    topic: str | None = None,
    subject: str | None = None,
    dedupe_key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.MUST,
) -> bool:
    """Tell one person. False: its `dedupe_key` is waiting or was sent already. One that was dropped revives."""
    said = _unaddressed(kind, params, urgency, topic, subject, not_before or now, expires_at)
    return await _notify(said, [user_id], [dedupe_key], now)


async def notify_all(
    user_ids: Sequence[int],
    kind: str,
    *,
    now: datetime,
    params: dict[str, Any] | None = None,
    topic: str | None = None,
    subject: str | None = None,
    dedupe_key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.MUST,
) -> bool:
    """Tell many in one statement; each person's dedupe key is `<dedupe_key>:<user id>`."""
    said = _unaddressed(kind, params, urgency, topic, subject, not_before or now, expires_at)
    keys = [f"{dedupe_key}:{user_id}" if dedupe_key else None for user_id in user_ids]
    return await _notify(said, user_ids, keys, now)


async def notify_each(said: Sequence[OutboxItem], *, now: datetime) -> None:
    """Different things, or different people, in one statement: each has a person and a dedupe key of its own."""
    asked_at, due = time.monotonic(), [one for one in said if one.not_before <= now]
    at_once = list(_senders) if len(due) == 1 else []
    columns = (
        [one.kind for one in said],
        [_json(one.params) for one in said],
        [one.user_id for one in said],
        [one.dedupe_key for one in said],
        Urgency.MUST,
        [one.topic for one in said],
        [one.subject for one in said],
        [one.not_before for one in said],
        [one.expires_at for one in said],
    )
    rows = await database.fetch(_NOTIFY_EACH, *columns, now, at_once, LEASE_S)
    by_key = {one.dedupe_key: one for one in due}
    for row in rows:
        if row["dedupe_key"] in by_key:
            leased_until = asked_at + LEASE_S if row["channel"] in at_once else None
            _hand_over(replace(by_key[row["dedupe_key"]], **dict(row)), leased_until=leased_until, due=True)


def word(
    user_id: int,
    kind: str,
    dedupe_key: str,
    *,
    now: datetime,
    params: dict[str, Any],
    topic: str | None = None,
    subject: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> OutboxItem:
    """One of those that `notify_each` says."""
    said = _unaddressed(kind, params, Urgency.MUST, topic, subject, not_before or now, expires_at)
    return replace(said, user_id=user_id, dedupe_key=dedupe_key)


def _unaddressed(
    kind: str,
    params: dict[str, Any] | None,
    urgency: Urgency,
    topic: str | None,
    subject: str | None,
    due: datetime,
    expires_at: datetime | None,
) -> OutboxItem:
    return OutboxItem(
        id=0,
        kind=kind,
        params=params or {},
        urgency=urgency,
        topic=topic,
        subject=subject,
        not_before=due,
        expires_at=expires_at,
    )


async def _notify(said: OutboxItem, user_ids: Sequence[int], keys: Sequence[str | None], now: datetime) -> bool:
    due = said.not_before <= now
    asked_at = time.monotonic()
    at_once = list(_senders) if due and len(user_ids) == 1 else []
    rows = await database.fetch(
        _NOTIFY,
        said.kind,
        _json(said.params),
        user_ids,
        keys,
        said.urgency,
        said.topic,
        said.subject,
        said.not_before,
        said.expires_at,
        now,
        at_once,
        LEASE_S,
    )
    for row in rows:
        leased_until = asked_at + LEASE_S if row["channel"] in at_once else None
        _hand_over(replace(said, **dict(row)), leased_until=leased_until, due=due)
    return bool(rows)


async def tell_chat(
    chat_id: int,
    kind: str,
    *,
    now: datetime,
    params: dict[str, Any] | None = None,
    thread_id: int | None = None,
    coalesce_key: str | None = None,
    dedupe_key: str | None = None,
    not_before: datetime | None = None,
    urgency: Urgency = Urgency.MUST,
) -> None:
    """Tell a chat.

    Of the rows with one `coalesce_key` (a live card) only the newest is sent, and at most one in 5 seconds.
    """
    said = OutboxItem(
        id=0,
        kind=kind,
        params=params or {},
        chat_id=chat_id,
        thread_id=thread_id,
        urgency=urgency,
        dedupe_key=dedupe_key,
        coalesce_key=coalesce_key,
        not_before=not_before or now,
    )
    await _tell(said, now)


async def show(
    calls: Sequence[Call], *, chat_id: int, user_id: int | None, now: datetime, kind: str = SCREEN, **params: object
) -> None:
    """A handler's own answer, ready to be said: it leaves at commit, before everything else."""
    said = OutboxItem(
        id=0,
        kind=kind,
        params={"calls": [call.to_json() for call in calls], **params},
        user_id=user_id,
        chat_id=chat_id,
        urgency=Urgency.INTERACTIVE,
        not_before=now,
    )
    await _tell(said, now)


async def _tell(said: OutboxItem, now: datetime) -> None:
    due = said.not_before <= now
    leased = due and said.channel in _senders and said.coalesce_key is None
    asked_at = time.monotonic()
    row_id: int | None = await database.fetchval(
        _TELL if said.coalesce_key is None else _TELL_NEWEST,
        said.kind,
        _json(said.params),
        said.user_id,
        said.chat_id,
        said.thread_id,
        said.urgency,
        said.dedupe_key,
        said.coalesce_key,
        said.not_before,
        now,
        leased,
        LEASE_S,
    )
    if row_id is not None:
        _hand_over(replace(said, id=row_id), leased_until=asked_at + LEASE_S if leased else None, due=due)


def _hand_over(item: OutboxItem, *, leased_until: float | None, due: bool) -> None:
    """At commit: to the sender in this process, unless it has been stopped meanwhile, or a hint to those elsewhere.

    The lease runs from the statement, not from the commit: a process that was held up in between has lost the row.
    """
    offer = _senders.get(item.channel) if leased_until is not None else None
    if offer and leased_until is not None:
        database.on_commit(lambda: offer(item, leased_until))
    elif due:
        database.publish(HINT)


async def move(dedupe_key: str, *, not_before: datetime, expires_at: datetime | None = None) -> bool:
    """Say it at another time. False: there is nothing waiting under that key."""
    tag = await database.execute(
        "UPDATE outbox SET not_before = $2, expires_at = $3, retry_at = NULL "
        "WHERE dedupe_key = $1 AND state = 'waiting'",
        dedupe_key,
        not_before,
        expires_at,
    )
    return tag != "UPDATE 0"


async def drop(dedupe_key: str | None = None, *, prefix: str | None = None) -> int:
    """Do not say it after all: one key, or every key that begins with `prefix`."""
    if dedupe_key is not None:
        tag = await database.execute(f"{_DROP} dedupe_key = $1", dedupe_key)
    elif prefix:
        tag = await database.execute(f"{_DROP} dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2", *span(prefix))
    else:
        raise ValueError("a key or a prefix")
    return int(tag.split()[-1])


async def drop_each(keys: Sequence[str]) -> None:
    """Do not say any of these after all."""
    if keys:
        await database.execute(f"{_DROP} dedupe_key = ANY($1::text[])", list(keys))


def _json(params: dict[str, Any]) -> str:
    text = orjson.dumps(params).decode()
    return orjson.dumps(without_nul(params)).decode() if "\\u0000" in text else text
