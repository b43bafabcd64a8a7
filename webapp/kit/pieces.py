"""Small parts of pages that look alike for all who read a language in a zone, such as a row of the catalogue.

A piece is named by everything that it is made of, so it is never out of date: what changed has another name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from markupsafe import Markup

KEPT_AT_MOST = 4096


class Pieces:
    """The newest `at_most` pieces asked for."""

    def __init__(self, at_most: int = KEPT_AT_MOST) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()

    def get(self, name: Hashable, make: Callable[[], Markup]) -> Markup:
        kept = self._kept.get(name)
        if kept is None:
            kept = self._kept[name] = make()
            if len(self._kept) > self._at_most:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(name)
        return kept
