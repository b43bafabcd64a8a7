"""A text that is read piece by piece: what has been understood is taken out, what is left shows what was not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.time.vocabulary import FILLERS

_LONGEST = 200


def tidy(text: str) -> str:
    """Lower case, one kind of dash, one kind of space, ё as е."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower().replace("ё", "е")
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    return re.sub(r"\s+", " ", plain).strip()


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:/])(?:{pattern})(?![\w:/]|\.\d)")


class Scan:
    """Patterns see whole words only; the patterns of the grammar have no nested repeats, so reading is linear."""

    def __init__(self, text: str) -> None:
        self.rest = tidy(text)

    def take(self, pattern: str) -> re.Match[str] | None:
        found = _compiled(pattern).search(self.rest)
        if found:
            # A comma stays in the hole, so that what stood on its two sides is not read as one piece.
            self.rest = f"{self.rest[: found.start()]} , {self.rest[found.end() :]}"
        return found

    @property
    def used_up(self) -> bool:
        return not FILLERS.sub("", self.rest)
