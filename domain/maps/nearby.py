"""Where one can train around a point: halls, stadiums, cycleways, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from domain.maps.errors import NearbyAway
from domain.maps.kept import Kept
from domain.maps.points import Spot, metres_to_line
from domain.maps.ports import KINDS, MapsAway, Surroundings, Thing

log = structlog.get_logger("forma.maps")

REACHES_M = (3_000, 15_000)
"""So far one looks first, and so far where there is nothing."""
KEPT_S = 6 * 3_600
MOST = 60
_DIGITS = 3
"""Of a degree: whoever is within a hundred metres gets the same answer, sorted for them."""
_BESIDE_M = 150


@dataclass(frozen=True, slots=True)
class Nearby:
    """`at`: where it is nearest to the person, for a cycleway the nearest of its points."""

    key: str
    kind: str
    name: str
    address: str
    at: Spot
    metres: int


class Neighbourhood:
    """To be asked outside any transaction."""

    def __init__(self, surroundings: Surroundings, kept: Kept) -> None:
        self._surroundings = surroundings
        self._kept = kept

    async def find(self, spot: Spot, *, lang: str) -> list[Nearby]:
        """Raises NearbyAway."""
        for reach in REACHES_M:
            if found := nearest(spot, await self._within(spot, reach, lang), reach):
                return found
        return []

    async def _within(self, spot: Spot, reach: int, lang: str) -> list[Thing]:
        about = Spot(round(spot.latitude, _DIGITS), round(spot.longitude, _DIGITS))
        question = ("around", self._surroundings.name, lang, about.latitude, about.longitude, reach)
        known = await self._kept.find(*question)
        if known is not None:
            return [_read(one) for one in known]
        try:
            asked = self._surroundings.around
            answer = await self._kept.ask(self._surroundings, lambda: asked(about, reach + _BESIDE_M, lang=lang))
        except MapsAway as away:
            log.info("the surroundings were not looked up", service=self._surroundings.name, why=str(away))
            raise NearbyAway from None
        await self._kept.keep([_written(one) for one in answer], KEPT_S, *question)
        return list(answer)


def nearest(spot: Spot, things: Sequence[Thing], reach: int) -> list[Nearby]:
    """Sorted by metres. A cycleway is cut into pieces of one name: the nearest piece counts."""
    seen: dict[tuple[str, str], Nearby] = {}
    for thing in things:
        if thing.kind not in KINDS or not thing.line:
            continue
        far = metres_to_line(spot, thing.line)
        at = min(thing.line, key=lambda one: metres_to_line(spot, (one,)))
        found = Nearby(thing.key, thing.kind, thing.name, thing.address, at, round(far))
        name = (thing.kind, thing.name if thing.kind == "cycleway" else thing.key)
        if far <= reach and (name not in seen or seen[name].metres > found.metres):
            seen[name] = found
    return sorted(seen.values(), key=lambda one: (one.metres, one.key))[:MOST]


def _written(thing: Thing) -> list[Any]:
    line = [[one.latitude, one.longitude] for one in thing.line]
    return [thing.key, thing.kind, thing.name, thing.address, line]


def _read(row: list[Any]) -> Thing:
    key, kind, name, address, line = row
    return Thing(key, kind, name, address, tuple(Spot(*one) for one in line))
