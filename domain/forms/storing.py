"""Forms as JSON: organizers' forms are stored with their events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf


def form_to_json(form: Form) -> dict[str, JsonValue]:
    """Only what differs from the defaults is written, so old rows stay short and readable."""
    stored = _to_json(form)
    assert isinstance(stored, dict)
    return stored


def form_from_json(stored: Mapping[str, Any]) -> Form:
    """Raises KeyError, TypeError or ValueError for what is not a form."""
    usual = tuple((str(key), value) for key, value in stored.get("usual", ()))
    return Form(**{**stored, "fields": tuple(_field(one) for one in stored["fields"]), "usual": usual})


def _field(stored: Mapping[str, Any]) -> Field:
    made: dict[str, Any] = {**stored, "kind": Kind(stored["kind"])}
    made["choices"] = tuple(Choice(**choice) for choice in stored.get("choices", ()))
    if only_if := stored.get("only_if"):
        made["only_if"] = OnlyIf(only_if["key"], tuple(only_if["values"]), only_if.get("lacks"))
    return Field(**made)


def _to_json(value: Any) -> JsonValue:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_to_json(one) for one in value]
    if is_dataclass(value):
        written = ((one.name, getattr(value, one.name), one.default) for one in fields(value))
        return {name: _to_json(held) for name, held, default in written if held != default}
    plain: JsonValue = value
    return plain
