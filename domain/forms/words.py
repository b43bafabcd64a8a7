"""What the forms ask of a language; the translator of `locales` is one. The domain itself knows no sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol


class Words(Protocol):
    @property
    def lang(self) -> str: ...

    def __call__(self, key: str, /, **params: object) -> str: ...

    def has(self, key: str) -> bool: ...

    def span(self, start: datetime, end: datetime | None, zone: str, *, now: datetime | None = None) -> str: ...

    def date(self, day: date) -> str: ...

    def number(self, number: int | float | Decimal) -> str: ...

    def listing(self, items: Iterable[str]) -> str: ...
