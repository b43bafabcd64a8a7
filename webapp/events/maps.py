"""Where an event is, drawn without anybody's tiles: a pin on a grid of hundreds of metres, and ways into real maps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.events.queries import EventCard

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


def map_links(card: EventCard, language: str) -> list[tuple[str, str]]:
    """(whose map, address), the one that is used most in the reader's language first."""
    if card.is_online or not (card.place or card.latitude is not None):
        return []
    links = [("yandex", _yandex(card)), ("google", _google(card))]
    return links if language == "ru" else links[::-1]


def _yandex(card: EventCard) -> str:
    if card.latitude is None:
        return "https://yandex.ru/maps/?" + urlencode({"text": card.place})
    point = f"{card.longitude},{card.latitude}"
    return "https://yandex.ru/maps/?" + urlencode({"ll": point, "pt": point, "z": "16"})


def _google(card: EventCard) -> str:
    query = card.place if card.latitude is None else f"{card.latitude},{card.longitude}"
    return "https://www.google.com/maps/search/?" + urlencode({"api": "1", "query": query})
