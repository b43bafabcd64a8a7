"""The album of an event: a grid that goes on, one photo with who is on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from domain.events.album import photos, queries, tags
from domain.events.album.queries import Thumb, Wanted
from locales import translator
from webapp.kit import pages
from webapp.kit.keys import CONTEXT
from webapp.kit.live import Topic, Update
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit, fragment

SIZE = 30
MOST_NEW = 500
"""On a page that stays open for so long it is opened anew."""
_SEEN = re.compile(r"(\d{1,15})\.\d{1,6}\.\d{1,18}", re.ASCII)
MOST_DIGITS = 7


async def page(visit: Visit) -> web.Response:
    card = await photos.require_album(visit.person, visit.id("event_id"))
    if visit.query("since"):
        return await _first_part(visit, card.id, read_cursor(visit.query("since")))
    wanted, before = _wanted(visit), read_cursor(visit.query("before"))
    rows = await queries.page(card.id, visit.viewer.id, wanted, before=before or None, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = ""
    if part.more:
        more = f"/events/{card.id}/photos?{urlencode({**_query(wanted), 'before': part.rows[-1].id})}"
    values: dict[str, Any] = {"event_id": card.id, "rows": part.rows, "more": more, "of": urlencode(_query(wanted))}
    if before:
        return visit.page("events/album_rows.html", **values)
    total, own = await queries.counts(card.id, visit.viewer.id)
    takes_part = card.own_status is not None
    since = part.rows[-1].id if part.more else 0
    version = "" if _query(wanted) else _version(since, part.rows)
    shown: dict[str, Any] = {"wanted": wanted, "total": total, "own": own, "takes_part": takes_part, "version": version}
    return visit.page("events/album.html", card=card, since=since, **shown, **values)


async def _first_part(visit: Visit, event_id: int, since: int) -> web.Response:
    """As it is now; what was read on below it stays where it is. The addresses of photos are their reader's own."""
    rows = await queries.newest(event_id, since, limit=MOST_NEW)
    return fragment(visit.html("events/album_first.html", {"event_id": event_id, "rows": rows}))


def _version(since: int, rows: Sequence[Thumb]) -> str:
    """Of the first part of the album, which goes on from the photo `since`: which photos it has."""
    return f"{since}.{len(rows)}.{sum(one.id for one in rows)}"


async def news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    """How many there are; each page fetches the photos themselves."""
    since = int(found[1]) if (found := _SEEN.fullmatch(seen)) else 0
    rows = await queries.newest(event_id, since, limit=MOST_NEW)
    version = _version(since, rows)
    if version == seen:
        return None
    total, _ = await queries.counts(event_id, 0)
    t, now = translator(lang), app[CONTEXT].clock.now()
    values = {"total": total, "had_any": not seen.endswith(".0.0")}
    return Update(version, pages.render_words(app, "events/album_news.html", t, now, values))


ALBUM = Topic(may_follow=photos.require_album, news=news)


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
