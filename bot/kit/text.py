"""Texts with entities, as the Bot API takes them.

aiogram has such texts too; it builds and checks a model for every entity, which takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

Entity = dict[str, Any]


class Text:
    """Parts one after another; what a person typed is a part like any other, and can open no entity."""

    kind: ClassVar[str] = ""
    __slots__ = ("_body", "_params")

    def __init__(self, *body: object, **params: object) -> None:
        self._body = body
        self._params = params

    def __iter__(self) -> Iterator[object]:
        return iter(self._body)

    def render(self) -> tuple[str, list[Entity]]:
        """The plain text, and its entities in the order in which they begin."""
        parts: list[str] = []
        entities: list[Entity] = []
        self._write(parts, entities, 0)
        entities.sort(key=lambda entity: entity["offset"])
        return "".join(parts), entities

    def _write(self, parts: list[str], entities: list[Entity], offset: int) -> int:
        """Where the text ends that began at `offset`."""
        end = offset
        for part in self._body:
            if isinstance(part, Text):
                end = part._write(parts, entities, end)
            else:
                words = str(part)
                parts.append(words)
                end += _units(words)
        if self.kind:
            entities.append({"type": self.kind, "offset": offset, "length": end - offset, **self._params})
        return end


class Bold(Text):
    kind = "bold"
    __slots__ = ()


class Italic(Text):
    kind = "italic"
    __slots__ = ()


class DateTime(Text):
    """A moment; the reader's client shows it in `date_time_format`, by their own clock."""

    kind = "date_time"
    __slots__ = ()

    def __init__(self, *body: object, unix_time: datetime, date_time_format: str) -> None:
        super().__init__(*body, unix_time=int(unix_time.timestamp()), date_time_format=date_time_format)


def clipped(words: str, room: int) -> str:
    """As long as a button has room for; that there was more is seen."""
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"


def _units(words: str) -> int:
    """UTF-16 units, as Telegram counts."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le")) // 2
