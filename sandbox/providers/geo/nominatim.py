"""Nominatim 4.5 as `format=jsonv2` answers: /search and /reverse. Errors are its Python frontend's."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.providers.geo.sample import CITIES, COUNTRY, City, Spot, found_by, metres, nearest
from sandbox.providers.service import Refused, number_of
from sandbox.telegram.records import Fields

MOST = 40
REACH_M = 20_000
LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"
_STRUCTURED = ("amenity", "street", "city", "county", "state", "country", "postalcode")
_KINDS = {"gym": ("leisure", "fitness_centre"), "stadium": ("leisure", "stadium"), "cycleway": ("highway", "cycleway"),
          "house": ("place", "house")}  # fmt: skip


def search(query: Mapping[str, str], lang: str) -> list[Fields]:
    free = query.get("q")
    parts = [query[name] for name in _STRUCTURED if query.get(name)]
    if free is not None and parts:
        raise wrong("Structured query parameters (amenity, street, city, county, state, postalcode, country) "
                    "cannot be used together with 'q' parameter.")  # fmt: skip
    if free is None and not parts:
        raise wrong("Nothing to search for.")
    _check_format(query)
    limit = _whole(query, "limit", 10)
    found = found_by(free if free is not None else " ".join(parts))
    return [place(one, lang, query) for one in found[: max(1, min(limit, MOST))]]


def reverse(query: Mapping[str, str], lang: str) -> Fields:
    """What lies nearest; `zoom` below 15 names the city alone."""
    lat, lon = coordinate(query, "lat", 90), coordinate(query, "lon", 180)
    _check_format(query)
    zoom = _whole(query, "zoom", 18)
    found: Spot | City | None = nearest(lat, lon, REACH_M) if zoom >= 15 else None
    if found is None:
        closest = min(CITIES, key=lambda one: metres(lat, lon, one.lat, one.lon))
        found = closest if metres(lat, lon, closest.lat, closest.lon) <= REACH_M * 2 else None
    if found is None:
        return {"error": "Unable to geocode"}
    return place(found, lang, query)


def place(one: Spot | City, lang: str, query: Mapping[str, str]) -> Fields:
    english = lang == "en"
    category, kind = ("place", "city") if isinstance(one, City) else _KINDS[one.kind]
    address = address_of(one, english)
    number = CITIES.index(one) + 1 if isinstance(one, City) else one.id
    name = address["city"] if isinstance(one, City) else (one.en if english else one.ru)
    half = 0.15 if isinstance(one, City) else 0.0005
    shown: Fields = {
        "place_id": number,
        "licence": LICENCE,
        "osm_type": "relation" if isinstance(one, City) else "way" if one.line else "node",
        "osm_id": number,
        "lat": f"{one.lat:.7f}",
        "lon": f"{one.lon:.7f}",
        "category": category,
        "type": kind,
        "place_rank": 16 if isinstance(one, City) else 30,
        "importance": 0.7 if isinstance(one, City) else 0.1,
        "addresstype": "city" if isinstance(one, City) else "place" if one.kind == "house" else category,
        "name": name,
        "display_name": ", ".join(value for field, value in address.items() if field != "country_code"),
        "boundingbox": [f"{edge:.7f}" for edge in (one.lat - half, one.lat + half, one.lon - half, one.lon + half)],
    }
    if _wants_address(query):
        shown["address"] = address
    return shown


def address_of(one: Spot | City, english: bool) -> dict[str, str]:
    city = one if isinstance(one, City) else one.city
    parts: dict[str, str] = {}
    if isinstance(one, Spot):
        if name := one.en if english else one.ru:
            parts[_KINDS[one.kind][0]] = name
        if one.house:
            parts["house_number"] = one.house
        if not one.line:
            parts["road"] = one.street_en if english else one.street_ru
    return parts | {
        "city": city.en if english else city.ru,
        "state": city.state_en if english else city.state_ru,
        "postcode": city.postcode,
        "country": COUNTRY[english],
        "country_code": "ru",
    }


def _wants_address(query: Mapping[str, str]) -> bool:
    """/reverse shows it unless told not to; /search only when asked."""
    return query.get("addressdetails", "1" if "lat" in query else "0") not in ("0", "")


def _check_format(query: Mapping[str, str]) -> None:
    if query.get("format", "jsonv2") != "jsonv2":
        raise wrong("Parameter 'format' must be one of: jsonv2")


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    number = number_of(query.get(name, str(default)).removeprefix("-"))
    if number is None:
        raise wrong(f"Parameter '{name}' must be a number.")
    return -number if query.get(name, "").startswith("-") else number


def coordinate(query: Mapping[str, str], name: str, most: int) -> float:
    if name not in query:
        raise wrong(f"Parameter '{name}' missing.")
    try:
        value = float(query[name])
    except ValueError as problem:
        raise wrong(f"Parameter '{name}' must be a number.") from problem
    if not -most <= value <= most:
        raise wrong(f"Parameter '{name}' must be a number.")
    return value


def wrong(message: str) -> Refused:
    return Refused(400, "", message)
