"""Screens of finding an event and of the event itself, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from bot.events import (
    faq,
    finding,
    fits,
    group,
    manage_rows,
    managing,
    own,
    panel,
    screens,
    ways,
)
from bot.events.finding import Chips
from bot.kit.questions import question_screen
from bot.kit.screen import Screen
from domain.events.entry import registration_form
from domain.events.entry.errors import TooYoung
from domain.events.entry.own_events import MyEvent
from domain.events.finding.home import Goal, HomeCard
from domain.events.on_now import Need, OnNow
from domain.events.talking.faq import Entry as Question
from domain.events.ways import ONLINE
from domain.forms.conversation import Conversation, jump
from forma.gallery.asking import Made, turn_of
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of, event, hybrid, own_result, places, row

HOURS = timedelta(hours=1)
MANAGED = ("draft", "published", "registration_open", "running", "finished", "cancelled")
OWN = ("confirmed", "paid", "waitlisted", "offered", "unpaid", "approved", "pending")


def found_gallery() -> dict[str, Made]:
    def few(t: Translator) -> list[Any]:
        return [row(t, number, ways=places(12 * number, None if number == 3 else 50)) for number in (1, 2, 3, 4)]

    return {
        "list": lambda t: finding.list_screen(few(t), 12, Chips(), t, NOW),
        "list-nothing": lambda t: finding.list_screen([], 0, Chips(), t, NOW),
        "found": lambda t: finding.found_screen(few(t)[:2], 2, t("showroom-event"), t, NOW),
        "found-nothing": lambda t: finding.found_screen([], 0, t("showroom-event"), t, NOW),
        "mine": lambda t: own.my_screen(turn_of(t), "upcoming", 0, [mine(t)]),
        "mine-finished": lambda t: own.my_screen(turn_of(t), "finished", 0, [mine(t)], {17: own_result(17)}),
        "mine-nothing": lambda t: own.my_screen(turn_of(t), "upcoming", 0, []),
    }


def events_gallery() -> dict[str, Made]:
    def own_card(status: str) -> Made:
        known = {
            "own_status": status,
            "own_registration_id": 7,
            "own_position": 3,
            "own_offer_ends_at": NOW + 3 * HOURS,
        }
        return lambda t: screens.event_screen(event(t, **known), t, NOW)

    def managed(status: str) -> Made:
        return lambda t: screens.manage_screen(event(t, status=status, cancel_reason=t("showroom-reason")), t, NOW)

    def live(t: Translator) -> Screen:
        names = [t("showroom-person"), t("showroom-organizer")]
        return group.live_screen(event(t), names, t, cast(Any, SimpleNamespace(now=NOW)))

    def panelled(t: Translator) -> Screen:
        return panel.panel_screen(turn_of(t), event(t, manages=True), {"going": 12, "paid": 9, "left": 2}, 3, [])

    def refused(t: Translator) -> Screen:
        at = jump(Conversation(registration_form.made_of({"min_age": 18}, [])), "birth_date")
        reason = TooYoung(age=16, least=18)
        return question_screen(turn_of(t), at, reason, fits.ways_out_rows([row(t, 1), row(t, 2)], t))

    secret = "https://t.me/forma_bot?start=e_AAAAAAAAAAAAAAAAAAAAAA"
    return {
        "event": lambda t: screens.event_screen(event(t), t, NOW),
        "event-full": lambda t: screens.event_screen(event(t, ways=places(50, waiting=2)), t, NOW),
        **{f"event-{status}": own_card(status) for status in OWN},
        "event-asks-more": lambda t: screens.event_screen(
            event(t, own_status="confirmed", own_registration_id=7, has_questions=True, own_open_questions=2), t, NOW
        ),
        "event-too-young": refused,
        "event-hybrid": lambda t: screens.event_screen(event(t, ways=hybrid()), t, NOW),
        "event-ways": lambda t: ways.choose_screen(event(t, ways=hybrid()), t, private=True),
        "event-other-way": lambda t: ways.change_screen(event(t, ways=hybrid(), own_status="confirmed"), ONLINE, t),
        "event-faq": lambda t: faq.faq_screen(event(t), [Question(1, t("showroom-said"), t("showroom-answer"))] * 3, t),
        "event-shared": lambda t: screens.shared_card(event(t), t, NOW),
        "event-in-group": live,
        **{f"manage-{status}": managed(status) for status in MANAGED},
        "set-up": lambda t: manage_rows.set_up_screen(event(t, latitude=55.79, longitude=37.67), t),
        "published": lambda t: managing.published_screen(event(t), "https://t.me/forma_bot?startgroup=1", t, NOW),
        "manage-private": lambda t: screens.manage_screen(event(t, visibility="private"), t, NOW, link=secret),
        "edit": lambda t: manage_rows.edit_screen(event(t), [(1, t("showroom-hint")), (2, t("showroom-place"))], t),
        "panel": panelled,
    }


def mine(t: Translator) -> MyEvent:
    known = {"event_id": 17, "registration_id": 7, "title": t("showroom-event"), "own_status": "confirmed"}
    return card_of(MyEvent, **known, starts_at=NOW + 20 * HOURS, zone=ZONE, place=t("showroom-place"), number=7)


def home_card(t: Translator, *, full: bool = False) -> HomeCard:
    offered = [row(t, 1), row(t, 2)]
    if not full:
        return HomeCard(t("showroom-person"), None, None, offered)
    pinned = (row(t, 3),)
    return HomeCard(t("showroom-person"), mine(t), Goal(17, t("showroom-event"), 4), offered, pinned=pinned)


def organizers_home(t: Translator, *needs: Need) -> HomeCard:
    on = [OnNow(17 + at, t("showroom-event"), "race", NOW + HOURS, ZONE, need) for at, need in enumerate(needs)]
    return HomeCard(t("showroom-person"), None, None, [row(t, 1)], on_now=tuple(on))
