"""How results are said in the chat: a row of the board, who has which place."""

from __future__ import annotations

from bot.kit.screen import Bold, Text, Words
from domain.events.live.standings import LiveRow
from domain.events.results.queries import BoardCard, BoardRow
from locales import Translator
from locales.results import mark_or_state

NAME = 32


def mark_of(card: BoardCard, row: BoardRow, t: Translator) -> str:
    """«21:43», or why there is no place."""
    return mark_or_state(t, card.board.scoring.shown, row.state, row.total)


def who(row: BoardRow | LiveRow, t: Translator) -> str:
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


def state_line(card: BoardCard, t: Translator) -> str:
    return t("result-approved" if card.board.is_final else "result-preliminary", count=card.classified)
