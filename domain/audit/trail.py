"""Who did what: an append-only chain in which each entry carries the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

from domain import database

_CHAIN_LOCK = 4672002
_INSERT = """
INSERT INTO audit_entries (at, actor_id, action, subject, details, previous_hash, entry_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def record(
    actor_id: int | None, action: str, subject: str, *, now: datetime, details: Mapping[str, object] | None = None
) -> None:
    """Add an entry in the current transaction. `details` holds ids and codes, no personal data."""
    await database.execute("SELECT pg_advisory_xact_lock($1)", _CHAIN_LOCK)
    previous = await database.fetchval("SELECT entry_hash FROM audit_entries ORDER BY id DESC LIMIT 1") or ""
    body = orjson.dumps(dict(details or {}), option=orjson.OPT_SORT_KEYS).decode()
    digest = entry_hash(previous, now, actor_id, action, subject, body)
    await database.execute(_INSERT, now, actor_id, action, subject, body, previous, digest)


def entry_hash(previous: str, at: datetime, actor_id: int | None, action: str, subject: str, body: str) -> str:
    line = "\n".join([previous, at.astimezone(UTC).isoformat(), str(actor_id), action, subject, body])
    return hashlib.sha256(line.encode()).hexdigest()


async def first_broken_entry() -> int | None:
    """The id of the first entry whose hash does not follow from its content and its predecessor."""
    previous = ""
    for row in await database.fetch("SELECT * FROM audit_entries ORDER BY id"):
        body = orjson.dumps(orjson.loads(row["details"]), option=orjson.OPT_SORT_KEYS).decode()
        expected = entry_hash(previous, row["at"], row["actor_id"], row["action"], row["subject"], body)
        if expected != row["entry_hash"] or row["previous_hash"] != previous:
            return int(row["id"])
        previous = row["entry_hash"]
    return None
