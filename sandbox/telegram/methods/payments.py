"""Invoices, the two questions Telegram asks before money is taken, refunds, Stars."""

from __future__ import annotations

from sandbox.telegram import invoices, stars
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.callbacks import open_query
from sandbox.telegram.methods.sending import deliver, writable_chat
from sandbox.telegram.records import Fields, Payment, Subscription


def send_invoice(call: Call) -> Fields:
    chat = call.chat()
    terms = invoices.checked_terms(call.fields)
    writable_chat(call, counted=False)
    if "subscription_period" in terms:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    invoice = invoices.new_invoice(call.world, terms, chat_id=chat.id)
    return deliver(call, {"invoice": invoices.api_invoice(invoice)}, invoice=invoice.slug)


def create_link(call: Call) -> str:
    invoice = invoices.new_invoice(call.world, invoices.checked_terms(call.fields), by_link=True)
    return f"https://t.me/${invoice.slug}"


def answer_shipping(call: Call) -> bool:
    query = open_query(call.world, call.fields["shipping_query_id"], "shipping")
    if not call.fields["ok"]:
        query.answer = {"ok": False, "error": _reason(call)}
    else:
        options: list[Fields] = call.get("shipping_options", [])
        if not options:
            raise bad_request("SHIPPING_OPTIONS_EMPTY")
        if any(not option["prices"] for option in options):
            raise bad_request("SHIPPING_OPTION_INVALID")
        query.answer = {"ok": True, "options": options}
    query.bell.ring()
    return True


def answer_pre_checkout(call: Call) -> bool:
    """In time or never: past the deadline the payment has failed already and the answer is too old."""
    query = open_query(call.world, call.fields["pre_checkout_query_id"], "pre_checkout")
    query.answer = {"ok": True} if call.fields["ok"] else {"ok": False, "error": _reason(call)}
    query.bell.ring()
    return True


def _reason(call: Call) -> str:
    reason = str(call.get("error_message", "")).strip()
    if not reason:
        raise bad_request("error message is empty")
    return reason


def _charge(call: Call, name: str = "telegram_payment_charge_id") -> Payment:
    person = call.person()
    for payment in call.world.records.payments:
        if payment.charge_id == call.fields[name] and payment.payer == person.id:
            return payment
    raise bad_request("CHARGE_NOT_FOUND")


def refund(call: Call) -> bool:
    payment = _charge(call)
    if payment.currency != "XTR":
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded_at is not None:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    stars.refund(call.world, payment)
    return True


def edit_subscription(call: Call) -> bool:
    subscription = _subscription(call)
    if subscription.over:
        raise bad_request("SUBSCRIPTION_NOT_ACTIVE")
    subscription.cancelled_by_bot = bool(call.fields["is_canceled"])
    call.world.touch()
    return True


def _subscription(call: Call) -> Subscription:
    found = call.world.records.subscriptions.get(_charge(call).subscription or "")
    if found is None:
        raise bad_request("CHARGE_NOT_FOUND")
    return found


def get_transactions(call: Call) -> Fields:
    offset, limit = call.get("offset", 0), call.get("limit", 100)
    if offset < 0 or not 1 <= limit <= 100:
        raise bad_request("OFFSET_INVALID" if offset < 0 else "LIMIT_INVALID")
    return {"transactions": stars.transactions(call.world)[offset : offset + limit]}


def get_balance(call: Call) -> Fields:
    return {"amount": call.world.records.bot_stars}


HANDLERS: HandlerTable = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_link,
    "answerShippingQuery": answer_shipping,
    "answerPreCheckoutQuery": answer_pre_checkout,
    "refundStarPayment": refund,
    "editUserStarSubscription": edit_subscription,
    "getStarTransactions": get_transactions,
    "getMyStarBalance": get_balance,
}
