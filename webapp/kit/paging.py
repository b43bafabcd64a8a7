"""Where the next part of a list begins: the key of the last row shown, carried in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from domain.errors import Refusal

T = TypeVar("T")
_FARTHEST = 2**52
_MICRO = 1_000_000
_MOST_DIGITS = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


def moment_cursor(moment: datetime, row_id: int) -> str:
    """The key of a row in a list by time: microseconds and id."""
    return f"{round(moment.timestamp() * _MICRO)}-{row_id}"


def read_moment_cursor(text: str) -> tuple[datetime, int] | None:
    """Raises BadCursor."""
    if not text:
        return None
    micros, dash, row_id = text.partition("-")
    if not (micros and dash and row_id):
        raise BadCursor
    return _EPOCH + timedelta(microseconds=read_cursor(micros)), read_cursor(row_id)


def read_cursor(text: str) -> int:
    """Raises BadCursor."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS) or int(text) > _FARTHEST:
        raise BadCursor
    return int(text)
