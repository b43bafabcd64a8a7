"""Yandex Geocoder, HTTP API 1.x with `format=json`: both ways through `geocode`, in the shape of its documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.providers.geo.sample import CITIES, COUNTRY, City, Spot, found_by, metres, nearest
from sandbox.providers.service import Refused, number_of
from sandbox.telegram.records import Fields

KEY = "sandbox-geocoder"
MOST = 100
REACH_M = 20_000
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[, ]\s*(-?\d+(?:\.\d+)?)\s*")
_LANGUAGES = {"ru_RU": False, "en_US": True, "en_RU": True}


def geocode(query: Mapping[str, str]) -> Fields:
    asked = query.get("geocode", "")
    if not asked.strip():
        raise wrong("geocode parameter is required")
    if query.get("format", "xml") != "json":
        raise wrong("format must be json here")
    if query.get("lang", "ru_RU") not in _LANGUAGES:
        raise wrong("lang is invalid")
    if query.get("sco", "longlat") not in ("longlat", "latlong"):
        raise wrong("sco is invalid")
    results, skip = _whole(query, "results", 10), _whole(query, "skip", 0)
    if not 1 <= results <= MOST:
        raise wrong("results must be between 1 and 100")
    english = _LANGUAGES[query.get("lang", "ru_RU")]
    point = _POINT.fullmatch(asked)
    found = _at(point, query) if point else found_by(asked)
    told: Fields = {"request": asked, "results": str(results), "found": str(len(found))}
    if point:
        told["Point"] = {"pos": asked.strip()}
    shown = [{"GeoObject": _object(one, english)} for one in found[skip : skip + results]]
    return {
        "response": {
            "GeoObjectCollection": {"metaDataProperty": {"GeocoderResponseMetaData": told}, "featureMember": shown}
        }
    }


def _at(point: re.Match[str], query: Mapping[str, str]) -> list[Spot | City]:
    first, second = float(point[1]), float(point[2])
    lon, lat = (second, first) if query.get("sco") == "latlong" else (first, second)
    kind = query.get("kind", "")
    near = nearest(lat, lon, REACH_M)
    city = min(CITIES, key=lambda one: metres(lat, lon, one.lat, one.lon))
    cities: list[Spot | City] = [city] if metres(lat, lon, city.lat, city.lon) <= REACH_M * 2 else []
    if kind == "locality":
        return cities
    return [near, *cities] if near is not None else cities


def _object(one: Spot | City, english: bool) -> Fields:
    city = one if isinstance(one, City) else one.city
    parts = [("country", COUNTRY[english]), ("province", city.state_en if english else city.state_ru)]
    parts.append(("locality", city.en if english else city.ru))
    if isinstance(one, Spot):
        parts.append(("street", one.street_en if english else one.street_ru))
        parts += [("house", one.house)] if one.house else []
    house = isinstance(one, Spot) and bool(one.house)
    kind = "locality" if isinstance(one, City) else "house" if house else "street"
    text = ", ".join(dict.fromkeys(name for _, name in parts))
    half = 0.2 if isinstance(one, City) else 0.001
    return {
        "metaDataProperty": {
            "GeocoderMetaData": {
                "precision": "exact" if house else "other" if isinstance(one, City) else "street",
                "text": text,
                "kind": kind,
                "Address": {
                    "country_code": "RU",
                    "formatted": text,
                    "postal_code": city.postcode,
                    "Components": [{"kind": of, "name": name} for of, name in parts],
                },
            }
        },
        "name": ", ".join(name for of, name in parts if of in ("street", "house")) or parts[-1][1],
        "description": ", ".join(dict.fromkeys((city.en if english else city.ru, COUNTRY[english]))),
        "boundedBy": {
            "Envelope": {
                "lowerCorner": f"{one.lon - half:.6f} {one.lat - half:.6f}",
                "upperCorner": f"{one.lon + half:.6f} {one.lat + half:.6f}",
            }
        },
        "Point": {"pos": f"{one.lon:.6f} {one.lat:.6f}"},
    }


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    number = number_of(query.get(name, str(default)))
    if number is None:
        raise wrong(f"{name} must be a number")
    return number


def wrong(message: str) -> Refused:
    return Refused(400, "Bad Request", message)
