"""By what a season is summed up, in words."""

from __future__ import annotations

from typing import Protocol

from locales import Translator

_SAID = 8
"""So many of the points for places are named."""


class Rules(Protocol):
    """As the domain keeps them."""

    @property
    def by(self) -> str: ...
    @property
    def table(self) -> tuple[int, ...]: ...
    @property
    def counted(self) -> int | None: ...


def season_rules_words(rules: Rules, t: Translator) -> str:
    table = "–".join(map(str, rules.table[:_SAID])) + ("…" if len(rules.table) > _SAID else ".")
    by = t("season-said-places", table=table) if rules.by == "places" else t("season-said-points")
    best = t("season-said-best", count=rules.counted) if rules.counted else t("season-said-all")
    return f"{by} {best}"
