"""Screens of a group's room: taking part there, and the organizer's verbs, with invented people in them."""

from __future__ import annotations

from typing import Any, cast

from bot.events import okay
from bot.events.entry_in_group import entry_screen
from bot.kit.questions import question_screen
from bot.kit.screen import Screen
from bot.kit.turn import Incoming, Turn
from domain.accounts.people import TelegramPerson
from domain.events.people.standing import Standing
from domain.forms.conversation import Conversation
from domain.forms.form import Choice, Field, Form, Kind
from forma.gallery.asking import APP, Made
from locales import Translator
from webapp.showroom.samples import NOW, event, person

ASKED = (Kind.TEXT, Kind.CHOICE, Kind.PHONE, Kind.DOCUMENT)
OWN = ("confirmed", "waitlisted", "pending")


def room_gallery() -> dict[str, Made]:
    asked: dict[str, Made] = {f"in-group-{kind}": _asked(kind) for kind in ASKED}
    stands: dict[str, Made] = {f"entry-{own}": _stands(own) for own in OWN}
    return {
        **asked,
        **stands,
        "ok-accepted": lambda t: okay.done_screen(_olya(t), "ok-accepted", t),
        "ok-admitted": lambda t: okay.done_screen(_olya(t), "ok-admitted", t),
        "told-taken-back": lambda t: okay.taken_back_screen(event(t, own_status="pending"), t),
    }


def _stands(own: str) -> Made:
    return lambda t: entry_screen(event(t, own_status=own, own_registration_id=7, own_position=4), t, NOW)


def _olya(t: Translator) -> Standing:
    return Standing(7, 17, t("showroom-person"), "confirmed", 114, None)


def _asked(kind: Kind) -> Made:
    def made(t: Translator) -> Screen:
        choices = tuple(Choice(one, f"showroom-choice-{one}") for one in ("first", "second", "third"))
        field = Field("q", kind, label=t("showroom-question"), choices=choices if kind is Kind.CHOICE else ())
        form = Form("event-registration", (field, Field("more", Kind.TEXT, label=t("showroom-question"))))
        return question_screen(_turn(t), Conversation(form, step="q"))

    return made


def _turn(t: Translator) -> Turn:
    incoming = Incoming("press", TelegramPerson(7, t("showroom-person")), -1001, private=False)
    return Turn(APP, incoming, person(t), t, NOW, cast(Any, None))
