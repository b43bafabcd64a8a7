"""Screens of one's own account and of the staff, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.accounts import email, profile, settings
from bot.events import journal as of_event
from bot.kit.questions import question_screen
from bot.kit.screen import Screen
from bot.moderation import appealing, blocking, journal, staffing
from bot.notifications import matrix, muting
from domain.accounts.deeds import Entry
from domain.accounts.email import OwnEmail
from domain.accounts.privacy import Visibility
from domain.accounts.profile import PROFILE_FORM
from domain.accounts.roles import RoleHolder
from domain.accounts.sanctions import SanctionInForce
from domain.forms.conversation import Conversation, jump
from domain.forms.form import JsonValue
from domain.moderation.appeals import AppealCard
from domain.notifications.rules import Channel, Topic
from forma.gallery.asking import Made, questions, turn_of
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of, person

HOURS = timedelta(hours=1)


def account_gallery() -> dict[str, Made]:
    known: dict[str, Any] = dict.fromkeys(one.key for one in PROFILE_FORM.fields)
    address = "olya@example.com"
    ways = {topic: {way: way is Channel.TELEGRAM for way in Channel} for topic in Topic}
    return {
        "profile": lambda t: profile.profile_screen(known | {"first_name": t("showroom-person")}, t, ZONE),
        "profile-clearing": lambda t: profile.clearing_screen(known | {"nickname": "olya.run"}, t),
        "settings": settings.settings_screen,
        "language": settings.language_screen,
        "privacy": lambda t: settings.privacy_screen(Visibility(profile_public=True, results_public=False), t),
        "email": lambda t: email.email_screen(OwnEmail(None, None), t),
        "email-waiting": lambda t: email.email_screen(OwnEmail(address, "new@example.com"), t),
        "notify": lambda t: matrix.matrix_screen(ways, (23, 8), 2, t),
        "quiet": lambda t: matrix.quiet_screen((23, 8), t),
        "mute": lambda t: muting.offer_screen(Topic.EVENTS, ["event", "17"], t("showroom-event"), t),
        **questions(email.EMAIL_FORM),
    }


def staff_gallery() -> dict[str, Made]:
    def block(t: Translator) -> SanctionInForce:
        return card_of(SanctionInForce, reason=t("showroom-reason"), rule="spam", until=NOW + 72 * HOURS)

    def appeal(t: Translator) -> AppealCard:
        known = {"id": 5, "name": t("showroom-person"), "text": t("showroom-said"), "rule": "spam"}
        return card_of(AppealCard, **known, reason=t("showroom-reason"), until=NOW + 72 * HOURS)

    def deed_of(t: Translator) -> Entry:
        return Entry(1, NOW, 7, t("showroom-person"), "event-publish", "event:17", t("showroom-event"), None, {})

    def entries(t: Translator) -> Screen:
        return journal.entries_screen("event", 17, t("showroom-event"), [deed_of(t)] * 9, turn_of(t))

    def roles(t: Translator) -> Screen:
        return staffing.roles_screen([RoleHolder(7, t("showroom-person"), "olya", "administrator")], t)

    def asked(t: Translator) -> Screen:
        given: dict[str, JsonValue] = {"length": "7d", "reason": t("showroom-reason")}
        form = blocking.block_form(person(t), given, turn_of(t))
        return question_screen(turn_of(t), jump(Conversation(form, answers=given), "rule"))

    return {
        "block": asked,
        "blocked": lambda t: blocking.block_screen(block(t), None, t, ZONE),
        "appeal": lambda t: appealing.appeal_screen(appeal(t), t, ZONE, NOW),
        "unblocked": lambda t: appealing.unblocked_screen(t("showroom-answer"), t),
        "appeal-kept": lambda t: appealing.kept_screen(t("showroom-answer"), t),
        "journal": entries,
        "journal-of-event": lambda t: of_event.journal_screen(17, t("showroom-event"), [deed_of(t)] * 9, turn_of(t)),
        "roles": roles,
    }
