"""Results in words: a category, its ages, somebody's own place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from locales import Translator
from locales.audience import Limits, weight_class_words
from locales.marks import mark


class Category(Protocol):
    """Who is ranked among whom; what is None does not narrow it."""

    @property
    def sex(self) -> str | None: ...
    @property
    def age(self) -> int | None: ...
    @property
    def division(self) -> str | None: ...
    @property
    def weight(self) -> int | None: ...


class Board(Protocol):
    """What categories are made of."""

    @property
    def limits(self) -> Limits: ...
    def last_age(self, first: int) -> int | None: ...
    def division_words(self, key: str) -> str: ...


class OwnResult(Protocol):
    """`place` of so many `classified`, and within the person's category."""

    @property
    def state(self) -> str: ...
    @property
    def total(self) -> int | None: ...
    @property
    def measure(self) -> str: ...
    @property
    def place(self) -> int | None: ...
    @property
    def classified(self) -> int: ...
    @property
    def in_category(self) -> int | None: ...


def mark_or_state(t: Translator, measure: str, state: str, total: int | None) -> str:
    """«21:43», or why there is no place."""
    return mark(t, measure, total) if state == "ok" and total is not None else t(f"result-state-{state}")


def ages_words(board: Board, first: int, t: Translator) -> str:
    last = board.last_age(first)
    if last is None:
        return t("result-age-last", first=str(first))
    if first == 0:
        return t("result-age-first", last=str(last))
    return t("result-age", first=str(first), last=str(last))


def category_words(board: Board, category: Category, t: Translator) -> str:
    """«Женщины 30–39», «Мужчины, до 60 кг»."""
    return _joined(board, category, t, [t(f"result-sex-{category.sex}")] if category.sex else [])


def short_category(board: Board, category: Category, t: Translator) -> str:
    """«Ж 30–39»"""
    return _joined(board, category, t, [t(f"result-sex-short-{category.sex}")] if category.sex else [])


def _joined(board: Board, category: Category, t: Translator, sex: Sequence[str]) -> str:
    """The weight class behind a comma."""
    ages = [ages_words(board, category.age, t)] if category.age is not None else []
    own = [board.division_words(category.division)] if category.division else []
    weighed = [weight_class_words(t, board.limits, category.weight)] if category.weight is not None else []
    return ", ".join([*filter(None, [" ".join([*sex, *ages, *own])]), *weighed])


def own_result_words(result: OwnResult, t: Translator) -> str:
    """«12 место из 87, 21:43, категория 3»"""
    if result.place is None or result.total is None:
        return t(f"result-state-{result.state}")
    said = t("result-mine", place=result.place, count=result.classified, mark=mark(t, result.measure, result.total))
    narrow = t("result-mine-category", place=result.in_category) if result.in_category else ""
    return f"{said}, {narrow}" if narrow else said
