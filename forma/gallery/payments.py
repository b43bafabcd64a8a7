"""Screens of paying and of what organizers earn, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.events import (
    paying,
    promo,
)
from bot.events.screens import event_screen
from bot.events.takings import takings_screen
from bot.kit.screen import Screen
from bot.payments import returning
from bot.payments.screens import history_screen, receipt_screen
from domain.events.entry.entries import Claim, EntryToPay
from domain.events.money.promo_codes import Discount, PromoCode
from domain.events.money.takings import ClaimedTransfer, GoingBack, Sum, Takings
from domain.payments.by_hand import Owed
from domain.payments.orders import Order, Price
from domain.payments.queries import Payment, Receipt
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, event

HOURS = timedelta(hours=1)


def payments_gallery() -> dict[str, Made]:
    def entry(t: Translator, payment: str, *, claimed: bool = False) -> EntryToPay:
        price = Price(150_000, "RUB")
        order = Order(5, "token", 7, 8, "event-entry", 7, t("showroom-event"), price, "open", NOW + HOURS)
        return EntryToPay(17, 7, order, payment, "+7 900 123-45-67, Т-Банк", ZONE, claimed, payer=t("showroom-person"))

    def history(t: Translator) -> Screen:
        fee = 150_000
        sums = (
            ("paid", 0, 0, fee),
            ("returned", 0, fee, fee),
            ("returned", 75_000, 0, fee),
            ("paid", fee, 0, 2 * fee),
            ("open", 0, 0, 0),
        )
        paid = [
            Payment(number, t("showroom-event"), 150_000, "RUB", state, NOW, NOW, back, soon, came)
            for number, (state, back, soon, came) in enumerate(sums)
        ]
        looked = replace(paid[-1], order_id=9, unseen=True)
        checked = replace(paid[-1], order_id=10, state="claimed")
        return history_screen([*paid, looked, checked], ZONE, t, NOW, receipts_to="olya@example.org")

    ways_to_pay = ("telegram", "yookassa", "stripe")
    return {
        "pay-choice": lambda t: paying.choice_screen(entry(t, "online"), ways_to_pay, t, NOW),
        "pay-page": lambda t: paying.page_screen(entry(t, "online"), "https://pay.example", t, NOW),
        "pay-transfer": lambda t: paying.transfer_screen(entry(t, "transfer"), t, NOW),
        "pay-promo": lambda t: paying.choice_screen(
            replace(entry(t, "online"), discount=Discount("SPORT10", 10)), ways_to_pay, t, NOW
        ),
        "pay-transfer-noted": lambda t: paying.transfer_noted_screen(
            Claim(t("showroom-event"), Price(150_000, "RUB"), t("showroom-person")), t
        ),
        "pay-transfer-claimed": lambda t: paying.transfer_screen(entry(t, "transfer", claimed=True), t, NOW),
        "pay-transfer-proven": lambda t: paying.transfer_screen(
            replace(entry(t, "transfer", claimed=True), proven=True), t, NOW
        ),
        "pay-stars": lambda t: paying.choice_screen(
            replace(entry(t, "online"), order=replace(entry(t, "online").order, price=Price(50, "XTR"))),
            ("telegram",),
            t,
            NOW,
        ),
        "pay-failed": lambda t: paying.not_paid_screen(
            event(t, own_status="unpaid", own_offer_ends_at=NOW + HOURS, fee_minor=150_000), t, NOW
        ),
        "pay-claimed-card": lambda t: event_screen(
            event(t, own_status="unpaid", own_claimed=True, own_offer_ends_at=NOW + HOURS, payment="transfer"), t, NOW
        ),
        "pay-off": lambda t: paying.nothing_offered_screen(entry(t, "online"), t),
        "payments": history,
        "payments-receipt": lambda t: receipt_screen(_receipt(t, "yookassa", "RUB"), ZONE, t, NOW),
        "payments-receipt-stars": lambda t: receipt_screen(_receipt(t, "telegram", "XTR"), ZONE, t, NOW),
        "payments-none": lambda t: history_screen([], ZONE, t, NOW),
        **_money_of_organizers(),
    }


def _receipt(t: Translator, provider: str, currency: str) -> Receipt:
    who, amount = t("showroom-organizer"), 50 if currency == "XTR" else 150_000
    return Receipt(12, t("showroom-event"), amount, currency, NOW, who, provider, "stx7100000001_0da8ad000013", 0)


def _money_of_organizers() -> dict[str, Made]:
    def owed(t: Translator, why: str = "left", provider: str = "manual", *, sent: bool = False) -> Owed:
        return Owed(5, t("showroom-event"), t("showroom-person"), 150_000, "RUB", why, provider, "ch_3QK81", NOW, sent)

    def sums(t: Translator, *, claims: int) -> Takings:
        several = (Sum("RUB", 1_800_000, 150_000), Sum("XTR", 450, 50))
        return Takings(17, t("showroom-event"), "transfer", several, 12, 3, claims)

    def claim(t: Translator) -> ClaimedTransfer:
        return ClaimedTransfer(7, t("showroom-person"), 150_000, "RUB", NOW, proven=True)

    fee = Price(150_000, "RUB")
    codes = [
        PromoCode(1, "SPORT10", 10, 20, 3, date(2026, 12, 5), False),
        PromoCode(2, "ВОЛОНТЁР", 100, None, 0, None, False),
        PromoCode(3, "EARLY", 25, 5, 5, None, True),
    ]
    return {
        "promo-codes": lambda t: promo.codes_screen(17, codes, t),
        "promo-codes-none": lambda t: promo.codes_screen(17, [], t),
        "money-event": lambda t: takings_screen(sums(t, claims=1), [claim(t)], t),
        "money-event-quiet": lambda t: takings_screen(sums(t, claims=0), [], t),
        "money-claim-missing": lambda t: paying.missing_noted_screen(7, t),
        "money-event-going-back": lambda t: takings_screen(
            replace(sums(t, claims=0), back=GoingBack(500, 120, 3)), [], t
        ),
        "money-claim": lambda t: paying.claim_screen(Claim(t("showroom-event"), fee, t("showroom-person")), 7, t),
        "money-claim-proven": lambda t: paying.claim_screen(
            Claim(t("showroom-event"), fee, t("showroom-person")), 7, t, proven=True
        ),
        "money-owed": lambda t: returning.owed_screen([owed(t)], t),
        "money-owed-none": lambda t: returning.owed_screen([], t),
        "money-return": lambda t: returning.return_screen(owed(t), t),
        "money-return-provider": lambda t: returning.return_screen(owed(t, "no-place", "telegram"), t),
        "money-return-done": lambda t: returning.return_screen(owed(t, sent=True), t),
        "money-goes-back": lambda t: returning.goes_back_screen(
            t("showroom-event"), "paid-twice", t.money(150_000, "RUB"), t
        ),
        "money-returned": lambda t: returning.returned_screen(owed(t, sent=True), t),
        "payments-with-owed": lambda t: history_screen([], ZONE, t, NOW, owed=2),
    }
