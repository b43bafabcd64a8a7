"""My payments, and the refunds that I am to send back by hand."""

from __future__ import annotations

from aiohttp import web

from domain import reactions
from domain.errors import NotFound
from domain.payments import by_hand, queries, receipt_addresses
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20


async def page(visit: Visit) -> web.Response:
    return await _history(visit)


async def set_address(visit: Visit) -> web.Response:
    """Where receipts go from now on; only for who was asked once."""
    if await receipt_addresses.changeable(visit.person.id) is None:
        raise NotFound
    filled, parsed = forms.read(visit, receipt_addresses.CHANGE, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _history(visit, address=filled, status=422)
    email = str(parsed.values["email"])
    await receipt_addresses.keep(visit.person.id, email)
    return await _history(visit, toast=visit.t("payments-email-changed", email=email))


async def _history(
    visit: Visit, *, address: forms.Filled | None = None, status: int = 200, toast: str = ""
) -> web.Response:
    after = read_cursor(visit.query("after"))
    part = part_of(await queries.payments_of(visit.person, before=after or None, limit=SIZE + 1), SIZE)
    more = f"/me/payments?after={part.rows[-1].order_id}" if part.more else ""
    template = "payments/history_rows.html" if after else "payments/history.html"
    known = await receipt_addresses.changeable(visit.person.id)
    asked = address or forms.Filled(receipt_addresses.CHANGE, {"email": known}, visit.person.zone)
    return visit.page(
        template,
        status=status,
        toast=toast,
        rows=part.rows,
        more=more,
        owed=await by_hand.count_owed(visit.person),
        address=asked.lines(visit.t) if known else [],
    )


async def receipt(visit: Visit) -> web.Response:
    return visit.page("payments/receipt.html", one=await queries.get_receipt(visit.person, visit.id("order_id")))


async def owed(visit: Visit) -> web.Response:
    return await _show_owed(visit)


async def returned(visit: Visit) -> web.Response:
    """«Деньги отправлены»."""
    sent = await reactions.returned_by_hand(visit.person, visit.id("refund_id"), now=visit.now)
    amount = visit.t.money(sent.amount_minor, sent.currency)
    return await _show_owed(visit, toast=visit.t("payments-return-noted", amount=amount))


async def _show_owed(visit: Visit, *, toast: str = "") -> web.Response:
    after = read_cursor(visit.query("after"))
    part = part_of(await by_hand.list_owed(visit.person, after=after, limit=SIZE + 1), SIZE)
    more = f"/me/payments/owed?after={part.rows[-1].id}" if part.more else ""
    return visit.page(
        "payments/owed_rows.html" if after else "payments/owed.html", toast=toast, rows=part.rows, more=more
    )
