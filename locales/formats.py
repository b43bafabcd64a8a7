"""Dates, times, numbers and lists as Russian and English readers expect them; the words come from CLDR."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

_DAY = {"ru": "EEE, d MMMM", "en": "EEE, d MMM"}
_DATE = {"ru": "d MMMM y", "en": "d MMMM y"}
STARS = "XTR"
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def when(lang: str, moment: datetime, zone: str, now: datetime | None) -> str:
    return f"{day(lang, moment, zone, now)}, {clock_time(moment, zone)} ({zone_city(lang, zone)})"


def span(lang: str, start: datetime, end: datetime | None, zone: str, now: datetime | None) -> str:
    if end is None:
        return when(lang, start, zone, now)
    place = f"({zone_city(lang, zone)})"
    first, last = clock_time(start, zone), clock_time(end, zone)
    start_day, end_day = day(lang, start, zone, now), day(lang, end, zone, now)
    if _local(start, zone).date() == _local(end, zone).date():
        return f"{start_day}, {first}–{last} {place}"
    return f"{start_day}, {first} – {end_day}, {last} {place}"


def day(lang: str, day: date | datetime, zone: str, now: datetime | None) -> str:
    shown = _local(day, zone).date() if isinstance(day, datetime) else day
    today = _local(now or datetime.now(UTC), zone)
    pattern = _DAY[lang] if shown.year == today.year else f"{_DAY[lang]} y"
    return format_date(shown, pattern, locale=lang)


def long_date(lang: str, day: date) -> str:
    return format_date(day, _DATE[lang], locale=lang)


def clock_time(moment: datetime | time, zone: str) -> str:
    local = _local(moment, zone) if isinstance(moment, datetime) else moment
    return f"{local:%H:%M}"


@lru_cache(maxsize=1024)
def zone_city(lang: str, zone: str) -> str:
    """CLDR keeps a city's name under an old name of its zone (Europe/Kiev), so the older names are asked too."""
    cities = Locale.parse(lang).time_zones
    older = [old for old, current in get_global("zone_aliases").items() if current == zone]
    named = (cities[name]["city"] for name in (zone, *older) if "city" in cities.get(name, {}))
    return next(named, zone.rsplit("/", 1)[-1].replace("_", " "))


def number(lang: str, number: int | float | Decimal) -> str:
    return format_decimal(number, locale=lang)


def money(lang: str, amount_minor: int, currency: str) -> str:
    if currency == STARS:
        return f"⭐ {number(lang, amount_minor)}"
    rest = amount_minor % 100
    shape = None if rest else "#,##0 ¤" if lang == "ru" else "¤#,##0"
    said = format_currency(Decimal(amount_minor) / 100, currency, shape, locale=lang, currency_digits=bool(rest))
    return said.replace("RUB", "₽")


def distance(lang: str, metres: int | float) -> str:
    if abs(metres) < 1000:
        return format_unit(round(metres), "length-meter", length="short", locale=lang)
    return format_unit(Decimal(str(metres)) / 1000, "length-kilometer", length="short", format="#,##0.##", locale=lang)


def duration(lang: str, length: timedelta) -> str:
    left = abs(round(length.total_seconds()))
    amounts: list[tuple[str, int]] = []
    for unit, seconds in _UNITS:
        amount, left = divmod(left, seconds)
        amounts.append((unit, amount))
    first = next((place for place, (_, amount) in enumerate(amounts) if amount), len(amounts) - 1)
    told = [amounts[first], *(pair for pair in amounts[first + 1 : first + 2] if pair[1])]
    return " ".join(format_unit(amount, f"duration-{unit}", length="long", locale=lang) for unit, amount in told)


def clock(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def listing(lang: str, items: Iterable[str]) -> str:
    return format_list(list(items), locale=lang)


def _local(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be shown")
    return moment.astimezone(ZoneInfo(zone))
