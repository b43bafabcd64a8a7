"""The audit trail of one subject, newest first, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.accounts.people import Person
from domain.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    action: str
    subject: str
    details: dict[str, Any]


_ENTRIES = """
SELECT e.id, e.at, e.actor_id, coalesce(trim(p.first_name || ' ' || p.last_name), '') AS actor_name, e.action,
       e.subject, e.details::text AS details
FROM audit_entries e LEFT JOIN profiles p ON p.user_id = e.actor_id
WHERE (e.subject = $1 OR e.actor_id = $2) AND ($3::bigint IS NULL OR e.id < $3) ORDER BY e.id DESC LIMIT $4
"""


async def list_entries(actor: Person, subject: str, *, before: int | None = None, limit: int = 8) -> list[Entry]:
    """What was done to `user:5` or by them, or to `event:17`; `before` is the last id of the page shown before."""
    if not actor.is_administrator:
        raise NotAllowed
    kind, _, number = subject.partition(":")
    did = int(number) if kind == "user" else None
    rows = await database.fetch(_ENTRIES, subject, did, before, limit)
    return [Entry(**dict(row) | {"details": orjson.loads(row["details"])}) for row in rows]
