"""Fields of what a bot gave, read with the words of Telegram's own reader when one is missing or of another type."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.records import Fields

NAMES: dict[type, str] = {str: "String", list: "Array", dict: "Object", bool: "Boolean", int: "Number", float: "Number"}


class Unreadable(Exception):
    """Said inside of a refusal that names what was read: `can't parse InputRichBlock: …`."""


def needed(fields: Fields, name: str, kind: type) -> Any:
    if name not in fields:
        raise Unreadable(f'Can\'t find field "{name}"')
    return _typed(fields[name], name, kind)


def maybe(fields: Fields, name: str, kind: type, default: Any = None) -> Any:
    return _typed(fields[name], name, kind) if fields.get(name) is not None else default


def _typed(value: Any, name: str, kind: type) -> Any:
    fits = isinstance(value, (int, float) if kind is float else kind)
    if not fits or (isinstance(value, bool) and kind in (int, float)):
        raise Unreadable(f'Field "{name}" must be of type {NAMES[kind]}')
    return value
