"""How often and how long: a form for the chat and the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.events.recurring.series import MOST_DATES, Wanted
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf

_BY_NUMBER, _BY_DAY = OnlyIf("length", ("dates",)), OnlyIf("length", ("until",))
SERIES_FORM = Form(
    "series",
    (
        Field(
            "length",
            Kind.CHOICE,
            words="series-ask-length",
            choices=(Choice("dates", "series-length-dates"), Choice("until", "series-length-until")),
        ),
        Field("dates", Kind.NUMBER, words="series-ask-dates", min=2, max=MOST_DATES, only_if=_BY_NUMBER),
        Field("until", Kind.DATE, words="series-ask-until", only_if=_BY_DAY),
        Field(
            "publish",
            Kind.CHOICE,
            words="series-ask-publish",
            choices=(Choice("now", "series-publish-now"), Choice("draft", "series-publish-draft")),
        ),
    ),
    words="series-form",
)
EXTEND_FORM = Form(
    "series-more",
    tuple(
        replace(field, words="series-ask-more", min=1) if field.key == "dates" else field
        for field in SERIES_FORM.fields
    ),
    words="series-more-form",
)


def wanted_in(answers: Mapping[str, JsonValue]) -> Wanted:
    dates, until = answers.get("dates"), answers.get("until")
    by_day = answers["length"] == "until"
    return Wanted(
        dates=int(dates) if not by_day and isinstance(dates, int | float) else None,
        until=date.fromisoformat(str(until)) if by_day else None,
        publish=answers["publish"] == "now",
    )
