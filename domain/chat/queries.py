"""What faces show of conversations: pages of messages, questions that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg
import orjson

from domain import database


@dataclass(frozen=True, slots=True)
class Photo:
    """`state`: pending until its bytes are here, ready, or failed; sizes in pixels once it is ready."""

    file_id: int
    state: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class MessageCard:
    """`author_id` is None for somebody who is no longer known. `origin` is app, group or private."""

    id: int
    conversation_id: int
    author_id: int | None
    author_name: str
    text: str
    origin: str
    sent_at: datetime
    revision: int = 0
    """Later than every id and revision before it; 0 for what was never changed."""
    edited: bool = False
    photos: tuple[Photo, ...] = ()

    @property
    def version(self) -> int:
        return max(self.id, self.revision)


@dataclass(frozen=True, slots=True)
class Page:
    """Oldest first. `before` asks for the page that came earlier; None: there is none."""

    messages: list[MessageCard]
    before: int | None


MESSAGE_COLUMNS = (
    "m.id, m.conversation_id, m.author_id, m.author_name, m.text, m.origin, m.sent_at, "
    "coalesce(m.revision, 0) AS revision, m.edited_at IS NOT NULL AS edited, "
    "(SELECT json_agg(json_build_array(p.file_id, coalesce(f.state, 'failed'), f.width, f.height) ORDER BY p.id) "
    "FROM room_photos p LEFT JOIN files f ON f.id = p.file_id WHERE p.message_id = m.id)::text AS photos"
)


def card_of(row: asyncpg.Record) -> MessageCard:
    """Of a row with MESSAGE_COLUMNS."""
    photos = tuple(Photo(*one) for one in orjson.loads(row["photos"])) if row["photos"] else ()
    return MessageCard(**dict(row) | {"photos": photos})


async def get_message(message_id: int) -> MessageCard | None:
    row = await database.fetchrow(f"SELECT {MESSAGE_COLUMNS} FROM messages m WHERE m.id = $1", message_id)
    return card_of(row) if row else None


async def message_page(conversation_id: int, *, before: int | None = None, limit: int = 50) -> Page:
    """The newest messages, or those before the message `before`."""
    rows = await database.fetch(
        f"SELECT {MESSAGE_COLUMNS} FROM messages m WHERE m.conversation_id = $1 "
        "AND ($2::bigint IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3",
        *(conversation_id, before, limit + 1),
    )
    cards = [card_of(row) for row in reversed(rows[:limit])]
    return Page(cards, cards[0].id if len(rows) > limit else None)


_WAITS = "(m.author_id = c.asker_id AND m.id > coalesce(c.settled_message_id, 0))"
"""Of a question `c` whose last message is `m`."""
_OPEN = f"""
SELECT {MESSAGE_COLUMNS} FROM conversations c JOIN messages m ON m.id = c.last_message_id
WHERE c.kind = 'question' AND c.subject = $1 AND {_WAITS}
ORDER BY m.id LIMIT $2
"""


async def open_questions(subject: str, *, limit: int = 5) -> list[MessageCard]:
    """Questions about the subject whose last word is the asker's and waits, the longest waiting first."""
    return [card_of(row) for row in await database.fetch(_OPEN, subject, limit)]


_ANSWERED = f"""
SELECT m.id, m.conversation_id, c.asker_id AS author_id, q.author_name, q.text, m.origin, m.sent_at
FROM conversations c JOIN messages m ON m.id = c.last_message_id
JOIN LATERAL (SELECT o.author_name, o.text FROM messages o WHERE o.conversation_id = c.id AND o.author_id = c.asker_id
              ORDER BY o.id DESC LIMIT 1) q ON TRUE
WHERE c.kind = 'question' AND c.subject = $1 AND {_WAITS} IS NOT TRUE AND c.asker_id IS NOT NULL
ORDER BY m.id DESC LIMIT $2
"""


async def answered_questions(subject: str, *, limit: int = 10) -> list[MessageCard]:
    """The asker's last words of each question that has its answer, the newest answer first."""
    return [MessageCard(**dict(row)) for row in await database.fetch(_ANSWERED, subject, limit)]


async def count_open_questions(subject: str) -> int:
    count: int = await database.fetchval(
        "SELECT count(*) FROM conversations c JOIN messages m ON m.id = c.last_message_id "
        f"WHERE c.kind = 'question' AND c.subject = $1 AND {_WAITS}",
        subject,
    )
    return count


async def messages_since(kind: str, subject: str, seen: int, *, limit: int = 100) -> list[MessageCard]:
    """What was said or changed in a room after the version `seen`, the newest `limit` of it, oldest change first."""
    rows = await database.fetch(
        f"SELECT {MESSAGE_COLUMNS} FROM conversations c JOIN messages m ON m.conversation_id = c.id "
        "WHERE c.kind = $1 AND c.subject = $2 AND (m.id > $3 OR m.revision > $3) "
        "ORDER BY greatest(m.id, m.revision) DESC LIMIT $4",
        *(kind, subject, seen, limit),
    )
    return [card_of(row) for row in reversed(rows)]


async def find_question(subject: str, asker_id: int) -> int | None:
    """The conversation in which that person asks about the subject, if they have asked."""
    found: int | None = await database.fetchval(
        "SELECT id FROM conversations WHERE kind = 'question' AND subject = $1 AND asker_id = $2", subject, asker_id
    )
    return found
