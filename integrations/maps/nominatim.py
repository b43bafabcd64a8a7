"""Nominatim: the public server, or one's own. Its usage policy: who we are in the User-Agent, one question a second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.maps.points import Address, Spot, is_on_earth
from integrations.maps.asking import ANSWER_S, Api, NothingThere, reading, text

NAME = "nominatim"
OFFICIAL = "https://nominatim.openstreetmap.org"
EACH_S = 1.1
"""A second, and what a network makes of it."""
MOST = 8
EXACT_RANK = 17
"""From here on it is less than a city."""
_NEAR_DEGREES = 0.5
_FAR = ("continent", "country", "state", "region", "county", "city", "town")
_ROADS = ("road", "pedestrian", "footway", "cycleway", "path")
_TOWNS = ("city", "town", "village", "hamlet", "municipality")


class Nominatim:
    name = NAME

    def __init__(
        self, *, api: str = OFFICIAL, contact: str = "", each_s: float = EACH_S, answer_s: float = ANSWER_S
    ) -> None:
        self._api = Api(api, contact=contact, answer_s=answer_s)
        self.each_s = each_s

    async def close(self) -> None:
        await self._api.close()

    async def find(self, text: str, *, lang: str, near: Spot | None) -> Sequence[Address]:
        asked = {"q": text, "format": "jsonv2", "addressdetails": "1", "limit": str(MOST), "accept-language": lang}
        if near is not None:
            asked |= {"viewbox": _around(near)}
        try:
            answer = await self._api.ask("GET", "/search", params=asked)
        except NothingThere:
            return []
        with reading():
            if not isinstance(answer, list):
                raise ValueError("a list was expected")
            return [_address(one) for one in answer[:MOST] if _is_exact(one)]

    async def address_of(self, spot: Spot, *, lang: str) -> str | None:
        point = {"lat": f"{spot.latitude:.6f}", "lon": f"{spot.longitude:.6f}"}
        asked = {**point, "format": "jsonv2", "addressdetails": "1", "zoom": "18", "accept-language": lang}
        try:
            answer = await self._api.ask("GET", "/reverse", params=asked)
        except NothingThere:
            return None
        with reading():
            return None if "error" in answer else _words(answer) or None


def _around(near: Spot) -> str:
    """Those near the person come first; it does not keep the others out."""
    west, east = near.longitude - _NEAR_DEGREES, near.longitude + _NEAR_DEGREES
    south, north = near.latitude - _NEAR_DEGREES, near.latitude + _NEAR_DEGREES
    return f"{west:.3f},{south:.3f},{east:.3f},{north:.3f}"


def _is_exact(one: Mapping[str, Any]) -> bool:
    return int(one.get("place_rank", 30)) >= EXACT_RANK and one.get("addresstype") not in _FAR


def _address(one: Mapping[str, Any]) -> Address:
    latitude, longitude = float(one["lat"]), float(one["lon"])
    if not is_on_earth(latitude, longitude):
        raise ValueError("not on Earth")
    return Address(_words(one), latitude, longitude)


def _words(one: Mapping[str, Any]) -> str:
    """ "Лужники, улица Лужники, 24, Москва": its name, street and house, town; not the country that everybody knows."""
    parts = one.get("address")
    if not isinstance(parts, Mapping):
        return text(one["display_name"])
    name = text(one.get("name") or "")
    street = _first(parts, _ROADS)
    house = text(parts.get("house_number") or "")
    district = _first(parts, ("suburb", "city_district", "neighbourhood")) if not street else ""
    said = [name, street, house, district, _first(parts, _TOWNS)]
    return ", ".join(dict.fromkeys(one for one in said if one)) or text(one["display_name"])


def _first(parts: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((text(parts[name]) for name in names if parts.get(name)), "")
