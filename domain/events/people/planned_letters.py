"""Letters that are put off: planned, worded anew, taken back, and sent when their time comes, by whoever is awake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person, get_person
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotAllowed, NotFound
from domain.events.addressee import told_for
from domain.events.errors import MoveNotAllowed
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.people import letters
from domain.events.people.errors import LetterOver, TooManyLetters
from domain.events.people.letter_times import DUE, OPEN_SQL, LetterTime, due_of
from domain.events.people.letters import LETTERS, LetterCard, card_of
from domain.events.policy import may_read_answers, require_manager
from domain.notifications import outbox

MOST = 20
"""So many may wait for their time at an event."""
SHOWN = 10
GONE, NOBODY, HELD = "event-letter-gone", "event-letter-nobody", "event-letter-held"


async def plan(actor: Person, letter_id: int, time: LetterTime, *, now: datetime) -> LetterCard:
    """Put it off, or to another time. Who changes it answers for it from then on.

    Raises NotFound, NotAllowed, LetterOver, LetterTimePassed, MoveNotAllowed, TooManyLetters.
    """
    event, row = await letters.hold(actor, letter_id)
    _require_open(row["sent_at"], row["ended"])
    if event.status == "cancelled":
        raise MoveNotAllowed(status=event.status, move="edit")
    due_at = due_of(event, time, now=now)
    if row["due_at"] is None:
        await _require_room(event.id)
    await database.execute(
        "UPDATE event_letters SET due_at = $2, hours_before = $3, held_at = NULL, author_id = $4 WHERE id = $1",
        *(letter_id, due_at, time.hours, actor.id),
    )
    await agenda.plan(DUE, str(letter_id), due_at)
    details = {"letter": letter_id, "due": due_at.isoformat()}
    await trail.record(actor.id, "event-letter-planned", f"event:{event.id}", now=now, details=details)
    return await letters.get_letter(actor, letter_id)


async def reword(actor: Person, letter_id: int, text: str, *, now: datetime) -> LetterCard:
    """Raises NotFound, NotAllowed, NothingSaid, TooLong, LetterOver."""
    event, row = await letters.hold(actor, letter_id)
    _require_open(row["sent_at"], row["ended"])
    words = letters.clean(text)
    await database.execute("UPDATE event_letters SET text = $2 WHERE id = $1", letter_id, words)
    if row["due_at"] is not None:
        details = {"letter": letter_id}
        await trail.record(actor.id, "event-letter-reworded", f"event:{event.id}", now=now, details=details)
    return await letters.get_letter(actor, letter_id)


async def drop(actor: Person, letter_id: int, *, now: datetime) -> LetterCard:
    """It is not going to be sent. Raises NotFound, NotAllowed, LetterOver."""
    event, row = await letters.hold(actor, letter_id)
    _require_open(row["sent_at"], row["ended"])
    if row["due_at"] is None:
        raise LetterOver
    await _end(letter_id, "dropped")
    await agenda.cancel(DUE, str(letter_id))
    details = {"letter": letter_id}
    await trail.record(actor.id, "event-letter-dropped", f"event:{event.id}", now=now, details=details)
    return await letters.get_letter(actor, letter_id)


async def list_waiting(actor: Person, event_id: int) -> Sequence[LetterCard]:
    """Of this event, in the order of their time. Raises NotFound, NotAllowed."""
    rows = await database.fetch(
        f"{LETTERS} WHERE {_MINE} AND {OPEN_SQL} ORDER BY l.due_at, l.id", *await _looks(actor, event_id)
    )
    return [await card_of(row, actor.id) for row in rows]


async def list_over(
    actor: Person, event_id: int, *, before: int | None = None, limit: int = SHOWN
) -> Sequence[LetterCard]:
    """Sent, or not to be sent any more, newest first; `before`: the last one seen. Raises NotFound, NotAllowed."""
    rows = await database.fetch(
        f"{LETTERS} WHERE {_MINE} AND (l.sent_at IS NOT NULL OR l.ended IS NOT NULL) "
        "AND ($4::bigint IS NULL OR l.id < $4) ORDER BY l.id DESC LIMIT $5",
        *(*await _looks(actor, event_id), before, limit),
    )
    return [await card_of(row, actor.id) for row in rows]


_MINE = "l.event_id = $1 AND (l.due_at IS NOT NULL OR l.author_id = $2) AND ($3 OR NOT l.chosen ? 'question')"
"""Who may not read answers sees no letter to those who gave one."""


async def _looks(actor: Person, event_id: int) -> tuple[int, int, bool]:
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    return event.id, actor.id, may_read_answers(actor, event)


async def count_waiting(event_id: int) -> int:
    found: int = await database.fetchval(
        f"SELECT count(*) FROM event_letters WHERE event_id = $1 AND {OPEN_SQL}", event_id
    )
    return found


async def send_due(letter_id: int, *, now: datetime) -> datetime | None:
    """Its time has come: it goes to who is in the list now, and its author hears to how many.

    Whose author may not write to these people any more is neither sent nor lost: who manages the event decides.
    """
    event_id = await database.fetchval("SELECT event_id FROM event_letters WHERE id = $1", letter_id)
    if event_id is None:
        return None
    event = await load(event_id)
    row = await database.fetchrow(
        f"SELECT * FROM event_letters WHERE id = $1 AND held_at IS NULL AND {OPEN_SQL} FOR UPDATE", letter_id
    )
    if row is None:
        return None
    if row["due_at"] > now:
        return row["due_at"]  # type: ignore[no-any-return]
    if not await _may_write(row["author_id"], event.id, orjson.loads(row["chosen"])):
        await _hold(event, letter_id, now=now)
    elif people := await letters.go(event, row, row["author_id"], now=now):
        await _tell(row["author_id"], GONE, event.id, letter_id, now=now, people=people)
    else:
        await _end(letter_id, "nobody")
        await _tell(row["author_id"], NOBODY, event.id, letter_id, now=now)
    return None


async def _may_write(author_id: int, event_id: int, chosen: dict[str, str]) -> bool:
    author = await get_person(author_id)
    try:
        await letters.require_writer(author, event_id, chosen)
    except (NotAllowed, NotFound):
        return False
    return author.status == "active"


async def _hold(event: Event, letter_id: int, *, now: datetime) -> None:
    await database.execute("UPDATE event_letters SET held_at = $2 WHERE id = $1", letter_id, now)
    whom = await told_for(event.organizer_id, event.organization_id)
    await _tell(whom, HELD, event.id, letter_id, now=now)


async def _tell(
    user_id: int, kind: str, event_id: int, letter_id: int, *, now: datetime, people: int | None = None
) -> None:
    params = {"event_id": event_id, "letter_id": letter_id} | ({"people": people} if people else {})
    await outbox.notify(user_id, kind, params=params, dedupe_key=f"{kind}:{letter_id}:{int(now.timestamp())}", now=now)


async def _end(letter_id: int, why: str) -> None:
    await database.execute("UPDATE event_letters SET ended = $2, held_at = NULL WHERE id = $1", letter_id, why)


async def _require_room(event_id: int) -> None:
    if await count_waiting(event_id) >= MOST:
        raise TooManyLetters(most=MOST)


def _require_open(sent_at: datetime | None, ended: str | None) -> None:
    if sent_at is not None or ended is not None:
        raise LetterOver
