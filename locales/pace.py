"""How far, how fast, how far behind: what is said of who is on the way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from babel.numbers import format_decimal

from locales import Translator

BARS = "▁▂▃▄▅▆▇█"
LEAST = 3
"""Fewer stretches are no line."""
EVEN = 0.03
"""Paces that differ by less are one."""


def km(t: Translator, metres: float) -> str:
    """«3,42 км»: what is begun of ten metres does not count."""
    return t("live-km", km=format_decimal(Decimal(math.floor(metres / 10)) / 100, "0.00", locale=t.lang))


def length(t: Translator, metres: float) -> str:
    """«5 км», «42,2 км»: of the whole way."""
    return t("live-km", km=t.number(round(metres / 1000, 1)))


def pace(t: Translator, seconds: float | None, sport: str) -> str:
    """Of so many seconds for a kilometre: «5:12 /км», by bicycle «28,4 км/ч»; nothing where it is not known."""
    if not seconds:
        return ""
    if sport == "cycling":
        return t("live-speed", speed=t.number(round(3600 / seconds, 1)))
    return t("live-pace", pace=t.clock(timedelta(seconds=round(seconds))))


def gap(t: Translator, behind: timedelta | None) -> str:
    if behind is None or behind < timedelta(seconds=1):
        return ""
    return t("live-gap", gap=t.clock(timedelta(seconds=round(behind.total_seconds()))))


def silence(t: Translator, silent: timedelta | None) -> str:
    return t("live-silent", minutes=int(silent.total_seconds() // 60)) if silent else ""


def spark(speeds: Sequence[float]) -> str:
    """Higher is faster, among one's own stretches."""
    if len(speeds) < LEAST:
        return ""
    low, high = min(speeds), max(speeds)
    if high - low < EVEN * high:
        return BARS[3] * len(speeds)
    return "".join(BARS[round((one - low) / (high - low) * (len(BARS) - 1))] for one in speeds)
