"""How results are said on pages: functions that templates are given."""

from __future__ import annotations

from typing import Any

from domain.events.results.queries import BoardCard, BoardRow
from locales import Translator
from locales.marks import mark
from locales.results import ages_words, mark_or_state, short_category


def words_for(card: BoardCard, t: Translator) -> dict[str, Any]:
    """`said(row)`: the mark, or why there is no place; `category_of(row)`; `ages(first)`."""

    def ages(first: int) -> str:
        return ages_words(card, first, t)

    def said(row: BoardRow) -> str:
        return mark_or_state(t, card.board.scoring.shown, row.state, row.total)

    def value_of(row: BoardRow) -> str:
        """Also of what does not count yet."""
        if card.board.scoring.measure == "places" or row.total is None:
            return ""
        return mark(t, card.board.scoring.shown, row.total)

    def category_of(row: BoardRow) -> str:
        return short_category(card, row.category, t)

    return {"said": said, "category_of": category_of, "value_of": value_of, "ages": ages}
