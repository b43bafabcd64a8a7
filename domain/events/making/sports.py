"""Which categories words speak of, in both languages: "Забег 5 км" is running, "yoga" finds «Йога для бегунов»."""

from __future__ import annotations

import re

_SPORTS = (
    ("running", r"бег(?:а|у|ом|е|овая|овой|овые)?|(?:про|за)беж\w*|(?:за|про)бег\w*|\w*марафон\w*|трейл\w*|кросс"
                r"|run(?:s|ning)?|jog(?:ging)?|\w*marathon\w*|trail"),
    ("cycling", r"вело\w*|cycling|bikes?|biking|bicycle"),
    ("swimming", r"плавани\w*|заплыв\w*|swim(?:s|ming)?"),
    ("yoga", r"йог[аиуе]|йогой|yoga"),
    ("strength", r"силов\w+|кроссфит\w*|strength|crossfit"),
    ("skiing", r"лыж\w+|ski(?:s|ing)?"),
    ("team", r"футбол\w*|волейбол\w*|баскетбол\w*|хокке\w+|football|soccer|volleyball|basketball|hockey"),
    ("beginners", r"(?:для )?начинающих|новичк\w+|(?:for )?beginners?"),
    ("challenge", r"челлендж\w*|challenge"),
)  # fmt: skip
_PATTERNS = tuple((slug, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for slug, words in _SPORTS)


def categories_in(text: str) -> tuple[str, ...]:
    """What a title tells of itself; nothing is guessed from a word that is not there."""
    return tuple(slug for slug, pattern in _PATTERNS if pattern.search(text))


def categories_named(text: str) -> tuple[str, ...]:
    """The categories that the whole of a search is about: "yoga" is, "yoga in Sokolniki" asks for more."""
    return tuple(slug for slug, pattern in _PATTERNS if pattern.fullmatch(text.strip()))
