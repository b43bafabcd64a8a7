"""What marks itself in a plain text: addresses, names, commands, numbers."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.entities import detected, entity_text
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.records import Fields

# Kind of entity → kind of RichText, the field that holds what it says, and the sign it begins with.
KINDS = {
    "url": ("url", "url", ""),
    "email": ("email_address", "email_address", ""),
    "mention": ("mention", "username", "@"),
    "bot_command": ("bot_command", "bot_command", "/"),
    "hashtag": ("hashtag", "hashtag", "#"),
    "cashtag": ("cashtag", "cashtag", "$"),
    "phone_number": ("phone_number", "phone_number", ""),
    "bank_card": ("bank_card_number", "bank_card_number", ""),
}
CARD = re.compile(r"(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)")


def marked(text: str) -> list[Any]:
    """The text in pieces, plain ones and RichText objects."""
    found = sorted(_found(text), key=lambda entity: int(entity["offset"]))
    pieces: list[Any] = []
    at = 0
    for entity in found:
        pieces += [_between(text, at, entity["offset"]), _object(entity["type"], entity_text(text, entity))]
        at = entity["offset"] + entity["length"]
    return [piece for piece in [*pieces, _between(text, at, utf16_len(text))] if piece != ""]


def _found(text: str) -> list[Fields]:
    found = detected(text, [])
    taken = [(one["offset"], one["offset"] + one["length"]) for one in found]
    for match in CARD.finditer(text):
        begin, length = utf16_len(text[: match.start()]), len(match[0])
        free = all(begin + length <= left or begin >= right for left, right in taken)
        if free and is_card([int(letter) for letter in match[0] if letter.isdigit()]):
            found.append({"type": "bank_card", "offset": begin, "length": length})
    return found


def is_card(digits: list[int]) -> bool:
    """Luhn's sum."""
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _between(text: str, begin: int, end: int) -> str:
    return entity_text(text, {"offset": begin, "length": end - begin})


def _object(kind: str, said: str) -> Fields:
    name, holder, sign = KINDS[kind]
    return {"type": name, "text": said, holder: said.removeprefix(sign)}
