"""What one takes along to one's bank."""

from __future__ import annotations

from domain.events.money.numbers_to_copy import numbers_to_copy
from locales import translator
from locales.transfers import MOST_COMMENT, to_copy, transfer_comment


def copied(words: str, amount_minor: int = 150_000, lang: str = "ru") -> list[tuple[str, str]]:
    numbers = numbers_to_copy(words)
    return to_copy(translator(lang), details=words, numbers=numbers, amount_minor=amount_minor, comment="К")


def test_an_amount_is_pasted_as_a_bank_takes_it() -> None:
    assert ("amount", "1500") in copied("+7 900 123-45-67")
    assert ("amount", "499,50") in copied("", 49_950) and ("amount", "499.50") in copied("", 49_950, "en")


def test_words_are_copied_whole_where_a_number_is_not_enough() -> None:
    assert [kind for kind, _ in copied("+7 900 123-45-67, Т-Банк")] == ["phone", "amount", "comment"]
    assert [kind for kind, _ in copied("Счёт 40817810099910004312")] == ["account", "details", "amount", "comment"]
    assert copied("через «Банк» Игорю")[0] == ("details", "через «Банк» Игорю")


def test_a_comment_says_who_even_where_a_title_is_long() -> None:
    said = transfer_comment(translator("ru"), title="Забег " * 30, name="Оля Белова")
    assert len(said) <= MOST_COMMENT and said.endswith("…, Оля Белова")
