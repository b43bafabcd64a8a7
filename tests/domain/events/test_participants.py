"""EV-19: a participant's sheet keeps what was said and noted, also when several people write at once."""

from __future__ import annotations

import asyncio

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.entry import answering, questions, registration
from domain.events.entry.errors import TooManyQuestions
from domain.events.entry.history import MOST
from domain.events.entry.meanings import as_answer, to_remember
from domain.events.making import copying
from domain.events.models import Event
from domain.events.people import participants
from domain.forms.form import JsonValue, Kind
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def built(igor: Person) -> tuple[Event, str, str]:
    """An event with one question and one note: their keys."""
    event = await published(igor)
    asked: dict[str, JsonValue] = {"label": "Клуб", "kind": "text", "required": True}
    await in_transaction(lambda: questions.add_question(igor, event.id, asked, now=START))
    noted: dict[str, JsonValue] = {"label": "Взнос", "kind": "boolean"}
    await in_transaction(lambda: questions.add_note(igor, event.id, noted, now=START))
    event = await lifecycle.load(event.id, lock=False)
    return event, questions.questions_of(event)[0].key, questions.organizer_fields_of(event)[0].key


async def join(person: Person, event: Event, answers: dict[str, JsonValue]) -> int:
    done = await in_transaction(lambda: registration.register(person, event.id, answers, now=START))
    return done.registration_id


async def change(person: Person, event: Event, answers: dict[str, JsonValue]) -> None:
    await in_transaction(lambda: answering.change_answers(person, event.id, answers, now=START))


async def note(organizer: Person, registration_id: int, notes: dict[str, JsonValue]) -> None:
    await in_transaction(lambda: participants.set_notes(organizer, registration_id, notes, now=START))


async def test_answers_and_notes_written_at_once_are_both_kept_and_told(igor: Person) -> None:
    event, club, fee = await built(igor)
    olya = await meet("Оля")
    number = await join(olya, event, {club: "Динамо"})
    same = [note(igor, number, {fee: True}) for _ in range(4)]
    await asyncio.gather(change(olya, event, {club: "Спартак"}), *same)
    sheet = await participants.get_sheet(igor, number)
    assert [one.value for one in (*sheet.answers, *sheet.notes)] == ["Спартак", True]
    told = {(entry.actor_id, entry.before, entry.after) for entry in sheet.entries if entry.field}
    assert told == {(olya.id, "Динамо", "Спартак"), (igor.id, None, True)}
    assert len(sheet.entries) == 3, "four times the same is one change"


async def test_the_last_two_hundred_changes_are_told_each_with_its_words(igor: Person) -> None:
    event, club, _ = await built(igor)
    olya = await meet("Оля")
    number = await join(olya, event, {club: "0"})
    await forma_database.execute(
        "INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details) "
        "SELECT $1, $2, $3, 'confirmed', 'confirmed', "
        "jsonb_build_object('answers_before', jsonb_build_object($4::text, (n - 1)::text)) "
        "FROM generate_series(1, 1000) n",
        *(number, olya.id, START, club),
    )
    await forma_database.execute("UPDATE registrations SET answers = jsonb_build_object($1::text, '1000')", club)
    entries = (await participants.get_sheet(igor, number)).entries
    assert len(entries) == MOST
    assert [(one.before, one.after) for one in entries[:2]] == [("999", "1000"), ("998", "999")]


async def test_an_answer_to_a_removed_question_outlives_a_change(igor: Person) -> None:
    event, club, _ = await built(igor)
    olya = await meet("Оля")
    number = await join(olya, event, {club: "Динамо"})
    more: dict[str, JsonValue] = {"label": "Город", "kind": "text"}
    await in_transaction(lambda: questions.add_question(igor, event.id, more, now=START))
    await in_transaction(lambda: questions.remove_question(igor, event.id, club, now=START))
    city = questions.questions_of(await lifecycle.load(event.id, lock=False))[0]
    await change(olya, event, {city.key: "Тула"})
    sheet = await participants.get_sheet(igor, number)
    assert [(one.field.label, one.value, one.asked) for one in sheet.answers] == [
        ("Город", "Тула", True),
        ("Клуб", "Динамо", False),
    ]


async def test_notes_belong_to_the_organizer(igor: Person) -> None:
    event, club, fee = await built(igor)
    olya = await meet("Оля")
    number = await join(olya, event, {club: "Динамо", fee: True})
    for stranger in (olya, await meet("Паша"), await administrator()):
        with pytest.raises(NotFound):
            await participants.get_sheet(stranger, number)
        with pytest.raises(NotFound):
            await note(stranger, number, {fee: True})
    sheet = await participants.get_sheet(igor, number)
    assert [one.field.label for one in sheet.answers] == ["Клуб"] and sheet.notes[0].value is None
    await note(igor, number, {fee: True, "n_unknown": "x"})
    form, answers = await answering.current_answers(olya, event.id, now=START)
    assert fee not in answers and fee not in {field.key for field in form.fields}
    assert (await participants.notes_form(igor, number))[1] == {fee: True}


async def test_a_copy_of_an_event_asks_and_notes_the_same(igor: Person) -> None:
    event, _, _ = await built(igor)
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    copy = await lifecycle.load(copy.id, lock=False)
    assert [field.label for field in questions.questions_of(copy)] == ["Клуб"]
    assert [field.label for field in questions.organizer_fields_of(copy)] == ["Взнос"]
    assert copy.former_questions == []


async def test_notes_have_an_end_as_questions_have(igor: Person) -> None:
    event, _, _ = await built(igor)
    said: dict[str, JsonValue] = {"label": "Ещё", "kind": "text"}
    for _ in range(questions.MOST_QUESTIONS - 1):
        await in_transaction(lambda: questions.add_note(igor, event.id, said, now=START))
    with pytest.raises(TooManyQuestions):
        await in_transaction(lambda: questions.add_note(igor, event.id, said, now=START))


async def test_a_consent_stays_a_condition(igor: Person) -> None:
    event = await published(igor)
    said: dict[str, JsonValue] = {"label": "Согласен с правилами", "kind": "consent"}
    await in_transaction(lambda: questions.add_question(igor, event.id, said, now=START))
    (consent,) = questions.questions_of(await lifecycle.load(event.id, lock=False))
    await in_transaction(lambda: questions.require_answer(igor, event.id, consent.key, required=False, now=START))
    (consent,) = questions.questions_of(await lifecycle.load(event.id, lock=False))
    assert consent.required and consent.kind is Kind.CONSENT


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("0+, 0-, A+, A-, A", ["0+", "0-", "a+", "a-", "a"]),
        ("S, M, L, l", ["s", "m", "l"]),
        ("10 км, 10 км., 21 км", ["10 км", "10 км.", "21-км"]),
        ("+, -", ["+", "-"]),
        (f"{'я' * 50}а, {'я' * 50}б", [f"{'я' * 50}а", f"{'я' * 50}б"]),
    ],
)
async def test_options_that_differ_by_a_sign_are_different(igor: Person, said: str, keys: list[str]) -> None:
    event, olya = await published(igor), await meet("Оля")
    asked: dict[str, JsonValue] = {"label": "Группа крови", "kind": "choice", "options": said, "required": True}
    await in_transaction(lambda: questions.add_question(igor, event.id, asked, now=START))
    (field,) = questions.questions_of(await lifecycle.load(event.id, lock=False))
    assert [choice.key for choice in field.choices] == keys
    for choice in field.choices:
        assert as_answer(field, to_remember(field, choice.key)) == choice.key
    number = await join(olya, event, {field.key: keys[-1]})
    assert (await participants.get_sheet(igor, number)).answers[0].value == keys[-1]
