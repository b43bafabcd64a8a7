"""Why something is offered, in words: the same in the chat and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from locales import Translator


class Told(Protocol):
    """A reason: its code, and what it counts or names (in Russian and in English)."""

    @property
    def code(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def span(self) -> str: ...
    @property
    def names(self) -> tuple[str, str]: ...


def why_words(reasons: Sequence[Told], t: Translator) -> str:
    """«бег + 4 км от вас + «Бег» 3 раза за неделю»; without a reason: it is soon."""
    return " + ".join(_words(one, t) for one in reasons) or t("recommend-why-soon")


def _words(one: Told, t: Translator) -> str:
    name = one.names[0 if t.lang == "ru" else 1]
    if one.code == "habit":
        return t("recommend-why-habit", name=name, count=one.number, span=one.span)
    return t(f"recommend-why-{one.code}", name=name[:1].lower() + name[1:], count=one.number)
