"""The catalogue on a map: what is in view as marks, and the same events as a list beneath."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web

from domain.accounts.people import own_point
from domain.events.finding import catalogue, on_map
from domain.events.finding.catalogue import EventFilter
from domain.events.finding.errors import BoxRefused
from domain.events.making.form import KINDS
from domain.maps.mercator import Box, Cell, Sheet
from webapp.events import listing, map_drawing
from webapp.events.map_drawing import HEIGHT, WIDTH
from webapp.kit.fragments import Readers, made_once, shared
from webapp.kit.keys import ASSETS
from webapp.kit.paging import moment_cursor, part_of, read_moment_cursor
from webapp.kit.visit import Visit

SIZE = 12
CITY, AROUND_ME = 9, 10
"""Zooms at which a page begins: a city with what is near it, thirty kilometres around somebody."""
EVERYWHERE = Sheet(56.0, 75.0, 2, WIDTH, HEIGHT)
_NUMBERS = re.compile(r"-?\d{1,3}(?:\.\d{1,9})?(?:,-?\d{1,3}(?:\.\d{1,9})?){3}", re.ASCII)
_CELL = re.compile(r"\d{1,2}(?:-\d{1,7}){2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    box: Box
    zoom: int

    @property
    def said(self) -> dict[str, str]:
        """As an address has it."""
        corners = (self.box.south, self.box.west, self.box.north, self.box.east)
        return {"box": ",".join(f"{one:.5f}" for one in corners), "zoom": str(self.zoom)}

    @property
    def sheet(self) -> Sheet:
        return Sheet(*self.box.middle, self.zoom, WIDTH, HEIGHT)


async def page(visit: Visit) -> web.Response:
    """Where nobody has said what to look at: around the person who looks, else their city, else the whole country."""
    asked = listing.asked_of(visit)
    view = read_view(visit) if visit.query("box") else await _first(visit, asked)

    async def values(readers: Readers) -> dict[str, Any]:
        found = await _found(asked, view, visit.now, readers.zone)
        categories = await catalogue.list_categories(now=visit.now)
        return found | {"categories": categories, "periods": listing.PERIODS, "kinds": KINDS}

    how = made_once if visit.query("box") or listing.is_own(asked) else shared
    known = asked | view.said
    looking = await how(visit.request.app, "events/looking_on_map.html", visit.person, visit.now, known, values)
    return visit.page("events/map.html", looking=looking, tiles=_tiles(visit), script=_script(visit), **_links(asked))


async def shown(visit: Visit) -> web.Response:
    """What is in view now: the drawing with its marks, and the list."""
    asked, view = listing.asked_of(visit), read_view(visit)
    response = visit.page("events/on_map.html", **await _found(asked, view, visit.now, visit.person.zone))
    response.headers["Forma-Here"] = listing.linker(asked)("/events/map", **view.said)
    return response


async def listed(visit: Visit) -> web.Response:
    """The list alone: of one mark, or its next part."""
    asked, view, cell = listing.asked_of(visit), read_view(visit), _cell(visit.query("cell"))
    after = read_moment_cursor(visit.query("after"))
    wanted = await listing.wanted_events(asked, visit.now, visit.person.zone)
    values = await _rows(asked, wanted, view, visit.now, cell=cell, after=after)
    if after:
        return visit.page("events/found_rows.html", **values)
    marks = await on_map.find_marks(wanted, view.box, view.zoom, now=visit.now)
    mark = next((one for one in marks if one.cell == cell), None)
    count = mark.count if mark else sum(one.count for one in marks) if cell is None else 0
    return visit.page("events/map_list.html", view=view, count=count, mark=mark, cell=cell, **values, **_links(asked))


def read_view(visit: Visit) -> View:
    """Raises BoxRefused."""
    said, zoom = visit.query("box"), visit.query("zoom")
    if not _NUMBERS.fullmatch(said) or not (zoom.isascii() and zoom.isdecimal() and len(zoom) < 3):
        raise BoxRefused
    view = View(Box(*map(float, said.split(","))), int(zoom))
    if not view.box.is_one or view.zoom > on_map.DEEPEST:
        raise BoxRefused
    return view


def _cell(said: str) -> Cell | None:
    """Raises BoxRefused."""
    if not said:
        return None
    cell = Cell(*map(int, said.split("-"))) if _CELL.fullmatch(said) else None
    if cell is None or not cell.is_one:
        raise BoxRefused
    return cell


async def _first(visit: Visit, asked: Mapping[str, str]) -> View:
    point, zoom = listing.point_of(asked.get("near", "")), AROUND_ME
    if point is None:
        point, zoom = await own_point(visit.viewer.id), CITY
    sheet = Sheet(round(point[0], 2), round(point[1], 2), zoom, WIDTH, HEIGHT) if point else EVERYWHERE
    return View(sheet.within_world().box, sheet.zoom)


async def _found(asked: Mapping[str, str], view: View, now: datetime, zone: str) -> dict[str, Any]:
    wanted = await listing.wanted_events(asked, now, zone)
    marks = await on_map.find_marks(wanted, view.box, view.zoom, now=now)
    rows = await _rows(asked, wanted, view, now)
    drawn = map_drawing.drawn(view.sheet, marks, listing.point_of(asked.get("near", "")))
    count = sum(one.count for one in marks)
    return {"asked": asked, "view": view, "drawn": drawn, "count": count, **rows, **_links(asked)}


async def _rows(
    asked: Mapping[str, str],
    wanted: EventFilter,
    view: View,
    now: datetime,
    *,
    cell: Cell | None = None,
    after: tuple[datetime, int] | None = None,
) -> dict[str, Any]:
    found = await on_map.find_in_view(wanted, view.box, view.zoom, now=now, cell=cell, after=after, limit=SIZE + 1)
    part = part_of(found, SIZE)
    named = {"cell": map_drawing.address(cell)} if cell else {}
    last = {"after": moment_cursor(part.rows[-1].starts_at, part.rows[-1].id)} if part.more else {}
    more = listing.linker(asked)("/events/map/list", **view.said, **named, **last) if part.more else ""
    return {"rows": part.rows, "more": more}


def _links(asked: Mapping[str, str]) -> dict[str, Any]:
    """Chips lead to the same page. What is online has no place on a map: its chip is not there."""
    link = listing.linker(asked)
    return {"link": partial(link, "/events/map"), "asks": link, "online": link("/events", online="1", near="")}


def _tiles(visit: Visit) -> dict[str, str] | None:
    """None where no tiles are configured: then our drawing is what there is."""
    maps, assets = visit.context.maps, visit.request.app[ASSETS]
    if not maps.tiles:
        return None
    return {"tiles": maps.tiles, "attribution": maps.attribution, "script": assets.url("maps.js")}


def _script(visit: Visit) -> str:
    return visit.request.app[ASSETS].url("events_map.js")
