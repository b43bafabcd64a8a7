"""What faces show of groups."""

from __future__ import annotations

from dataclasses import dataclass

from domain import database


@dataclass(frozen=True, slots=True)
class SpaceCard:
    """A group as it is now. `subject` is what it is about, None if nothing."""

    chat_id: int
    title: str
    kind: str
    is_forum: bool
    present: bool
    language: str
    subject: str | None
    card_message_id: int | None
    card_digest: str | None
    tags: bool = True

    @property
    def event_id(self) -> int | None:
        kind, _, number = (self.subject or "").partition(":")
        return int(number) if kind == "event" else None


_SPACE = """
SELECT s.chat_id, s.title, s.kind, s.is_forum, s.present, s.language, l.subject, l.card_message_id, l.card_digest,
       coalesce(l.tags, TRUE) AS tags
FROM spaces s LEFT JOIN space_links l ON l.chat_id = s.chat_id
"""


async def get_space(chat_id: int) -> SpaceCard | None:
    """None for a group that we have never been in."""
    row = await database.fetchrow(f"{_SPACE} WHERE s.chat_id = $1", chat_id)
    return SpaceCard(**dict(row)) if row else None


async def linked_spaces(subject: str) -> list[SpaceCard]:
    """The groups about a subject that we are in, the first linked first."""
    rows = await database.fetch(f"{_SPACE} WHERE l.subject = $1 AND s.present ORDER BY l.id", subject)
    return [SpaceCard(**dict(row)) for row in rows]
