"""What calling an event off would bring, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from locales import Translator
from locales.prices import Price


class GoesBack(Protocol):
    @property
    def sender(self) -> str: ...
    @property
    def entries(self) -> int: ...
    @property
    def sums(self) -> Iterable[Price]: ...


class Foreseen(Protocol):
    @property
    def people(self) -> int: ...
    @property
    def back(self) -> Iterable[GoesBack]: ...
    @property
    def claims(self) -> int: ...


def called_off_words(foreseen: Foreseen, t: Translator) -> list[str]:
    """Who hears of it, then one line for each way in which money goes back."""
    said = [t("call-off-people", count=foreseen.people)]
    for one in foreseen.back:
        sums = t.listing([t.money(price.amount_minor, price.currency) for price in one.sums])
        said.append(t(f"call-off-by-{one.sender}", sums=sums, entries=t("call-off-entries", count=one.entries)))
    if foreseen.claims:
        said.append(t("call-off-claims", count=foreseen.claims))
    return said
