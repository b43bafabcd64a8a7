"""Overpass: what OpenStreetMap knows around a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.maps.points import Spot, is_on_earth
from domain.maps.ports import Thing
from integrations.maps.asking import Api, NothingThere, reading, text

NAME = "overpass"
OFFICIAL = "https://overpass-api.de/api"
EACH_S = 0.6
ANSWER_S = 12.0
SERVER_S = 10
MOST = 400
"""Elements of an answer."""
_POINTS = 400
_ASKED = (
    ("gym", "nwr", "leisure", "fitness_centre"),
    ("gym", "nwr", "leisure", "sports_hall"),
    ("stadium", "nwr", "leisure", "stadium"),
    ("cycleway", "way", "highway", "cycleway"),
)
_KINDS = {(key, value): kind for kind, _, key, value in _ASKED}


class Overpass:
    name = NAME

    def __init__(
        self, *, api: str = OFFICIAL, contact: str = "", each_s: float = EACH_S, answer_s: float = ANSWER_S
    ) -> None:
        self._api = Api(api, contact=contact, answer_s=answer_s)
        self.each_s = each_s

    async def close(self) -> None:
        await self._api.close()

    async def around(self, spot: Spot, reach_m: int, *, lang: str) -> Sequence[Thing]:
        try:
            answer = await self._api.ask("POST", "/interpreter", data={"data": _query(spot, reach_m)})
        except NothingThere:
            return []
        with reading():
            elements = answer["elements"]
            if not isinstance(elements, list):
                raise ValueError("a list was expected")
            found = [_thing(one, lang) for one in elements[:MOST]]
            return [one for one in found if one is not None]


def _query(spot: Spot, reach_m: int) -> str:
    around = f"(around:{reach_m},{spot.latitude:.5f},{spot.longitude:.5f})"
    asked = "".join(f'{kind}["{key}"="{value}"]{around};' for _, kind, key, value in _ASKED)
    return f"[out:json][timeout:{SERVER_S}];({asked});out geom {MOST};"


def _thing(one: Mapping[str, Any], lang: str) -> Thing | None:
    """None for what is of another kind, or nowhere."""
    tags: Mapping[str, Any] = one.get("tags") or {}
    kind = next((kind for (key, value), kind in _KINDS.items() if tags.get(key) == value), None)
    line = _line(one)
    if kind is None or not line:
        return None
    key = f"{text(one['type'])[:1]}{int(one['id'])}"
    name = text(tags.get(f"name:{lang}") or tags.get("name") or "")[:100]
    street, house = text(tags.get("addr:street") or ""), text(tags.get("addr:housenumber") or "")
    if kind != "cycleway":
        line = (_middle(line),)
    return Thing(key, kind, name, ", ".join(part for part in (street, house) if part)[:100], line)


def _line(one: Mapping[str, Any]) -> tuple[Spot, ...]:
    """A node's point, a way's points, the corners of whatever encloses a relation."""
    if "lat" in one:
        return _spots([one])
    if one.get("geometry"):
        return _spots(one["geometry"])
    if bounds := one.get("bounds"):
        return _spots([{"lat": bounds[f"{end}lat"], "lon": bounds[f"{end}lon"]} for end in ("min", "max")])
    return ()


def _spots(points: Sequence[Any]) -> tuple[Spot, ...]:
    """Long lines are thinned."""
    step = len(points) // _POINTS + 1
    found = [Spot(float(one["lat"]), float(one["lon"])) for one in points[::step] if one]
    return tuple(one for one in found if is_on_earth(one.latitude, one.longitude))


def _middle(line: tuple[Spot, ...]) -> Spot:
    latitudes, longitudes = [one.latitude for one in line], [one.longitude for one in line]
    return Spot((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
