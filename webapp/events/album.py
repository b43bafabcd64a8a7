"""The album of an event: a grid that goes on, one photo with who is on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from domain.events.album import photos, queries, tags
from domain.events.album.queries import Wanted
from webapp.kit import pictures
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 30
MOST_DIGITS = 7


async def page(visit: Visit) -> web.Response:
    card = await photos.require_album(visit.person, visit.id("event_id"))
    wanted, before = _wanted(visit), read_cursor(visit.query("before"))
    rows = await queries.page(card.id, visit.viewer.id, wanted, before=before or None, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = ""
    if part.more:
        more = f"/events/{card.id}/photos?{urlencode({**_query(wanted), 'before': part.rows[-1].id})}"
    values: dict[str, Any] = {"card": card, "rows": part.rows, "more": more, "of": urlencode(_query(wanted))}
    if before:
        return visit.page("events/album_rows.html", **values)
    total, own = await queries.counts(card.id, visit.viewer.id)
    takes_part = card.own_status is not None
    return visit.page("events/album.html", wanted=wanted, total=total, own=own, takes_part=takes_part, **values)


def _wanted(visit: Visit) -> Wanted:
    said = visit.query("number").strip().removeprefix("№").strip()
    if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS:
        return Wanted(number=int(said))
    return Wanted(mine=visit.query("of") == "me")


def _query(wanted: Wanted) -> dict[str, object]:
    if wanted.number is not None:
        return {"number": wanted.number}
    return {"of": "me"} if wanted.mine else {}


async def one(visit: Visit) -> web.Response:
    return await _one(visit)


async def _one(visit: Visit, toast: str = "") -> web.Response:
    card = await photos.require_album(visit.person, visit.id("event_id"))
    photo = await queries.get_photo(card.id, visit.id("photo_id"), visit.viewer.id, manages=card.manages)
    may_restore = card.manages or photo.removed_by == visit.viewer.id
    return visit.page("events/album_photo.html", toast=toast, card=card, photo=photo, may_restore=may_restore)


async def serve(request: web.Request) -> web.StreamResponse:
    """A photo for one reader, as long as they may see the album and it stands there."""
    reader = int(request.match_info["reader"])
    name = pictures.signed_till(request, reader=reader)
    await photos.require_sight(reader, int(request.match_info["file_id"]))
    return await pictures.send(request, name, purposes=(photos.PURPOSE,))


async def tag(visit: Visit) -> web.Response:
    """«Это я», or no more."""
    event_id, photo_id = visit.id("event_id"), visit.id("photo_id")
    if visit.said("off"):
        await tags.untag_oneself(visit.person, event_id, photo_id, now=visit.now)
        return await _one(visit, visit.t("album-page-untagged"))
    await tags.tag_oneself(visit.person, event_id, photo_id)
    return await _one(visit, visit.t("album-page-tagged"))


async def remove(visit: Visit) -> web.Response:
    await photos.remove(visit.person, visit.id("event_id"), visit.id("photo_id"), now=visit.now)
    return await _one(visit, visit.t("album-page-removed"))


async def restore(visit: Visit) -> web.Response:
    await photos.restore(visit.person, visit.id("event_id"), visit.id("photo_id"), now=visit.now)
    return await _one(visit, visit.t("album-page-restored"))
