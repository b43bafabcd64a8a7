"""The catalogue: a search field, chips that combine, an endless list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from domain.events.finding import catalogue
from domain.events.finding.catalogue import CatalogueRow, EventFilter
from domain.events.finding.days import bounded
from domain.events.making.form import KINDS
from webapp.kit.fragments import Readers, made_once, shared
from webapp.kit.paging import Part, moment_cursor, part_of, read_cursor, read_moment_cursor
from webapp.kit.visit import Visit

SIZE = 12
PERIODS = ("today", "weekend", "week", "month")
SORTS = ("date", "popular")
_ASKED = ("q", "when", "kind", "category", "online", "near", "sort")
_OWN = {"q", "near"}
_SATURDAY = 5


async def page(visit: Visit) -> web.Response:
    """What many ask alike is made once for all of them; what somebody typed, or where they are, is theirs alone."""
    asked = asked_of(visit)

    async def values(readers: Readers) -> dict[str, Any]:
        found = await _found(asked, visit.now, readers.zone)
        categories = await catalogue.list_categories(now=visit.now)
        return found | {"categories": categories, "periods": PERIODS, "kinds": KINDS}

    how = made_once if is_own(asked) else shared
    looking = await how(visit.request.app, "events/looking.html", visit.person, visit.now, asked, values)
    return visit.page("events/catalogue.html", looking=looking, nearby=visit.context.maps.neighbourhood is not None)


async def found(visit: Visit) -> web.Response:
    """The list alone: typed words, or its next part."""
    asked = asked_of(visit)
    after, offset = read_moment_cursor(visit.query("after")), read_cursor(visit.query("offset"))
    values = await _found(asked, visit.now, visit.person.zone, after, offset)
    if after or offset:
        return visit.page("events/found_rows.html", **values)
    response = visit.page("events/found.html", **values)
    response.headers["Forma-Here"] = values["link"]()
    return response


def asked_of(visit: Visit) -> dict[str, str]:
    return {name: visit.query(name)[:80] for name in _ASKED if visit.query(name)}


def is_own(asked: Mapping[str, str]) -> bool:
    """Nobody else asks just so."""
    return bool(asked.keys() & _OWN)


Linker = Callable[..., str]


def linker(asked: Mapping[str, str]) -> Linker:
    """Addresses of pages with the same filters, and with what is changed of them; empty takes one away."""

    def link(path: str = "/events", **changes: object) -> str:
        query = {key: value for key, value in (dict(asked) | changes).items() if value}
        return f"{path}?{urlencode(query)}" if query else path

    return link


async def _found(
    asked: Mapping[str, str], now: datetime, zone: str, after: tuple[datetime, int] | None = None, offset: int = 0
) -> dict[str, Any]:
    wanted = await wanted_events(asked, now, zone)
    place = {"after": after} if wanted.sort == "date" else {"offset": offset}
    part = part_of(await catalogue.find_events(wanted, now=now, limit=SIZE + 1, **place), SIZE)
    count = None if after or offset else await catalogue.count_events(wanted, now=now)
    link = linker(asked)
    more = link("/events/found", **_next(wanted, part, offset)) if part.more else ""
    return {"asked": asked, "rows": part.rows, "count": count, "more": more, "link": link}


def _next(wanted: EventFilter, part: Part[CatalogueRow], offset: int) -> dict[str, object]:
    """By date the list goes on after its last row, however long it is; other orders change while one reads."""
    last = part.rows[-1]
    return {"after": moment_cursor(last.starts_at, last.id)} if wanted.sort == "date" else {"offset": offset + SIZE}


async def wanted_events(asked: Mapping[str, str], now: datetime, zone: str) -> EventFilter:
    """What nobody could have chosen on the page is left out rather than refused: links are shared and edited.

    Days that are named in words count where none are chosen.
    """
    wanted = EventFilter(text=asked.get("q", ""), category=asked.get("category"))
    if asked.get("kind") in KINDS:
        wanted = replace(wanted, kind=asked["kind"])
    if asked.get("online"):
        wanted = replace(wanted, is_online=asked["online"] == "1")
    if point := point_of(asked.get("near", "")):
        wanted = replace(wanted, near=point, sort="near")
    if asked.get("sort") in SORTS:
        wanted = replace(wanted, sort=asked["sort"])
    if asked.get("when") in PERIODS:
        starts, ends = period(asked["when"], now, zone)
        wanted = replace(wanted, starts_from=starts, starts_before=ends)
    return await bounded(wanted, now=now, zone=zone)


def period(name: str, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Days as the person counts them. The weekend is this one until it is over."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()

    def midnight(days: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), time(), place)

    if name == "weekend":
        saturday = max(0, _SATURDAY - today.weekday())
        return midnight(saturday), midnight(7 - today.weekday())
    days = {"today": 1, "week": 7, "month": 31}[name]
    return midnight(0), midnight(days)


def point_of(text: str) -> tuple[float, float] | None:
    try:
        lat, lon = map(float, text.split(","))
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
