"""The audit trail, for administrators."""

from __future__ import annotations

from domain.accounts import deeds
from domain.accounts.deeds import Entry
from domain.accounts.people import Person
from domain.errors import NotAllowed


async def list_entries(actor: Person, subject: str, *, before: int | None = None, limit: int = 8) -> list[Entry]:
    """Raises NotAllowed."""
    _require_administrator(actor)
    return await deeds.entries_of(subject, before=before, limit=limit)


async def name_of(actor: Person, subject: str) -> str | None:
    """Raises NotAllowed."""
    _require_administrator(actor)
    return await deeds.name_of(subject)


def _require_administrator(actor: Person) -> None:
    if not actor.is_administrator:
        raise NotAllowed
