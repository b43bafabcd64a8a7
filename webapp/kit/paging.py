"""Where the next part of a list begins: the key of the last row shown, carried in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.errors import Refusal

T = TypeVar("T")
_FARTHEST = 2**52


class BadCursor(Refusal):
    code = "webapp-bad-request"
    status = 422


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """`more`: there is something after `rows`."""

    rows: Sequence[T]
    more: bool


def part_of(rows: Sequence[T], size: int) -> Part[T]:
    """Of `size + 1` asked-for rows."""
    return Part(rows[:size], len(rows) > size)


def read_cursor(text: str) -> int:
    """Raises BadCursor."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal()) or int(text) > _FARTHEST:
        raise BadCursor
    return int(text)
