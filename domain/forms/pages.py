"""A whole form at once, as a page sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Refusal
from domain.forms.answers import parse_answer
from domain.forms.errors import UnknownField
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.inputs import FormContext


@dataclass(frozen=True, slots=True)
class Parsed:
    """`errors` are by field, in the form's order; then come the fields that the form does not have."""

    values: dict[str, JsonValue]
    errors: dict[str, Refusal]


def parse_form(form: Form, raw: Mapping[str, object], context: FormContext) -> Parsed:
    """Fields that earlier answers make needless are left out, whatever was sent for them."""
    values: dict[str, JsonValue] = {}
    errors: dict[str, Refusal] = {}
    for field in form.fields:
        if not is_asked(field, values):
            continue
        try:
            values[field.key] = parse_answer(field, _sent(field, raw), context)
        except Refusal as refused:
            errors[field.key] = refused
    known = {field.key for field in form.fields}
    errors.update({key: UnknownField(field=key[:64]) for key in raw if key not in known})
    return Parsed(values, errors)


def is_asked(field: Field, answers: Mapping[str, JsonValue]) -> bool:
    if field.only_if is None:
        return True
    given, lacks = answers.get(field.only_if.key), field.only_if.lacks
    if lacks and isinstance(given, Mapping) and given.get(lacks):
        return False
    return given in field.only_if.values if field.only_if.values else bool(given)


def _sent(field: Field, raw: Mapping[str, object]) -> object:
    """A browser does not send a box that is not ticked."""
    value = raw.get(field.key)
    return False if value is None and field.kind is Kind.BOOLEAN else value
