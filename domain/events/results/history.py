"""What became of a result: its lines of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from domain import database
from domain.accounts.names import FULL_NAME


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a result's history. None: there was, or is, nothing."""

    at: Any
    actor_name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


async def history_of(registration_id: int, limit: int = 20) -> list[Change]:
    """The newest first."""
    rows = await database.fetch(
        f"SELECT c.at, {FULL_NAME} AS actor_name, c.before, c.after FROM result_changes c "
        "LEFT JOIN profiles p ON p.user_id = c.actor_id WHERE c.registration_id = $1 ORDER BY c.id DESC LIMIT $2",
        *(registration_id, limit),
    )
    return [
        Change(
            row["at"], row["actor_name"] or "", *(orjson.loads(row[n]) if row[n] else None for n in ("before", "after"))
        )
        for row in rows
    ]
