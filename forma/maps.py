"""Map services, as the settings name them."""

from __future__ import annotations

from contextlib import AsyncExitStack

import redis.asyncio

from domain.maps.addresses import Addresses
from domain.maps.kept import Kept
from domain.maps.nearby import Neighbourhood
from domain.maps.services import Maps
from forma.map_settings import NOMINATIM, YANDEX, MapSettings
from integrations.maps.nominatim import Nominatim
from integrations.maps.overpass import Overpass
from integrations.maps.yandex import Yandex


async def open_maps(
    settings: MapSettings, client: redis.asyncio.Redis | None, stack: AsyncExitStack, *, contact: str
) -> Maps:
    """`contact`: where the owner of a public server finds ours."""
    kept = Kept(client)
    addresses = neighbourhood = None
    if geocoder := geocoder_of(settings, contact):
        stack.push_async_callback(geocoder.close)
        addresses = Addresses(geocoder, kept)
    if settings.overpass_url:
        overpass = Overpass(api=settings.overpass_url, contact=contact)
        stack.push_async_callback(overpass.close)
        neighbourhood = Neighbourhood(overpass, kept)
    return Maps(addresses, neighbourhood, settings.tiles, settings.attribution)


def geocoder_of(settings: MapSettings, contact: str) -> Nominatim | Yandex | None:
    if settings.geocoder == NOMINATIM:
        return Nominatim(api=settings.geocoder_url, contact=contact)
    if settings.geocoder == YANDEX:
        return Yandex(settings.geocoder_key, api=settings.geocoder_url, contact=contact)
    return None
