"""Screens of a ticket that is passed on, for the gallery."""

from __future__ import annotations

from bot.events import handing
from domain.accounts.people import Person
from domain.events.entry.handover import Given, Offer
from domain.events.entry.own_events import TicketCard
from domain.events.people.standing import Standing
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of

TOKEN = "A" * 22
LINK = f"https://t.me/forma_bot?start=h_{TOKEN}"


def handing_gallery() -> dict[str, Made]:
    def ticket(t: Translator) -> TicketCard:
        known = {"registration_id": 7, "event_id": 17, "title": t("showroom-event"), "number": 114}
        return card_of(TicketCard, **known, starts_at=NOW, zone=ZONE, name=t("showroom-person"))

    def giving(given: Given | None) -> Made:
        link = LINK if given else ""
        return lambda t: handing.giving_screen(ticket(t), given, link, t, NOW, is_paid=True)

    def offer(t: Translator, *, is_own: bool = False) -> Offer:
        place, name = t("showroom-place"), t("showroom-person")
        return Offer(17, t("showroom-event"), NOW, ZONE, place, name, is_own, is_paid=not is_own)

    def person(t: Translator) -> Person:
        return Person(8, 8, t("showroom-person"), "petr", "ru", ZONE, "active", True, frozenset())

    def standing(t: Translator) -> Standing:
        return Standing(7, 17, t("showroom-person"), "paid", 114, None)

    return {
        "handing": giving(None),
        "handing-link": giving(Given(TOKEN, None)),
        "handing-to": lambda t: giving(Given(TOKEN, t("showroom-person")))(t),
        "handing-sure": lambda t: handing.sure_screen(ticket(t), person(t), t, NOW),
        "handing-offer": lambda t: handing.offer_screen(offer(t), TOKEN, t, NOW),
        "handing-offer-by-name": lambda t: handing.offer_screen(offer(t), TOKEN, t, NOW, by_name=True),
        "handing-offer-own": lambda t: handing.offer_screen(offer(t, is_own=True), TOKEN, t, NOW),
        "told-handing-declined": lambda t: handing.declined_screen(ticket(t), t("showroom-person"), t),
        "told-ticket-handed": lambda t: handing.noted_screen(t("showroom-event"), standing(t), t("showroom-person"), t),
        "group-ticket-handed": lambda t: handing.noted_in_group_screen(t("showroom-event"), standing(t), t),
    }
