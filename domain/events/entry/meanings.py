"""What a question of an organizer is about, by its words: the same thing is asked differently at every event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from domain.events.finding.words import fold
from domain.forms.form import Choice, Field, JsonValue, Kind

_WEAR = r"(?:футбол\w*|майк\w*|джерси|форм[аыу]|одежд\w*|t ?shirts?|shirts?|tees?|jersey|clothing)"
_SIZE = r"(?:размер\w*|size)"
_NEAR = r"экстрен|близк|родствен|родны|доверен|на случай|emergency|relative|next of kin"
_OWN = r"(?:ваш|твой|номер|мобильн\w*|контактн\w*|your|mobile|contact|phone)"
_WORDS = {Kind.TEXT, Kind.CHOICE}
_MEANINGS: Final = (
    ("emergency_phone", {Kind.PHONE}, _NEAR),
    ("phone", {Kind.PHONE}, rf"^(?:{_OWN} )*(?:телефон\w*|phone|number)$"),
    ("shirt_size", _WORDS, rf"\b{_SIZE}\b.*\b{_WEAR}\b|\b{_WEAR}\b.*\b{_SIZE}\b"),
    ("weight_category", _WORDS, r"весов\w* категор|категор\w* (?:по )?вес|weight (?:category|class)"),
    ("medical_certificate", {Kind.DOCUMENT}, r"справк|медицин|медосмотр|врач|medical|doctor|health"),
    ("insurance", {Kind.DOCUMENT}, r"страхов|insurance"),
    ("target_pace", _WORDS, r"\bтемп(?:а|е|у|ом)?\b|\bpace\b"),
    ("nickname", {Kind.TEXT}, r"\bник(?:нейм\w*)?\b|\bnick ?(?:name)?\b|\bgamer ?tag\b|\bпозывной\b"),
)


def meaning(label: str, kind: Kind) -> str | None:
    """The name under which an answer is remembered, for the few things that every second event asks."""
    words = fold(label)
    for name, kinds, pattern in _MEANINGS:
        if kind in kinds and re.search(pattern, words):
            return name
    return None


def slug(words: str) -> str:
    return fold(words).replace(" ", "-")[:48] or words.strip()[:48]


def to_remember(field: Field, answer: JsonValue) -> JsonValue:
    """Choices by their words: the next event may ask the same thing as a line of text."""
    if field.kind is Kind.CHOICE:
        return _label(field.choices, answer)
    if field.kind is Kind.CHOICES and isinstance(answer, list):
        return [_label(field.choices, one) for one in answer]
    return answer


def as_answer(field: Field, remembered: JsonValue) -> JsonValue:
    """What was said elsewhere as an answer to this question; None where it does not fit."""
    match field.kind:
        case Kind.CHOICE:
            return _key(field.choices, remembered)
        case Kind.CHOICES:
            said = remembered if isinstance(remembered, list) else []
            return [key for one in said if (key := _key(field.choices, one)) is not None] or None
        case Kind.DOCUMENT:
            return remembered if isinstance(remembered, Mapping) else None
        case Kind.NUMBER:
            return remembered if isinstance(remembered, int | float) else None
        case _:
            return remembered if isinstance(remembered, str) else None


def remembered_for(fields: tuple[Field, ...], known: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Suggestions by the fields' own keys."""
    found = {one.key: as_answer(one, known[one.prefill]) for one in fields if one.prefill and one.prefill in known}
    return {key: value for key, value in found.items() if value is not None}


def _label(choices: tuple[Choice, ...], key: JsonValue) -> JsonValue:
    return next((choice.label or choice.key for choice in choices if choice.key == key), key)


def _key(choices: tuple[Choice, ...], said: JsonValue) -> str | None:
    if not isinstance(said, str):
        return None
    exact = next((choice.key for choice in choices if said in (choice.label, choice.key)), None)
    return exact or next((choice.key for choice in choices if slug(said) == choice.key), None)
