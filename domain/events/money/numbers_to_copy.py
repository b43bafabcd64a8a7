"""The numbers among the words with which an organizer says where to transfer: what one pastes into a bank's app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MOST = 2
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_DIGITS = re.compile(r"\+?\d(?:[ \u00a0()\-–—.]{0,3}\d){9,}")
_LEAST_PHONE, _MOST_PHONE, _ACCOUNT = 10, 15, 20
_CARD = range(16, 20)


@dataclass(frozen=True, slots=True)
class ToCopy:
    kind: Literal["phone", "card", "account"]
    digits: str


def numbers_to_copy(words: str) -> list[ToCopy]:
    """As they are pasted, without what was put between the digits; in the order in which they are said. Pure."""
    found = [(at.start(), ToCopy("account", at[0].replace(" ", ""))) for at in _IBAN.finditer(words)]
    rest = _IBAN.sub(lambda iban: " " * len(iban[0]), words)
    found += [(at.start(), one) for at in _DIGITS.finditer(rest) if (one := _read(at[0]))]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:MOST]


def _read(said: str) -> ToCopy | None:
    digits = re.sub(r"\D", "", said)
    if len(digits) == _ACCOUNT:
        return ToCopy("account", digits)
    if len(digits) in _CARD:
        return ToCopy("card", digits)
    if _LEAST_PHONE <= len(digits) <= _MOST_PHONE:
        return ToCopy("phone", f"+{digits}" if said.startswith("+") else digits)
    return None
