"""Screens of letters that go out later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.events import planned_letters
from bot.kit.screen import Screen
from domain.events.people.letter_times import TIME_FORM
from domain.events.people.letters import LetterCard
from forma.gallery.asking import Made, questions
from forma.gallery.panel import letter, letter_card
from locales import Translator
from webapp.showroom.samples import NOW

IN_TWO_DAYS = NOW + timedelta(days=2)


def letters_gallery() -> dict[str, Made]:
    def told(t: Translator, kind: str, **values: Any) -> Screen:
        return planned_letters.told_screen(letter_card(t, "planned"), t(f"letter-told-{kind}", **values), t)

    return {
        "letter-nobody-yet": lambda t: letter(t, "written", people=0),
        "letter-planned": lambda t: letter(t, "planned", due_at=IN_TWO_DAYS),
        "letter-planned-before": lambda t: letter(t, "planned", due_at=IN_TWO_DAYS, hours_before=24),
        "letter-held": lambda t: letter(t, "held", due_at=NOW),
        "letter-called-off": lambda t: letter(t, "called_off", due_at=NOW),
        "letter-list": lambda t: _list(t, [letter_card(t, "planned", due_at=IN_TWO_DAYS), letter_card(t, "held")]),
        "letter-list-empty": lambda t: _list(t, []),
        "told-letter-gone": lambda t: told(t, "gone", count=26),
        "told-letter-nobody": lambda t: told(t, "nobody"),
        "told-letter-held": lambda t: told(t, "held", name=t("showroom-person")),
        **questions(TIME_FORM),
        **questions(planned_letters.WORDS_FORM),
    }


def _list(t: Translator, waiting: list[LetterCard]) -> Screen:
    over = [letter_card(t, "sent"), letter_card(t, "dropped")] if waiting else []
    return planned_letters.list_screen(17, t("showroom-event"), waiting, over, t, NOW)
