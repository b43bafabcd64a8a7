"""The list as a file: which columns, which kind; a job brings it to the private chat."""

from __future__ import annotations

from aiohttp import web

from domain.events.making import exported
from domain.events.people import exporting, roster
from domain.events.people.errors import NoColumns
from domain.events.people.exporting import Column
from domain.events.people.roster import PeopleFilter, read_filter
from domain.forms.showing import label
from webapp.kit.visit import Visit

_KEPT = ("group", "way", "paid", "question", "option", "q", "team")


async def page(visit: Visit) -> web.Response:
    return await _show(visit, read_filter({name: visit.query(name) for name in _KEPT}))


async def _show(visit: Visit, wanted: PeopleFilter, *, wrong: str = "") -> web.Response:
    event_id, t = visit.id("event_id"), visit.t
    await roster.require_look(visit.person, event_id, wanted)
    event = await exporting.require_exporter(visit.person, event_id)
    return visit.page(
        "events/export.html",
        status=422 if wrong else 200,
        event_id=event.id,
        event_title=event.title,
        count=await roster.count_people(event.id, wanted),
        columns=[(column.key, _words(column, visit)) for column in await exporting.columns_of(event)],
        formats=[(one, t(f"panel-export-{one}")) for one in ("xlsx", "csv")],
        query=wanted.to_query(),
        wrong=wrong,
        main={"text": t("panel-page-make"), "action": "submit:#export"},
    )


def _words(column: Column, visit: Visit) -> str:
    return label(column.field, visit.t) if column.field else visit.t(f"panel-column-{column.key}")


async def send_json(visit: Visit) -> web.Response:
    """The event itself, without its people."""
    event_id = visit.id("event_id")
    await exported.send(visit.person, event_id, now=visit.now)
    return visit.go(f"/org/events/{event_id}/people", toast=visit.t("panel-json-begun"))


async def make(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    wanted = read_filter({name: visit.said(name) for name in _KEPT})
    columns = [one for one in (visit.form.getall("column", []) if visit.form else []) if isinstance(one, str)]
    try:
        count = await exporting.ask(visit.person, event_id, visit.said("format"), wanted, columns, now=visit.now)
    except NoColumns:
        return await _show(visit, wanted, wrong=visit.t(NoColumns.code))
    said = visit.t("panel-export-begun-in-private", count=count)
    return visit.go(f"/org/events/{event_id}/people", toast=said)
