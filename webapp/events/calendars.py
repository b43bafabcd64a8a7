"""Calendars that phones subscribe to. A calendar program has no session: the address is the secret, or is public."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiohttp import web

from domain.events.calendars import feeds, public
from domain.events.calendars.addresses import addresses, own_path
from domain.events.calendars.errors import AskedTooOften
from domain.events.calendars.feeds import Feed, FeedEvent
from domain.events.calendars.writing import Entry, fingerprint, write
from domain.events.organizers import find_organizer, get_organizer
from locales import Translator, translator
from webapp.kit.context import WebContext
from webapp.kit.errors import words_of
from webapp.kit.keys import CONTEXT
from webapp.kit.pace import Pace
from webapp.kit.routing import check_ids
from webapp.kit.visit import Visit

_WINDOW_S = 600.0
_OWN_MOST, _PUBLIC_MOST = 30, 600


@dataclass(frozen=True, slots=True)
class Paces:
    own: Pace = field(default_factory=lambda: Pace(_OWN_MOST, _WINDOW_S))
    public: Pace = field(default_factory=lambda: Pace(_PUBLIC_MOST, _WINDOW_S))


PACES = web.AppKey("paces", Paces)


async def open_on_phone(request: web.Request) -> web.StreamResponse:
    """From https to webcal, which a phone's calendar answers to. Whether there is one, it finds out itself."""
    host = urlsplit(request.app[CONTEXT].public_url).netloc
    path = request.path.removesuffix("/open") + ".ics"
    return web.Response(status=302, headers={"Location": f"webcal://{host}{path}", "Cache-Control": "no-store"})


async def own(request: web.Request) -> web.StreamResponse:
    token = request.match_info["token"]
    _require_pace(request.app[PACES].own, token)
    context = request.app[CONTEXT]
    found = await feeds.read_feed(token, now=context.clock.now())
    t = translator(found.person.language)
    entries = [_entry(one, context, t, alarm=found.alarm_minutes) for one in found.events]
    return await _answer(request, entries, t("calendar-own-name"), found.changed_at, "private, no-cache")


async def of_organizer(request: web.Request) -> web.StreamResponse:
    _require_pace(request.app[PACES].public, request.path)
    found = await public.of_organizer(request.match_info["key"], now=request.app[CONTEXT].clock.now())
    return await _public(request, found)


async def of_series(request: web.Request) -> web.StreamResponse:
    check_ids(request)
    _require_pace(request.app[PACES].public, request.path)
    series_id = int(request.match_info["series_id"])
    return await _public(request, await public.of_series(series_id, now=request.app[CONTEXT].clock.now()))


async def _public(request: web.Request, found: public.PublicCalendar) -> web.StreamResponse:
    t = words_of(request)
    entries = [_entry(one, request.app[CONTEXT], t) for one in found.events]
    return await _answer(request, entries, found.name, found.changed_at, "public, max-age=300")


def _require_pace(pace: Pace, name: str) -> None:
    if not pace.allows(name):
        raise AskedTooOften(minutes=int(_WINDOW_S // 60))


def _entry(one: FeedEvent, context: WebContext, t: Translator, *, alarm: int | None = None) -> Entry:
    key = "calendar-waits" if one.waits else "calendar-organized" if one.organized else ""
    return Entry(
        event_id=one.event_id,
        title=t(key, title=one.title) if key else one.title,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.zone,
        where=one.where,
        url=context.startapp_link(f"e_{one.event_id}"),
        changed_at=one.changed_at,
        status=one.status,
        sequence=one.sequence,
        point=one.point,
        alarm_minutes=alarm,
    )


async def _answer(
    request: web.Request, entries: Sequence[Entry], name: str, changed_at: datetime | None, cache: str
) -> web.StreamResponse:
    """What has not changed since it was read is not written again."""
    etag = fingerprint(entries, name)
    headers = {"ETag": f'"{etag}"', "Cache-Control": cache}
    if changed_at:
        headers["Last-Modified"] = f"{changed_at.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"
    if _is_known(request, etag, changed_at):
        return web.Response(status=304, headers=headers)
    body = await asyncio.to_thread(write, entries, name=name)
    headers["Content-Disposition"] = 'inline; filename="forma.ics"'
    response = web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)
    response.enable_compression()
    return response


def _is_known(request: web.Request, etag: str, changed_at: datetime | None) -> bool:
    if request.if_none_match is not None:
        return any(one.value in (etag, "*") for one in request.if_none_match)
    since = request.if_modified_since
    return since is not None and changed_at is not None and changed_at.replace(microsecond=0) <= since


async def page(visit: Visit) -> web.Response:
    return _show(visit, await feeds.find_feed(visit.person))


async def organizers_page(visit: Visit) -> web.Response:
    card = await get_organizer(await find_organizer(visit.request.match_info["key"]), visit.person)
    return _everybodys(visit, f"/calendar/organizers/{card.key}.ics", card.name, f"/organizers/{card.key}")


async def series_page(visit: Visit) -> web.Response:
    found = await public.of_series(visit.id("series_id"), now=visit.now)
    at = f"/series/{visit.id('series_id')}"
    return _everybodys(visit, f"/calendar{at}.ics", found.name, at)


def _everybodys(visit: Visit, path: str, name: str, back: str) -> web.Response:
    links = addresses(visit.context.public_url, path, name)
    return visit.page("events/calendar_of_all.html", links=links, name=name, back=back)


async def make(visit: Visit) -> web.Response:
    """The address is made when somebody wants it, not when they look."""
    return _show(visit, await feeds.get_feed(visit.person, now=visit.now))


async def change_address(visit: Visit) -> web.Response:
    feed = await feeds.change_address(visit.person, now=visit.now)
    return _show(visit, feed, toast=visit.t("calendar-changed"))


async def set_up(visit: Visit) -> web.Response:
    said = visit.said("alarm")
    alarm = int(said) if said.isdecimal() and len(said) < 6 else None
    organized = visit.said("organized") == "true"
    feed = await feeds.set_up(visit.person, organized=organized, alarm_minutes=alarm, now=visit.now)
    return _show(visit, feed, toast=visit.t("webapp-saved"))


def _show(visit: Visit, feed: Feed | None, *, toast: str = "") -> web.Response:
    name, origin = visit.t("calendar-own-name"), visit.context.public_url
    links = addresses(origin, own_path(feed.token), name) if feed else None
    main = None if feed else {"text": visit.t("calendar-make"), "action": "click:#make"}
    return visit.page("events/calendar.html", toast=toast, feed=feed, links=links, alarms=feeds.ALARMS, main=main)
