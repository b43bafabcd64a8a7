"""Who did what with an event, for those who manage it together."""

from __future__ import annotations

from domain.accounts.deeds import Entry, entries_of
from domain.accounts.people import Person
from domain.events.lifecycle import load
from domain.events.policy import require_manager


async def list_deeds(reader: Person, event_id: int, *, before: int | None = None, limit: int = 8) -> list[Entry]:
    """Newest first; `before` is the last id of the page shown before. Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(reader, event)
    return await entries_of(f"event:{event.id}", before=before, limit=limit)
