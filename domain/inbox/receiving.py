"""Taking in what the world tells us: stored and committed before anybody is told that we have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.crash import crash_point

OWNED_S = 4
"""How long a new row is left to the process that received it, in real seconds; then any sweep may take it."""

_ESCAPED_NUL = "\\u0000"

_ACCEPT = """
INSERT INTO inbox (source, external_id, lane, payload, received_at, not_before)
SELECT $1, told.external_id, told.lane, told.payload, $5, now() + make_interval(secs => $6)
FROM unnest($2::text[], $3::bigint[], $4::text[]) AS told(external_id, lane, payload)
ON CONFLICT (source, external_id) DO NOTHING
RETURNING id, external_id
"""


@dataclass(frozen=True, slots=True)
class Received:
    """One update or webhook as a door hands it over. `content` is the payload already parsed, if the door had to."""

    external_id: str
    lane: int
    payload: str
    content: Any = None


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A stored row to be worked."""

    id: int
    source: str
    external_id: str
    lane: int
    payload: str
    received_at: datetime
    parsed: Any = None
    attempts: int = 0
    left_behind: bool = False
    """Picked up by a sweep: whoever received it did not finish it, and may have died of it."""

    @property
    def content(self) -> Any:
        """The payload as JSON that can be stored."""
        parsed = orjson.loads(self.payload) if self.parsed is None else self.parsed
        return without_nul(parsed) if _ESCAPED_NUL in self.payload else parsed


def without_nul(value: Any) -> Any:
    """JSON as PostgreSQL takes it: its texts hold every character but one."""
    match value:
        case str():
            return value.replace("\x00", "")
        case list():
            return [without_nul(one) for one in value]
        case dict():
            return {key: without_nul(one) for key, one in value.items()}
    return value


async def accept(source: str, items: Sequence[Received], *, now: datetime, owned_s: float = OWNED_S) -> list[InboxItem]:
    """Store a batch in one committed statement; what comes back is new, repeats are left out.

    Called by doors, outside any transaction, or in one of their own that holds nothing else of weight. Nothing is
    stored if it raises: the teller must not be acknowledged.
    `owned_s`: 0 where other processes work it than those that receive it.
    """
    if not items:
        return []
    crash_point("inbox.before-commit")
    rows = await database.fetch(
        _ACCEPT,
        source,
        [item.external_id for item in items],
        [item.lane for item in items],
        [item.payload.replace("\x00", "") for item in items],
        now,
        owned_s,
    )
    crash_point("inbox.after-commit")
    told = {item.external_id: item for item in items}
    return [_stored(row["id"], source, told[row["external_id"]], now) for row in rows]


def _stored(row_id: int, source: str, item: Received, now: datetime) -> InboxItem:
    return InboxItem(row_id, source, item.external_id, item.lane, item.payload, now, item.content)
