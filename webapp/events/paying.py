"""Paying for an entry from its page: Telegram's sheet, a provider's page, or a transfer."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events.entry import entries
from domain.events.entry.entries import EntryToPay
from domain.events.errors import EventStandsStill
from domain.events.group_door import asking
from domain.events.money import proofs
from domain.events.money.errors import PromoCodeUsedUp, TooManyWrongPromoCodes
from domain.events.money.numbers_to_copy import numbers_to_copy
from domain.events.money.promo_codes import CODE_FORM
from domain.events.money.promo_tries import try_promo
from domain.events.money.proofs import PROOF_FORM
from domain.forms.answers import parse_answer
from domain.forms.inputs import FormContext
from domain.payments import checkouts, methods, receipt_addresses
from domain.payments.errors import OrderNotOpen
from domain.payments.orders import require_open
from domain.payments.settlement import Verdict
from locales import Translator
from locales.transfers import to_copy, transfer_comment
from webapp.events import views
from webapp.kit import forms
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Who has paid meanwhile, or whose place is held no more, sees the event itself."""
    event_id = visit.id("event_id")
    try:
        entry = await entries.to_pay(visit.person, event_id)
    except NotFound:
        return await views.show(visit, event_id)
    return await _show(visit, entry)


async def use_promo(visit: Visit) -> web.Response:
    """A code; where nothing is left to pay, the event itself."""
    event_id = visit.id("event_id")
    filled, parsed = forms.read(visit, CODE_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, await entries.to_pay(visit.person, event_id), promo=filled, status=422)
    try:
        tried = await try_promo(visit.person, event_id, str(parsed.values["code"]), now=visit.now)
    except (PromoCodeUsedUp, TooManyWrongPromoCodes) as refused:
        return await _not_taken(visit, event_id, filled, refused)
    if tried.wrong:
        return await _not_taken(visit, event_id, filled, tried.wrong)
    said, entry = visit.t("event-promo-applied"), tried.entry
    return await _show(visit, entry, toast=said) if entry else visit.go(f"/events/{event_id}", toast=said)


async def _not_taken(visit: Visit, event_id: int, filled: forms.Filled, why: Refusal) -> web.Response:
    shown = forms.Filled(CODE_FORM, {}, filled.zone, filled.sent, {"code": why})
    return await _show(visit, await entries.to_pay(visit.person, event_id), promo=shown, status=422)


async def _show(
    visit: Visit,
    entry: EntryToPay,
    *,
    promo: forms.Filled | None = None,
    proof: forms.Filled | None = None,
    status: int = 200,
    toast: str = "",
) -> web.Response:
    offered = _offered(visit, entry)
    asked = promo or forms.Filled(CODE_FORM, {}, visit.person.zone)
    shows = proof or forms.Filled(PROOF_FORM, {}, visit.person.zone)
    return visit.page(
        "events/paying.html",
        status=status,
        toast=toast,
        entry=entry,
        order=entry.order,
        offered=offered,
        needs_email=await _needing_email(visit, entry, offered),
        in_stars=entry.order.price.currency == methods.STARS,
        promo=asked.lines(visit.t),
        proof=shows.lines(visit.t),
        copies=_copies(entry, visit.t),
        main=None,
    )


def _copies(entry: EntryToPay, t: Translator) -> list[tuple[str, str]]:
    """What is taken along to the bank; nothing where the organizer has not said where to."""
    if entry.payment != "transfer" or entry.claimed or not entry.transfer_to:
        return []
    return to_copy(
        t,
        details=entry.transfer_to,
        numbers=numbers_to_copy(entry.transfer_to),
        amount_minor=entry.order.price.amount_minor,
        comment=transfer_comment(t, title=entry.order.title, name=entry.payer),
    )


async def _needing_email(visit: Visit, entry: EntryToPay, offered: list[str]) -> list[str]:
    """Those of the methods that cannot go on without an address for the receipt, where none is known."""
    providers, currency = visit.context.providers, entry.order.price.currency
    asking = [name for name in offered if name in providers and providers[name].issues_receipts(currency)]
    return asking if asking and not await receipt_addresses.address_of(visit.person.id) else []


def _offered(visit: Visit, entry: EntryToPay) -> list[str]:
    """None where the fee is transferred to the organizer: money that we take is not what they asked for."""
    if entry.payment != "online" or entry.stands_still:
        return []
    known = methods.for_currency(entry.order.price.currency, visit.context.providers)
    return [name for name in known if name in visit.context.providers or visit.context.invoice_link]


async def begin(visit: Visit) -> str:
    """Ask who takes the money where to pay. Raises NotFound, OrderNotOpen, ProviderTrouble."""
    method, context = visit.said("method"), visit.context
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    require_open(entry.order)
    asked = await entries.asks_money(entry.registration_id)
    if asked is Verdict.NOT_NOW:
        raise EventStandsStill
    if asked is None:
        raise OrderNotOpen(state="closed")
    if method not in _offered(visit, entry):
        raise NotFound
    if method == methods.TELEGRAM and context.invoice_link:
        return await context.invoice_link(entry.order, visit.t("payments-invoice-title"))
    back, said = context.startapp_link(f"e_{entry.event_id}"), visit.said("email")
    reading = FormContext(visit.now, visit.person.zone, visit.person.language, visit.t)
    email = str(parse_answer(receipt_addresses.FIELD, said, reading)) if said else None
    return await checkouts.begin(
        entry.order, method, context.providers, return_url=back, email=email, clock=context.clock.now
    )


async def pay(visit: Visit) -> web.Response:
    url, method = visit.facts, visit.said("method")
    assert isinstance(url, str)
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    response = await _show(visit, entry)
    response.headers["Forma-Pay"] = url
    at_door = await asking.awaits(entry.event_id, visit.viewer.id)
    response.headers["Forma-Pay-Then"] = f"/events/{entry.event_id}" + ("/entrance" if at_door else "")
    response.headers["Forma-Pay-In"] = "sheet" if method == methods.TELEGRAM else "browser"
    return response


async def sent(visit: Visit) -> web.Response:
    """«Перевод отправлен»."""
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    entry = await entries.claim_transfer(visit.person, entry.registration_id, now=visit.now)
    return await _show(visit, entry, toast=visit.t("payments-transfer-claimed"))


async def prove(visit: Visit) -> web.Response:
    """The photo or PDF that shows the transfer."""
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    filled, parsed = forms.read(visit, PROOF_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, entry, proof=filled, status=422)
    answer, title = parsed.values["document"], visit.t("payments-proof-title")
    assert isinstance(answer, dict)
    await proofs.give(visit.person, entry.registration_id, int(str(answer["id"])), title=title, now=visit.now)
    return await _show(visit, replace(entry, proven=True), toast=visit.t("payments-proof-given"))
