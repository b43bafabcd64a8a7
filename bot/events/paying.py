"""Paying for an entry: an invoice in the chat, a page of a provider, or a transfer to the organizer."""

from __future__ import annotations

from datetime import datetime

from bot.events import ways
from bot.events.screens import when
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Bold, CopyText, Invoice, Link, Press, Row, Screen, StartBot, Text, in_rows, lines
from bot.kit.turn import BotApp, Incoming, Reply, Turn
from domain import reactions
from domain.accounts.people import get_person
from domain.errors import Refusal
from domain.events.entry import entries
from domain.events.entry.entries import Claim, EntryToPay
from domain.events.money import claim_messages, proofs
from domain.events.money.numbers_to_copy import numbers_to_copy
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import JsonValue
from domain.payments import checkouts, methods, receipt_addresses
from domain.payments.errors import ProviderTrouble, ReceiptAddressNeeded
from domain.payments.orders import require_open
from domain.payments.ports import ProviderAway, Providers
from domain.payments.settlement import Verdict
from locales import Translator
from locales.transfers import to_copy, transfer_comment

_ID_DIGITS = 18
MOST_COPIED = 256
"""Telegram's limit for what a button copies."""


async def pay(turn: Turn, event_id: int | None = None) -> Reply:
    """[Оплатить]: the ways to pay; where there is one alone, that one at once."""
    entry = await entries.to_pay(turn.person, event_id or turn.number())
    require_open(entry.order)
    if entry.stands_still:
        return how_to_pay(entry, turn)
    offered = methods.for_currency(entry.order.price.currency, turn.app.providers)
    if turn.private and entry.payment == "online" and offered == (methods.TELEGRAM,):
        return _invoice(entry, turn)
    return how_to_pay(entry, turn)


def how_to_pay(entry: EntryToPay, turn: Turn) -> Screen:
    return ways_to_pay(entry, turn.app.providers, turn.t, turn.now, private=turn.private)


def ways_to_pay(entry: EntryToPay, providers: Providers, t: Translator, now: datetime, *, private: bool) -> Screen:
    """How an entry can be paid."""
    if entry.stands_still and not entry.claimed:
        return stands_still_screen(entry, t)
    if entry.payment == "transfer":
        return transfer_screen(entry, t, now)
    offered = methods.for_currency(entry.order.price.currency, providers)
    return choice_screen(entry, offered, t, now, private=private) if offered else nothing_offered_screen(entry, t)


async def opened_link(turn: Turn) -> Reply:
    """An invoice that was passed on leads here: to the payer's own entry, if they have one."""
    return await pay(turn)


async def pay_by(turn: Turn) -> Reply:
    method = turn.one_of(methods.ONLINE, 1)
    entry = await entries.to_pay(turn.person, turn.number())
    require_open(entry.order)
    if entry.payment != "online" or entry.stands_still:
        return how_to_pay(entry, turn)
    if method == methods.TELEGRAM:
        return _invoice(entry, turn)
    if isinstance(turn.facts, ReceiptAddressNeeded):
        return await turn.forms.begin(turn, receipt_addresses.FORM, str(entry.event_id))
    if isinstance(turn.facts, Refusal):
        raise turn.facts
    if not isinstance(turn.facts, str):
        return nothing_offered_screen(entry, turn.t)
    return page_screen(entry, turn.facts, turn.t, turn.now)


async def _begin(app: BotApp, incoming: Incoming) -> str | Refusal | None:
    """Where to pay, asked of the provider before the transaction; None: there is nothing to pay, or nobody to ask.

    Who presses waits for an answer: a provider that is away is a refusal, not something to wait for.
    """
    event_id, method = (*incoming.args, "", "")[:2]
    if method not in app.providers or not event_id.isdecimal() or len(event_id) > _ID_DIGITS:
        return None
    order = await entries.order_of_payer(incoming.person.id, int(event_id))
    if order is None or await entries.asks_money(order.subject_id) is not Verdict.PAID:
        return None
    back = f"https://t.me/{app.username}?start=pay_{event_id}"
    try:
        return await checkouts.begin(order, method, app.providers, return_url=back, clock=app.clock)
    except ProviderAway:
        return ProviderTrouble(reason="away")
    except Refusal as refusal:
        return refusal


async def address_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """Where the receipt goes; asked once, and they go on paying by what they have chosen."""
    email, providers = str(answers["email"]), turn.app.providers
    await receipt_addresses.keep(turn.person.id, email)
    entry = await entries.to_pay(turn.person, int(subject))
    currency = entry.order.price.currency
    chosen = [name for name in methods.for_currency(currency, providers) if _issues(providers, name, currency)]
    said = turn.t("payments-email-noted", email=email)
    return choice_screen(entry, tuple(chosen), turn.t, turn.now, private=turn.private, said=said)


def _issues(providers: Providers, name: str, currency: str) -> bool:
    return name in providers and providers[name].issues_receipts(currency)


async def _back_to_paying(turn: Turn, subject: str) -> Screen:
    return how_to_pay(await entries.to_pay(turn.person, int(subject)), turn)


def _invoice(entry: EntryToPay, turn: Turn) -> list[Screen]:
    order, t = entry.order, turn.t
    invoice = Invoice(
        title=t("payments-invoice-title"),
        description=order.title,
        payload=order.token,
        currency=order.price.currency,
        amount_minor=order.price.amount_minor,
        start=f"pay_{entry.event_id}",
    )
    return [_head(entry, t, turn.now, t("payments-invoice-below")), Screen("", invoice=invoice, own_message=True)]


def choice_screen(
    entry: EntryToPay, offered: tuple[str, ...], t: Translator, now: datetime, *, private: bool = True, said: str = ""
) -> Screen:
    """The first is what most people take. An invoice of Telegram's own cannot be shown to one member of a group."""
    rows: list[Row] = [
        [StartBot(t("payments-by-telegram"), f"pay_{entry.event_id}")]
        if name == methods.TELEGRAM and not private
        else [Press(t(_by(name, entry)), "ev.payby", (entry.event_id, name), style=None if at else "primary")]
        for at, name in enumerate(offered)
    ]
    stars = entry.order.price.currency == methods.STARS
    return _head(entry, t, now, said or t("payments-stars-hint" if stars else "payments-choose"), *rows)


def _by(name: str, entry: EntryToPay) -> str:
    return "payments-by-stars" if entry.order.price.currency == methods.STARS else f"payments-by-{name}"


def page_screen(entry: EntryToPay, url: str, t: Translator, now: datetime) -> Screen:
    return _head(entry, t, now, t("payments-page-ready"), [Link(t("payments-open-page"), url)])


def transfer_screen(entry: EntryToPay, t: Translator, now: datetime) -> Screen:
    if entry.claimed:
        words = "payments-proof-again" if entry.proven else "payments-proof-give"
        said = t("payments-proof-given" if entry.proven else "payments-transfer-claimed")
        return _head(entry, t, now, said, [Press(t(words), "tp.give", (entry.event_id,))])
    comment = transfer_comment(t, title=entry.order.title, name=entry.payer)
    copied = to_copy(
        t,
        details=entry.transfer_to,
        numbers=numbers_to_copy(entry.transfer_to),
        amount_minor=entry.order.price.amount_minor,
        comment=comment,
    )
    copies = in_rows([CopyText(f"📋 {t(f'payments-copy-{kind}')}", one[:MOST_COPIED]) for kind, one in copied], 3)
    done = Press(t("payments-transfer-done"), "ev.sent", (entry.registration_id,), style="success")
    to = Bold(entry.transfer_to) if entry.transfer_to else t("payments-transfer-ask")
    text = Text(t("payments-transfer-to"), "\n", to, "\n\n", t("payments-transfer-write"), "\n", Bold(comment))
    return _head(entry, t, now, text, *(copies if entry.transfer_to else []), [done])


def _head(entry: EntryToPay, t: Translator, now: datetime, said: str | Text, *rows: Row) -> Screen:
    order = entry.order
    amount = t.money(order.price.amount_minor, order.price.currency)
    until = None
    if order.expires_at and not entry.claimed:
        until = Text("⏳ ", t("event-offer-until"), " ", when(order.expires_at, entry.zone, t, now))
    off = entry.discount
    less = Text("🎟 ", t("event-promo-off", code=off.code, percent=off.percent)) if off and off.code else None
    text = lines(Bold(order.title), Text("💳 ", amount), less, until, "", said)
    promo: list[Row] = []
    if off and not entry.claimed:
        words = t("event-promo-other" if off.code else "event-promo-button")
        promo = [[Press(words, "ev.promo", (entry.event_id,))]]
    leave = Press(t("event-button-leave"), "ev.leave", (entry.event_id,))
    card = Press(t("event-button-card"), "ev.card", (entry.event_id,))
    return Screen(text, keyboard=[*rows, *promo, [card, leave]], first=not entry.claimed)


def stands_still_screen(entry: EntryToPay, t: Translator) -> Screen:
    """No money is asked for; who has transferred it before can say so."""
    gone = Press(t("payments-transfer-done"), "ev.sent", (entry.registration_id,))
    rows: list[Row] = [[gone]] if entry.payment == "transfer" else []
    leave = Press(t("event-button-leave"), "ev.leave", (entry.event_id,))
    card = Press(t("event-button-card"), "ev.card", (entry.event_id,))
    return Screen(lines(Bold(entry.order.title), "", t("payments-stands-still")), keyboard=[*rows, [card, leave]])


def nothing_offered_screen(entry: EntryToPay, t: Translator) -> Screen:
    ask = Press(t("event-button-ask"), "ch.ask", (entry.event_id,))
    card = Press(t("event-button-card"), "ev.card", (entry.event_id,))
    return Screen(t("payments-none-offered"), keyboard=[[ask], [card]])


async def sent(turn: Turn) -> Reply:
    """«Перевод отправлен»: the organizer is asked to look, and this message follows what they find."""
    entry = await entries.claim_transfer(turn.person, turn.number(), now=turn.now)
    message = turn.incoming.message
    if message is not None and turn.private:
        await claim_messages.note(entry.registration_id, turn.person.id, message.message_id)
    return transfer_screen(entry, turn.t, turn.now)


async def came(turn: Turn) -> Reply:
    """The organizer has the money."""
    claim = await entries.get_claim(turn.number())
    incoming = await entries.transfer_came(turn.person, turn.number(), now=turn.now)
    await reactions.charge_received(incoming, now=turn.now)
    return transfer_noted_screen(claim, turn.t)


def transfer_noted_screen(claim: Claim | None, t: Translator) -> Screen:
    """Whose money it was: several may be looked at one after the other. None: nothing was claimed any more."""
    if claim is None:
        return Screen(t("payments-transfer-noted"))
    amount = t.money(claim.price.amount_minor, claim.price.currency)
    who = Bold(t("payments-claim", name=claim.buyer_name, amount=amount))
    return Screen(lines(who, claim.title, "", t("payments-transfer-noted")))


async def did_not_come(turn: Turn) -> Reply:
    await entries.transfer_did_not_come(turn.person, turn.number(), now=turn.now)
    return missing_noted_screen(turn.number(), turn.t)


def missing_noted_screen(registration_id: int, t: Translator) -> Screen:
    """A bank may take its time: the other answer stays."""
    yes = Press(t("payments-claim-came"), "ev.came", (registration_id,))
    return Screen(lines(t("payments-transfer-missing-noted"), t("payments-transfer-missing-later")), keyboard=[[yes]])


async def transfer_claimed(said: Said) -> Screen | None:
    """To the organizer; nothing once it is answered."""
    registration_id = said.params["registration_id"]
    claim, proof = await entries.get_claim(registration_id), await proofs.given(registration_id)
    return None if claim is None else claim_screen(claim, registration_id, said.t, proven=proof is not None)


def claim_screen(claim: Claim, registration_id: int, t: Translator, *, proven: bool = False) -> Screen:
    """Who says that they transferred how much, what shows it, and the two answers."""
    amount = t.money(claim.price.amount_minor, claim.price.currency)
    said = t("payments-claim-proven" if proven else "payments-claim-look")
    text = lines(Bold(t("payments-claim", name=claim.buyer_name, amount=amount)), claim.title, "", said)
    yes = Press(t("payments-claim-came"), "ev.came", (registration_id,), style="success")
    no = Press(t("payments-claim-missing"), "ev.nocame", (registration_id,))
    see: list[Row] = [[Press(t("payments-proof-see"), "tp.see", (registration_id,))]] if proven else []
    return Screen(text, keyboard=[*see, [yes], [no]])


async def transfer_missing(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    t = said.t
    due = ways.own_due(card, t)
    pay_again = Press(t("event-button-pay", amount=due), "ev.pay", (card.id,))
    ask = Press(t("event-button-ask"), "ch.ask", (card.id,))
    return Screen(
        lines(Bold(t("payments-missing")), card.title, "", t("payments-missing-hint")), keyboard=[[pay_again], [ask]]
    )


async def not_paid(said: Said) -> Screen | None:
    """An attempt came to nothing; nothing is said to who has paid, or left, meanwhile."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return not_paid_screen(card, said.t, said.now) if card.has_to_pay else None


def not_paid_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    until = None
    if card.own_offer_ends_at:
        until = Text("⏳ ", t("event-offer-until"), " ", when(card.own_offer_ends_at, card.zone, t, now))
    again = Press(t("payments-try-again"), "ev.pay", (card.id,), style="success")
    text = lines(Bold(t("payments-failed")), card.title, until, "", t("payments-failed-hint"))
    return Screen(text, keyboard=[[again], [Press(t("event-button-card"), "ev.card", (card.id,))]])


PRESSES = {
    "ev.pay": Route(pay),
    "ev.payby": Route(pay_by, gather=_begin),
    "ev.sent": Route(sent),
    "ev.came": Route(came),
    "ev.nocame": Route(did_not_come),
}
CONVERSATIONS = {receipt_addresses.FORM.key: Conversation(receipt_addresses.FORM, address_said, left=_back_to_paying)}
SCREENS = {
    "event-transfer-claimed": transfer_claimed,
    proofs.GIVEN: transfer_claimed,
    "event-transfer-missing": transfer_missing,
    "event-not-paid": not_paid,
}
