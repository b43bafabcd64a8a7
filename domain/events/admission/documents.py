"""Documents that an event asks for: good on its day, handed in with an entry, seen by who checks entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.admission.approval import is_accepted, is_by_hand
from domain.events.admission.errors import DocumentFailed
from domain.events.entry.errors import DocumentExpires
from domain.events.entry.fitting import event_day
from domain.events.entry.registration_form import until_key
from domain.events.lifecycle import UNSAID_LENGTH, load
from domain.events.models import Event
from domain.events.policy import reviews_entries
from domain.files import documents as files
from domain.files.documents import StoredDocument
from domain.forms.form import Form, JsonValue, Kind
from domain.notifications import outbox
from domain.notifications.ports import Urgency

PURPOSE = "event-entry"


def needed_until(event: Event) -> datetime:
    return event.ends_at or event.starts_at + UNSAID_LENGTH


def document_ids(form: Form, answers: Mapping[str, JsonValue]) -> dict[str, int]:
    """By the question's key."""
    named = [one.key for one in form.fields if one.kind is Kind.DOCUMENT and one.key in answers]
    found = {key: answers[key] for key in named}
    return {key: int(str(one["id"])) for key, one in found.items() if isinstance(one, Mapping) and "id" in one}


async def check(person: Person, event: Event, form: Form, answers: Mapping[str, JsonValue]) -> None:
    """Raises DocumentFailed also for one that is deleted, or somebody else's; DocumentExpires."""
    for key, document_id in document_ids(form, answers).items():
        stored = await files.find_own(person.id, document_id)
        if stored is None or stored.state == "failed":
            raise DocumentFailed
        until = _said_until(answers, key) or stored.valid_until
        day = event_day(event)
        if form.field(key).dated and (until is None or until < day):
            raise DocumentExpires(until=f"{until:%d.%m.%Y}" if until else "none", day=f"{day:%d.%m.%Y}")


async def settled(person: Person, event: Event, status: str, answers: Mapping[str, JsonValue]) -> set[str]:
    """Questions whose document somebody has looked at before they said yes: another one now would not be that."""
    if not is_by_hand(event) or not is_accepted(status, by_hand=True):
        return set()
    found: set[str] = set()
    for one in event.questions:
        answer = answers.get(one["key"])
        if one.get("checked") and not one.get("later") and isinstance(answer, Mapping):
            stored = await files.find_own(person.id, int(str(answer["id"])))
            found |= {one["key"], until_key(one["key"])} if stored and stored.state != "failed" else set()
    return found


async def hand_in(
    person: Person, event: Event, registration_id: int, form: Form, answers: Mapping[str, JsonValue], *, now: datetime
) -> None:
    """What the answers name belongs to the entry from now on; what they name no more is taken back."""
    named = document_ids(form, answers)
    for key, document_id in named.items():
        field = form.field(key)
        await files.hand_in(
            document_id,
            person.id,
            PURPOSE,
            registration_id,
            about=field.prefill or "",
            title=field.label or "",
            thing=event.title,
            valid_until=_said_until(answers, key),
            needed_until=needed_until(event),
            now=now,
        )
    if any(one.kind is Kind.DOCUMENT for one in form.fields):
        await files.take_back(PURPOSE, registration_id, but=list(named.values()), now=now)


def _said_until(answers: Mapping[str, JsonValue], key: str) -> date | None:
    said = answers.get(until_key(key))
    return date.fromisoformat(said) if isinstance(said, str) else None


async def entry_over(registration_id: int, *, now: datetime) -> None:
    await files.take_back(PURPOSE, registration_id, now=now)


async def event_moved(event: Event) -> None:
    """Documents are needed as long as the event lasts."""
    await database.execute(
        "UPDATE document_uses u SET needed_until = $2 FROM registrations r "
        "WHERE u.purpose = $3 AND u.subject_id = r.id AND r.event_id = $1 AND u.ended_at IS NULL",
        *(event.id, needed_until(event), PURPOSE),
    )


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A document as who checks an entry reads of it."""

    id: int
    title: str
    state: str
    valid_until: date | None


async def handed_in(registration_id: int) -> tuple[HandedIn, ...]:
    found = await files.handed_in(PURPOSE, registration_id)
    return tuple(HandedIn(one.id, one.title, one.state, one.valid_until) for one in found)


async def show(reader: Person, registration_id: int, document_id: int, *, now: datetime) -> StoredDocument:
    """Sent to the private chat of who checks entries of that event, and to nobody else. Noted for the owner to see.

    Raises NotFound, DocumentNotHere, DocumentGone.
    """
    await require_reviewer(reader, registration_id)
    document = await files.read(reader.id, document_id, PURPOSE, registration_id, now=now)
    params = {"registration_id": registration_id, "document_id": document_id}
    await outbox.notify(reader.id, "application-document", params=params, urgency=Urgency.INTERACTIVE, now=now)
    return document


async def shown_to(reader: Person, registration_id: int, document_id: int) -> StoredDocument:
    """What was asked for a moment ago, when it is sent. Raises NotFound."""
    await require_reviewer(reader, registration_id)
    found = [one for one in await files.handed_in(PURPOSE, registration_id) if one.id == document_id]
    if not found:
        raise NotFound
    return found[0]


async def require_reviewer(reader: Person, registration_id: int) -> Event:
    """Raises NotFound."""
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    event = await load(event_id, lock=False)
    if not reviews_entries(reader, event, is_reviewer=await is_reviewer(event.id, reader.id)):
        raise NotFound
    return event


async def is_reviewer(event_id: int, user_id: int) -> bool:
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM event_reviewers WHERE event_id = $1 AND user_id = $2)", event_id, user_id
    )
    return found
