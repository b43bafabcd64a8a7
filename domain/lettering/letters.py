"""The typeface of what is drawn: which letters it has, and how words are made to fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from domain.lettering.typeface import letters_of

REGULAR, BOLD = "SourceSansPro-Regular", "SourceSansPro-Bold"
"""The TrueType files: what draws PDFs cannot read the others."""
LONGEST = 400
"""Letters of one piece of words that anybody looks at."""
_ELSE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "−": "–"})


def path_of(face: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / f"{face}.ttf"))


@cache
def known_letters(face: str = REGULAR) -> frozenset[int]:
    return letters_of(path_of(face))


def drawable(text: str) -> str:
    """What of it the typeface can show: emoji and letters that it does not have are left out."""
    known = known_letters()
    composed = unicodedata.normalize("NFC", text[:LONGEST].translate(_ELSE))
    shown = (" " if one.isspace() else one for one in composed if ord(one) in known or one.isspace())
    return " ".join("".join(shown).split()).strip(" ,.-–")


def fitted(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Cut at its end with «…» where it is too wide."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle].rstrip() + "…") <= width else (low, middle - 1)
    return text[:low].rstrip() + "…"


def in_lines(text: str, width: float, most: int, measure: Callable[[str], float]) -> list[str]:
    """Broken between words into at most so many lines; what is too long for the last is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and measure(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{lines[-1]} {' '.join(words)}"
    return [fitted(line, width, measure) for line in lines]
