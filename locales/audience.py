"""For whom an event is, in words: levels and weight classes, as cards, pages and boards say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locales import Translator

Limits = Sequence[float | None]
"""The upper limits of classes in kilograms; None: the last one has none."""


def kilograms(t: Translator, weight: float) -> str:
    """63,5"""
    return t.number(int(weight) if weight == int(weight) else weight)


def weight_class_words(t: Translator, limits: Limits, at: int) -> str:
    """«до 60 кг», «свыше 70 кг»"""
    limit = limits[at]
    if limit is None:
        return t("event-weight-over", least=kilograms(t, limits[at - 1] or 0))
    return t("event-weight-to", most=kilograms(t, limit))


def level_words(t: Translator, requirements: Mapping[str, object]) -> str:
    """«начинающие и любители»; empty: for everybody."""
    levels = requirements.get("levels")
    return t.listing([t(f"event-card-level-{one}") for one in levels]) if isinstance(levels, list) else ""


def weights_words(t: Translator, requirements: Mapping[str, object]) -> str:
    """«до 60 кг, до 70 кг, свыше 70 кг»; empty: there are no classes."""
    limits = requirements.get("weights")
    if not isinstance(limits, list):
        return ""
    return ", ".join(weight_class_words(t, limits, at) for at in range(len(limits)))
