"""Words that people give us for names and titles, made safe to show beside other people's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Direction marks turn the rest of a line around; invisible letters make two names look the same.
# The joiner U+200D stays: emoji need it.
MOST_MARKS = 4
"""On one letter; a heap of them runs over the lines above and below."""
_INVISIBLE = re.compile("[\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def clean_line(text: str) -> str:
    """One line: trimmed, spaces collapsed, without control, direction and invisible characters."""
    return " ".join(_visible(text, keep="").split())


def clean_lines(text: str) -> str:
    """Lines are kept, with at most one empty line between two."""
    lines = [" ".join(line.split()) for line in _visible(text.replace("\r\n", "\n"), keep="\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(text: str, limit: int) -> str:
    """At most so many letters, with «…» as the last where there were more."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def shortened_at_word(text: str, limit: int) -> str:
    """The last word that fits is whole; «…» stands behind it."""
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…"


def _visible(text: str, *, keep: str) -> str:
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if not composed.isascii():
        composed = "".join(_without_heaps(composed))
    return "".join(letter if letter in keep else _shown(letter) for letter in composed)


def _without_heaps(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            yield letter


def _shown(letter: str) -> str:
    """Controls and line separators become a space; halves of surrogate pairs and unassigned codes go."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cs", "Cn") else letter
