"""EV-21 in the mini-app: who has a place held pays it from its page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from domain import database, reactions
from domain.events.entry import entries
from domain.events.money import fees
from domain.payments import by_hand, methods, orders, receipt_addresses
from domain.payments.orders import Order
from domain.payments.settlement import Incoming
from integrations.payments.yookassa import Fiscal, YooKassa
from sandbox.providers.payments import yookassa
from tests.kit.clock import FakeClock
from tests.kit.shop import open_shop
from tests.webapp import world
from tests.webapp.conftest import Cast
from tests.webapp.test_documents import sent
from tests.webapp.world import IGOR, OLYA, PAUL, Opened, WebClient, make_staff

pytestmark = pytest.mark.usefixtures("telegram_takes_money")


async def sheet(order: Order, title: str) -> str:
    return f"https://t.me/$invoice-{order.id}"


@pytest.fixture
async def olya(
    cast: Cast, clock: FakeClock, aiohttp_client: Callable[..., Awaitable[WebClient]], tmp_path: Path
) -> Opened:
    client = await aiohttp_client(world.app_for(clock, invoice_link=sheet, data_dir=tmp_path))
    return await world.open_app(client, OLYA)


async def paid_event(cast: Cast, clock: FakeClock, **plan: object) -> int:
    return await world.published(cast.igor, clock.now(), **{"fee_minor": 50_000, "payment": "online"} | plan)


async def test_the_place_is_held_and_telegrams_sheet_opens(olya: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id = await paid_event(cast, clock, refunds="most")
    answer = await olya.post(f"/events/{event_id}/registration")
    assert answer.headers["Forma-Go"] == f"/events/{event_id}/pay"
    page = await olya.see(f"/events/{event_id}/pay")
    assert "500 ₽" in page and "Картой в Telegram" in page
    assert "осталось оплатить" in await olya.see(f"/events/{event_id}")
    assert "Ждём оплату" in await olya.see("/me/events")
    answer = await olya.post(f"/events/{event_id}/pay", method="telegram")
    assert answer.headers["Forma-Pay"].startswith("https://t.me/$invoice-")
    assert (answer.headers["Forma-Pay-In"], answer.headers["Forma-Pay-Then"]) == ("sheet", f"/events/{event_id}")
    await money_comes(event_id, clock)
    assert "Вернём 450 ₽ из 500 ₽" in await olya.see(f"/events/{event_id}/pay"), "paid: the event itself"
    assert "Вернём 450 ₽ из 500 ₽" in await olya.see(f"/events/{event_id}")


async def money_comes(event_id: int, clock: FakeClock) -> None:
    [row] = await database.fetch("SELECT id FROM registrations WHERE event_id = $1", event_id)
    order = await orders.order_for(fees.PURPOSE, row["id"])
    assert order is not None
    incoming = Incoming(methods.TELEGRAM, "ch_1", order.token, order.price, order.buyer_id)
    async with database.transaction():
        await reactions.charge_received(incoming, now=clock.now())


async def test_a_transfer_is_said_once_and_waits(olya: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id = await paid_event(cast, clock, payment="transfer", transfer_to="<b>+7 900</b>")
    await olya.post(f"/events/{event_id}/registration")
    page = await olya.see(f"/events/{event_id}/pay")
    assert "&lt;b&gt;+7 900&lt;/b&gt;" in page
    assert 'data-copy="&lt;b&gt;+7 900&lt;/b&gt;"' in page and 'data-copy="500"' in page
    assert re.search(r'data-copy="Забег[^"]*, Оля[^"]*"', page), "whose it is"
    answer = await olya.post(f"/events/{event_id}/pay/sent")
    assert "пока он проверяет перевод" in await answer.text()
    assert "Перевод отправлен" not in await olya.see(f"/events/{event_id}/pay")


async def test_what_the_bank_says_is_for_who_looks_for_the_money_alone(
    olya: Opened, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await paid_event(cast, clock, payment="transfer")
    igor, pasha = await world.open_app(client, IGOR), await world.open_app(client, PAUL)
    proof, money = f"/events/{event_id}/pay/proof", f"/org/events/{event_id}/money"
    await olya.post(f"/events/{event_id}/registration")
    paper = await sent(olya)
    assert (await olya.post(proof, document=paper)).status == 409, "nothing has been transferred yet"
    await olya.post(f"/events/{event_id}/pay/sent")
    assert (await olya.post(proof, document="")).status == 422
    assert (await olya.post(proof, document=await sent(pasha))).status in (404, 422), "another's"
    assert "payments-proof" not in await olya.see(f"/events/{event_id}/pay")
    number = await database.fetchval("SELECT id FROM registrations")
    assert "Чек</button>" not in await igor.see(money)
    assert "Чек у организатора" in await (await olya.post(proof, document=paper)).text()
    assert "Заменить чек" in await olya.see(f"/events/{event_id}/pay")
    assert "Чек</button>" in await igor.see(money)
    for stranger in (olya, pasha):
        assert (await stranger.post(f"{money}/{number}/proof")).status in (403, 404)
    assert (await igor.post(f"{money}/{number}/proof")).status == 200
    assert await database.fetchval("SELECT count(*) FROM document_readings") == 1
    assert (
        await database.fetchval("SELECT user_id FROM outbox WHERE kind = 'event-transfer-proof-file'") == cast.igor.id
    )


async def test_nobody_pays_by_what_is_not_offered(olya: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id = await paid_event(cast, clock)
    assert (await olya.post(f"/events/{event_id}/pay", method="telegram")).status == 404, "nothing to pay yet"
    await olya.post(f"/events/{event_id}/registration")
    assert (await olya.post(f"/events/{event_id}/pay", method="casino")).status == 404
    await database.execute("UPDATE events SET payment = 'transfer' WHERE id = $1", event_id)
    late = await olya.post(f"/events/{event_id}/pay", method="telegram")
    assert late.status == 404, "money that is for the organizer's own account"
    assert await entries.order_of_payer(cast.olya.telegram_id, event_id) is None


async def test_the_organizer_looks_at_transfers_and_sends_money_back(
    olya: Opened, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await paid_event(cast, clock, payment="transfer", refunds="most")
    igor = await world.open_app(client, IGOR)
    money = f"/org/events/{event_id}/money"
    await olya.post(f"/events/{event_id}/registration")
    await olya.post(f"/events/{event_id}/pay/sent")
    number = await database.fetchval("SELECT id FROM registrations")
    assert "Проверьте переводы" in await igor.see(money)
    assert (await olya.post(f"{money}/{number}/came")).status in (403, 404)
    assert "Проверьте переводы" not in await (await igor.post(f"{money}/{number}/came")).text()
    assert "500 ₽" in await igor.see(money) and "Проверьте переводы" not in await igor.see(money)
    await olya.post(f"/events/{event_id}/leaving")
    refund_id = await database.fetchval("SELECT id FROM refunds")
    assert "Возвращаем 450 ₽" in await olya.see("/me/payments")
    async with database.transaction():
        await by_hand.leave(refund_id, now=clock.now())
    assert "Вернуть людям" in await igor.see("/me/payments")
    assert (await olya.post(f"/me/payments/owed/{refund_id}")).status == 404
    assert "450 ₽" in await igor.see("/me/payments/owed")
    assert "Возвращать никому не нужно" in await (await igor.post(f"/me/payments/owed/{refund_id}")).text()
    assert "Возвращено 450 ₽" in await olya.see("/me/payments")


async def test_of_what_was_called_off_the_organizer_sees_how_far_the_money_is(
    olya: Opened, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await paid_event(cast, clock)
    await olya.post(f"/events/{event_id}/registration")
    await money_comes(event_id, clock)
    igor = await world.open_app(client, IGOR)
    money = f"/org/events/{event_id}/money"
    assert "going-back" not in await igor.see(money), "nothing goes back as long as it takes place"
    foreseen = await igor.see(f"/org/events/{event_id}/cancelling")
    assert "Об отмене узнает 1 человек." in foreseen
    assert "Вручную вернут администраторы Forma: 500 ₽ за 1 запись." in foreseen
    assert (await olya.get(f"/org/events/{event_id}/cancelling")).status in (403, 404)
    await igor.post(f"/org/events/{event_id}/cancelling", reason="Гололёд")
    page = await igor.see(money)
    assert "Возвращаем взносы: 0 из 1" in page and f'hx-get="{money}/back"' in page
    async with database.transaction():
        await entries.call_off(event_id, now=clock.now())
    refund_id = await database.fetchval("SELECT id FROM refunds")
    async with database.transaction():
        await reactions.refund_sent(refund_id, "r1", now=clock.now())
    part = await igor.see(f"{money}/back")
    assert "Взнос вернулся: 1 из 1" in part and "hx-get" not in part, "it does not ask any more"
    assert (await olya.get(f"{money}/back")).status in (403, 404)


async def test_operators_see_that_the_ledger_is_sound(
    olya: Opened, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await paid_event(cast, clock)
    await olya.post(f"/events/{event_id}/registration")
    await money_comes(event_id, clock)
    await make_staff(cast.igor, clock.now())
    page = await (await world.open_app(client, IGOR)).see("/ops/money")
    assert "ноль, сходится" in page and "Пришло и осталось: Telegram" in page and "У организаторов" in page
    assert (await olya.get("/ops/money")).status == 404
    await olya.post(f"/events/{event_id}/leaving")
    refund_id = await database.fetchval("SELECT id FROM refunds")
    await database.execute("UPDATE pgqueuer SET status = 'failed' WHERE entrypoint = 'refund'")
    job_id = await database.fetchval("SELECT id FROM pgqueuer WHERE entrypoint = 'refund'")
    await (await world.open_app(client, IGOR)).post(f"/ops/jobs/{job_id}/dropping")
    assert await database.fetchval("SELECT state FROM refunds WHERE id = $1", refund_id) == "by_hand"


async def test_a_promo_code_lowers_the_price_on_the_page(
    olya: Opened, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await paid_event(cast, clock)
    igor = await world.open_app(client, IGOR)
    promo = f"/org/events/{event_id}/promo"
    assert "Промокодов пока нет" in await igor.see(promo)
    assert (await igor.post(promo, code="a b", percent="10")).status == 422
    for code, percent in (("sport10", "10"), ("free", "100")):
        assert (await igor.post(promo, code=code, percent=percent)).status == 200
    assert (await igor.post(promo, code="SPORT10", percent="50")).status == 422
    assert (await olya.post(promo, code="MINE", percent="100")).status in (403, 404)
    assert "SPORT10" in await igor.see(promo)
    await olya.post(f"/events/{event_id}/registration")
    pay = f"/events/{event_id}/pay"
    refused = await olya.post(f"{pay}/promo", code="нет такого")
    assert refused.status == 422 and "Такого промокода нет" in await refused.text()
    for _ in range(9):
        assert (await olya.post(f"{pay}/promo", code="неверный")).status == 422
    kept_out = await (await olya.post(f"{pay}/promo", code="Sport10")).text()
    assert "Слишком много неверных промокодов" in kept_out, "the tries are counted, though each was refused"
    await database.execute("UPDATE registrations SET promo_tried_at = promo_tried_at - interval '2 hours'")
    assert "450 ₽" in await (await olya.post(f"{pay}/promo", code="Sport10")).text()
    promo_id = await database.fetchval("SELECT id FROM promo_codes WHERE code = 'SPORT10'")
    assert "закрыт" in await (await igor.post(f"{promo}/closing", promo=str(promo_id))).text()
    assert "скидка 10 %" in await olya.see(pay), "who has used it keeps it"
    assert (await olya.post(f"{pay}/promo", code="free")).headers["Forma-Go"] == f"/events/{event_id}"
    assert await database.fetchval("SELECT status FROM registrations") == "confirmed", "nothing was left to pay"


async def test_what_is_online_is_paid_in_stars_alone(olya: Opened, igor: Opened, cast: Cast, clock: FakeClock) -> None:
    methods.configure({methods.TELEGRAM, methods.YOOKASSA})
    event_id = await world.published(
        cast.igor, clock.now(), format="online", fee_stars=50, payment="transfer", place="", title="Йога дома"
    )
    assert "⭐ 50" in await olya.see(f"/events/{event_id}")
    await olya.post(f"/events/{event_id}/registration")
    page = await olya.see(f"/events/{event_id}/pay")
    assert "Оплатить Звёздами" in page and "Карт" not in page and "Перевод отправлен" not in page
    assert (await olya.post(f"/events/{event_id}/pay", method="yookassa")).status == 404
    answer = await olya.post(f"/events/{event_id}/pay", method="telegram")
    assert answer.headers["Forma-Pay"].startswith("https://t.me/$invoice-")
    await money_comes(event_id, clock)
    money = await igor.see(f"/org/events/{event_id}/money")
    assert "⭐ 50" in money and "₽" not in money
    listed = await olya.see("/me/payments")
    number = await database.fetchval("SELECT id FROM orders")
    assert "⭐ 50" in listed and f'href="/me/payments/{number}"' in listed
    receipt = await olya.see(f"/me/payments/{number}")
    for said in (f"Чек № {number}", "⭐ 50", "Йога дома", "Игорь Соколов", "Оплачено Звёздами"):
        assert said in receipt
    assert (await igor.get(f"/me/payments/{number}")).status == 404


async def test_the_address_for_a_receipt_is_asked_for_once(
    cast: Cast, clock: FakeClock, aiohttp_client: Callable[..., Awaitable[WebClient]]
) -> None:
    methods.configure({methods.YOOKASSA})
    async with open_shop("yookassa") as shop:
        await shop.drive("receipts")
        api = str(shop.server.make_url("/providers/yookassa"))
        fiscal = YooKassa(yookassa.SHOP, yookassa.KEY, api=api, fiscal=Fiscal(1))
        client = await aiohttp_client(world.app_for(clock, providers={"yookassa": fiscal}))
        olya = await world.open_app(client, OLYA)
        event_id = await paid_event(cast, clock)
        await olya.post(f"/events/{event_id}/registration")
        pay = f"/events/{event_id}/pay"
        assert 'name="email"' in await olya.see(pay)
        for wrong in ({}, {"email": "olya"}):
            assert (await olya.post(pay, method="yookassa", **wrong)).status == 422
        assert (await olya.post(pay, method="yookassa", email="olya@example.org")).headers["Forma-Pay-In"] == "browser"
        [there] = (await shop.state())["payments"]
        assert there["receipt"]["customer"] == {"email": "olya@example.org"}
        assert 'name="email"' not in await olya.see(pay)
        assert (await olya.post(pay, method="yookassa")).status == 200
        assert 'value="olya@example.org"' in await olya.see("/me/payments")
        assert (await olya.post("/me/payments/email", email="olya")).status == 422
        assert (await olya.post("/me/payments/email", email="olya@example.com")).status == 200
        assert await receipt_addresses.address_of(cast.olya.id) == "olya@example.com", "mistyped, and put right"
        await fiscal.close()
