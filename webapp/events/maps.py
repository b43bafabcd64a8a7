"""Where an event is, drawn without anybody's tiles: a pin on a grid of hundreds of metres, and ways into real maps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.events.queries import EventCard
from domain.maps.lines import Line
from webapp.kit.context import WebContext
from webapp.kit.keys import ASSETS
from webapp.kit.visit import Visit

WIDTH, HEIGHT = 360, 150
SPAN_M = 1200.0
"""How much of the world is shown from left to right."""
STEP_M = 200.0
_METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Grid lines in the picture's units, `bar` the length of the scale's `step_m` metres; north is up."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    bar: float
    step_m: int
    point: str


def plan_of(card: EventCard) -> Plan | None:
    """The grid is the world's own: places near one another have lines in common."""
    if card.is_online or card.latitude is None or card.longitude is None:
        return None
    a_unit = SPAN_M / WIDTH
    north = card.latitude * _METRES_A_DEGREE
    east = card.longitude * _METRES_A_DEGREE * math.cos(math.radians(card.latitude))
    columns = _lines(east, WIDTH, a_unit)
    rows = tuple(round(HEIGHT - y, 1) for y in _lines(north, HEIGHT, a_unit))
    return Plan(columns, rows, STEP_M / a_unit, int(STEP_M), f"{card.latitude:.5f}, {card.longitude:.5f}")


def _lines(middle_m: float, size: int, a_unit: float) -> tuple[float, ...]:
    first_m = middle_m - size / 2 * a_unit
    line = math.ceil(first_m / STEP_M) * STEP_M
    found = []
    while (at := (line - first_m) / a_unit) <= size:
        found.append(round(at, 1))
        line += STEP_M
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Slippy:
    """What the page's own script makes a real map of: tiles, a point or a line of points."""

    tiles: str
    attribution: str
    points: tuple[tuple[float, float], ...]


def slippy(context: WebContext, *, point: EventCard | None = None, line: Line | None = None) -> Slippy | None:
    """None where no tiles are configured: then our drawing is what there is."""
    shown: tuple[tuple[float, float], ...] = ()
    if line is not None:
        shown = tuple((one.latitude, one.longitude) for one in line.vertices)
    elif point is not None and point.latitude is not None and point.longitude is not None and not point.is_online:
        shown = ((point.latitude, point.longitude),)
    return Slippy(context.maps.tiles, context.maps.attribution, shown) if context.maps.tiles and shown else None


def script(visit: Visit) -> str:
    """Loaded by pages with a map alone, where there are tiles."""
    return visit.request.app[ASSETS].url("maps.js") if visit.context.maps.tiles else ""


def map_links(card: EventCard, language: str) -> list[tuple[str, str]]:
    """(whose map, address), the one that is used most in the reader's language first."""
    if card.is_online or not (card.place or card.latitude is not None):
        return []
    links = [("yandex", _yandex(card)), ("google", _google(card))]
    return [*(links if language == "ru" else links[::-1]), ("osm", _osm(card))]


def _yandex(card: EventCard) -> str:
    if card.latitude is None:
        return "https://yandex.ru/maps/?" + urlencode({"text": card.place})
    point = f"{card.longitude},{card.latitude}"
    return "https://yandex.ru/maps/?" + urlencode({"ll": point, "pt": point, "z": "16"})


def _osm(card: EventCard) -> str:
    if card.latitude is None:
        return "https://www.openstreetmap.org/search?" + urlencode({"query": card.place})
    at = {"mlat": f"{card.latitude:.5f}", "mlon": f"{card.longitude:.5f}"}
    return f"https://www.openstreetmap.org/?{urlencode(at)}#map=16/{card.latitude:.5f}/{card.longitude:.5f}"


def _google(card: EventCard) -> str:
    query = card.place if card.latitude is None else f"{card.latitude},{card.longitude}"
    return "https://www.google.com/maps/search/?" + urlencode({"api": "1", "query": query})
