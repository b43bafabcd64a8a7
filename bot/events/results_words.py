"""How results are said in the chat: a row of the board, a category, who has which place."""

from __future__ import annotations

from bot.kit.screen import Bold, Text, Words
from domain.events.results.queries import BoardCard, BoardRow, Category, OwnResult
from locales import Translator
from locales.audience import weight_class_words
from locales.marks import mark

NAME = 32


def mark_of(card: BoardCard, row: BoardRow, t: Translator) -> str:
    """«21:43», or why there is no place."""
    if row.state == "ok" and row.total is not None:
        return mark(t, card.board.scoring.shown, row.total)
    return t(f"result-state-{row.state}")


def who(row: BoardRow, t: Translator) -> str:
    if row.name:
        return t("result-row-named", name=row.name[:NAME], number=str(row.number or "–"))
    return t("result-row-number", number=str(row.number or "–"))


def board_line(card: BoardCard, row: BoardRow, t: Translator, *, own: bool = False) -> Words:
    notes = [t("result-protest-mark")] if row.protested else []
    notes += [t("result-unverified-mark")] if not row.verified and row.state == "ok" else []
    tail = f" ({', '.join(notes)})" if notes else ""
    place = f"{row.place}." if row.place else "–"
    line = Text(f"{place} ", who(row, t), " · ", Bold(mark_of(card, row, t)), tail)
    return Bold(line) if own else line


def ages_words(card: BoardCard, first: int, t: Translator) -> str:
    last = card.last_age(first)
    if last is None:
        return t("result-age-last", first=str(first))
    if first == 0:
        return t("result-age-first", last=str(last))
    return t("result-age", first=str(first), last=str(last))


def category_words(card: BoardCard, category: Category, t: Translator) -> str:
    """«Женщины 30–39», «Мужчины, до 60 кг»."""
    parts = [t(f"result-sex-{category.sex}")] if category.sex else []
    parts += [ages_words(card, category.age, t)] if category.age is not None else []
    return _with_own(parts, card, category, t)


def short_category(card: BoardCard, category: Category, t: Translator) -> str:
    """«Ж 30–39»"""
    parts = [t(f"result-sex-short-{category.sex}")] if category.sex else []
    parts += [ages_words(card, category.age, t)] if category.age is not None else []
    return _with_own(parts, card, category, t)


def _with_own(parts: list[str], card: BoardCard, category: Category, t: Translator) -> str:
    """The event's own category, and behind a comma the weight class."""
    own = [card.division_words(category.division)] if category.division else []
    weighed = [weight_class_words(t, card.limits, category.weight)] if category.weight is not None else []
    return ", ".join([*filter(None, [" ".join([*parts, *own])]), *weighed])


def own_result_words(result: OwnResult, t: Translator) -> str:
    """«12 место из 87, 21:43, категория 3»"""
    if result.place is None or result.total is None:
        return t(f"result-state-{result.state}")
    said = t("result-mine", place=result.place, count=result.classified, mark=mark(t, result.measure, result.total))
    narrow = t("result-mine-category", place=result.in_category) if result.in_category else ""
    return f"{said}, {narrow}" if narrow else said


def state_line(card: BoardCard, t: Translator) -> str:
    return t("result-approved" if card.board.is_final else "result-preliminary", count=card.classified)
