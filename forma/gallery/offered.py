"""Screens of a freed place that is offered, for the gallery."""

from __future__ import annotations

from datetime import timedelta

from bot.events import offered
from domain.events.queries import EventCard
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, event


def offered_gallery() -> dict[str, Made]:
    def card(t: Translator, status: str | None, minutes: int = 100) -> EventCard:
        ends_at = NOW + timedelta(minutes=minutes)
        return event(t, own_status=status, own_offer_ends_at=ends_at, own_registration_id=7, fee_minor=150_000)

    return {
        "told-offer": lambda t: offered.offer_screen(card(t, "offered"), ZONE, t, NOW),
        "told-offer-late": lambda t: offered.offer_screen(card(t, "offered", 5), ZONE, t, NOW),
        "told-offer-over": lambda t: offered.over_screen(card(t, None), t, NOW),
        "told-offer-taken": lambda t: offered.over_screen(card(t, "unpaid"), t, NOW),
    }
