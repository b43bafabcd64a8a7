"""Photos into the album of an event: from the group's topic, or sent to the bot; taken out and put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person, get_person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.access import require_access
from domain.events.album import tags
from domain.events.album.errors import AlbumIsForParticipants, NothingToPhotographYet, TooManyPhotos
from domain.events.entry.statuses import PLACED_SQL
from domain.events.queries import EventCard, get_event_card
from domain.files.pictures import keep_telegram_photo
from domain.forms.texts import clean_lines

PURPOSE = "album"
CAPTION = 1024
MOST_IN_AN_HOUR = 60
"""Of those that are sent to the bot; a group has its own order."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo as it came: Telegram's name for it, where it stands, and the album that it belongs to."""

    telegram_file_id: str
    chat_id: int | None = None
    telegram_message_id: int | None = None
    caption: str = ""
    album: str | None = None


async def require_album(person: Person, event_id: int) -> EventCard:
    """Who applied, or waits, was not there. Raises NotFound, AlbumIsForParticipants."""
    card = await get_event_card(event_id, person)
    if not card.holds_place and not card.manages:
        raise AlbumIsForParticipants
    return card


async def require_sight(user_id: int, file_id: int) -> None:
    """Asked for each picture, so in few words: whether that person may still see that photo. Raises NotFound."""
    photo = await database.fetchrow(
        "SELECT a.event_id, a.author_id, a.removed_at IS NOT NULL AS removed, EXISTS (SELECT 1 FROM registrations r "
        f"WHERE r.event_id = a.event_id AND r.user_id = $2 AND r.status IN {PLACED_SQL}) AS was_there "
        "FROM album_photos a WHERE a.file_id = $1",
        *(file_id, user_id),
    )
    person = await get_person(user_id)
    if photo is None or person.status != "active":
        raise NotFound
    manages = await require_access(person, photo["event_id"])
    is_shown = not photo["removed"] or photo["author_id"] == user_id
    if not (manages or (photo["was_there"] and is_shown)):
        raise NotFound


async def hear(person: Person, event_id: int, photo: Sent, *, now: datetime) -> int | None:
    """In the topic for photos, where the group decides who may write. None: it is there already."""
    return await _keep(person, event_id, photo, now=now)


async def add(person: Person, event_id: int, photo: Sent, *, now: datetime) -> int:
    """Sent to the bot by who was there.

    Raises NotFound, AlbumIsForParticipants, NothingToPhotographYet, TooManyPhotos.
    """
    card = await require_album(person, event_id)
    if card.status not in ("running", "finished"):
        raise NothingToPhotographYet
    lately = await database.fetchval(
        "SELECT count(*) FROM album_photos WHERE author_id = $1 AND chat_id IS NULL AND shown_at > $2",
        *(person.id, now - timedelta(hours=1)),
    )
    if lately >= MOST_IN_AN_HOUR:
        raise TooManyPhotos
    photo_id = await _keep(person, event_id, photo, now=now)
    assert photo_id is not None
    return photo_id


async def add_picture(person: Person, event_id: int, file_id: int, caption: str, *, now: datetime) -> int:
    """One whose bytes are with us already. Raises NotFound, AlbumIsForParticipants."""
    await require_album(person, event_id)
    return await _put(person, event_id, file_id, Sent("", caption=caption), now=now)


async def _keep(person: Person, event_id: int, photo: Sent, *, now: datetime) -> int | None:
    if photo.telegram_message_id is not None and await _find(photo.chat_id, photo.telegram_message_id):
        return None
    file_id = await keep_telegram_photo(person.id, photo.telegram_file_id, purpose=PURPOSE, now=now)
    return await _put(person, event_id, file_id, photo, now=now)


async def _put(person: Person, event_id: int, file_id: int, photo: Sent, *, now: datetime) -> int:
    caption = clean_lines(photo.caption)[:CAPTION]
    photo_id: int = await database.fetchval(
        "INSERT INTO album_photos (event_id, file_id, author_id, chat_id, telegram_message_id, album, caption, "
        "shown_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        *(event_id, file_id, person.id, photo.chat_id, photo.telegram_message_id, photo.album, caption, now),
    )
    await tags.read_captions(photo_id)
    _changed(event_id)
    return photo_id


async def arrived(file_id: int) -> None:
    """The bytes are there: open albums show it from now on."""
    for row in await database.fetch("SELECT event_id FROM album_photos WHERE file_id = $1", file_id):
        _changed(row["event_id"])


def _changed(event_id: int) -> None:
    database.publish(f"album:{event_id}")


async def _find(chat_id: int | None, telegram_message_id: int) -> int | None:
    found: int | None = await database.fetchval(
        "SELECT id FROM album_photos WHERE chat_id = $1 AND telegram_message_id = $2", chat_id, telegram_message_id
    )
    return found


async def hear_change(person: Person, chat_id: int, telegram_message_id: int, caption: str) -> None:
    """Its author has changed the words under it. Anything else is none of the album's business."""
    changed = await database.fetchval(
        "UPDATE album_photos SET caption = $4 WHERE chat_id = $1 AND telegram_message_id = $2 AND author_id = $3 "
        "RETURNING id",
        *(chat_id, telegram_message_id, person.id, clean_lines(caption)[:CAPTION]),
    )
    if changed is not None:
        await tags.read_captions(changed)


async def remove(person: Person, event_id: int, photo_id: int, *, now: datetime) -> None:
    """By its author or by who manages the event. Raises NotFound, AlbumIsForParticipants."""
    author_id = await _removable(person, event_id, photo_id)
    tag = await database.execute(
        "UPDATE album_photos SET removed_at = $2, removed_by = $3 WHERE id = $1 AND removed_at IS NULL",
        *(photo_id, now, person.id),
    )
    _changed(event_id)
    if tag == "UPDATE 1" and author_id != person.id:
        await trail.record(person.id, "album-photo-removed", f"photo:{photo_id}", now=now, details={"event": event_id})


async def restore(person: Person, event_id: int, photo_id: int, *, now: datetime) -> None:
    """As it was. What who manages the event took out, only they put back. Raises as `remove` does."""
    await _removable(person, event_id, photo_id)
    card = await get_event_card(event_id, person)
    tag = await database.execute(
        "UPDATE album_photos SET removed_at = NULL, removed_by = NULL "
        "WHERE id = $1 AND removed_at IS NOT NULL AND ($2 OR removed_by = $3)",
        *(photo_id, card.manages, person.id),
    )
    _changed(event_id)
    if tag == "UPDATE 1" and card.manages:
        await trail.record(person.id, "album-photo-restored", f"photo:{photo_id}", now=now, details={"event": event_id})


async def _removable(person: Person, event_id: int, photo_id: int) -> int:
    """Its author. For who may not, it does not exist."""
    card = await require_album(person, event_id)
    author_id: int | None = await database.fetchval(
        "SELECT author_id FROM album_photos WHERE id = $1 AND event_id = $2 FOR UPDATE", photo_id, event_id
    )
    if author_id is None or not (card.manages or author_id == person.id):
        raise NotFound
    return author_id
