"""An item of a programme, in words."""

from __future__ import annotations

from typing import Protocol

from locales import Translator


class Item(Protocol):
    """`own`: the reader has chosen it; `places_left` None: they never run out."""

    @property
    def by_choice(self) -> bool: ...
    @property
    def own(self) -> bool: ...
    @property
    def places_left(self) -> int | None: ...


def item_places(item: Item, t: Translator) -> str:
    """«Осталось 3 места», or that the reader takes part; nothing of an item that is for everybody."""
    if not item.by_choice:
        return ""
    if item.own:
        return t("programme-own")
    left = item.places_left
    return t("programme-by-choice") if left is None else t("programme-left", left=left)
