"""What Forma asks of map services: where an address is, what address a point has, where one can train nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.maps.points import Address, Spot

KINDS = ("gym", "stadium", "cycleway")


class MapsAway(Exception):
    """The service is silent, too busy, or says what cannot be read; it may know better later."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A place where one can train. `line`: of a cycleway, all its points; of the others, their one point.

    `key` names it for the service; `name` and `address` may be empty.
    """

    key: str
    kind: str
    name: str
    address: str
    line: tuple[Spot, ...]


class Paced(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def each_s(self) -> float:
        """So many seconds lie between two questions, as its owner wishes."""
        ...


class Geocoder(Paced, Protocol):
    async def find(self, text: str, *, lang: str, near: Spot | None) -> Sequence[Address]:
        """Only what is exact enough to come to: no cities, no countries. Raises MapsAway."""
        ...

    async def address_of(self, spot: Spot, *, lang: str) -> str | None:
        """None where nobody lives. Raises MapsAway."""
        ...


class Surroundings(Paced, Protocol):
    async def around(self, spot: Spot, reach_m: int, *, lang: str) -> Sequence[Thing]:
        """Of every kind, in no order. Raises MapsAway."""
        ...
