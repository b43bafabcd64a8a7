"""Questions that many ask, with the organizer's answers: read before one asks, built from answers that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.chat.queries import get_message
from domain.errors import NotFound
from domain.events.access import require_access
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.talking import talk
from domain.events.talking.errors import FaqIsFull
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_lines, shortened

MOST = 20
QUESTION_LENGTH, ANSWER_LENGTH = 200, 500
QUESTION, ANSWER = "faq-question", "faq-answer"
"""What an entry says now, when it is worded anew."""
FAQ_FORM = Form(
    "event-faq",
    (
        Field("question", Kind.LONG_TEXT, words="event-faq-ask-question", min=2, max=QUESTION_LENGTH, prefill=QUESTION),
        Field("answer", Kind.LONG_TEXT, words="event-faq-ask-answer", min=1, max=ANSWER_LENGTH, prefill=ANSWER),
    ),
    words="event-faq-form",
)


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    question: str
    answer: str


async def read_faq(person: Person, event_id: int) -> list[Entry]:
    """In the organizer's order. Raises NotFound for an event that the person may not see."""
    await require_access(person, event_id)
    return await entries_of(event_id)


async def entries_of(event_id: int) -> list[Entry]:
    rows = await database.fetch(
        "SELECT id, question, answer FROM event_faq WHERE event_id = $1 ORDER BY position, id", event_id
    )
    return [Entry(**dict(row)) for row in rows]


async def add(
    actor: Person, event_id: int, question: str, answer: str, *, now: datetime, message_id: int | None = None
) -> int:
    """The new entry's id, the last of the list; of one answer there is one entry. Raises FaqIsFull."""
    event = await load_managed(actor, event_id)
    known = await database.fetchval("SELECT id FROM event_faq WHERE message_id = $1", message_id)
    if known is not None:
        return int(known)
    last = await database.fetchrow(
        "SELECT count(*) AS many, max(position) AS at FROM event_faq WHERE event_id = $1", event.id
    )
    assert last is not None
    if last["many"] >= MOST:
        raise FaqIsFull(most=MOST)
    entry_id: int = await database.fetchval(
        "INSERT INTO event_faq (event_id, message_id, question, answer, position) VALUES ($1, $2, $3, $4, $5) "
        "RETURNING id",
        *(event.id, message_id, _fit(question, QUESTION_LENGTH), _fit(answer, ANSWER_LENGTH), (last["at"] or 0) + 1),
    )
    await _note(actor, event, now=now)
    return entry_id


def _fit(text: str, limit: int) -> str:
    """The organizer reads what came of it, and may word it anew."""
    return shortened(clean_lines(text), limit)


_ASKED = """
SELECT string_agg(m.text, E'\n' ORDER BY m.id) FROM messages m
WHERE m.conversation_id = $1 AND m.author_id = $2 AND m.id < $3 AND m.id > coalesce(
    (SELECT max(b.id) FROM messages b WHERE b.conversation_id = $1 AND b.id < $3 AND b.author_id IS DISTINCT FROM $2
     AND EXISTS (SELECT 1 FROM messages q WHERE q.conversation_id = $1 AND q.author_id = $2
                 AND q.id > b.id AND q.id < $3)), 0)
"""
"""What the asker wrote before that answer, since the answer before it."""


async def adopt(actor: Person, message_id: int, *, now: datetime) -> tuple[int, int]:
    """[В FAQ] under an answer: (event id, entry id). Raises NotFound for anything but the organizer's answer."""
    conversation, event = await talk.question_of(actor, message_id)
    require_manager(actor, event)
    message = await get_message(message_id)
    assert message is not None
    if message.author_id == conversation.asker_id:
        raise NotFound
    asked = await database.fetchval(_ASKED, conversation.id, conversation.asker_id, message_id)
    if not asked:
        raise NotFound
    return event.id, await add(actor, event.id, asked, message.text, now=now, message_id=message_id)


async def change(actor: Person, entry_id: int, question: str, answer: str, *, now: datetime) -> int:
    """The event's id. Raises NotFound."""
    event = await _held(actor, entry_id)
    await database.execute(
        "UPDATE event_faq SET question = $2, answer = $3 WHERE id = $1",
        *(entry_id, _fit(question, QUESTION_LENGTH), _fit(answer, ANSWER_LENGTH)),
    )
    await _note(actor, event, now=now)
    return int(event.id)


async def remove(actor: Person, entry_id: int, *, now: datetime) -> int:
    """The event's id. Raises NotFound."""
    event = await _held(actor, entry_id)
    await database.execute("DELETE FROM event_faq WHERE id = $1", entry_id)
    await _note(actor, event, now=now)
    return int(event.id)


async def move_up(actor: Person, entry_id: int, *, now: datetime) -> int:
    """One place up; the first stays. The event's id. Raises NotFound."""
    event = await _held(actor, entry_id)
    ids = [entry.id for entry in await entries_of(event.id)]
    at = ids.index(entry_id)
    ids.insert(max(0, at - 1), ids.pop(at))
    await database.execute(
        "UPDATE event_faq SET position = told.at FROM unnest($1::bigint[]) WITH ORDINALITY AS told(id, at) "
        "WHERE event_faq.id = told.id",
        ids,
    )
    await _note(actor, event, now=now)
    return int(event.id)


async def get_entry(actor: Person, entry_id: int) -> tuple[int, Entry]:
    """(event id, entry), for who manages the event. Raises NotFound, NotAllowed."""
    row = await database.fetchrow("SELECT event_id, id, question, answer FROM event_faq WHERE id = $1", entry_id)
    event = await Event.get_or_none(id=row["event_id"]) if row else None
    if row is None or event is None:
        raise NotFound
    require_manager(actor, event)
    return event.id, Entry(row["id"], row["question"], row["answer"])


async def copy(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO event_faq (event_id, question, answer, position) "
        "SELECT $2, question, answer, position FROM event_faq WHERE event_id = $1",
        *(from_event, to_event),
    )


async def _held(actor: Person, entry_id: int) -> Event:
    event_id = await database.fetchval("SELECT event_id FROM event_faq WHERE id = $1", entry_id)
    if event_id is None:
        raise NotFound
    event = await load_managed(actor, event_id)
    if await database.fetchval("SELECT 1 FROM event_faq WHERE id = $1", entry_id) is None:
        raise NotFound
    return event


async def _note(actor: Person, event: Event, *, now: datetime) -> None:
    await trail.record(actor.id, "event-faq-changed", f"event:{event.id}", now=now)
