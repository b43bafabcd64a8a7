"""What is offered to a person and why; and what they want to hear of by itself."""

from __future__ import annotations

from aiohttp import web

from domain.events.finding import declining, nearby, weekly
from domain.events.finding.errors import MomentUnknown, RadiusUnknown
from domain.events.finding.recommendations import recommend
from locales.reasons import why_words
from webapp.kit.visit import Visit

MOST = 12
DAYS, HOURS = range(7), range(6, 24)
_LONGEST_NUMBER = 4


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def decline(visit: Visit) -> web.Response:
    await declining.decline(visit.person, visit.id("event_id"), now=visit.now)
    return await _show(visit, toast=visit.t("recommend-declined"))


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    offered = await recommend(visit.viewer.id, now=visit.now, limit=MOST)
    rows = [(one.row, why_words(one.reasons, visit.t)) for one in offered]
    return visit.page("events/for_you.html", rows=rows, toast=toast)


async def settings(visit: Visit) -> web.Response:
    return await _settings(visit)


async def _settings(visit: Visit, *, toast: str = "") -> web.Response:
    return visit.page(
        "events/offers.html",
        toast=toast,
        wish=await weekly.get_wish(visit.person),
        radius=await nearby.get_radius(visit.person),
        radii=nearby.RADII,
        days=DAYS,
        hours=HOURS,
    )


async def set_week(visit: Visit) -> web.Response:
    if visit.said("on") != "true":
        await weekly.stop(visit.person)
        return await _settings(visit, toast=visit.t("recommend-weekly-stopped"))
    day, hour = [_number(visit.said(name)) if visit.said(name) else None for name in ("day", "hour")]
    if -1 in (day, hour):
        raise MomentUnknown
    await weekly.subscribe(visit.person, weekday=day, hour=hour, now=visit.now)
    return await _settings(visit, toast=visit.t("webapp-saved"))


async def set_radius(visit: Visit) -> web.Response:
    radius = _number(visit.said("radius") or "0")
    if radius < 0:
        raise RadiusUnknown
    await nearby.set_radius(visit.person, radius or None)
    return await _settings(visit, toast=visit.t("webapp-saved"))


def _number(said: str) -> int:
    """-1 for what is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _LONGEST_NUMBER else -1
