"""How results are said on pages: functions that templates are given."""

from __future__ import annotations

from typing import Any

from domain.events.results.queries import BoardCard, BoardRow, Category, OwnResult
from locales import Translator
from locales.audience import weight_class_words
from locales.marks import mark


def own_result_words(result: OwnResult, t: Translator) -> str:
    """«12 место из 87, 21:43, категория 3»"""
    if result.place is None or result.total is None:
        return t(f"result-state-{result.state}")
    said = t("result-mine", place=result.place, count=result.classified, mark=mark(t, result.measure, result.total))
    narrow = t("result-mine-category", place=result.in_category) if result.in_category else ""
    return f"{said}, {narrow}" if narrow else said


def words_for(card: BoardCard, t: Translator) -> dict[str, Any]:
    """`said(row)`: the mark, or why there is no place; `category_of(row)`; `ages(first)`."""

    def ages(first: int) -> str:
        last = card.last_age(first)
        if last is None:
            return t("result-age-last", first=str(first))
        if first == 0:
            return t("result-age-first", last=str(last))
        return t("result-age", first=str(first), last=str(last))

    def said(row: BoardRow) -> str:
        if row.state == "ok" and row.total is not None:
            return mark(t, card.board.scoring.shown, row.total)
        return t(f"result-state-{row.state}")

    def value_of(row: BoardRow) -> str:
        """Also of what does not count yet."""
        if card.board.scoring.measure == "places" or row.total is None:
            return ""
        return mark(t, card.board.scoring.shown, row.total)

    def category_of(row: BoardRow) -> str:
        return in_words(row.category)

    def in_words(category: Category) -> str:
        parts = [t(f"result-sex-short-{category.sex}")] if category.sex else []
        parts += [ages(category.age)] if category.age is not None else []
        parts += [card.division_words(category.division)] if category.division else []
        weighed = [weight_class_words(t, card.limits, category.weight)] if category.weight is not None else []
        return ", ".join([*filter(None, [" ".join(parts)]), *weighed])

    return {"said": said, "category_of": category_of, "value_of": value_of, "ages": ages}
