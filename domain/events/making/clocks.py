"""By whose clock an event's hours were said: that of its place, wherever the organizer lives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain import globe
from domain.forms.form import JsonValue
from domain.time import city_named, local, nearest_city, to_utc

CITY_REACHES_KM = 400.0
"""Farther from any city that is known, the clock of the place is not known either."""


def zone_of_place(text: str, lat: float | None, lon: float | None) -> str | None:
    """By the pin, else by a city that stands between commas: "Парк Победы, Казань". None: nobody knows."""
    if lat is not None and lon is not None:
        city = nearest_city(lat, lon)
        return city.zone if globe.kilometres(lat, lon, city.lat, city.lon) <= CITY_REACHES_KM else None
    for part in reversed(text.split(",")):
        if named := city_named(part):
            return named.zone
    return None


def read_at(said: Mapping[str, JsonValue], zone: str) -> dict[str, datetime | None]:
    """The start and the end of a said moment, by the clock of that zone.

    What was said by another clock ("10:00 мск", "через два часа") is the same instant everywhere.
    """
    moments = {name: datetime.fromisoformat(str(said[name])) if said.get(name) else None for name in ("start", "end")}
    own = str(said["zone"])
    if said.get("fixed") or own == zone:
        return moments
    return {
        name: to_utc(local(moment, own).replace(tzinfo=None), zone) if moment else None
        for name, moment in moments.items()
    }
