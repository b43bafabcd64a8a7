"""Screens of the organizer's panel about people: the list, adding, removing, letters, files."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from bot.events import exporting, inviting, letters, removing, roster, which
from bot.kit.screen import Screen
from domain.events.organized import OrganizedEvent
from domain.events.people.letters import LetterCard
from domain.events.people.roster import GROUPS, Numbers, PeopleFilter, Roster
from domain.events.queries import Participant
from domain.events.ways import WAYS
from domain.forms.form import Choice, Field, Kind
from domain.payments.orders import Price
from forma.gallery.asking import Made, questions, turn_of
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, event

EVERYBODY = PeopleFilter()


def _own(t: Translator) -> OrganizedEvent:
    return OrganizedEvent(17, t("showroom-long"), "registration_open", False, NOW, ZONE, ())


def panel_gallery() -> dict[str, Made]:
    def shown(t: Translator, wanted: PeopleFilter = EVERYBODY, *, nobody: bool = False) -> Roster:
        asked = Field("size", Kind.CHOICE, label=t("showroom-question"), choices=_choices())
        names = (t("showroom-person"), t("showroom-organizer"), t("showroom-long"))
        statuses = ("confirmed", "checked_in", "waitlisted", "withdrawn")
        rows = [
            Participant(at, at, names[at % 3], "olya", statuses[at % 4], at + 1 if at % 4 < 2 else None, WAYS[at % 2])
            for at in range(0 if nobody else roster.PAGE)
        ]
        count = 0 if nobody else 26
        numbers = Numbers(
            count,
            dict.fromkeys((None, *GROUPS), count),
            dict.fromkeys((None, *WAYS), count),
            dict.fromkeys((None, "yes", "no"), count),
            Counter({("size", "first"): count}),
        )
        about = _event(t)
        return Roster(about, wanted, rows, not nobody, numbers, WAYS, (asked,), reads_answers=True)

    narrowed = PeopleFilter("going", answer=("size", "first"))
    return {
        "people": lambda t: roster.roster_screen(shown(t), turn_of(t)),
        "people-narrowed": lambda t: roster.roster_screen(shown(t, narrowed), turn_of(t)),
        "people-none": lambda t: roster.roster_screen(shown(t, narrowed, nobody=True), turn_of(t)),
        "people-filters": lambda t: roster.filters_screen(shown(t, narrowed), t),
        "people-answers": lambda t: roster.answers_screen(shown(t), 0, t),
        "people-options": lambda t: roster.answers_screen(shown(t, narrowed), 1, t),
        "which-event": lambda t: which.which_screen([_own(t)] * 9, "pn.open", t),
        "which-event-none": lambda t: which.which_screen([], "pn.open", t),
        **questions(roster.FIND_FORM),
        **questions(removing.REASON_FORM),
        **_decided(),
        **_written(),
    }


def _decided() -> dict[str, Made]:
    return {
        "people-remove": lambda t: removing.reasons_screen(t("showroom-person"), 7, t, private=True),
        "people-remove-in-group": lambda t: removing.reasons_screen(t("showroom-person"), 7, t, private=False),
        "people-add": lambda t: inviting.add_screen(17, t("showroom-event"), t),
        "told-removed": lambda t: removing.removed_screen(_event(t), "no-show", Price(50_000, "RUB"), t),
        "told-removed-free": lambda t: removing.removed_screen(_event(t), t("showroom-reason"), Price(0, "RUB"), t),
        "told-restored": lambda t: removing.restored_screen(_event(t), t, NOW),
        "told-invitation": lambda t: inviting.invitation_screen(event(t), t("showroom-organizer"), 3, t, NOW),
        "told-added": lambda t: inviting.added_screen(event(t), t("showroom-organizer"), t, NOW),
        "told-declined": lambda t: inviting.declined_screen(event(t), t("showroom-person"), t),
    }


def _written() -> dict[str, Made]:
    return {
        "letter-sure": lambda t: letter(t, "written"),
        "letter-goes": lambda t: letter(t, "sent", waiting=20),
        "letter-sent": lambda t: letter(t, "sent", lost=1),
        "told-letter": lambda t: letters.read_letter_screen(
            17, t("showroom-event"), t("showroom-organizer"), t("showroom-description"), t
        ),
        "export": lambda t: exporting.export_screen(17, roster.NOBODY_CHOSEN, t),
    }


def letter(t: Translator, state: str, **more: Any) -> Screen:
    return letters.letter_screen(letter_card(t, state, **more), t, NOW)


def letter_card(t: Translator, state: str, **more: Any) -> LetterCard:
    about: dict[str, Any] = {"people": 26, "zone": ZONE, "author": t("showroom-person")} | more
    return LetterCard(5, 17, t("showroom-event"), t("showroom-description"), state, **about)


def _choices() -> tuple[Choice, ...]:
    return tuple(Choice(one, f"showroom-choice-{one}") for one in ("first", "second", "third"))


def _event(t: Translator) -> Any:
    """What screens read of an event; a row of the database is more than that."""
    return SimpleNamespace(
        id=17,
        title=t("showroom-event"),
        starts_at=NOW + timedelta(days=4),
        zone=ZONE,
        visibility="public",
        currency="RUB",
        fee_minor=50_000,
        fee_stars=0,
        payment="online",
        status="running",
    )
