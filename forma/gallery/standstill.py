"""Screens of an event that stands still, and of one that is about to be called off, for the gallery."""

from __future__ import annotations

from datetime import timedelta

from bot.events import managing, offered, paying
from bot.events.screens import event_screen, shared_card
from bot.kit.screen import Screen
from domain.events.entry.entries import EntryToPay
from domain.events.money.foreseen import Foreseen, GoesBack
from domain.events.queries import EventCard
from domain.payments.orders import Order, Price
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, event

_DAY = timedelta(days=1)


def standstill_gallery() -> dict[str, Made]:
    def card(t: Translator, status: str | None = None, *, still: bool = True) -> EventCard:
        ends_at = NOW + _DAY if status in ("unpaid", "offered") else None
        return event(t, own_status=status, own_offer_ends_at=ends_at, own_registration_id=7, stands_still=still)

    def entry(t: Translator, payment: str) -> EntryToPay:
        price = Price(150_000, "RUB")
        order = Order(5, "token", 7, 8, "event-entry", 7, t("showroom-event"), price, "open", NOW + _DAY)
        return EntryToPay(17, 7, order, payment, "+7 900 123-45-67", ZONE, False, stands_still=True)

    return {
        "still-event": lambda t: event_screen(card(t), t, NOW),
        "still-event-own": lambda t: event_screen(card(t, "confirmed"), t, NOW),
        "still-event-offered": lambda t: event_screen(card(t, "offered"), t, NOW),
        "still-shared": lambda t: shared_card(card(t), t, NOW),
        "still-pay": lambda t: paying.stands_still_screen(entry(t, "online"), t),
        "still-pay-transfer": lambda t: paying.stands_still_screen(entry(t, "transfer"), t),
        "still-goes-on": lambda t: offered.goes_on_screen(card(t, "unpaid", still=False), t, NOW),
        "call-off": lambda t: _called_off(t, _OF_MANY),
        "call-off-nobody": lambda t: _called_off(t, Foreseen(0, (), 0)),
    }


_OF_MANY = Foreseen(
    48,
    (
        GoesBack("itself", 21, (Price(3_150_000, "RUB"), Price(450, "XTR"))),
        GoesBack("you", 3, (Price(450_000, "RUB"),)),
        GoesBack("operators", 1, (Price(150_000, "RUB"),)),
    ),
    2,
)


def _called_off(t: Translator, foreseen: Foreseen) -> Screen:
    return managing.foreseen_screen(event(t, manages=True), foreseen, Screen(t("event-ask-cancel-reason")), t)
