"""Sums and states of payments, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.kit.screen import Bold, Press, Row, Screen, Text, Words, in_rows, lines
from domain.payments.methods import STARS
from domain.payments.queries import PAGE, Payment, Receipt
from locales import Translator


def history_screen(
    payments: Sequence[Payment],
    zone: str,
    t: Translator,
    now: datetime,
    *,
    owed: int = 0,
    receipts_to: str | None = None,
) -> Screen:
    """`owed`: so many refunds wait for this person to send them; `receipts_to`: where they asked for receipts."""
    mail: list[Row] = [[Press(t("payments-email-button", email=receipts_to[:40]), "pay.mail")]] if receipts_to else []
    to_return: list[Row] = [[Press(t("payments-owed-button", count=owed), "pay.owed")]] if owed else []
    if not payments:
        find = Press(t("event-button-find"), "ev.find", (0, 0, 0, 0))
        return Screen(lines(Bold(t("payments-title")), "", t("payments-none")), keyboard=[*to_return, *mail, [find]])
    shown: list[Words] = []
    for one in payments:
        shown += ["", *_lines(one, zone, t, now)]
    slips = [
        Press(t("payments-receipt-button", number=one.order_id), "pay.slip", (one.order_id,))
        for one in payments
        if one.has_receipt
    ]
    more: list[Row] = (
        [[Press(t("payments-more"), "pay.list", (payments[-1].order_id,))]] if len(payments) == PAGE else []
    )
    return Screen(lines(Bold(t("payments-title")), *shown), keyboard=[*to_return, *in_rows(slips, 2), *more, *mail])


def _lines(one: Payment, zone: str, t: Translator, now: datetime) -> list[Words]:
    sum_line = Text(t.money(one.amount_minor, one.currency), " · ", _state(one, t))
    if one.has_receipt:
        sum_line = Text(sum_line, " · ", t("payments-number", number=one.order_id))
    when = t.when(one.paid_at or one.created_at, zone, now=now)
    trouble = "refused" if one.refused else "unseen" if one.unseen else ""
    back = [Text("⚠️ ", t(f"payments-{trouble}"))] if trouble else []
    if one.returned_minor and not one.is_returned:
        back.append(Text("↩️ ", t("payments-returned", amount=t.money(one.returned_minor, one.currency))))
    if one.returning_minor:
        back.append(Text("↩️ ", t("payments-returning", amount=t.money(one.returning_minor, one.currency))))
    return [Text(Bold(one.title)), sum_line, Text(when), *back]


def _state(one: Payment, t: Translator) -> str:
    """A refund on its way is said on a line of its own."""
    if one.is_returned:
        return t("payments-state-returned")
    return t(f"payments-state-{'paid' if one.state == 'returned' else one.state}")


def receipt_screen(one: Receipt, zone: str, t: Translator, now: datetime) -> Screen:
    """Number, date, what for, how much, to whom."""
    back = t("payments-returned", amount=t.money(one.returned_minor, one.currency)) if one.returned_minor else None
    text = lines(
        Bold(t("payments-receipt", number=one.number)),
        "",
        one.title,
        Text("💳 ", Bold(t.money(one.amount_minor, one.currency))),
        Text("🗓 ", t.when(one.paid_at, zone, now=now)),
        Text("👤 ", t("payments-receipt-to", name=one.payee[:64])) if one.payee else None,
        t("payments-receipt-by", provider=one.provider, stars=str(one.currency == STARS)),
        t("payments-receipt-charge", charge=one.charge),
        Text("↩️ ", back) if back else None,
        "",
        t("payments-receipt-what", stars=str(one.currency == STARS)),
    )
    return Screen(text, keyboard=[[Press(t("payments-title"), "pay.list")]])
