"""Paying for an entry from its page: Telegram's sheet, a provider's page, or a transfer."""

from __future__ import annotations

from aiohttp import web

from domain.errors import NotFound
from domain.events import entries
from domain.events.entries import EntryToPay
from domain.payments import methods
from domain.payments.orders import Order, require_open
from domain.payments.ports import Begun, ToPay
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Who has paid meanwhile, or whose place is held no more, is on the event's own page."""
    event_id = visit.id("event_id")
    try:
        entry = await entries.to_pay(visit.person, event_id)
    except NotFound:
        return visit.go(f"/events/{event_id}")
    return _show(visit, entry)


def _show(visit: Visit, entry: EntryToPay, *, toast: str = "") -> web.Response:
    offered = methods.online() if entry.payment == "online" else ()
    return visit.page("events/paying.html", toast=toast, entry=entry, order=entry.order, offered=offered, main=None)


async def begin(visit: Visit) -> Begun:
    """Ask who takes the money for their page. Raises NotFound, ProviderTrouble."""
    provider = visit.context.payments.get(visit.said("method"))
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    require_open(entry.order)
    if provider is None:
        raise NotFound
    return await provider.begin(to_pay(visit, entry.order, entry.event_id))


def to_pay(visit: Visit, order: Order, event_id: int) -> ToPay:
    price, back = order.price, visit.context.startapp_link(f"e_{event_id}")
    return ToPay(order.token, f"forma-order-{order.id}", order.title, price.amount_minor, price.currency, back)


async def pay(visit: Visit) -> web.Response:
    begun, method = visit.facts, visit.said("method")
    assert isinstance(begun, Begun)
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    await entries.began(entry.order, method, begun, now=visit.now)
    response = _show(visit, entry)
    response.headers["Forma-Pay"] = begun.url
    response.headers["Forma-Pay-Then"] = f"/events/{entry.event_id}"
    response.headers["Forma-Pay-In"] = "sheet" if method == methods.TELEGRAM else "browser"
    return response


async def sent(visit: Visit) -> web.Response:
    """«Я перевёл»."""
    entry = await entries.to_pay(visit.person, visit.id("event_id"))
    entry = await entries.claim_transfer(visit.person, entry.registration_id, now=visit.now)
    return _show(visit, entry, toast=visit.t("payments-transfer-claimed"))
