"""Every sentence a person reads, and the one way to get it: `translator("ru")("event-full", title="Забег")`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from locales import formats
from locales.compiled import BadWords as BadWords
from locales.compiled import Say, messages_of

Lang = Literal["ru", "en"]

DEFAULT: Final[Lang] = "ru"
LANGUAGES: Final[tuple[Lang, ...]] = ("ru", "en")
_READS_RUSSIAN = frozenset({"ru", "uk", "be", "kk"})
_HERE = Path(__file__).parent
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


def pick_language(language_code: str | None) -> Lang:
    """Telegram's `language_code` (an IETF tag, or nothing) → the language we answer in."""
    if not language_code:
        return DEFAULT
    return "ru" if language_code.lower().replace("_", "-").split("-")[0] in _READS_RUSSIAN else "en"


@cache
def translator(lang: str) -> Translator:
    known = DEFAULT if lang not in LANGUAGES else lang
    return Translator(known, _sentences(known))


def all_keys(lang: Lang) -> frozenset[str]:
    """Every message of a language; attributes as `message.attribute`."""
    return _sentences(lang).keys()


def compile_all() -> Iterator[None]:
    """Compile what has not been used yet, a file a step, so that a loop that answers people need not wait long."""
    for lang in LANGUAGES:
        for file in _sentences(lang).files:
            _compiled(lang, file)
            yield


@cache
def _sentences(lang: Lang) -> _Sentences:
    return _Sentences(lang)


@lru_cache(maxsize=8192)
def _counted(lang: Lang, key: str, numbers: tuple[tuple[str, int], ...]) -> str:
    """Sentences with numbers alone, or with nothing, come again and again; finding a plural form is slow."""
    return _sentences(lang).say(key, dict(numbers))


@cache
def _compiled(lang: Lang, file: Path) -> dict[str, Say]:
    """Compiling is slow, so it is done a file at a time, when the file's first sentence is needed."""
    return messages_of(lang, file)


class _Sentences:
    """Which file of a language has a key."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self.files = sorted((_HERE / lang).glob("*.ftl"))
        self._file_of: dict[str, Path] = {}
        for file in self.files:
            for key in _MESSAGE.findall(file.read_text(encoding="utf-8")):
                if key in self._file_of:
                    raise BadWords(f"{key} stands twice in {lang}")
                self._file_of[key] = file

    def of_its_file(self, key: str) -> dict[str, Say]:
        """Raises KeyError for an unknown key."""
        return _compiled(self._lang, self._file_of[key.partition(".")[0]])

    def say(self, key: str, params: Mapping[str, object]) -> str:
        """Raises KeyError for an unknown key, BadWords for a missing variable."""
        errors: list[Exception] = []
        text = self.of_its_file(key)[key](params, errors)
        if errors:
            raise BadWords(f"{self._lang}/{key}: {errors[0]}")
        return text

    def has(self, key: str) -> bool:
        name = key.partition(".")[0]
        return name in self._file_of and (name == key or key in self.of_its_file(key))

    def keys(self) -> frozenset[str]:
        return frozenset(key for file in self.files for key in _compiled(self._lang, file))


class Translator:
    """Words and numbers of one language. Texts are plain: no markup, no HTML."""

    def __init__(self, lang: Lang, sentences: _Sentences) -> None:
        self.lang: Final[Lang] = lang
        self._sentences = sentences

    def __call__(self, key: str, /, **params: object) -> str:
        """Raises KeyError for an unknown key and BadWords for a missing variable."""
        if all(type(value) is int for value in params.values()):
            return _counted(self.lang, key, tuple(params.items()))
        return self._sentences.say(key, params)

    def has(self, key: str) -> bool:
        return self._sentences.has(key)

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

    def money(self, amount_minor: int, currency: str) -> str:
        """«1 500 ₽», «99,50 ₽», «⭐ 50»: minor units, or Stars where the currency is XTR."""
        return formats.money(self.lang, amount_minor, currency)

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
