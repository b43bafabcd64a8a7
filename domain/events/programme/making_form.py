"""The organizer's forms: several lines, one of them anew, and whether those outside the event are meant."""

from __future__ import annotations

from collections.abc import Mapping

from domain.events.programme.reminders import MINUTES
from domain.forms.form import Choice, Field, Form, JsonValue, Kind

NO_REMINDER = "none"
_LINES = Field("lines", Kind.LONG_TEXT, words="programme-ask-lines", max=4000)
_LINE = Field("line", Kind.TEXT, words="programme-ask-line", max=200)
_REMIND = Field(
    "remind",
    Kind.CHOICE,
    words="programme-ask-remind",
    choices=tuple(Choice(str(one), f"programme-remind-{one}") for one in (*MINUTES, NO_REMINDER)),
)
_KEEP = Field(
    "keep",
    Kind.CHOICE,
    words="programme-ask-keep",
    choices=tuple(Choice(one, f"programme-keep-{one}") for one in ("yes", "no")),
)
LINES_FORM = Form("programme-lines", (_LINES,), words="programme-form")
KEEP_FORM = Form("programme-lines-keep", (_LINES, _KEEP), words="programme-form")
ITEM_FORM = Form("programme-item", (_LINE, _REMIND), words="programme-item-form")
ITEM_KEEP_FORM = Form("programme-item-keep", (_LINE, _REMIND, _KEEP), words="programme-item-form")


def minutes_in(answers: Mapping[str, JsonValue]) -> int | None:
    said = str(answers.get("remind") or NO_REMINDER)
    return int(said) if said in map(str, MINUTES) else None
