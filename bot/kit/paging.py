"""The buttons that turn the pages of a list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.screen import Press, Row
from locales import Translator


def page_turns(
    t: Translator, action: str, args: Sequence[int | str], at: int, step: int = 1, *, more: bool
) -> list[Row]:
    """[Назад] [Дальше], as far as there is something before and behind.

    `at`: the page, or the first row of it where a page has `step` rows; the last argument of the press.
    """
    row: Row = []
    if at:
        row.append(Press(t("event-button-previous"), action, (*args, max(0, at - step))))
    if more:
        row.append(Press(t("event-button-next"), action, (*args, at + step)))
    return [row] if row else []
