"""What administrators keep in order of the catalogue: categories, and what is pinned on the first screen."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from domain.errors import Refusal
from domain.events.categories import managing
from domain.events.categories.errors import CategoryInUse
from domain.events.pinned import pins
from domain.events.pinned.errors import PinDayPast
from webapp.kit.errors import sentence
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


async def categories(visit: Visit) -> web.Response:
    return await _categories(visit)


async def _categories(visit: Visit, *, toast: str = "", asks: str = "") -> web.Response:
    """`asks`: the one that cannot go before another stands for it."""
    rows = await managing.list_all(visit.person)
    return visit.page(
        "operators/categories.html",
        status=422 if asks else 200,
        toast=toast,
        rows=rows,
        asks=next((one for one in rows if one.slug == asks), None),
    )


async def add_category(visit: Visit) -> web.Response:
    await managing.add(visit.person, visit.said("ru"), visit.said("en"), now=visit.now)
    return await _categories(visit, toast=visit.t("webapp-saved"))


async def rename_category(visit: Visit) -> web.Response:
    slug = visit.said("slug")
    await managing.rename(visit.person, slug, visit.said("ru"), visit.said("en"), now=visit.now)
    return await _categories(visit, toast=visit.t("webapp-saved"))


async def move_category(visit: Visit) -> web.Response:
    await managing.move_up(visit.person, visit.said("slug"), now=visit.now)
    return await _categories(visit)


async def remove_category(visit: Visit) -> web.Response:
    """A used one asks for another that stands for it."""
    slug = visit.said("slug")
    try:
        count = await managing.remove(visit.person, slug, visit.said("replacement") or None, now=visit.now)
    except CategoryInUse:  # said before anything is written
        return await _categories(visit, asks=slug)
    return await _categories(visit, toast=visit.t("category-removed", count=count))


async def pinned(visit: Visit) -> web.Response:
    return await _pinned(visit)


async def _pinned(visit: Visit, *, toast: str = "", wrong: Refusal | None = None) -> web.Response:
    return visit.page(
        "operators/pins.html",
        status=wrong.status if wrong else 200,
        toast=toast,
        rows=await pins.list_pins(visit.person, now=visit.now),
        wrong=sentence(visit.request, wrong) if wrong else "",
        said={name: visit.said(name)[:20] for name in ("event", "until")},
    )


async def pin(visit: Visit) -> web.Response:
    try:
        last_day = date.fromisoformat(visit.said("until"))
    except ValueError:
        return await _pinned(visit, wrong=PinDayPast())
    try:
        event_id = read_cursor(visit.said("event").removeprefix("#"))
        await pins.pin(visit.person, event_id, last_day, now=visit.now)
    except Refusal as refusal:  # each of them is said before anything is written
        return await _pinned(visit, wrong=refusal)
    return await _pinned(visit, toast=visit.t("pin-done"))


async def unpin(visit: Visit) -> web.Response:
    await pins.unpin(visit.person, visit.id("event_id"), now=visit.now)
    return await _pinned(visit, toast=visit.t("pin-gone"))
