"""The organizer's words to some of the people of an event: written, counted, sent once to each, and how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.chat.errors import NothingSaid, TooLong
from domain.errors import NotFound
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.people import roster
from domain.events.people.errors import LetterOver, NobodyThere, SentAlready
from domain.events.people.letter_times import DUE
from domain.events.people.roster import PeopleFilter, read_filter
from domain.forms.texts import clean_lines
from domain.notifications import outbox, pace
from domain.notifications.rules import Topic

KIND = "event-letter"
LENGTH = 2500
MOST_TICKED = 500
OVER = ("finished", "cancelled")


@dataclass(frozen=True, slots=True)
class LetterCard:
    """`people`: to how many it goes, or went; of these `waiting` are still to be told, `lost` cannot be in Telegram.

    `state`: written, planned, held (its author manages the event no more), sent; or why it is not going to be sent:
    dropped, called_off, nobody.
    """

    id: int
    event_id: int
    title: str
    text: str
    state: str
    people: int
    waiting: int = 0
    lost: int = 0
    due_at: datetime | None = None
    hours_before: int | None = None
    zone: str = "UTC"
    author: str = ""

    @property
    def is_sent(self) -> bool:
        return self.state == "sent"

    @property
    def done(self) -> int:
        return self.people - self.waiting


async def write(
    actor: Person, event_id: int, text: str, wanted: PeopleFilter, ticked: Sequence[int] = (), *, now: datetime
) -> int:
    """The letter's id; nothing is sent yet. `ticked`: registrations, instead of a list.

    A list may be empty as yet: a letter can be put off. Raises NotFound, NotAllowed, NothingSaid, TooLong, NobodyThere.
    """
    event = await roster.require_look(actor, event_id, wanted)
    words = clean(text)
    chosen: dict[str, Any] = {"ids": list(ticked)[:MOST_TICKED]} if ticked else dict(wanted.to_query())
    if not await readers_of(event.id, actor.id, chosen) and (ticked or event.status in OVER):
        raise NobodyThere
    letter_id: int = await database.fetchval(
        "INSERT INTO event_letters (event_id, author_id, text, chosen, created_at) VALUES ($1, $2, $3, $4, $5) "
        "RETURNING id",
        *(event.id, actor.id, words, orjson.dumps(chosen).decode(), now),
    )
    return letter_id


def clean(text: str) -> str:
    """Raises NothingSaid, TooLong."""
    words = clean_lines(text)
    if not words:
        raise NothingSaid
    if len(words) > LENGTH:
        raise TooLong(limit=LENGTH)
    return words


async def hold(actor: Person, letter_id: int) -> tuple[Event, asyncpg.Record]:
    """The event and the letter, locked in this order: its author's, and one that is put off of who manages the event.

    Raises NotFound, NotAllowed.
    """
    event_id = await database.fetchval("SELECT event_id FROM event_letters WHERE id = $1", letter_id)
    if event_id is None:
        raise NotFound
    event = await load(event_id)
    row = await database.fetchrow("SELECT * FROM event_letters WHERE id = $1 FOR UPDATE", letter_id)
    if row is None or (row["author_id"] != actor.id and row["due_at"] is None):
        raise NotFound
    await require_writer(actor, event.id, orjson.loads(row["chosen"]))
    return event, row


async def require_writer(actor: Person, event_id: int, chosen: dict[str, Any]) -> None:
    """Who manages the event and may see that list. Raises NotFound, NotAllowed."""
    await roster.require_look(actor, event_id, PeopleFilter() if "ids" in chosen else read_filter(chosen))


async def send(actor: Person, letter_id: int, *, now: datetime) -> LetterCard:
    """To who is in the list at this moment, once each; one that was put off does not wait for its time any more.

    Raises NotFound, NotAllowed, SentAlready, LetterOver, NobodyThere, SaidTooMuch.
    """
    event, row = await hold(actor, letter_id)
    if row["sent_at"] is not None:
        raise SentAlready
    if row["ended"] is not None:
        raise LetterOver
    await pace.require(actor.id, f"letters:{event.id}", pace.LETTERS, now=now)
    if not await go(event, row, actor.id, now=now):
        raise NobodyThere
    await agenda.cancel(DUE, str(letter_id))
    return await get_letter(actor, letter_id)


async def go(event: Event, row: asyncpg.Record, sender_id: int, *, now: datetime) -> int:
    """To how many it is sent; 0: there is nobody in the list. The caller holds the event and the letter."""
    letter_id = row["id"]
    readers = await readers_of(event.id, sender_id, orjson.loads(row["chosen"]))
    if not readers:
        return 0
    await database.execute(
        "UPDATE event_letters SET sent_at = $2, people = $3, author_id = $4, held_at = NULL WHERE id = $1",
        *(letter_id, now, len(readers), sender_id),
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
    await trail.record(sender_id, "event-letter-sent", f"event:{event.id}", now=now, details=details)
    return len(readers)


LETTERS = f"""
SELECT l.*, e.title, e.zone, {FULL_NAME} AS author FROM event_letters l JOIN events e ON e.id = l.event_id
LEFT JOIN profiles p ON p.user_id = l.author_id
"""


async def get_letter(actor: Person, letter_id: int) -> LetterCard:
    """For its author as long as they may write to that list, and one that was put off for who else may.

    Raises NotFound, NotAllowed.
    """
    row = await database.fetchrow(f"{LETTERS} WHERE l.id = $1", letter_id)
    if row is None or (row["author_id"] != actor.id and row["due_at"] is None):
        raise NotFound
    await require_writer(actor, row["event_id"], orjson.loads(row["chosen"]))
    return await card_of(row, actor.id)


async def card_of(row: asyncpg.Record, viewer_id: int) -> LetterCard:
    names = ("id", "event_id", "title", "text", "due_at", "hours_before", "zone")
    known = {name: row[name] for name in names} | {"author": row["author"] or ""}
    if row["sent_at"] is None:
        state = row["ended"] or ("held" if row["held_at"] else "planned" if row["due_at"] else "written")
        readers = await readers_of(row["event_id"], viewer_id, orjson.loads(row["chosen"]))
        return LetterCard(**known, state=state, people=len(readers))
    waiting, lost = await _progress(row["id"])
    return LetterCard(**known, state="sent", people=row["people"], waiting=waiting, lost=lost)


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


async def readers_of(event_id: int, author_id: int, chosen: dict[str, Any]) -> list[int]:
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
