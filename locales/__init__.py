"""Every sentence a person reads, and the one way to get it: `translator("ru")("event-full", title="Забег")`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from fluent_compiler.bundle import FluentBundle

from locales import formats

Lang = Literal["ru", "en"]
Param = str | int | float | Decimal | date | datetime

DEFAULT: Final[Lang] = "ru"
LANGUAGES: Final[tuple[Lang, ...]] = ("ru", "en")
_READS_RUSSIAN = frozenset({"ru", "uk", "be", "kk"})
_HERE = Path(__file__).parent


class BadWords(Exception):
    """A message file is broken, or a message was asked for without a variable that it needs."""


_Bundle: Any = FluentBundle  # fluent-compiler publishes no types


def pick_language(language_code: str | None) -> Lang:
    """Telegram's `language_code` (an IETF tag, or nothing) → the language we answer in."""
    if not language_code:
        return DEFAULT
    return "ru" if language_code.lower().replace("_", "-").split("-")[0] in _READS_RUSSIAN else "en"


@cache
def translator(lang: str) -> Translator:
    known = DEFAULT if lang not in LANGUAGES else lang
    return Translator(known, _bundle(known))


def all_keys(lang: Lang) -> frozenset[str]:
    """Every message of a language; attributes as `message.attribute`."""
    return frozenset(_bundle(lang)._compiled_messages)  # fluent-compiler offers no public list


@cache
def _bundle(lang: Lang) -> Any:
    files = [str(file) for file in sorted((_HERE / lang).glob("*.ftl"))]
    bundle = _Bundle.from_files(lang, files, use_isolating=False)
    if broken := bundle.check_messages():
        raise BadWords(f"locales/{lang}: " + "; ".join(f"{key}: {error}" for key, error in broken))
    return bundle


class Translator:
    """Words and numbers of one language. Texts are plain: no markup, no HTML."""

    def __init__(self, lang: Lang, bundle: Any) -> None:
        self.lang: Final[Lang] = lang
        self._bundle = bundle

    def __call__(self, key: str, /, **params: object) -> str:
        """Raises KeyError for an unknown key and BadWords for a missing variable."""
        text, errors = self._bundle.format(key, params)
        if errors:
            raise BadWords(f"{self.lang}/{key}: {errors[0]}")
        return cast(str, text)

    def has(self, key: str) -> bool:
        return key in self._bundle._compiled_messages

    def when(self, moment: datetime, zone: str, *, now: datetime | None = None) -> str:
        """«сб, 7 декабря, 10:00 (Москва)»; the year is said when it is not the year of `now`."""
        return formats.when(self.lang, moment, zone, now)

    def span(self, start: datetime, end: datetime | None, zone: str, *, now: datetime | None = None) -> str:
        """«сб, 7 декабря, 10:00–12:00 (Москва)»; two whole dates when it ends on another day."""
        return formats.span(self.lang, start, end, zone, now)

    def day(self, day: date | datetime, zone: str = "UTC", *, now: datetime | None = None) -> str:
        """«сб, 7 декабря»; a datetime is shown as the day it is in `zone`."""
        return formats.day(self.lang, day, zone, now)

    def date(self, day: date) -> str:
        """«7 декабря 1990»: always with its year and without a weekday."""
        return formats.long_date(self.lang, day)

    def time(self, moment: datetime | time, zone: str = "UTC") -> str:
        return formats.clock_time(moment, zone)

    def city(self, zone: str) -> str:
        """The city that names an IANA zone: «Москва»."""
        return formats.zone_city(self.lang, zone)

    def number(self, number: int | float | Decimal) -> str:
        return formats.number(self.lang, number)

    def distance(self, metres: int | float) -> str:
        """«800 м», «5 км», «42,2 км»."""
        return formats.distance(self.lang, metres)

    def duration(self, length: timedelta) -> str:
        """«2 часа 5 минут»: the largest unit and the next one."""
        return formats.duration(self.lang, length)

    def clock(self, length: timedelta) -> str:
        """«52:30», «3:05:10»: as results are written."""
        return formats.clock(length)

    def listing(self, items: Iterable[str]) -> str:
        """«а, б и в»."""
        return formats.listing(self.lang, items)
