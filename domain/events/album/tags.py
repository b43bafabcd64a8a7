"""Who is on a photo: the numbers under it, and people who say so of themselves."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.album.errors import AlbumIsForParticipants
from domain.events.album.numbers import numbers_in
from domain.events.entry.statuses import OUT_SQL

_TOGETHER = """
SELECT o.id, o.event_id, o.caption FROM album_photos a
JOIN album_photos o ON o.id = a.id OR (o.event_id = a.event_id AND o.album = a.album AND o.author_id = a.author_id)
WHERE a.id = $1 ORDER BY o.id
"""
_TAG = """
INSERT INTO album_tags (photo_id, registration_id, user_id, by_caption)
SELECT photo, g.id, g.user_id, TRUE FROM unnest($1::bigint[]) AS photos(photo)
CROSS JOIN registrations g WHERE g.event_id = $2 AND g.number = ANY($3::int[])
ON CONFLICT (photo_id, registration_id) DO NOTHING
"""
_UNTAG = """
DELETE FROM album_tags t USING registrations g WHERE g.id = t.registration_id AND t.photo_id = ANY($1::bigint[])
    AND t.by_caption AND t.removed_at IS NULL AND NOT (g.number = ANY($2::int[]))
"""


async def read_captions(photo_id: int) -> None:
    """Whose numbers stand under it, or under another photo of its album; who wanted to be off it stays off."""
    rows = await database.fetch(_TOGETHER, photo_id)
    photos = [row["id"] for row in rows]
    numbers = list(dict.fromkeys(one for row in rows for one in numbers_in(row["caption"])))
    await database.execute(_UNTAG, photos, numbers)
    if numbers:
        await database.execute(_TAG, photos, rows[0]["event_id"], numbers)


async def tag_oneself(person: Person, event_id: int, photo_id: int) -> None:
    """«Это я». Raises NotFound, AlbumIsForParticipants for who took no part."""
    registration_id = await _own(person, event_id, photo_id)
    await database.execute(
        "INSERT INTO album_tags (photo_id, registration_id, user_id, by_caption) VALUES ($1, $2, $3, FALSE) "
        "ON CONFLICT (photo_id, registration_id) DO UPDATE SET removed_at = NULL",
        *(photo_id, registration_id, person.id),
    )


async def untag_oneself(person: Person, event_id: int, photo_id: int, *, now: datetime) -> None:
    """The words under it do not bring it back. Raises as above."""
    registration_id = await _own(person, event_id, photo_id)
    await database.execute(
        "UPDATE album_tags SET removed_at = $3 WHERE photo_id = $1 AND registration_id = $2 AND removed_at IS NULL",
        *(photo_id, registration_id, now),
    )


async def _own(person: Person, event_id: int, photo_id: int) -> int:
    row = await database.fetchrow(
        "SELECT (SELECT g.id FROM registrations g WHERE g.event_id = a.event_id AND g.user_id = $2 "
        f"AND g.status NOT IN {OUT_SQL}) AS own FROM album_photos a "
        "WHERE a.id = $1 AND a.event_id = $3 AND a.removed_at IS NULL",
        *(photo_id, person.id, event_id),
    )
    if row is None:
        raise NotFound
    if row["own"] is None:
        raise AlbumIsForParticipants
    registration_id: int = row["own"]
    return registration_id
