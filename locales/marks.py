"""Marks in words: times as boards show them in any language, metres and points with their unit."""

from __future__ import annotations

from decimal import Decimal

from locales import Translator

_LAP, _NO_TIME = 10**12, 10**10
"""A lap, and the milliseconds of laps whose time nobody said."""
_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000


def clock(milliseconds: int) -> str:
    """21:43, 1:02:03.4, 0:58.32"""
    hours, rest = divmod(milliseconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds, part = divmod(rest, _SECOND)
    tail = f".{part:03d}".rstrip("0") if part else ""
    return f"{hours}:{minutes:02d}:{seconds:02d}{tail}" if hours else f"{minutes}:{seconds:02d}{tail}"


def laps(t: Translator, value: int) -> str:
    """«12 кругов за 0:58:21»; without the time where nobody said it."""
    count = -(-value // _LAP)
    late = count * _LAP - value
    said = t("result-laps", count=count, value=t.number(count))
    return said if late >= _NO_TIME else t("result-laps-in", laps=said, time=clock(late))


def mark(t: Translator, measure: str, value: int) -> str:
    """«21:43», «8,95 м», «12,5 очка»: of milliseconds, centimetres, thousandths of a point; laps."""
    if measure == "time":
        return clock(value)
    if measure == "laps":
        return laps(t, value)
    if measure == "distance":
        return t("result-metres", value=t.number(Decimal(value) / 100))
    amount = Decimal(value) / 1000
    whole = int(amount) if amount == int(amount) else float(amount)
    return t("result-points", count=whole, value=t.number(amount))
