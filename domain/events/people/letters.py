"""The organizer's words to some of the people of an event: written, counted, sent once to each, and how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.chat.errors import NothingSaid, TooLong
from domain.errors import NotFound
from domain.events.errors import NobodyThere, SentAlready
from domain.events.lifecycle import load
from domain.events.people import roster
from domain.events.people.roster import PeopleFilter, read_filter
from domain.events.policy import require_manager
from domain.forms.texts import clean_lines
from domain.notifications import outbox
from domain.notifications.rules import Topic

KIND = "event-letter"
LENGTH = 2500
MOST_TICKED = 500


@dataclass(frozen=True, slots=True)
class LetterCard:
    """`people`: to how many it goes, or went; of these `waiting` are still to be told, `lost` cannot be in Telegram."""

    id: int
    event_id: int
    title: str
    text: str
    is_sent: bool
    people: int
    waiting: int = 0
    lost: int = 0

    @property
    def done(self) -> int:
        return self.people - self.waiting


async def write(
    actor: Person, event_id: int, text: str, wanted: PeopleFilter, ticked: Sequence[int] = (), *, now: datetime
) -> int:
    """The letter's id; nothing is sent yet. `ticked`: registrations, instead of a list.

    Raises NotFound, NotAllowed, NothingSaid, TooLong, NobodyThere.
    """
    event = await roster.require_look(actor, event_id, wanted)
    words = clean_lines(text)
    if not words:
        raise NothingSaid
    if len(words) > LENGTH:
        raise TooLong(limit=LENGTH)
    chosen: dict[str, Any] = {"ids": list(ticked)[:MOST_TICKED]} if ticked else dict(wanted.to_query())
    if not await _readers(event.id, actor.id, chosen):
        raise NobodyThere
    letter_id: int = await database.fetchval(
        "INSERT INTO event_letters (event_id, author_id, text, chosen, created_at) VALUES ($1, $2, $3, $4, $5) "
        "RETURNING id",
        *(event.id, actor.id, words, orjson.dumps(chosen).decode(), now),
    )
    return letter_id


async def send(actor: Person, letter_id: int, *, now: datetime) -> LetterCard:
    """To who is in the list at this moment, once each. Raises NotFound, SentAlready, NobodyThere."""
    row = await database.fetchrow(
        "SELECT * FROM event_letters WHERE id = $1 AND author_id = $2 FOR UPDATE", letter_id, actor.id
    )
    if row is None:
        raise NotFound
    if row["sent_at"] is not None:
        raise SentAlready
    event = await load(row["event_id"], lock=False)
    require_manager(actor, event)
    readers = await _readers(event.id, actor.id, orjson.loads(row["chosen"]))
    if not readers:
        raise NobodyThere
    await database.execute(
        "UPDATE event_letters SET sent_at = $2, people = $3 WHERE id = $1", letter_id, now, len(readers)
    )
    await outbox.notify_all(
        readers,
        KIND,
        params={"letter_id": letter_id, "event_id": event.id},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{KIND}:{letter_id}",
        now=now,
    )
    details = {"letter": letter_id, "people": len(readers)}
    await trail.record(actor.id, "event-letter-sent", f"event:{event.id}", now=now, details=details)
    return await get_letter(actor, letter_id)


async def get_letter(actor: Person, letter_id: int) -> LetterCard:
    """For its author. Raises NotFound."""
    row = await database.fetchrow(
        "SELECT l.*, e.title FROM event_letters l JOIN events e ON e.id = l.event_id "
        "WHERE l.id = $1 AND l.author_id = $2",
        *(letter_id, actor.id),
    )
    if row is None:
        raise NotFound
    known = {"id": row["id"], "event_id": row["event_id"], "title": row["title"], "text": row["text"]}
    if row["sent_at"] is None:
        readers = await _readers(row["event_id"], actor.id, orjson.loads(row["chosen"]))
        return LetterCard(**known, is_sent=False, people=len(readers))
    waiting, lost = await _progress(letter_id)
    return LetterCard(**known, is_sent=True, people=row["people"], waiting=waiting, lost=lost)


async def _progress(letter_id: int) -> tuple[int, int]:
    """How many people are still to be told, and how many cannot be reached: a blocked bot, and no mail."""
    prefix = f"{KIND}:{letter_id}:"
    row = await database.fetchrow(
        "SELECT (SELECT count(DISTINCT user_id) FROM outbox WHERE state = 'waiting' "
        "AND dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2) AS waiting, "
        "(SELECT count(DISTINCT user_id) FROM outbox WHERE state IN ('dead', 'blocked') AND channel = 'telegram' "
        "AND dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2) AS lost",
        *(prefix, prefix + chr(0x10FFFF)),
    )
    assert row is not None
    return row["waiting"], row["lost"]


async def letter_for_reader(letter_id: int) -> tuple[int, str]:
    """The event's id and the words. Raises NotFound."""
    row = await database.fetchrow("SELECT event_id, text FROM event_letters WHERE id = $1", letter_id)
    if row is None:
        raise NotFound
    return row["event_id"], row["text"]


async def _readers(event_id: int, author_id: int, chosen: dict[str, Any]) -> list[int]:
    """Nobody writes to themselves."""
    if "ids" in chosen:
        rows = await database.fetch(
            "SELECT DISTINCT user_id FROM registrations WHERE event_id = $1 AND id = ANY($2) ORDER BY 1",
            *(event_id, chosen["ids"]),
        )
        found = [row["user_id"] for row in rows]
    else:
        found = await roster.users_in(event_id, read_filter(chosen))
    return [user_id for user_id in found if user_id != author_id]
