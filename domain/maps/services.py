"""The map services that are configured, as faces are given them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.maps.addresses import Addresses, Looked
from domain.maps.errors import NearbyOff
from domain.maps.nearby import Nearby, Neighbourhood
from domain.maps.points import Spot


@dataclass(frozen=True, slots=True)
class Maps:
    """Each may be missing: then addresses stay as they were written, and maps are our own drawings."""

    addresses: Addresses | None = None
    neighbourhood: Neighbourhood | None = None
    tiles: str = ""
    attribution: str = ""

    async def find(self, text: str, *, lang: str, near: Spot | None = None) -> Looked:
        return await self.addresses.find(text, lang=lang, near=near) if self.addresses else Looked()

    async def address_of(self, spot: Spot, *, lang: str) -> Looked:
        return await self.addresses.address_of(spot, lang=lang) if self.addresses else Looked()

    async def nearby(self, spot: Spot, *, lang: str) -> list[Nearby]:
        """Raises NearbyOff, NearbyAway."""
        if self.neighbourhood is None:
            raise NearbyOff
        return await self.neighbourhood.find(spot, lang=lang)


NO_MAPS = Maps()
