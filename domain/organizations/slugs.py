"""An organization's name as an address: Latin letters, digits and hyphens."""

from __future__ import annotations

import re
from itertools import count

from domain import database

LONGEST = 32
_LATIN = dict(
    zip(
        "абвгдеёзийклмнопрстуфхцыэ",
        ("a", "b", "v", "g", "d", "e", "e", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
         "ts", "y", "e"),
        strict=True,
    )
) | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}  # fmt: skip
_PERSONS = re.compile(r"u\d+")
"""How people are addressed beside organizations."""


def slug_of(name: str, kind: str) -> str:
    latin = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:LONGEST].strip("-")
    fits = len(slug) >= 3 and slug[0].isalpha() and not _PERSONS.fullmatch(slug)
    return slug if fits else f"{kind}-{slug}".strip("-")[:LONGEST].strip("-")


async def free_slug(name: str, kind: str) -> str:
    """The first that nobody has; two who found at once meet at the table's own key and one begins anew."""
    plain = slug_of(name, kind)
    rows = await database.fetch("SELECT slug FROM organizations WHERE slug = $1 OR slug LIKE $1 || '-%'", plain)
    taken = {row["slug"] for row in rows}
    return next(slug for number in count(1) if (slug := plain if number == 1 else f"{plain}-{number}") not in taken)
