"""EV-20: a document that goes while it is read, kept or replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.files import documents
from tests.kit.clock import START
from tests.kit.meeting import meet_with
from tests.kit.people import meet

THING = 7


@pytest.fixture
async def olya(database: str) -> Person:
    return await meet("Оля")


async def sent(owner: Person) -> int:
    return await in_transaction(lambda: documents.keep_telegram_file(owner.id, "BQAD-paper", now=START))


async def handed_in(owner: Person) -> int:
    document_id, until = await sent(owner), START + timedelta(days=1)
    said = {"about": "a", "title": "Справка", "thing": "Забег", "valid_until": None, "needed_until": until}
    await in_transaction(lambda: documents.mark_ready(document_id, "documents/one", "key", "application/pdf", 10))
    await in_transaction(
        lambda: documents.hand_in(document_id, owner.id, "entry", THING, **said, now=START)  # type: ignore[arg-type]
    )
    return document_id


@pytest.mark.parametrize("what", ["read", "kept", "deleted again"])
async def test_a_document_that_its_owner_just_deletes_is_not_there(olya: Person, what: str) -> None:
    document_id, igor = await handed_in(olya), await meet("Игорь")

    async def act() -> None:
        if what == "read":
            await documents.read(igor.id, document_id, "entry", THING, now=START)
        elif what == "kept":
            await documents.keep_longer(olya.id, document_id, kept=True)
        else:
            await documents.delete(olya.id, document_id, now=START)

    with pytest.raises(NotFound):
        await meet_with(lambda: documents.delete(olya.id, document_id, now=START), act)
    gone = await forma_database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'document-deleted'")
    assert gone == 1


async def test_of_two_new_files_for_one_that_could_not_be_read_the_first_takes_its_place(olya: Person) -> None:
    broken, first, second = await sent(olya), await sent(olya), await sent(olya)
    await in_transaction(lambda: documents.mark_failed(broken, "gone"))
    with pytest.raises(NotFound):
        await meet_with(
            lambda: documents.replace_file(olya.id, broken, first),
            lambda: documents.replace_file(olya.id, broken, second),
        )
    rows = await forma_database.fetch("SELECT id, state FROM documents ORDER BY id")
    assert [tuple(row) for row in rows] == [(broken, "pending"), (second, "pending")]
