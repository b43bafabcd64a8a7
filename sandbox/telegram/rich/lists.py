"""Lists: their items and the labels that Telegram gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.given import Unreadable, maybe

BULLET = "•"
TYPES = ("a", "A", "i", "I", "1")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
UNITS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
ReadBlocks = Callable[[Any], list[Fields]]


def read_list(values: list[Any], read_blocks: ReadBlocks) -> Fields:
    items = [_item(value, read_blocks) for value in values]
    if not items:
        raise bad_request("list must be non-empty")
    if len({"type" in item for item in items}) > 1:
        raise bad_request("list must be either ordered or unordered")
    return {"type": "list", "items": items}


def _item(value: Any, read_blocks: ReadBlocks) -> Fields:
    if not isinstance(value, dict):
        raise Unreadable("Object expected as InputRichBlockListItem")
    blocks = read_blocks(value.get("blocks", [])) or [{"type": "paragraph", "text": ""}]
    kind, number = maybe(value, "type", str, ""), maybe(value, "value", int, 0)
    if kind and kind not in TYPES:
        raise bad_request("invalid list item type specified")
    item: Fields = {"label": label(number, kind) if kind else BULLET, "blocks": blocks}
    if maybe(value, "has_checkbox", bool):
        item |= {"has_checkbox": True} | ({"is_checked": True} if maybe(value, "is_checked", bool) else {})
    return item | ({"value": number, "type": kind} if kind else {})


def label(number: int, kind: str) -> str:
    """`3.`, `c.`, `iii.`"""
    if kind in ("a", "A") and number > 0:
        return _letters(number, kind) + "."
    if kind in ("i", "I") and 0 < number < 4000:
        written = _roman(number)
        return (written if kind == "I" else written.lower()) + "."
    return f"{number}."


def _letters(number: int, first: str) -> str:
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(ord(first) + rest) + written
    return written


def _roman(number: int) -> str:
    written = ""
    for worth, sign in (*ROMAN, *UNITS):
        count, number = divmod(number, worth)
        written += sign * count
    return written
