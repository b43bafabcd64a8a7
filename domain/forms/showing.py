"""Questions, labels, answers and refusals as a reader of one language sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from domain.errors import Refusal
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.words import Words
from domain.time import AmbiguousMoment, NoSuchMoment, city_by_key


def title(form: Form, t: Words) -> str:
    return form.title if form.title is not None else t(form.words or form.key)


def question(field: Field, t: Words) -> str:
    return t(field.words) if field.words else field.label or field.key


def label(field: Field, t: Words) -> str:
    return _own_words(field, t, "label") or field.label or question(field, t)


def heading(field: Field, t: Words) -> str:
    """The label before its answer, on one line: a question already has its mark."""
    said = label(field, t)
    return said if said.endswith(("?", ":", "!", ".", "…")) else f"{said}:"


def hint(field: Field, t: Words) -> str | None:
    return _own_words(field, t, "hint") or field.hint


def example(field: Field, t: Words) -> str | None:
    return _own_words(field, t, "example") or field.example


def choice_label(choice: Choice, t: Words | None) -> str:
    if choice.label is not None or t is None or choice.words is None:
        return choice.label or choice.key
    return t(choice.words)


def explain(refused: Refusal, field: Field, t: Words, *, params: Mapping[str, object] | None = None) -> str:
    """Why the answer does not fit, with an example of a right one: the form's own example where it has one.

    `params` are the refusal's as the reader's language says them, where more than an answer may be refused.
    """
    own, said = example(field, t), refused.params if params is None else params
    if "example" in said:
        return t(refused.code, **{**said, **({"example": own} if own else {})})
    sentence = t(refused.code, **said)
    return f"{sentence} {t('form-example', example=own)}" if own else sentence


def offers(refused: Refusal) -> tuple[datetime, ...]:
    """Two moments to choose from when the clocks jump; `moment.isoformat()` is a right answer to the same question."""
    return (refused.earlier, refused.later) if isinstance(refused, AmbiguousMoment | NoSuchMoment) else ()


def show_value(field: Field, value: JsonValue, t: Words, zone: str) -> str:
    """For summaries. `zone` is used for moments that carry none."""
    if value is None or value == []:
        return t("form-no-answer")
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            chosen = value if isinstance(value, list) else [value]
            return t.listing(_label_of(field, str(key), t) for key in chosen)
        case Kind.BOOLEAN | Kind.CONSENT:
            return t("form-yes") if value is True else t("form-no")
        case Kind.NUMBER:
            return t.number(cast(float, value))
        case Kind.DATE:
            return t.date(date.fromisoformat(str(value)))
        case Kind.PHOTO:
            return t("form-photo-added")
        case Kind.DOCUMENT:
            return _show_document(value, t)
        case Kind.FILE:
            return str(value.get("name")) if isinstance(value, Mapping) else ""
    return _show_parts(field, value, t, zone) if isinstance(value, Mapping) else str(value)


def _show_document(value: JsonValue, t: Words) -> str:
    until = value.get("until") if isinstance(value, Mapping) else None
    return t("form-document-until", day=t.date(date.fromisoformat(str(until)))) if until else t("form-document-added")


def _show_parts(field: Field, value: Mapping[str, JsonValue], t: Words, zone: str) -> str:
    if field.kind is Kind.DATE_TIME:
        end = value.get("end")
        start = datetime.fromisoformat(str(value["start"]))
        return t.span(start, datetime.fromisoformat(str(end)) if end else None, str(value.get("zone") or zone))
    if field.kind is Kind.CITY:
        city = city_by_key(str(value["key"]))
        return city.ru if t.lang == "ru" else city.en
    return str(value.get("text") or f"{value['lat']}, {value['lon']}")


def _label_of(field: Field, key: str, t: Words) -> str:
    return next((choice_label(choice, t) for choice in field.choices if choice.key == key), key)


def _own_words(field: Field, t: Words, part: str) -> str | None:
    key = f"{field.words}-{part}"
    return t(key) if field.words and t.has(key) else None
