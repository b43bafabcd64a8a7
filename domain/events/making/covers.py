"""Covers: every card shows a new one, Telegram is given its bytes once; who may see them, and when they go."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from domain import database
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.events.access import IS_OPEN, may_see_cover
from domain.events.models import Event
from domain.files.pictures import get_picture
from domain.files.sweeping import remove_folders
from domain.files.uploading import is_own_picture
from domain.notifications import outbox
from domain.spaces import cards


async def changed(event: Event, *, now: datetime) -> None:
    await cards.forget_looks(f"event:{event.id}")
    await give_to_telegram(event, now=now)


async def give_to_telegram(event: Event, *, now: datetime) -> None:
    """A picture from a page goes to the organizer's chat: what Telegram calls it there is its name on every card."""
    if event.cover_file_id is None:
        return
    picture = await get_picture(event.cover_file_id)
    if picture.telegram_file_id is None and picture.path is not None:
        params = {"event_id": event.id, "file_id": picture.id}
        key = f"event-cover:{picture.id}"
        await outbox.notify(event.organizer_id, "event-cover", params=params, dedupe_key=key, now=now)


async def is_open(file_id: int) -> bool:
    """Whether it is the cover of an event that everybody may see."""
    found: bool = await database.fetchval(
        f"SELECT EXISTS (SELECT 1 FROM events e WHERE e.cover_file_id = $1 AND {IS_OPEN})", file_id
    )
    return found


async def require_sight(user_id: int, file_id: int) -> None:
    """Whose picture it is sees it before any event has it. Raises NotFound, also for who is blocked."""
    person = await get_person(user_id)
    if person.status != "active":
        raise NotFound
    if not await is_own_picture(file_id, user_id) and not await may_see_cover(person, file_id):
        raise NotFound


KEPT_UNUSED = timedelta(days=1)
"""How long a picture may wait for its event: a form stays open overnight."""
_UNUSED = """
DELETE FROM files WHERE id IN (
    SELECT f.id FROM files f
    WHERE f.purpose = 'cover' AND f.created_at < $1
      AND NOT EXISTS (SELECT 1 FROM events e WHERE e.cover_file_id = f.id)
      AND NOT EXISTS (SELECT 1 FROM form_drafts d WHERE f.id::text IN (d.answers #>> '{cover,id}',
                                                                       d.suggested #>> '{cover,id}'))
    ORDER BY f.id LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING path
"""


async def drop_unused(directory: Path, *, now: datetime, limit: int = 1000) -> int:
    """Forget covers that no event and no draft uses, the rows first; how many. Called outside any transaction."""
    paths = [row["path"] for row in await database.fetch(_UNUSED, now - KEPT_UNUSED, limit)]
    await remove_folders(directory, [path for path in paths if path])
    return len(paths)
