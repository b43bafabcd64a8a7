"""A pin on the map in words: people read an address, or what is honestly known without one."""

from __future__ import annotations

from domain import globe
from domain.forms.inputs import Location
from domain.forms.texts import clean_line
from domain.time.cities import nearest_city

_CITY_REACHES_KM = 25.0


def venue_in_words(venue: Location) -> str:
    """Its name and its address; one alone where it says the other too. Empty for a bare pin."""
    title, address = clean_line(venue.title or ""), clean_line(venue.address or "")
    if title.casefold() in address.casefold():
        return address
    return title if address.casefold() in title.casefold() else f"{title}, {address}"


def point_in_words(lat: float, lon: float, lang: str) -> str:
    """ "Москва, 55.79440, 37.67650"; the city is left out where the point is far from it."""
    point, city = f"{lat:.5f}, {lon:.5f}", nearest_city(lat, lon)
    near = globe.kilometres(lat, lon, city.lat, city.lon) <= _CITY_REACHES_KM
    return f"{city.name(lang)}, {point}" if near else point
