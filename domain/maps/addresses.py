"""Addresses and points. Nothing here refuses: an address that nobody can find stays as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from domain.maps.kept import Kept
from domain.maps.points import TEXT_MAX, Address, Spot, metres
from domain.maps.ports import Geocoder, MapsAway

log = structlog.get_logger("forma.maps")

DAY_S = 86_400
FOUND_S, NOT_FOUND_S = 30 * DAY_S, DAY_S
CHOSEN_S = 3_600
"""So long an address that was offered is known by its words."""
MOST = 5
SHORTEST = 3
SAME_M = 150.0
"""What is nearer than this to what was found before is the same place by another name."""
_DIGITS = 4
"""Of a degree: points within ten metres have one address."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a place that a person named: by words (`found`), or by a point (`address`).

    `away`: who knows could not be asked.
    """

    found: tuple[Address, ...] = ()
    address: str | None = None
    away: bool = False

    @property
    def one(self) -> Address | None:
        return self.found[0] if len(self.found) == 1 else None

    @property
    def several(self) -> tuple[Address, ...]:
        return self.found if len(self.found) > 1 else ()


class Addresses:
    """Asks the geocoder once for each question. To be called outside any transaction."""

    def __init__(self, geocoder: Geocoder, kept: Kept) -> None:
        self._geocoder = geocoder
        self._kept = kept

    async def find(self, text: str, *, lang: str, near: Spot | None = None) -> Looked:
        """Where that is; several places, those near the person first, where the words fit more than one."""
        said = " ".join(text.split())[:TEXT_MAX]
        if len(said) < SHORTEST or not any(letter.isalpha() for letter in said):
            return Looked()
        question = ("find", self._geocoder.name, lang, said.casefold())
        known = await self._kept.find(*question)
        if known is None:
            try:
                known = await self._ask(said, lang, near)
            except MapsAway as away:
                self._note(away)
                return Looked(away=True)
            await self._kept.keep(known, FOUND_S if known else NOT_FOUND_S, *question)
        found = _nearest_first([Address(*one) for one in known], near)
        if len(found) > 1:
            await self._remember(found, lang)
        return Looked(tuple(found))

    async def address_of(self, spot: Spot, *, lang: str) -> Looked:
        question = ("address", self._geocoder.name, lang, round(spot.latitude, _DIGITS), round(spot.longitude, _DIGITS))
        known = await self._kept.find(*question)
        if known is None:
            try:
                known = await self._kept.ask(self._geocoder, lambda: self._geocoder.address_of(spot, lang=lang)) or ""
            except MapsAway as away:
                self._note(away)
                return Looked(away=True)
            await self._kept.keep(known, FOUND_S if known else NOT_FOUND_S, *question)
        return Looked(address=str(known)[:TEXT_MAX] or None)

    async def _ask(self, said: str, lang: str, near: Spot | None) -> list[list[str | float]]:
        found = await self._kept.ask(self._geocoder, lambda: self._geocoder.find(said, lang=lang, near=near))
        return [[one.text[:TEXT_MAX], one.latitude, one.longitude] for one in _apart(found)[:MOST]]

    async def _remember(self, offered: Sequence[Address], lang: str) -> None:
        """Who chooses one of them says its words, and means that one."""
        for one in offered:
            question = ("find", self._geocoder.name, lang, one.text.casefold())
            await self._kept.keep([[one.text, one.latitude, one.longitude]], CHOSEN_S, *question)

    def _note(self, away: MapsAway) -> None:
        log.info("an address was not looked up", geocoder=self._geocoder.name, why=str(away))


def _apart(found: Sequence[Address]) -> list[Address]:
    """One of those that are the same place, and one of those that read the same."""
    kept: list[Address] = []
    for one in found:
        same = (metres(one.spot, other.spot) < SAME_M or one.text == other.text for other in kept)
        if one.text and not any(same):
            kept.append(one)
    return kept


def _nearest_first(found: list[Address], near: Spot | None) -> list[Address]:
    return sorted(found, key=lambda one: metres(one.spot, near)) if near else found
