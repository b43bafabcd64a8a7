"""The programme for its organizer: its items, lines to add, one of them to change."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from domain.errors import NotFound
from domain.events import queries
from domain.events.programme import choosing, making
from domain.events.programme.errors import LinesWrong, OutsideEvent, TooManyItems
from domain.events.programme.items import Item
from domain.events.programme.lines import as_line
from domain.events.programme.making_form import ITEM_FORM, LINES_FORM, NO_REMINDER, minutes_in
from domain.forms.form import JsonValue
from domain.places.errors import CapacityBelowTaken
from webapp.events.programme import days_of
from webapp.kit import errors, forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

_REFUSED = (LinesWrong, OutsideEvent, TooManyItems, CapacityBelowTaken)


async def page(visit: Visit) -> web.Response:
    item_id = read_cursor(visit.query("item"))
    return await _show(visit, item=await _own(visit, item_id) if item_id else None)


async def save(visit: Visit) -> web.Response:
    """New lines, or another one for the item that is named. `keep`: also what lies outside the event."""
    event_id, item_id = visit.id("event_id"), read_cursor(visit.said("item"))
    item = await _own(visit, item_id) if item_id else None
    form = ITEM_FORM if item else LINES_FORM
    filled, parsed = forms.read(visit, form, {}, visit.person.zone, beside={"item", "keep"})
    if parsed.errors:
        return await _show(visit, item=item, filled=filled, status=422)
    keep, said = bool(visit.said("keep")), parsed.values
    try:
        if item:
            await making.change(visit.person, item.id, str(said["line"]), minutes_in(said), keep=keep, now=visit.now)
            toast = visit.t("programme-saved")
        else:
            count = await making.add(visit.person, event_id, str(said["lines"]), keep=keep, now=visit.now)
            toast = visit.t("programme-added", count=count)
    except _REFUSED as refused:
        wrong, outside = errors.sentence(visit.request, refused), isinstance(refused, OutsideEvent)
        return await _show(visit, item=item, filled=filled, wrong=wrong, outside=outside, status=422)
    return visit.go(f"/org/events/{event_id}/programme", toast=toast)


async def remove(visit: Visit) -> web.Response:
    item = await _own(visit, read_cursor(visit.said("item")))
    await making.remove(visit.person, item.id, now=visit.now)
    return await _show(visit, toast=visit.t("programme-removed"))


async def _own(visit: Visit, item_id: int) -> Item:
    """Of the event that the address names."""
    event, item = await making.get_item(visit.person, item_id)
    if event.id != visit.id("event_id"):
        raise NotFound
    return item


async def _show(
    visit: Visit,
    *,
    item: Item | None = None,
    filled: forms.Filled | None = None,
    wrong: str = "",
    outside: bool = False,
    status: int = 200,
    toast: str = "",
) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    is_on = card.status not in ("finished", "cancelled")
    shown = filled or forms.Filled(ITEM_FORM if item else LINES_FORM, await _said(visit, item), card.zone)
    main = {"text": visit.t("webapp-save" if item else "programme-add"), "action": "submit:#lines"}
    return visit.page(
        "events/programme_making.html",
        status=status,
        toast=toast,
        card=card,
        days=days_of(visit, card),
        item=item,
        is_on=is_on,
        lines=shown.lines(visit.t),
        wrong=wrong,
        outside=outside,
        people_query=_people,
        main=main if is_on else None,
    )


async def _said(visit: Visit, item: Item | None) -> dict[str, JsonValue]:
    if item is None:
        return {}
    event, _ = await making.get_item(visit.person, item.id)
    frame = making.frame_of(event, lang=visit.person.language, now=visit.now)
    return {"line": as_line(making.line_of(item), frame), "remind": str(item.remind_minutes or NO_REMINDER)}


def _people(item: Item) -> str:
    """Of the list of those who are in it."""
    return urlencode({"group": "going", "question": choosing.KEY, "option": item.id})
