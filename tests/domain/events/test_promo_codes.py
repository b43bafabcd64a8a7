"""EV-21: promo codes lower a fee, each use is counted once, and money for the old price goes back."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from domain import database, reactions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events.entry import admitting, entries, leaving, registration, waiting
from domain.events.models import Event
from domain.events.money import fees, promo_codes, promo_tries
from domain.events.money.errors import (
    PromoCodeTaken,
    PromoCodeUnfit,
    PromoCodeUnknown,
    PromoCodeUsedUp,
    TooManyWrongPromoCodes,
    TransferClaimed,
)
from domain.payments import ledger
from domain.payments.settlement import Incoming, Verdict
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published

pytestmark = pytest.mark.usefixtures("telegram_takes_money")

FEE = 50_000
SOON = START + timedelta(minutes=1)


async def paid_event(igor: Person, **changes: Any) -> Event:
    wanted: dict[str, Any] = {"fee_minor": FEE, "payment": "online", "capacity": 20}
    return await published(igor, **wanted | changes)


async def code(igor: Person, event: Event, word: str = "SPORT10", percent: int = 10, **more: Any) -> int:
    return await in_transaction(lambda: promo_codes.add(igor, event.id, word, percent, now=START, **more))


async def register(person: Person, event: Event) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, now=START))


async def say(person: Person, event: Event, word: str = "SPORT10", now: Any = SOON) -> entries.EntryToPay | None:
    return await in_transaction(lambda: entries.apply_promo(person, event.id, word, now=now))


async def used(promo_id: int) -> int:
    found: int = await database.fetchval("SELECT used FROM promo_codes WHERE id = $1", promo_id)
    return found


async def pay(entry: entries.EntryToPay, amount: int | None = None, charge: str = "ch") -> Verdict:
    price = entry.order.price if amount is None else type(entry.order.price)(amount, "RUB")
    incoming = Incoming("telegram", charge, entry.order.token, price, entry.order.buyer_id)
    return (await in_transaction(lambda: reactions.charge_received(incoming, now=SOON))).verdict


async def test_a_code_lowers_the_price_and_the_old_invoice_goes_back(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor)
    promo_id = await code(igor, event)
    await register(olya, event)
    entry = await say(olya, event, " sport 10 ")
    assert entry and entry.order.price.amount_minor == 45_000
    assert entry.discount == promo_codes.Discount("SPORT10", 10)
    assert await pay(entry, FEE, "old") is Verdict.WRONG_AMOUNT
    assert await pay(entry, charge="new") is Verdict.PAID
    balances = await ledger.balances()
    assert balances[f"payee:{igor.id}", "RUB"] == 45_000 and sum(balances.values()) == 0
    assert await used(promo_id) == 1


async def test_said_twice_it_is_one_use_and_another_code_takes_its_place(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor)
    ten, half = await code(igor, event), await code(igor, event, "HALF", 50)
    await register(olya, event)
    for word in ("SPORT10", "SPORT10", "HALF", "HALF"):
        entry = await say(olya, event, word)
    assert entry and entry.order.price.amount_minor == 25_000, "off the fee itself, not off what was left of it"
    assert (await used(ten), await used(half)) == (0, 1)


async def test_all_of_it_off_is_a_place_at_once(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor)
    await code(igor, event, "ВОЛОНТЁР", 100)
    outcome = await register(olya, event)
    assert await say(olya, event, "волонтёр") is None
    row = await database_row("SELECT status, number FROM registrations WHERE id = $1", outcome.registration_id)
    assert (row["status"], row["number"]) == ("confirmed", 1)
    kinds = [one["kind"] for one in await database_rows("SELECT kind FROM outbox WHERE user_id = $1", olya.id)]
    assert "event-ticket" in kinds
    place_id = await database_value("SELECT place_id FROM registrations WHERE id = $1", outcome.registration_id)
    assert not await in_transaction(lambda: waiting.end_offer(place_id, now=START + timedelta(hours=1)))
    assert await ledger.balances() == {}


async def test_who_does_not_pay_in_time_gives_the_use_back(database: str) -> None:
    igor, (olya, pasha) = await meet("Игорь"), await meet_many(2)
    event = await paid_event(igor)
    promo_id = await code(igor, event, uses=1)
    outcome = await register(olya, event)
    await say(olya, event)
    await register(pasha, event)
    with pytest.raises(PromoCodeUsedUp):
        await say(pasha, event)
    place_id = await database_value("SELECT place_id FROM registrations WHERE id = $1", outcome.registration_id)
    await in_transaction(lambda: waiting.end_offer(place_id, now=START + fees.PAYING))
    assert await used(promo_id) == 0
    entry = await say(pasha, event)
    assert entry and entry.order.price.amount_minor == 45_000


async def test_many_at_once_never_use_it_too_often(database: str) -> None:
    igor, people = await meet("Игорь"), await meet_many(8)
    event = await paid_event(igor)
    promo_id = await code(igor, event, uses=3)
    for person in people:
        await register(person, event)
    outcomes = await asyncio.gather(*(say(person, event) for person in people), return_exceptions=True)
    assert sum(isinstance(one, PromoCodeUsedUp) for one in outcomes) == 5
    assert await used(promo_id) == 3


async def test_codes_that_are_over_closed_or_of_another_event_are_unknown(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event, other = await paid_event(igor), await paid_event(igor)
    await code(igor, event, "TODAY", until=START.date())
    await code(igor, event, "YESTERDAY", until=START.date() - timedelta(days=1))
    closed = await code(igor, event, "CLOSED")
    await in_transaction(lambda: promo_codes.close(igor, closed, now=START))
    await code(igor, other, "OTHER")
    await register(olya, event)
    for word in ("YESTERDAY", "CLOSED", "OTHER", "", "'; DROP TABLE", "SPORT" * 9):
        with pytest.raises(PromoCodeUnknown):
            await say(olya, event, word)
    assert await say(olya, event, "TODAY") is not None


async def test_the_price_stays_while_a_transfer_is_looked_for(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor, payment="transfer")
    await code(igor, event)
    outcome = await register(olya, event)
    await in_transaction(lambda: entries.claim_transfer(olya, outcome.registration_id, now=SOON))
    with pytest.raises(TransferClaimed):
        await say(olya, event)


@pytest.mark.parametrize("word", ["abc", "a" * 21, "SPORT 💥", "-SPORT", "A_B_C_D"])
async def test_what_is_no_code_is_refused(database: str, word: str) -> None:
    igor = await meet("Игорь")
    event = await paid_event(igor)
    with pytest.raises(PromoCodeUnfit):
        await code(igor, event, word)


async def test_only_who_manages_the_event_makes_codes_and_each_word_is_one(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor)
    promo_id = await code(igor, event, until=date(2026, 12, 24))
    with pytest.raises(PromoCodeTaken):
        await code(igor, event, "sport10", 50)
    for work in (
        lambda: promo_codes.add(olya, event.id, "FREE", 100, now=START),
        lambda: promo_codes.close(olya, promo_id, now=START),
        lambda: promo_codes.list_codes(olya, event.id),
    ):
        with pytest.raises(NotAllowed):
            await in_transaction(work)  # type: ignore[arg-type]


async def database_rows(sql: str, *args: object) -> list[Any]:
    return list(await database.fetch(sql, *args))


async def database_row(sql: str, *args: object) -> Any:
    return await database.fetchrow(sql, *args)


async def database_value(sql: str, *args: object) -> Any:
    return await database.fetchval(sql, *args)


async def test_codes_cannot_be_found_out_by_trying(database: str) -> None:
    igor, (olya, masha) = await meet("Игорь"), await meet_many(2)
    event = await paid_event(igor)
    await code(igor, event, "FREE", 100)
    for person in (olya, masha):
        await register(person, event)

    async def try_it(person: Person, word: str, now: Any = SOON) -> promo_tries.Tried:
        return await in_transaction(lambda: promo_tries.try_promo(person, event.id, word, now=now))

    tried = await asyncio.gather(*(try_it(olya, f"WORD{n}") for n in range(15)), return_exceptions=True)
    assert sum(isinstance(one, TooManyWrongPromoCodes) for one in tried) == 5
    await in_transaction(lambda: leaving.leave(olya, event.id, now=SOON))
    await register(olya, event)
    with pytest.raises(TooManyWrongPromoCodes):
        await try_it(olya, "FREE", START + timedelta(minutes=60))
    assert (await try_it(masha, "WRONG")).wrong, "each has their own tries"
    later = START + timedelta(minutes=62)
    assert (await try_it(olya, "WRONG", later)).wrong
    assert await try_it(olya, "FREE", later) == promo_tries.Tried()
