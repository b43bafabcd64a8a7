"""What of an organizer's words is pasted into a bank's app."""

from __future__ import annotations

import pytest

from domain.events.money.numbers_to_copy import numbers_to_copy


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("+7 900 123-45-67, Т-Банк, Игорь П.", [("phone", "+79001234567")]),
        ("По СБП 8 (900) 123 45 67", [("phone", "89001234567")]),
        ("2202 2061 1234 5678 или +79001234567", [("card", "2202206112345678"), ("phone", "+79001234567")]),
        ("Счёт 40817810099910004312, БИК 044525225", [("account", "40817810099910004312")]),
        ("DE89 3704 0044 0532 0130 00, Igor", [("account", "DE89370400440532013000")]),
        ("Наличными на старте, 500", []),
        ("", []),
        ("1" * 300, []),
    ],
    ids=["phone", "brackets", "card-first", "account", "iban", "no-number", "nothing", "no-bank-has-that"],
)
def test_numbers_are_found_among_words(words: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.digits) for one in numbers_to_copy(words)] == found
