"""Pictures of events: of those that everybody may see for everybody, all others for one reader, as long as they may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from domain.errors import NotFound
from domain.events.album import photos
from domain.events.making import covers
from domain.files.pictures import get_picture
from webapp.kit import pictures

COVER, LOGO = "cover", "logo"


async def _for_anybody(user_id: int, file_id: int) -> None:
    """It stands on a public page."""


_SIGHTS: Mapping[str, Callable[[int, int], Awaitable[None]]] = {
    photos.PURPOSE: photos.require_sight,
    COVER: covers.require_sight,
    LOGO: _for_anybody,
}


async def serve_open(request: web.Request) -> web.StreamResponse:
    """One address for good. The cover of an event that has become private, or never was public, has none."""
    file_id = int(request.match_info["file_id"])
    name = pictures.signed(request, f"{file_id}")
    if (await get_picture(file_id)).purpose == COVER and not await covers.is_open(file_id):
        raise NotFound
    return await pictures.send(request, name, pictures.FOREVER, purposes=(COVER, LOGO))


async def serve_own(request: web.Request) -> web.StreamResponse:
    """For one reader, whose right is asked for each time."""
    reader, file_id = int(request.match_info["reader"]), int(request.match_info["file_id"])
    name = pictures.signed_till(request, reader=reader)
    purpose = (await get_picture(file_id)).purpose
    if purpose not in _SIGHTS:
        raise NotFound
    await _SIGHTS[purpose](reader, file_id)
    return await pictures.send(request, name, purposes=(purpose,))
