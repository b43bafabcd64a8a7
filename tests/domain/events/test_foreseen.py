"""Before an event is called off its organizer sees who hears of it, and which money goes back how."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain import reactions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events import lifecycle
from domain.events.entry import entries, leaving, registration
from domain.events.models import Event
from domain.events.money import called_off
from domain.events.money.foreseen import Foreseen, GoesBack, foresee
from domain.payments import methods
from domain.payments.orders import Price
from domain.payments.settlement import Incoming
from integrations.payments.telegram import provider_behind
from locales import translator
from locales.called_off import called_off_words
from tests.kit.clock import START
from tests.kit.people import administrator, heard, meet, published

YOOKASSA_CHARGE = "2d2e3f4a-000f-5000-9000-1b2c3d4e5f6a"


@pytest.fixture(autouse=True)
def two_take_money() -> Iterator[None]:
    methods.configure({methods.TELEGRAM, methods.YOOKASSA}, behind=provider_behind)
    yield
    methods.configure(())


async def come(person: Person, event: Event) -> int:
    done = await in_transaction(lambda: registration.register(person, event.id, {}, now=START))
    return done.registration_id


async def pay(person: Person, event: Event, provider: str, behind: str = "") -> None:
    await come(person, event)
    order = (await entries.to_pay(person, event.id)).order
    money = Incoming(provider, f"{provider}:{order.id}", order.token, order.price, order.buyer_id, behind)
    await in_transaction(lambda: reactions.charge_received(money, now=START))


async def test_each_way_in_which_money_goes_back_is_seen_apart(database: str) -> None:
    igor, anna = await meet("Игорь"), await administrator()
    event = await published(igor, fee_minor=50_000, payment="online", refunds="most")
    page, chat, strange = await meet("Оля"), await meet("Маша"), await meet("Паша")
    await pay(page, event, methods.YOOKASSA)
    await pay(chat, event, methods.TELEGRAM, YOOKASSA_CHARGE)
    await pay(strange, event, methods.TELEGRAM, "of-another-shop")
    left = await meet("Лена")
    await pay(left, event, methods.YOOKASSA)
    await in_transaction(lambda: leaving.leave(left, event.id, now=START))
    await come(await meet("Юля"), event)

    seen = await foresee(igor, event.id)
    assert seen == Foreseen(
        people=4,
        back=(
            GoesBack("itself", 2, (Price(100_000, "RUB"),)),
            GoesBack("operators", 1, (Price(50_000, "RUB"),)),
        ),
        claims=0,
    ), "who has left has what they were promised, and who has not paid gets nothing"
    with pytest.raises(NotAllowed):
        await foresee(page, event.id)
    said = called_off_words(seen, translator("ru"))
    assert said[0] == "Об отмене узнают 4 человека."
    assert said[1] == "Вернётся само: 1\xa0000 ₽ за 2 записи."
    assert (await foresee(anna, event.id)).people == 4

    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START))
    going = [await called_off.going_back(event.id, one.id) for one in (page, chat, strange)]
    assert going == [[Price(50_000, "RUB")]] * 3, "what was foreseen is what they are told"
    assert sum([await heard(one, "event-cancelled") for one in (page, chat, strange, left)]) == 3


async def test_transfers_are_for_who_has_them_and_those_nobody_has_looked_for_are_named(database: str) -> None:
    igor, anna = await meet("Игорь"), await administrator()
    event = await published(igor, fee_minor=50_000, payment="transfer")
    olya, pasha = await meet("Оля"), await meet("Паша")
    for person in (olya, pasha):
        number = await come(person, event)
        await in_transaction(lambda number=number, person=person: entries.claim_transfer(person, number, now=START))  # type: ignore[misc]
    assert (await foresee(igor, event.id)) == Foreseen(2, (), 2)
    entry = await entries.to_pay(olya, event.id)

    async def came() -> None:
        incoming = await entries.transfer_came(igor, entry.registration_id, now=START)
        await reactions.charge_received(incoming, now=START)

    await in_transaction(came)
    fee = (Price(50_000, "RUB"),)
    assert (await foresee(igor, event.id)) == Foreseen(2, (GoesBack("you", 1, fee),), 1)
    assert (await foresee(anna, event.id)).back == (GoesBack("payee", 1, fee),)


async def test_where_nothing_was_paid_only_people_are_counted(database: str) -> None:
    igor = await meet("Игорь")
    event = await published(igor)
    assert await foresee(igor, event.id) == Foreseen(0, (), 0)
    assert called_off_words(Foreseen(0, (), 0), translator("en")) == [
        "Nobody is registered yet, there is nobody to tell."
    ]
    await come(await meet("Оля"), event)
    assert await foresee(igor, event.id) == Foreseen(1, (), 0)
