"""Screens about documents and applications, with invented people in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.events import applications, reviewers
from bot.files import screens as papers
from bot.kit.screen import Screen
from domain.events.admission.applications import Application
from domain.events.admission.documents import HandedIn
from domain.events.admission.reviewers import Reviewer
from domain.files.queries import DocumentCard, DocumentSheet, Reading, Use
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of, event

UNTIL = date(2027, 5, 31)
INVITATION = "https://t.me/forma_bot?start=rev_AAAAAAAAAAAAAAAAAAAAAA"


def entries_gallery() -> dict[str, Made]:
    return {**_documents(), **_applications()}


def _documents() -> dict[str, Made]:
    def paper(t: Translator, **known: Any) -> DocumentCard:
        usual = {"id": 5, "title": t("showroom-document"), "state": "ready", "valid_until": UNTIL, "kept": False}
        usual |= {"goes_at": NOW + timedelta(days=40), "readings": 14, "created_at": NOW}
        return card_of(DocumentCard, **usual | known)

    def sheet(t: Translator, **known: Any) -> DocumentSheet:
        uses = (Use(t("showroom-event"), NOW, over=False), Use(t("showroom-event"), NOW, over=True))
        seen = tuple(
            Reading(t("showroom-organizer"), t("showroom-event"), NOW - timedelta(hours=hour)) for hour in range(4)
        )
        return DocumentSheet(paper(t, **known), uses, seen)

    return {
        "documents": lambda t: papers.documents_screen([paper(t), paper(t, state="pending")], t, NOW),
        "documents-none": lambda t: papers.documents_screen([], t, NOW),
        "document": lambda t: papers.document_screen(sheet(t), ZONE, t, NOW),
        "document-failed": lambda t: papers.document_screen(sheet(t, state="failed"), ZONE, t, NOW),
        "document-delete": lambda t: papers.delete_screen(paper(t), t),
        "told-document-failed": lambda t: papers.failed_screen(paper(t, state="failed", failure="active"), t),
    }


def _applications() -> dict[str, Made]:
    def one(t: Translator, state: str = "waiting", **known: Any) -> Application:
        papers_in = (HandedIn(5, t("showroom-document"), "ready", UNTIL),)
        usual: dict[str, Any] = {"id": 9, "registration_id": 7, "event_id": 17, "event_title": t("showroom-event")}
        usual |= {"name": t("showroom-person"), "username": "olya", "zone": ZONE, "documents": papers_in, "reason": ""}
        return card_of(Application, **usual | {"state": state, "handled_by": t("showroom-organizer")} | known)

    def queue(t: Translator, count: int) -> Screen:
        return applications.queue_screen(t("showroom-event"), 17, [one(t)] * count, count, t, own=True)

    def declined(t: Translator) -> Application:
        return one(t, "declined", reason=t("showroom-reason"))

    in_a_day = NOW + timedelta(days=1)
    return {
        "application": lambda t: applications.application_screen(one(t), t),
        "application-accepted": lambda t: applications.application_screen(one(t, "accepted"), t),
        "application-declined": lambda t: applications.application_screen(declined(t), t),
        "application-in-group": lambda t: applications.group_application_screen(one(t), t),
        "applications": lambda t: queue(t, 5),
        "applications-none": lambda t: queue(t, 0),
        "told-accepted": lambda t: applications.accepted_screen(
            event(t, own_status="approved", fee_minor=150_000, own_open_questions=2, own_offer_ends_at=in_a_day),
            t,
            NOW,
            asks=True,
        ),
        "told-declined": lambda t: applications.declined_screen(declined(t), t),
        "told-applications": lambda t: applications.reminder_screen(t("showroom-event"), 17, 3, t),
        "reviewers": lambda t: reviewers.reviewers_screen(17, [Reviewer(3, t("showroom-organizer"))], INVITATION, t),
        "reviewer-asked": lambda t: reviewers.invited_screen(
            t("showroom-event"), t("showroom-organizer"), INVITATION[-22:], t
        ),
    }
