"""What is nearby: gyms, stadiums, cycleways around a point, the nearest first."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from domain.accounts.people import own_point
from domain.errors import Refusal
from domain.maps.nearby import Nearby
from domain.maps.points import Spot, is_on_earth
from domain.maps.ports import KINDS
from webapp.kit.visit import Visit

LOCATE = "/near?at=LAT,LON"


async def page(visit: Visit) -> web.Response:
    """Around the point of the address, else around the person's own city; without either, it is asked for.

    A page that is only read has no transaction, so the network may be asked here.
    """
    spot = _spot(visit.query("at")) or _city(await own_point(visit.viewer.id))
    kind = visit.query("kind") if visit.query("kind") in KINDS else ""
    found, trouble = await _around(visit, spot) if spot else ([], "")
    return visit.page(
        "maps/near.html",
        spot=spot,
        trouble=trouble,
        kind=kind,
        kinds=[one for one in KINDS if any(thing.kind == one for thing in found)],
        found=[one for one in found if kind in ("", one.kind)],
        here=lambda chosen: _address(spot, chosen),
        outside=_on_map,
        locate=LOCATE,
    )


async def _around(visit: Visit, spot: Spot) -> tuple[list[Nearby], str]:
    """What is there, or in words why nobody knows: the page stays, with another point to choose."""
    try:
        return await visit.context.maps.nearby(spot, lang=visit.person.language), ""
    except Refusal as refusal:
        return [], visit.t(refusal.code)


def _spot(text: str) -> Spot | None:
    try:
        latitude, longitude = (float(part) for part in text[:40].split(","))
    except ValueError:
        return None
    return Spot(latitude, longitude) if is_on_earth(latitude, longitude) else None


def _city(point: tuple[float, float] | None) -> Spot | None:
    return Spot(*point) if point else None


def _address(spot: Spot | None, kind: str) -> str:
    at = {"at": f"{spot.latitude:.5f},{spot.longitude:.5f}"} if spot else {}
    query = urlencode(at | ({"kind": kind} if kind else {}))
    return f"/near?{query}" if query else "/near"


def _on_map(one: Nearby) -> str:
    at = {"mlat": f"{one.at.latitude:.5f}", "mlon": f"{one.at.longitude:.5f}"}
    return f"https://www.openstreetmap.org/?{urlencode(at)}#map=17/{one.at.latitude:.5f}/{one.at.longitude:.5f}"
