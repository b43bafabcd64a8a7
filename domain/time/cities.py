"""Cities people start from: a name or a pin on the map → coordinates and a time zone. The table is cities.tsv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from domain import globe
from domain.time.scan import tidy

_ALIKE = 0.83  # one wrong letter in six
_PREFIX = re.compile(r"^(?:г\.?|город|city of|the city of) ")


@dataclass(frozen=True, slots=True)
class City:
    key: str
    ru: str
    en: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    zone: str

    def name(self, lang: str) -> str:
        return self.ru if lang == "ru" else self.en


@cache
def all_cities() -> tuple[City, ...]:
    with Path(__file__).with_name("cities.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(_city(row) for row in csv.DictReader(table, delimiter="\t"))


def city_by_key(key: str) -> City:
    """Raises KeyError."""
    return _by_key()[key]


def find_city(text: str) -> City | None:
    """By name or alias in either language; a beginning of four letters or one slip of the finger is forgiven."""
    wanted = _PREFIX.sub("", tidy(text)).replace("-", " ").strip(" .,!")
    names = _by_name()
    if wanted in names:
        return names[wanted]
    begun = {city.key: city for name, city in names.items() if len(wanted) >= 4 and name.startswith(wanted)}
    if len(begun) == 1:
        return next(iter(begun.values()))
    close = get_close_matches(wanted, names, n=1, cutoff=_ALIKE) if len(wanted) >= 4 else []
    return names[close[0]] if close else None


def city_named(text: str) -> City | None:
    """The city that is called just so in either language; nothing is guessed."""
    return _by_name().get(_PREFIX.sub("", tidy(text)).replace("-", " ").strip(" .,!"))


def nearest_city(lat: float, lon: float) -> City:
    """Degrees. Raises ValueError outside the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no such point: {lat}, {lon}")
    return min(all_cities(), key=lambda city: globe.kilometres(lat, lon, city.lat, city.lon))


def _city(row: dict[str, str]) -> City:
    aliases = tuple(alias for alias in row["aliases"].split(",") if alias)
    return City(row["key"], row["ru"], row["en"], aliases, float(row["lat"]), float(row["lon"]), row["zone"])


@cache
def _by_key() -> dict[str, City]:
    return {city.key: city for city in all_cities()}


@cache
def _by_name() -> dict[str, City]:
    """The first city of the table keeps a name that two share, so larger cities stand first."""
    names: dict[str, City] = {}
    for city in all_cities():
        for name in (city.ru, city.en, *city.aliases):
            names.setdefault(tidy(name).replace("-", " "), city)
    return names
