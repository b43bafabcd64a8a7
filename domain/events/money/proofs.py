"""What shows that a transfer went: a photo or a PDF for who looks for the money, seen by nobody else."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import announcements
from domain.events.addressee import told_for
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.policy import require_manager
from domain.files import documents as files
from domain.files.documents import StoredDocument
from domain.forms.form import Field, Form, Kind
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.payments import orders, transfers
from domain.payments.errors import NotClaimed

PURPOSE = "event-transfer"
GIVEN, SHOWN = "event-transfer-proof", "event-transfer-proof-file"
PROOF_FORM = Form("transfer-proof", (Field("document", Kind.DOCUMENT, words="transfer-proof-ask"),))


async def give(person: Person, registration_id: int, document_id: int, *, title: str, now: datetime) -> None:
    """To a transfer that they have said they made; a newer one takes the place of what was given before.

    Raises NotFound, NotClaimed once the organizer has answered.
    """
    event = await _event_of(registration_id)
    await _require_claimed_by(person, registration_id)
    until = now + fees.CONFIRMING
    await files.hand_in(
        document_id,
        person.id,
        PURPOSE,
        registration_id,
        about="",
        title=title,
        thing=event.title,
        valid_until=None,
        needed_until=until,
        now=now,
    )
    await files.take_back(PURPOSE, registration_id, but=[document_id], now=now)
    told = await told_for(event.organizer_id, event.organization_id)
    await announcements.tell(told, GIVEN, event.id, registration_id=registration_id, now=now)


async def require_claimed(person: Person, registration_id: int) -> None:
    """Before they are asked for it. Raises NotFound, NotClaimed."""
    await _event_of(registration_id)
    await _require_claimed_by(person, registration_id)


async def given(registration_id: int) -> StoredDocument | None:
    """What is there to be looked at; one that could not be read is none."""
    found = [one for one in await files.handed_in(PURPOSE, registration_id) if one.state != "failed"]
    return found[-1] if found else None


async def show(reader: Person, registration_id: int, *, now: datetime) -> None:
    """Sent to the private chat of who manages the event. Noted for whose it is.

    Raises NotFound, NotAllowed, DocumentNotHere, DocumentGone.
    """
    document = await shown_to(reader, registration_id)
    await files.read(reader.id, document.id, PURPOSE, registration_id, now=now)
    params = {"registration_id": registration_id}
    await outbox.notify(reader.id, SHOWN, params=params, urgency=Urgency.INTERACTIVE, now=now)


async def shown_to(reader: Person, registration_id: int) -> StoredDocument:
    """What was asked for a moment ago, when it is sent. Raises NotFound, NotAllowed."""
    require_manager(reader, await _event_of(registration_id))
    document = await given(registration_id)
    if document is None:
        raise NotFound
    return document


async def _require_claimed_by(person: Person, registration_id: int) -> None:
    order = await orders.order_for(fees.PURPOSE, registration_id)
    if order is None or order.buyer_id != person.id:
        raise NotFound
    if order.state != "open" or not await transfers.claimed(order.id):
        raise NotClaimed


async def _event_of(registration_id: int) -> Event:
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    return await load(event_id)
