"""Moments as people write them, places on the clock: what everybody else imports from here."""

from domain.time.cities import City, all_cities, city_by_key, city_named, find_city, nearest_city
from domain.time.errors import (
    AmbiguousMoment,
    CityUnknown,
    EndBeforeStart,
    FutureDay,
    NeedTime,
    NoSuchMoment,
    NotADate,
    PastMoment,
    TooFarAway,
    WhenRefused,
)
from domain.time.local import instants, local, next_at, to_utc
from domain.time.reading import When, find_day, parse_day, parse_when

__all__ = [
    "AmbiguousMoment",
    "City",
    "CityUnknown",
    "EndBeforeStart",
    "FutureDay",
    "NeedTime",
    "NoSuchMoment",
    "NotADate",
    "PastMoment",
    "TooFarAway",
    "When",
    "WhenRefused",
    "all_cities",
    "city_by_key",
    "city_named",
    "find_city",
    "find_day",
    "instants",
    "local",
    "nearest_city",
    "next_at",
    "parse_day",
    "parse_when",
    "to_utc",
]
