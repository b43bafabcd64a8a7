"""Screens of what comes by itself, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.accounts import email
from bot.chat import renderers as talk
from bot.events import (
    group,
    notices,
    renderers,
)
from bot.kit.screen import Screen
from bot.moderation import staffing
from domain.events.entry.own_events import TicketCard
from domain.events.replanning import Plan
from domain.events.ways import ONLINE
from domain.forms.form import Field, Kind
from domain.notifications.ports import InputBytes
from domain.payments.orders import Price
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of, event, hybrid, message

HOURS = timedelta(hours=1)


def told_gallery() -> dict[str, Made]:
    """Without the button that switches it off."""
    picture = InputBytes("picture.jpg", b"")

    def ticket(t: Translator, *, online: bool) -> Screen:
        known = {"title": t("showroom-event"), "starts_at": NOW + 96 * HOURS, "zone": ZONE, "number": 7}
        where = {"is_online": online, "online_address": "https://meet.example.org/run", "place": t("showroom-place")}
        named = {"registration_id": 7, "event_id": 17, "name": t("showroom-person")}
        return renderers.ticket_screen(
            card_of(TicketCard, **known, **where, **named, size=3), picture, t, NOW, givable=not online
        )

    def asks(t: Translator) -> Screen:
        asked = [
            Field("size", Kind.TEXT, label=t("showroom-question")),
            Field("how", Kind.TEXT, label=t("showroom-said")),
        ]
        return renderers.asks_more_screen(event(t, own_status="confirmed"), asked, t, NOW)

    def going(t: Translator, **known: Any) -> Any:
        return event(t, own_status="confirmed", **known)

    online = {"ways": hybrid(), "own_way": ONLINE, "own_status": "confirmed"}
    later = NOW + 72 * HOURS
    return {
        "told-ticket": lambda t: ticket(t, online=False),
        "told-ticket-online": lambda t: ticket(t, online=True),
        "told-reminder": lambda t: renderers.reminder_screen(going(t), 24, t, NOW),
        "told-reminder-soon": lambda t: renderers.reminder_screen(event(t, **online), 1, t, NOW),
        "told-opened": lambda t: renderers.opened_screen(event(t), t, NOW),
        "told-replanned": lambda t: renderers.replanned_screen(
            going(t), Plan(t("showroom-elsewhere"), NOW + 50 * HOURS), t, NOW
        ),
        "told-moved": lambda t: renderers.moved_screen(going(t), NOW + 48 * HOURS, later, t, NOW),
        "told-cancelled": lambda t: renderers.cancelled_screen(going(t, cancel_reason=t("showroom-reason")), [], t),
        "told-cancelled-paid": lambda t: renderers.cancelled_screen(
            going(t, cancel_reason=t("showroom-reason")), [Price(150_000, "RUB")], t
        ),
        "told-hold-ended": lambda t: renderers.hold_ended_screen(event(t), "none", t),
        "told-hold-ended-page": lambda t: renderers.hold_ended_screen(event(t), "page", t),
        "told-hold-ended-transfer": lambda t: renderers.hold_ended_screen(event(t), "transfer", t),
        "told-paid-too-late": lambda t: renderers.paid_too_late_screen(event(t), t.money(50_000, "RUB"), t),
        "told-offer-ended": lambda t: renderers.offer_ended_screen(event(t), t),
        "told-asks-more": asks,
        "told-cover": lambda t: renderers.cover_screen(event(t), picture, t),
        "told-newcomers": lambda t: notices.newcomers_screen(event(t), [t("showroom-person")] * 12, t),
        "told-question": lambda t: talk.question_screen(
            event(t), message(1, 7, t("showroom-person"), t("showroom-said")), t
        ),
        "told-answer": lambda t: talk.answer_screen(
            event(t), message(2, 3, t("showroom-organizer"), t("showroom-answer")), t
        ),
        "told-announcement": lambda t: talk.announcement_screen(
            event(t), message(3, 3, t("showroom-organizer"), t("showroom-description")), t
        ),
        "told-calendar": lambda t: renderers.calendar_screen(event(t), InputBytes("event-17.ics", b""), t),
        "told-code": lambda t: email.code_screen("482913", t),
        "group-joined": lambda t: group.joined_screen(event(t), t("showroom-person"), t, NOW),
        "group-participants": lambda t: group.participants_screen(event(t), [t("showroom-person")] * 20, t),
        "told-role": lambda t: staffing.role_screen("analyst", t),
        "told-role-coach": lambda t: staffing.role_screen("coach", t),
    }
