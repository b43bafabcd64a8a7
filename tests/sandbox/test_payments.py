"""Money: what the bot is asked and told, what is charged once, twice or not at all."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    ShippingOption,
    SuccessfulPayment,
)

from sandbox.config import SandboxConfig
from tests.sandbox.conftest import TOKEN, Place, open_place

RUBLES: dict[str, Any] = {
    "title": "Забег",
    "description": "Десять километров",
    "payload": "order:7",
    "currency": "RUB",
    "provider_token": "1:TEST:x",
    "prices": [LabeledPrice(label="Старт", amount=50_000)],
}
STARS: dict[str, Any] = RUBLES | {
    "currency": "XTR",
    "provider_token": "",
    "prices": [LabeledPrice(label="Старт", amount=50)],
}
MONTH_S = 2_592_000


async def asked(place: Place) -> PreCheckoutQuery:
    (update,) = await place.updates(timeout=30)
    assert update.pre_checkout_query is not None, update
    return update.pre_checkout_query


async def told(place: Place) -> Message:
    (update,) = await place.updates(timeout=30)
    assert update.message is not None, update
    return update.message


async def paid(place: Place, **what: Any) -> SuccessfulPayment:
    """The whole way with a bot that agrees."""
    paying = asyncio.create_task(place.sim("pay", as_="olya", outcome="ok", **what))
    await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)
    assert (await paying)["status"] == "paid"
    payment = (await told(place)).successful_payment
    assert payment is not None
    return payment


async def test_an_invoice_is_paid(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_invoice(chat, **RUBLES)
    assert sent.invoice is not None and sent.invoice.total_amount == 50_000
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert line["invoice"]["total_text"] == "500,00 ₽" and not line["invoice"]["paid"]
    assert line["keyboard"] == [[{"text": "Заплатить 500,00 ₽", "type": "pay"}]]
    sheet = await place.look("/sim/invoice", as_="olya", message_id=sent.message_id)
    assert sheet["prices"][0]["text"] == "500,00 ₽" and sheet["needs"] == dict.fromkeys(sheet["needs"], False)

    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok"))
    query = await asked(place)
    assert (query.currency, query.total_amount, query.invoice_payload) == ("RUB", 50_000, "order:7")
    assert await place.bot.answer_pre_checkout_query(query.id, ok=True)
    result = await paying
    assert result["status"] == "paid"
    message = await told(place)
    payment = message.successful_payment
    assert payment is not None and payment.total_amount == 50_000 and payment.provider_payment_charge_id
    assert payment.telegram_payment_charge_id == result["charge_id"] and message.message_id == result["message_id"]

    invoice, service = (await place.look("/sim/transcript", as_="olya"))[-2:]
    assert invoice["invoice"]["paid"] and invoice["keyboard"][0][0]["type"] == "receipt"
    assert service["service"]["type"] == "successful_payment" and service["service"]["invoice_id"] == sent.message_id
    assert service["service"]["payment"]["total_text"] == "500,00 ₽"
    again = await place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok", status=400)
    assert again["error"] == "INVOICE_ALREADY_PAID"


async def test_the_bot_says_no(place: Place) -> None:
    sent = await place.bot.send_invoice(await place.started(), **RUBLES)
    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok"))
    await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=False, error_message="Мест больше нет")
    assert await paying == {"status": "failed", "error": "Мест больше нет"}
    assert await place.updates() == []


async def test_the_card_is_declined_or_the_person_changes_their_mind(place: Place) -> None:
    sent = await place.bot.send_invoice(await place.started(), **RUBLES)
    cancelled = await place.sim("pay", as_="olya", message_id=sent.message_id, outcome="cancel")
    assert cancelled == {"status": "cancelled"} and await place.updates() == []
    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="fail"))
    await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)
    assert (await paying)["status"] == "failed"
    assert await place.updates() == [], "nothing was paid"


async def test_the_answer_comes_too_late(place: Place) -> None:
    sent = await place.bot.send_invoice(await place.started(), **RUBLES)
    late = await place.sim("pay", as_="olya", message_id=sent.message_id, outcome="late")
    assert late == {"status": "failed", "error": "BOT_PRECHECKOUT_TIMEOUT"}
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)


async def test_a_silent_bot_fails_the_payment(place: Place) -> None:
    await place.sim("settings", pre_checkout_s=0.05)
    sent = await place.bot.send_invoice(await place.started(), **RUBLES)
    result = await place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok")
    assert result == {"status": "failed", "error": "BOT_PRECHECKOUT_TIMEOUT"}


async def test_the_pay_button_pressed_twice(place: Place) -> None:
    """Both questions come before either is answered; a message is paid once, a link as often as it is used."""
    chat = await place.started()
    sent = await place.bot.send_invoice(chat, **STARS)
    link = await place.bot.create_invoice_link(**STARS)
    for what, statuses in (({"message_id": sent.message_id}, ["paid", "failed"]), ({"slug": link}, ["paid", "paid"])):
        paying = asyncio.create_task(place.sim("pay", as_="olya", outcome="twice", **what))
        first, second = [u.pre_checkout_query for u in await place.updates(timeout=30)]
        assert first is not None and second is not None and first.id != second.id
        for query in (first, second):
            await place.bot.answer_pre_checkout_query(query.id, ok=True)
        assert [one["status"] for one in (await paying)["payments"]] == statuses
        assert len(await place.updates()) == statuses.count("paid")


async def test_paid_while_the_bot_was_away(tmp_path: Path) -> None:
    """The bot dies between its answer and the payment: the payment waits for it, also when the sandbox restarts."""
    config = SandboxConfig(token=TOKEN, state_dir=tmp_path)
    async for place in open_place(config):
        sent = await place.bot.send_invoice(await place.started(), **RUBLES)
        paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok"))
        await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)
        charge = (await paying)["charge_id"]
    async for place in open_place(config):
        payment = (await told(place)).successful_payment
        assert payment is not None and payment.telegram_payment_charge_id == charge
        (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
        assert line["service"]["payment"]["charge_id"] == charge


async def test_stars_go_there_and_back(place: Place) -> None:
    chat, bot = await place.started(), place.bot
    before = (await place.look("/client/view", as_="olya"))["me"]["stars"]
    payment = await paid(place, message_id=(await bot.send_invoice(chat, **STARS)).message_id)
    assert (await place.look("/client/view", as_="olya"))["me"]["stars"] == before - 50
    assert (await bot.get_my_star_balance()).amount == 50
    assert await bot.refund_star_payment(chat, payment.telegram_payment_charge_id)
    refunded = (await told(place)).refunded_payment
    assert refunded is not None and refunded.total_amount == 50 and refunded.invoice_payload == "order:7"
    assert (await place.look("/client/view", as_="olya"))["me"]["stars"] == before
    forth, back = (await bot.get_star_transactions()).transactions
    assert back.id == forth.id == payment.telegram_payment_charge_id
    assert back.receiver is not None and back.source is None
    assert forth.source is not None and forth.source.type == "user" and forth.receiver is None
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(chat, payment.telegram_payment_charge_id)
    assert (await place.look("/sim/payments", as_="olya"))[0]["refunded"]


async def test_not_enough_stars(place: Place) -> None:
    sent = await place.bot.send_invoice(await place.started(), **STARS)
    await place.sim("stars", as_="olya", add=-4990)
    await place.sim("stars", as_="olya", add=-4990, status=400)
    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok"))
    await place.bot.answer_pre_checkout_query((await asked(place)).id, ok=True)
    assert await paying == {"status": "failed", "error": "BALANCE_TOO_LOW"}


async def test_a_subscription_month_by_month(place: Place) -> None:
    chat, bot = await place.started(), place.bot
    first = await paid(place, slug=await bot.create_invoice_link(**STARS, subscription_period=MONTH_S))
    assert first.is_recurring and first.is_first_recurring and first.subscription_expiration_date
    await place.sim("clock", advance="61d")
    renewed = [u.message.successful_payment for u in await place.updates(timeout=30) if u.message]
    ends = [one.subscription_expiration_date for one in renewed if one and not one.is_first_recurring]
    assert ends == [first.subscription_expiration_date + MONTH_S, first.subscription_expiration_date + 2 * MONTH_S]

    charge = first.telegram_payment_charge_id
    for action, state in (("cancel", "canceled"), ("resume", "active")):
        await place.sim("subscription", as_="olya", charge_id=charge, action=action)
        (update,) = await place.updates()
        assert update.subscription is not None and update.subscription.state == state
        assert update.subscription.invoice_payload == "order:7"
    assert await bot.edit_user_star_subscription(chat, charge, is_canceled=True)
    await place.sim("subscription", as_="olya", charge_id=charge, action="resume", status=400)
    await place.sim("clock", advance="31d")
    await ended(place)
    assert await place.updates() == [], "the bot's own cancelling is no update, and nothing more is charged"


async def ended(place: Place, key: str = "olya") -> None:
    async with asyncio.timeout(60):
        while not (await place.look("/sim/payments", as_=key))[0]["subscription"]["over"]:
            await asyncio.sleep(0.01)


async def test_a_subscription_that_cannot_be_paid(place: Place) -> None:
    await place.started()
    await paid(place, slug=await place.bot.create_invoice_link(**STARS, subscription_period=MONTH_S))
    await place.sim("stars", as_="olya", add=-4950)
    await place.sim("clock", advance="31d")
    (update,) = await place.updates(timeout=30)
    assert update.subscription is not None and update.subscription.state == "failed"


async def test_delivery_is_asked_first(place: Place) -> None:
    order: dict[str, Any] = RUBLES | {"need_shipping_address": True, "need_email": True, "is_flexible": True}
    order |= {"max_tip_amount": 10_000, "suggested_tip_amounts": [1_000, 5_000]}
    sent = await place.bot.send_invoice(await place.started(), **order)
    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, tip=1_000, outcome="ok"))
    (update,) = await place.updates(timeout=30)
    assert update.shipping_query is not None and update.shipping_query.shipping_address.country_code == "RU"
    courier = ShippingOption(id="courier", title="Курьер", prices=[LabeledPrice(label="Курьер", amount=30_000)])
    assert await place.bot.answer_shipping_query(update.shipping_query.id, ok=True, shipping_options=[courier])
    query = await asked(place)
    assert query.total_amount == 81_000 and query.shipping_option_id == "courier"
    assert query.order_info is not None and query.order_info.email == "olya@example.com"
    await place.bot.answer_pre_checkout_query(query.id, ok=True)
    assert (await paying)["status"] == "paid"
    payment = (await told(place)).successful_payment
    assert payment is not None and payment.total_amount == 81_000 and payment.order_info is not None

    asking = asyncio.create_task(place.sim("pay/shipping", as_="olya", message_id=sent.message_id, status=400))
    (update,) = await place.updates(timeout=30)
    assert update.shipping_query is not None
    await place.bot.answer_shipping_query(update.shipping_query.id, ok=False, error_message="Туда не возим")
    assert (await asking)["error"] == "Туда не возим"
    missing = {"name": "Оля"}
    refused = await place.sim(
        "pay", as_="pasha", slug=sent_slug(place, sent), outcome="ok", order_info=missing, status=400
    )
    assert refused["error"] == "REQ_INFO_EMAIL_INVALID"
    nowhere = await place.sim("pay/shipping", as_="olya", message_id=sent.message_id, address={"city": "?"}, status=400)
    assert nowhere["error"] == "ADDRESS_COUNTRY_INVALID"


def sent_slug(place: Place, sent: Message) -> str:
    slug = place.world.posts_by_id[sent.chat.id, sent.message_id].invoice
    assert slug is not None
    return slug


@pytest.mark.parametrize(("parameter", "kind"), [("", "pay"), ("order_7", "url")])
async def test_forwarded_invoices(place: Place, parameter: str, kind: str) -> None:
    """Anybody pays a forwarded invoice; one with a start parameter leads to the bot instead."""
    chat = await place.started()
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="Купить", pay=True), InlineKeyboardButton(text="?", callback_data="1")]
        ]
    )
    sent = await place.bot.send_invoice(chat, **RUBLES, start_parameter=parameter, reply_markup=markup)
    group = (await place.sim("chat", as_="olya", kind="private", members=["pasha"]))["id"]
    there = await place.sim("forward", as_="olya", message_id=sent.message_id, chat=group)
    (line,) = await place.look("/sim/transcript", as_="pasha", chat=group)
    assert [button["type"] for button in line["buttons"]] == [kind]
    what = {"chat": group, "message_id": there["message_id"]}
    if kind == "url":
        assert line["buttons"][0]["url"] == "https://t.me/sandbox_bot?start=order_7"
        await place.sim("pay", as_="pasha", outcome="ok", **what, status=400)
        return
    paying = asyncio.create_task(place.sim("pay", as_="pasha", outcome="ok", **what))
    query = await asked(place)
    assert query.from_user.id == place.id_of("pasha")
    await place.bot.answer_pre_checkout_query(query.id, ok=True)
    assert (await paying)["status"] == "paid"
    message = await told(place)
    assert message.chat.id == place.id_of("pasha") and message.successful_payment is not None
    assert not (await place.look("/sim/transcript", as_="olya", chat=group))[0]["invoice"]["paid"]


async def test_the_mini_app_hears_how_it_ended(place: Place) -> None:
    await place.started()
    link = await place.bot.create_invoice_link(**RUBLES)
    assert link.startswith("https://t.me/$")
    async with place.http.ws_connect(place.url("/client/ws?as=olya")) as page:
        await place.sim("pay", as_="olya", slug=link, outcome="cancel")
        await paid(place, slug=link.removeprefix("https://t.me/$"))
        statuses: list[str] = []
        while len(statuses) < 2:
            event = await page.receive_json(timeout=30)
            statuses += [event["status"]] if event["type"] == "invoice_closed" else []
    assert statuses == ["cancelled", "paid"]
    await place.sim("pay", as_="olya", slug="нет", outcome="ok", status=404)


async def test_idle_waits_for_a_payment(place: Place) -> None:
    sent = await place.bot.send_invoice(await place.started(), **RUBLES)
    paying = asyncio.create_task(place.sim("pay", as_="olya", message_id=sent.message_id, outcome="ok"))
    query = await asked(place)
    assert "unanswered" in (await place.sim("idle", timeout=0.2, status=504))["hint"]
    await place.bot.answer_pre_checkout_query(query.id, ok=True)
    await paying
