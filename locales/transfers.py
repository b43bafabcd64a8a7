"""What one takes along to one's bank when a fee is transferred: each with its name, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from locales import Translator

MOST_COMMENT = 70
"""Banks cut what is longer, each elsewhere."""


class Number(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def digits(self) -> str: ...


def to_copy(
    t: Translator, *, details: str, numbers: Iterable[Number], amount_minor: int, comment: str
) -> list[tuple[str, str]]:
    """«phone» → «+79001234567»: kinds, each with sentences of its own, and what is copied."""
    known = [(one.kind, one.digits) for one in numbers]
    if details and not any(kind in ("phone", "card") for kind, _ in known):
        known.append(("details", details))
    return [*known, ("amount", _plain(amount_minor, t)), ("comment", comment)]


def transfer_comment(t: Translator, *, title: str, name: str) -> str:
    """«Забег 5 км, Оля Белова»: who pays and for what, cut at the title."""
    room = MOST_COMMENT - len(t("payments-transfer-comment", title="", name=name))
    cut = title if len(title) <= room else title[: max(room - 1, 8)].rstrip() + "…"
    return t("payments-transfer-comment", title=cut, name=name)


def _plain(amount_minor: int, t: Translator) -> str:
    """As a bank's field takes it: no currency, nothing between the thousands."""
    whole, rest = divmod(amount_minor, 100)
    return f"{whole}{',' if t.lang == 'ru' else '.'}{rest:02}" if rest else str(whole)
