"""Series: all dates of one, one's own, making one of an event, changing all that is to come."""

from __future__ import annotations

from aiohttp import web

from domain.errors import Refusal
from domain.events import lifecycle, queries
from domain.events.recurring import series, series_queries
from domain.events.recurring.errors import NoMoreDates
from domain.events.recurring.series_form import EXTEND_FORM, SERIES_FORM, wanted_in
from domain.forms.form import Form, JsonValue
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 15
_FIRST_ANSWERS: dict[str, JsonValue] = {"length": "dates", "dates": 8, "publish": "now"}


async def mine(visit: Visit) -> web.Response:
    return visit.page("events/series_own.html", rows=await series_queries.list_series(visit.person))


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    card = await series_queries.get_series(visit.id("series_id"), visit.person)
    past, offset = visit.query("past") == "1", read_cursor(visit.query("offset"))
    rows = await series_queries.list_dates(card.id, visit.person, past=past, offset=offset, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = f"/series/{card.id}?past={int(past)}&offset={offset + SIZE}" if part.more else ""
    if offset:
        return visit.page("events/listed_rows.html", rows=part.rows, more=more)
    main = None if card.subscribed else {"text": visit.t("series-subscribe"), "action": "click:#subscribe"}
    return visit.page("events/series.html", toast=toast, card=card, rows=part.rows, more=more, past=past, main=main)


async def subscribe(visit: Visit) -> web.Response:
    series_id = visit.id("series_id")
    if visit.said("subscribe") == "0":
        await series_queries.unsubscribe(visit.person, series_id)
        return await _show(visit, toast=visit.t("series-unsubscribed"))
    await series_queries.subscribe(visit.person, series_id, now=visit.now)
    return await _show(visit, toast=visit.t("series-subscribed"))


async def making(visit: Visit) -> web.Response:
    return await _making(visit)


async def _making(visit: Visit, *, filled: forms.Filled | None = None, status: int = 200) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    event = await lifecycle.load(card.id, lock=False)
    shown = filled or forms.Filled(_form(card.series_id), _FIRST_ANSWERS, event.zone)
    words = "series-more" if card.series_id else "series-make"
    return visit.page(
        "events/series_making.html",
        status=status,
        card=card,
        would=await series.count_to_change(event, now=visit.now) if card.series_id else None,
        lines=shown.lines(visit.t),
        main={"text": visit.t(words), "action": "submit:#series"},
    )


def _form(series_id: int | None) -> Form:
    return SERIES_FORM if series_id is None else EXTEND_FORM


async def make(visit: Visit) -> web.Response:
    """A series of this event; where there is one already, more dates."""
    event = await lifecycle.load(visit.id("event_id"))
    form = _form(event.series_id)
    filled, parsed = forms.read(visit, form, {}, event.zone, beside=set())
    if parsed.errors:
        return await _making(visit, filled=filled, status=422)
    act = series.make if event.series_id is None else series.extend
    try:
        made = await act(visit.person, event.id, wanted_in(parsed.values), now=visit.now)
    except NoMoreDates as refused:  # said before anything is written
        errors: dict[str, Refusal] = {"until" if parsed.values["length"] == "until" else "dates": refused}
        return await _making(visit, filled=forms.Filled(form, {}, filled.zone, filled.sent, errors), status=422)
    return visit.go(f"/series/{made.series_id}", toast=visit.t("series-extended", count=len(made.event_ids)))


async def change_all(visit: Visit) -> web.Response:
    done = await series.change_all(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go(f"/org/events/{visit.id('event_id')}", toast=visit.t("series-changed", count=done.changed))
