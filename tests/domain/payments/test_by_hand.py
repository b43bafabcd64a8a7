"""IN-10: money that no program can send back is told to who has it, sent by them, and noted once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain import database
from domain.accounts import people
from domain.accounts.people import Person
from domain.accounts.roles import administrators, appoint_first_administrators
from domain.database import in_transaction
from domain.errors import NotFound
from domain.payments import by_hand, ledger, refunds
from domain.payments.errors import AlreadyReturned
from domain.payments.orders import Price, open_order
from domain.payments.settlement import Incoming, receive
from tests.kit.clock import START
from tests.kit.people import meet, meet_many

FEE = Price(150_000, "RUB")
LATER = START + timedelta(hours=1)


async def wanted(buyer: Person, payee: Person, provider: str = "manual") -> int:
    """A charge of which all is to go back, and that nobody but a person can send."""
    async with database.transaction():
        order = await open_order(
            *(buyer.id, "event-entry", 1, FEE), title="Забег", payee_id=payee.id, expires_at=None, now=START
        )
        receipt = await receive(Incoming(provider, "charge-1", order.token, FEE, buyer.id), now=START)
        assert receipt.charge_id is not None
        refund_id = await refunds.give_back(receipt.charge_id, reason="left", now=START)
        await by_hand.leave(refund_id, now=START)
    return refund_id


async def said_to(person: Person) -> list[str]:
    return [row["kind"] for row in await database.fetch("SELECT kind FROM outbox WHERE user_id = $1", person.id)]


async def test_a_transfer_is_asked_of_the_organizer_and_noted_once(database: str) -> None:
    igor = await meet("Игорь")
    olya, pasha = await meet_many(2)
    refund_id = await wanted(olya, igor)
    assert await said_to(igor) == ["payments-return"]
    [owed] = await by_hand.list_owed(igor)
    assert (owed.id, owed.amount_minor, owed.title, owed.why) == (refund_id, 150_000, "Забег", "left")
    for stranger in (olya, pasha):
        assert await by_hand.count_owed(stranger) == 0
        with pytest.raises(NotFound):
            await in_transaction(lambda who=stranger: by_hand.returned(who, refund_id, now=LATER))  # type: ignore[misc]
    said = [in_transaction(lambda: by_hand.returned(igor, refund_id, now=LATER)) for _ in range(3)]
    outcomes = await asyncio.gather(*said, return_exceptions=True)
    assert [type(one) for one in outcomes].count(AlreadyReturned) == 2
    assert await said_to(olya) == ["payments-returned"]
    assert await by_hand.count_owed(igor) == 0
    balances = await ledger.balances()
    assert (ledger.RETURNING, "RUB") not in balances and sum(balances.values()) == 0


async def test_what_lies_at_a_provider_is_for_the_administrators(database: str) -> None:
    igor, anya = await meet("Игорь"), await meet("Аня")
    await in_transaction(lambda: appoint_first_administrators([anya.telegram_id], now=START))
    anya = await people.get_person(anya.id)
    (olya,) = await meet_many(1)
    refund_id = await wanted(olya, igor, "telegram")
    assert await administrators() == [anya.id]
    assert await said_to(igor) == [] and await said_to(anya) == ["payments-return"]
    with pytest.raises(NotFound):
        await in_transaction(lambda: by_hand.returned(igor, refund_id, now=LATER))
    await in_transaction(lambda: by_hand.returned(anya, refund_id, now=LATER))
    assert await said_to(olya) == ["payments-returned"]


async def test_it_is_left_to_people_once(database: str) -> None:
    igor = await meet("Игорь")
    (olya,) = await meet_many(1)
    refund_id = await wanted(olya, igor)
    await in_transaction(lambda: by_hand.leave(refund_id, now=LATER))
    assert await said_to(igor) == ["payments-return"]
    await in_transaction(lambda: by_hand.returned(igor, refund_id, now=LATER))
    await in_transaction(lambda: by_hand.leave(refund_id, now=LATER))
    assert (await by_hand.get_owed(igor, refund_id)).is_returned
