"""Photos in a room: one alone or an album, which is one message however many updates it comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.chat.conversations import ConversationCard, get_conversation
from domain.chat.messages import LIMIT, hold, insert, revised, topic_of
from domain.files.pictures import keep_telegram_photo
from domain.forms.texts import clean_lines

PURPOSE = "room"
CAPTION = 1024
MOST = 10
"""As many as an album of Telegram's has."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as it came: Telegram's name for it, its message, and the album that it belongs to."""

    telegram_file_id: str
    telegram_message_id: int
    caption: str = ""
    album: str | None = None


async def show(person: Person, room: ConversationCard, photo: Shown, *, now: datetime) -> int:
    """The id of the message that has it: a new one, or that of its album. The caller's lane is the group's."""
    await hold(room)
    message_id = await _of_album(room.id, person.id, photo.album) if photo.album else None
    is_new = message_id is None
    if message_id is None:
        message_id = await insert(person, room, "", "group", now=now, album=photo.album)
    elif await _count(message_id) >= MOST:
        return message_id
    file_id = await keep_telegram_photo(person.id, photo.telegram_file_id, purpose=PURPOSE, now=now)
    await database.execute(
        "INSERT INTO room_photos (message_id, file_id, telegram_message_id, caption) VALUES ($1, $2, $3, $4)",
        *(message_id, file_id, photo.telegram_message_id, clean_lines(photo.caption)[:CAPTION]),
    )
    await _set_words(message_id)
    if not is_new:
        await revised(message_id, room)
    database.publish(topic_of(room))
    return message_id


async def change_caption(message_id: int, telegram_message_id: int, caption: str) -> bool:
    """Of the one photo that stands in that message of Telegram's. False: there is none such."""
    tag = await database.execute(
        "UPDATE room_photos SET caption = $3 WHERE message_id = $1 AND telegram_message_id = $2",
        *(message_id, telegram_message_id, clean_lines(caption)[:CAPTION]),
    )
    if tag.endswith(" 0"):
        return False
    await _set_words(message_id)
    return True


async def arrived(file_id: int) -> None:
    """Its bytes are here, or will never be: open rooms show what there is. Inside a transaction."""
    found = await database.fetchrow(
        "SELECT m.id, m.conversation_id FROM room_photos p JOIN messages m ON m.id = p.message_id WHERE p.file_id = $1",
        file_id,
    )
    room = await get_conversation(found["conversation_id"]) if found else None
    if found and room:
        await revised(found["id"], room)


async def _of_album(conversation_id: int, author_id: int, album: str) -> int | None:
    message_id: int | None = await database.fetchval(
        "SELECT id FROM messages WHERE conversation_id = $1 AND album = $2 AND author_id = $3",
        *(conversation_id, album, author_id),
    )
    return message_id


async def _count(message_id: int) -> int:
    count: int = await database.fetchval("SELECT count(*) FROM room_photos WHERE message_id = $1", message_id)
    return count


async def _set_words(message_id: int) -> None:
    """The captions of its photos, in their order."""
    await database.execute(
        "UPDATE messages SET text = left(coalesce((SELECT string_agg(caption, E'\\n' ORDER BY id) FROM room_photos "
        "WHERE message_id = $1 AND caption <> ''), ''), $2) WHERE id = $1",
        *(message_id, LIMIT),
    )
