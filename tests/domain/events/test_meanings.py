"""EV-19: the same thing is asked in other words at every event; what was said once is offered where it fits."""

from __future__ import annotations

import pytest

from domain.events.entry.meanings import as_answer, meaning, to_remember
from domain.forms.form import Choice, Field, JsonValue, Kind

SIZES = Field("q", Kind.CHOICE, choices=(Choice("m", label="M"), Choice("l", label="L"), Choice("xl", label="XL")))
KIT = Field("q", Kind.CHOICES, choices=(Choice("палатка", label="Палатка"), Choice("коврик", label="Коврик")))


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("Размер футболки", Kind.CHOICE, "shirt_size"),
        ("Какого размера майку вам дать?", Kind.TEXT, "shirt_size"),
        ("Футболка: размер", Kind.CHOICE, "shirt_size"),
        ("T-shirt size", Kind.CHOICE, "shirt_size"),
        ("Size of your tee", Kind.TEXT, "shirt_size"),
        ("Размер обуви", Kind.CHOICE, None),
        ("Никнейм для турнира", Kind.TEXT, "nickname"),
        ("Ваш ник в игре", Kind.TEXT, "nickname"),
        ("Nickname", Kind.TEXT, "nickname"),
        ("Никто не забыт?", Kind.TEXT, None),
        ("Весовая категория", Kind.CHOICE, "weight_category"),
        ("Weight class", Kind.TEXT, "weight_category"),
        ("Номер телефона для экстренной связи", Kind.PHONE, "emergency_phone"),
        ("Телефон близких", Kind.PHONE, "emergency_phone"),
        ("Emergency contact", Kind.PHONE, "emergency_phone"),
        ("Ваш телефон", Kind.PHONE, "phone"),
        ("Телефон", Kind.PHONE, "phone"),
        ("Телефон тренера", Kind.PHONE, None),
        ("Телефон близких", Kind.TEXT, None),
    ],
)
def test_what_a_question_is_about(label: str, kind: Kind, name: str | None) -> None:
    assert meaning(label, kind) == name


@pytest.mark.parametrize(
    ("remembered", "field", "offered"),
    [
        ("L", SIZES, "l"),
        ("l", SIZES, "l"),
        ("XXL", SIZES, None),
        (["L"], SIZES, None),
        ("L", Field("q", Kind.TEXT), "L"),
        (70, Field("q", Kind.TEXT), None),
        ("до 70 кг", Field("q", Kind.NUMBER), None),
        (70, Field("q", Kind.NUMBER), 70),
        (["Коврик", "Гамак"], KIT, ["коврик"]),
        (["Гамак"], KIT, None),
        (None, KIT, None),
    ],
)
def test_what_is_remembered_is_offered_where_it_fits(remembered: JsonValue, field: Field, offered: JsonValue) -> None:
    assert as_answer(field, remembered) == offered


def test_choices_are_remembered_by_their_words() -> None:
    assert to_remember(SIZES, "xl") == "XL"
    assert to_remember(KIT, ["коврик"]) == ["Коврик"]
    assert to_remember(Field("q", Kind.NUMBER), 0) == 0
