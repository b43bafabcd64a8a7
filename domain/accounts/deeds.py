"""The audit trail of one subject, newest first, with names. Whoever asks has found out that they may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.accounts.names import FULL_NAME


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject_name` and `chat_title` are names as they are now; None for what is gone, or has no name."""

    id: int
    at: datetime
    actor_id: int | None
    actor_name: str | None
    action: str
    subject: str
    subject_name: str | None
    chat_title: str | None
    details: dict[str, Any]
    about: str | None = None
    """Whose registration, payment or right it is about, or which promo code."""

    @property
    def subject_kind(self) -> str:
        return self.subject.partition(":")[0]


_PERSON = f"""
(SELECT coalesce(nullif({FULL_NAME}, ''), '@' || u.username)
 FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id = {{id}} AND u.status <> 'deleted')
"""
_NAME = f"""
CASE {{kind}} WHEN 'user' THEN {_PERSON.format(id="{id}")}
    WHEN 'event' THEN (SELECT title FROM events WHERE id = {{id}})
    WHEN 'chat' THEN (SELECT title FROM spaces WHERE chat_id = {{id}})
    WHEN 'appeal' THEN (SELECT named.name FROM appeals a CROSS JOIN LATERAL
                        (SELECT {_PERSON.format(id="a.user_id")} AS name) named WHERE a.id = {{id}}) END
"""
_NUMBER = r"CASE WHEN {text} ~ '^-?\d{{1,18}}$' THEN ({text})::bigint END"
_IDS = {name: _NUMBER.format(text=f"e.details ->> '{name}'") for name in ("user", "player", "registration", "order")}
_ABOUT = f"""
coalesce({_IDS["user"]}, {_IDS["player"]}, (SELECT user_id FROM registrations WHERE id = {_IDS["registration"]}),
         (SELECT buyer_id FROM orders WHERE id = {_IDS["order"]}))
"""
_ENTRIES = f"""
WITH page AS MATERIALIZED (
    SELECT e.*, split_part(e.subject, ':', 1) AS kind, {_NUMBER.format(text="split_part(e.subject, ':', 2)")} AS number,
           {_NUMBER.format(text="e.details ->> 'chat'")} AS chat,
           {_NUMBER.format(text="e.details ->> 'promo'")} AS promo, {_ABOUT} AS about_id
    FROM audit_entries e
    WHERE (e.subject = $1 OR e.actor_id = $2) AND ($3::bigint IS NULL OR e.id < $3) ORDER BY e.id DESC LIMIT $4)
SELECT id, at, actor_id, {_PERSON.format(id="page.actor_id")} AS actor_name, action, subject,
       {_NAME.format(kind="page.kind", id="page.number")} AS subject_name,
       (SELECT title FROM spaces WHERE chat_id = page.chat) AS chat_title, details::text AS details,
       CASE WHEN about_id IS NULL THEN (SELECT code FROM promo_codes WHERE id = page.promo)
            WHEN about_id IS DISTINCT FROM actor_id AND about_id IS DISTINCT FROM $2
            THEN {_PERSON.format(id="page.about_id")} END AS about
FROM page ORDER BY id DESC
"""


async def entries_of(subject: str, *, before: int | None = None, limit: int = 8) -> list[Entry]:
    """What was done to `user:5` or by them, or to `event:17`; `before` is the last id of the page shown before."""
    kind, _, number = subject.partition(":")
    did = int(number) if kind == "user" else None
    rows = await database.fetch(_ENTRIES, subject, did, before, limit)
    return [Entry(**dict(row) | {"details": orjson.loads(row["details"])}) for row in rows]


async def name_of(subject: str) -> str | None:
    """What the subject is called now. None: it is gone, or there never was one."""
    kind, _, number = subject.partition(":")
    name: str | None = await database.fetchval(
        f"SELECT {_NAME.format(kind='$1::text', id='$2::bigint')}", kind, int(number)
    )
    return name
