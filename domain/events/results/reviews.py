"""Results that somebody has to look at before they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.results.boards import hold_open
from domain.events.results.entering import current
from domain.events.results.queries import BoardCard, BoardRow, Category, board_page
from domain.events.results.writing import write


async def waiting(card: BoardCard, *, limit: int = 50, with_names: bool = False) -> list[BoardRow]:
    """They stand right behind those who have a place."""
    rows = await board_page(card, Category(), offset=card.classified, limit=limit + 10, with_names=with_names)
    return [row for row in rows if row.state == "review"][:limit]


async def accept(actor: Person, event_id: int, registration_id: int, *, now: datetime) -> None:
    """It counts. Raises NotFound, NotAllowed, ResultsFinal."""
    event, board = await hold_open(actor, event_id)
    before = await current(registration_id)
    if before is None or before.state not in ("review", "ok"):
        raise NotFound
    entry = replace(before, state="ok", reason="", verified=True)
    await write(event, board, {registration_id: entry}, actor_id=actor.id, now=now)
    details = {"registration": registration_id}
    await trail.record(actor.id, "result-accepted", f"event:{event.id}", now=now, details=details)
