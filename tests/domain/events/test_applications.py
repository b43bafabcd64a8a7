"""EV-25, EV-20, EV-19: confirming by hand, its places, who decides, who reads documents, the second form."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import queries
from domain.events.admission import applications, documents, reviewers
from domain.events.admission.applications import Application
from domain.events.admission.errors import AlreadyDecided, DocumentFailed
from domain.events.entry import admitting, answering, changing_way, leaving, registration
from domain.events.entry import questions as asked
from domain.events.entry.errors import DocumentExpires
from domain.events.errors import ReasonNeeded
from domain.events.making import creation
from domain.events.models import Event
from domain.events.people import participants
from domain.files import documents as files
from domain.files.queries import get_sheet
from domain.files.vault import Vault
from domain.forms.form import JsonValue
from domain.payments import methods
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.papers import uploaded
from tests.kit.people import administrator, heard, meet, meet_many, plan, published

CERTIFICATE: dict[str, Any] = {
    "key": "q_cert",
    "kind": "document",
    "label": "Справка",
    "prefill": "medical_certificate",
    "dated": True,
    "checked": True,
}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


async def apply(
    event: Event, person: Person, answers: dict[str, JsonValue] | None = None, *, now: datetime = START
) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, answers or {}, now=now))


async def waiting(reader: Person, event: Event) -> list[Application]:
    return await applications.list_waiting(reader, event.id, limit=50)


async def accept(actor: Person, application: Application, *, now: datetime = START) -> Application:
    return await in_transaction(lambda: applications.accept(actor, application.id, now=now))


async def decline(actor: Person, application: Application, reason: str = "Нет печати") -> Application:
    return await in_transaction(lambda: applications.decline(actor, application.id, reason, now=START))


async def status(event: Event, person: Person) -> str | None:
    return (await queries.get_event_card(event.id, person)).own_status


def certificate(document_id: int, until: str = "2027-05-31") -> dict[str, JsonValue]:
    return {"q_cert": {"id": document_id}, "q_cert_until": until}


async def test_thirty_applications_for_five_places_are_never_oversold_and_none_stays_idle(igor: Person) -> None:
    event = await published(igor, capacity=5, by_hand=True)
    people = await meet_many(30)
    outcomes = await asyncio.gather(*(apply(event, person) for person in people))
    assert sorted(one.status for one in outcomes) == ["pending"] * 5 + ["waitlisted"] * 25
    queue = await waiting(igor, event)
    assert len(queue) == 5 and (await queries.get_event_card(event.id, igor)).taken == 5
    await asyncio.gather(*(accept(igor, one) for one in queue[:3]), *(decline(igor, one) for one in queue[3:]))
    card = await queries.get_event_card(event.id, igor)
    assert (card.taken, card.waiting) == (5, 23), "two declined places are offered to the next two"
    offered = await forma_database.fetch("SELECT user_id FROM registrations WHERE status = 'offered' ORDER BY id")
    by_id = {person.id: person for person in people}
    first, second = [by_id[row["user_id"]] for row in offered]
    taken = await in_transaction(lambda: admitting.take_offer(first, event.id, now=START))
    assert taken.status == "pending", "who comes from the queue is asked for as well"
    (one,) = await waiting(igor, event)
    assert one.user_id == first.id
    await accept(igor, one)
    assert await status(event, first) == "confirmed" and await status(event, second) == "offered"
    assert await forma_database.fetchval("SELECT max(taken) FROM place_pools") == 5


async def test_of_two_who_decide_at_once_one_wins_and_the_other_reads_who_it_was(igor: Person) -> None:
    anna = await administrator("Анна")
    event, olya = await published(igor, capacity=5, by_hand=True), await meet("Оля")
    await apply(event, olya)
    (one,) = await waiting(igor, event)
    done = await asyncio.gather(accept(igor, one), decline(anna, one), return_exceptions=True)
    (won,) = [each for each in done if isinstance(each, Application)]
    (lost,) = [each for each in done if isinstance(each, AlreadyDecided)]
    assert lost.params["name"] == won.handled_by and won.handled_by in ("Игорь", "Анна")
    assert await status(event, olya) == ("confirmed" if won.state == "accepted" else None)
    assert await heard(olya, "application-accepted") + await heard(olya, "application-declined") == 1


async def test_only_who_decides_reads_applications_and_a_reason_is_needed(igor: Person) -> None:
    event, olya, pasha = await published(igor, by_hand=True), await meet("Оля"), await meet("Паша")
    await apply(event, olya)
    (one,) = await waiting(igor, event)
    for stranger in (olya, pasha):
        for deed in (accept(stranger, one), decline(stranger, one), waiting(stranger, event)):
            with pytest.raises(NotFound):
                await deed
    with pytest.raises(ReasonNeeded):
        await decline(igor, one, " \n ")
    assert (await decline(igor, one)).reason == "Нет печати"
    assert await status(event, olya) is None and await heard(olya, "application-declined") == 1
    assert (await apply(event, olya)).status == "pending", "what can be put right may be tried again"


async def test_who_takes_the_application_back_frees_the_place_and_nobody_decides_it(igor: Person) -> None:
    event, olya = await published(igor, capacity=1, by_hand=True), await meet("Оля")
    await apply(event, olya)
    (one,) = await waiting(igor, event)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert await waiting(igor, event) == [] and (await queries.get_event_card(event.id, igor)).taken == 0
    with pytest.raises(AlreadyDecided) as gone:
        await accept(igor, one)
    assert gone.value.params == {"name": "none", "state": "withdrawn"}


async def test_who_is_accepted_pays_then_and_the_hold_begins_with_the_yes(igor: Person) -> None:
    methods.configure({methods.TELEGRAM})
    try:
        event = await published(igor, capacity=1, by_hand=True, fee_minor=50_000, payment="online")
        olya = await meet("Оля")
        assert (await apply(event, olya)).status == "pending"
        assert not await forma_database.fetch("SELECT 1 FROM orders"), "nobody pays before they are let in"
        (one,) = await waiting(igor, event)
        later = START + timedelta(days=1)
        await accept(igor, one, now=later)
        card = await queries.get_event_card(event.id, olya)
        assert card.own_status == "approved" and card.own_offer_ends_at and card.own_offer_ends_at > later
        assert (await queries.get_event_card(event.id, igor)).taken == 1
        assert await forma_database.fetchval("SELECT count(*) FROM agenda WHERE kind = 'event-offer-end'") == 1
    finally:
        methods.configure(())


async def test_a_reviewer_is_let_in_by_the_link_and_out_by_the_organizer(igor: Person) -> None:
    event, anna, olya = await published(igor, by_hand=True), await meet("Анна"), await meet("Оля")
    token = await in_transaction(lambda: reviewers.invitation(igor, event.id))
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: reviewers.invitation(anna, event.id))
    await in_transaction(lambda: reviewers.join(anna, token, now=START))
    await apply(event, olya)
    assert await heard(anna, "application-card") == await heard(igor, "application-card") == 1
    (one,) = await waiting(anna, event)
    assert (await participants.get_sheet(anna, one.registration_id)).name == "Оля"
    await in_transaction(lambda: reviewers.remove(igor, event.id, anna.id, now=START))
    with pytest.raises(NotFound):
        await accept(anna, one)
    with pytest.raises(NotFound):
        await participants.get_sheet(anna, one.registration_id)


async def test_a_certificate_is_read_by_who_checks_it_while_it_is_needed_and_every_look_is_noted(
    igor: Person, vault: Vault
) -> None:
    event = await published(igor, questions=[CERTIFICATE])
    elsewhere, lena = await meet("Маша"), await meet("Лена")
    await published(elsewhere, "Другой забег", questions=[CERTIFICATE])
    olya, admin = await meet("Оля"), await administrator("Анна")
    document_id = await uploaded(olya.id, vault)
    outcome = await apply(event, olya, certificate(document_id))
    assert outcome.status == "pending", "a document to be checked makes an application"

    async def look(reader: Person, now: datetime = START) -> None:
        await in_transaction(lambda: documents.show(reader, outcome.registration_id, document_id, now=now))

    for stranger in (elsewhere, lena, admin, olya):
        with pytest.raises(NotFound):
            await look(stranger)
    token = await in_transaction(lambda: reviewers.invitation(igor, event.id))
    await in_transaction(lambda: reviewers.join(lena, token, now=START))
    await look(igor)
    await look(lena)
    sheet = await get_sheet(olya.id, document_id, now=START)
    assert [(one.reader, one.title) for one in sheet.readings] == [("Лена", "Забег 5 км"), ("Игорь", "Забег 5 км")]
    over = event.starts_at + timedelta(hours=3) + files.SEEN_AFTER
    await look(igor, over - timedelta(minutes=1))
    with pytest.raises(NotFound):
        await look(igor, over + timedelta(minutes=1))
    (one,) = await waiting(igor, event)
    await decline(igor, one)
    with pytest.raises(NotFound):
        await look(igor)


async def test_another_ones_document_cannot_be_handed_in(igor: Person, vault: Vault) -> None:
    event, olya, pasha = await published(igor, questions=[CERTIFICATE]), await meet("Оля"), await meet("Паша")
    document_id = await uploaded(olya.id, vault)
    with pytest.raises(DocumentFailed):
        await apply(event, pasha, certificate(document_id))
    assert await forma_database.fetchval("SELECT count(*) FROM registrations") == 0


@pytest.mark.parametrize("days", [6, 7])
async def test_a_certificate_has_to_be_good_on_the_day_of_the_event(igor: Person, vault: Vault, days: int) -> None:
    event, olya = await published(igor, questions=[CERTIFICATE]), await meet("Оля")
    document_id = await uploaded(olya.id, vault)
    until = (START + timedelta(days=days)).date().isoformat()
    if days == 7:
        assert (await apply(event, olya, certificate(document_id, until))).status == "pending"
        return
    with pytest.raises(DocumentExpires):
        await apply(event, olya, certificate(document_id, until))
    claimed: dict[str, JsonValue] = {"q_cert": {"id": document_id, "until": "2099-01-01"}}
    with pytest.raises(DocumentExpires):
        await apply(event, olya, claimed)


async def test_what_could_not_be_read_is_no_document(igor: Person, vault: Vault) -> None:
    event, olya = await published(igor, questions=[CERTIFICATE]), await meet("Оля")
    document_id = await uploaded(olya.id, vault)
    await forma_database.execute("UPDATE documents SET state = 'failed', failure = 'format'")
    with pytest.raises(DocumentFailed):
        await apply(event, olya, certificate(document_id))


async def test_a_moved_event_needs_its_documents_longer(igor: Person, vault: Vault) -> None:
    event, olya = await published(igor, questions=[CERTIFICATE]), await meet("Оля")
    await apply(event, olya, certificate(await uploaded(olya.id, vault)))
    later = plan(questions=[CERTIFICATE], starts_at=START + timedelta(days=70))
    await in_transaction(lambda: creation.edit_event(igor, event.id, later, version=None, now=START))
    needed = await forma_database.fetchval("SELECT needed_until FROM document_uses")
    assert needed == START + timedelta(days=70, hours=3)


async def test_the_second_form_is_asked_of_who_has_been_accepted(igor: Person) -> None:
    shirt = {"key": "q_shirt", "kind": "text", "label": "Футболка"}
    event, olya = await published(igor, by_hand=True, questions=[shirt]), await meet("Оля")
    await in_transaction(lambda: asked.ask_later(igor, event.id, "q_shirt", later=True, now=START))
    form = await registration.prepare(olya, event.id, now=START)
    assert form.fields == ()
    await apply(event, olya)
    assert (await queries.get_event_card(event.id, olya)).own_open_questions == 0
    (one,) = await waiting(igor, event)
    await accept(igor, one)
    assert (await queries.get_event_card(event.id, olya)).own_open_questions == 1
    (field,) = await answering.unanswered(olya, event.id)
    assert field.key == "q_shirt"
    await in_transaction(lambda: answering.change_answers(olya, event.id, {"q_shirt": "M"}, now=START))
    assert (await queries.get_event_card(event.id, olya)).own_open_questions == 0


async def test_changing_the_way_while_one_waits_for_a_yes_is_no_yes(igor: Person) -> None:
    event = await published(igor, by_hand=True, format="hybrid", capacity=1, online_capacity=1)
    olya = await meet("Оля")
    await in_transaction(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    await in_transaction(lambda: changing_way.change_way(olya, event.id, "online", now=START))
    assert await status(event, olya) == "pending"
    (one,) = await waiting(igor, event)
    await accept(igor, one)
    card = await queries.get_event_card(event.id, olya)
    assert (card.own_status, card.own_way) == ("confirmed", "online")


async def test_a_document_that_was_looked_at_cannot_be_changed_behind_the_yes(igor: Person, vault: Vault) -> None:
    shirt = {"key": "q_shirt", "kind": "text", "label": "Футболка", "required": False}
    event, olya = await published(igor, questions=[CERTIFICATE, shirt]), await meet("Оля")
    checked, other = await uploaded(olya.id, vault), await uploaded(olya.id, vault)
    await apply(event, olya, certificate(checked))
    form, _ = await answering.current_answers(olya, event.id, now=START)
    assert [field.key for field in form.fields] == ["q_cert", "q_cert_until", "q_shirt"], "while it waits it may be"
    (one,) = await waiting(igor, event)
    await accept(igor, one)
    form, _ = await answering.current_answers(olya, event.id, now=START)
    assert [field.key for field in form.fields] == ["q_shirt"]
    changed = certificate(other) | {"q_shirt": "L"}
    await in_transaction(lambda: answering.change_answers(olya, event.id, changed, now=START))
    assert [paper.id for paper in await documents.handed_in(one.registration_id)] == [checked]
    await in_transaction(lambda: files.delete(olya.id, checked, now=START))
    form, _ = await answering.current_answers(olya, event.id, now=START)
    assert "q_cert" in {field.key for field in form.fields}, "one that is gone is asked for again"


async def test_who_decides_hears_once_a_day_of_what_waits(igor: Person) -> None:
    event, olya, lena = await published(igor, by_hand=True), await meet("Оля"), await meet("Лена")
    await apply(event, olya)
    await apply(event, lena)
    for days, count in ((0.9, 0), (1.1, 1), (1.2, 1), (2.2, 2)):
        await agenda.work_due(AGENDA, START + timedelta(days=days))
        assert await heard(igor, "application-reminder") == count, days
    for one in await waiting(igor, event):
        await accept(igor, one)
    await agenda.work_due(AGENDA, START + timedelta(days=3.3))
    assert await heard(igor, "application-reminder") == 2
    assert not await forma_database.fetch("SELECT 1 FROM agenda WHERE kind = 'event-applications'")
