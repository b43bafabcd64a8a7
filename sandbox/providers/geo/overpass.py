"""Overpass API 0.7.62 for "what is around here": `nwr[key=value](around:m,lat,lon);`, alone or in a union.

Tags are asked as [key], [key=value], ["key"="value"]; statements begin with node, way, nwr. Errors are HTML, as theirs.
"""

from __future__ import annotations

import re
from html import escape

from sandbox.providers.geo.sample import SPOTS, Spot
from sandbox.providers.service import Refused, number_of
from sandbox.telegram.records import Fields

GENERATOR = "Overpass API 0.7.62.7 sandbox"
_TAGS = {
    "gym": {"leisure": "fitness_centre", "sport": "fitness"},
    "stadium": {"leisure": "stadium", "sport": "athletics"},
    "cycleway": {"highway": "cycleway", "surface": "asphalt"},
}
_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*"
_STATEMENT = re.compile(rf"(node|way|nwr)((?:\[[^\]]*\])+)\(around:{_NUMBER},{_NUMBER},{_NUMBER}\)")
_FILTER = re.compile(r"\[\s*\"?([\w:]+)\"?\s*(?:=\s*\"?([\w:]+)\"?\s*)?\]")
_HEAD = re.compile(r"\s*((?:\[(?:out:json|timeout:\d+|maxsize:\d+)\])+)\s*;")
_TAIL = re.compile(r"out(?:\s+(?:body|tags|center|geom|qt|\d+))*")


def answer(query: str, moment: str) -> Fields:
    head = _HEAD.match(query)
    if head is None or "[out:json]" not in head[1]:
        raise _unread(1, "the sandbox answers in JSON: begin with [out:json];")
    asked, tail = _parts(query[head.end() :].strip())
    found = {spot.id: spot for one in asked for spot in _statement(one)}
    most = number_of(found_most[0]) if (found_most := re.search(r"\d+", tail)) else None
    shown = [_element(spot, tail) for spot in found.values()][:most]
    return {
        "version": 0.6,
        "generator": GENERATOR,
        "osm3s": {"timestamp_osm_base": moment, "copyright": "Made by hand for the sandbox."},
        "elements": shown,
    }


def _parts(body: str) -> tuple[list[str], str]:
    """The statements, those of a union too, and what is to be put out."""
    before, out, tail = body.rpartition("out")
    asked, tail = before.strip(), f"{out}{tail}".rstrip("; \n")
    if asked.startswith("("):
        asked = asked.removeprefix("(").rstrip("; \n").removesuffix(")")
    statements = [one.strip() for one in asked.split(";") if one.strip()]
    if not statements or not _TAIL.fullmatch(tail):
        raise _unread(1, "statements, then 'out', are expected")
    return statements, tail


def _statement(text: str) -> list[Spot]:
    match = _STATEMENT.fullmatch(re.sub(r"\s+", "", text))
    if match is None:
        raise _unread(1, f"cannot be read here: {text[:80]}")
    kind, filters, reach, lat, lon = match.groups()
    asked = _FILTER.findall(filters)
    if not asked or "".join(found[0] for found in re.finditer(_FILTER, filters)) != filters:
        raise _unread(1, f"a filter is [key] or [key=value]: {filters[:80]}")
    found = [spot for spot in SPOTS if _is(spot, kind, asked)]
    near = [(spot.metres_to(float(lat), float(lon)), spot) for spot in found]
    return [spot for metres, spot in sorted(near, key=lambda one: one[0]) if metres <= float(reach)]


def _is(spot: Spot, kind: str, asked: list[tuple[str, str]]) -> bool:
    tags = _TAGS.get(spot.kind, {})
    fits = kind == "nwr" or (kind == "way") == bool(spot.line)
    return fits and all(key in tags and value in ("", tags[key]) for key, value in asked)


def _element(spot: Spot, tail: str) -> Fields:
    tags = _TAGS[spot.kind] | {"name": spot.ru, "name:en": spot.en, "addr:city": spot.city.ru}
    if spot.house:
        tags |= {"addr:street": spot.street_ru, "addr:housenumber": spot.house}
    if not spot.line:
        return {"type": "node", "id": spot.id, "lat": spot.lat, "lon": spot.lon, "tags": tags}
    shown: Fields = {"type": "way", "id": spot.id, "nodes": [spot.id * 10 + n for n in range(len(spot.line))]}
    if "center" in tail:
        shown["center"] = {"lat": spot.lat, "lon": spot.lon}
    if "geom" in tail:
        shown["geometry"] = [{"lat": lat, "lon": lon} for lat, lon in spot.line]
    return shown | {"tags": tags}


def _unread(line: int, message: str) -> Refused:
    return Refused(400, "static error", f"line {line}: parse error: {message}")


def error_page(message: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html lang="en"><head><title>OSM3S Response</title></head><body>'
        f'<p><strong style="color:#FF0000">Error</strong>: {escape(message)} </p></body></html>'
    )
