"""The place that a form names: looked up before the transaction, so that the event has a point on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.accounts.people import own_point
from domain.events import lifecycle
from domain.forms.errors import SeveralPlaces
from domain.forms.form import JsonValue
from domain.forms.pages import Parsed
from domain.maps.addresses import Looked
from domain.maps.points import Spot
from webapp.kit.forms import Filled
from webapp.kit.visit import Visit

ASKED = "place_asked"
"""What was said before, when it was told that there are several such places: said again, it stays as it is."""


async def of_new(visit: Visit) -> Looked:
    return await _look(visit, before="")


async def of_changed(visit: Visit) -> Looked:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    return await _look(visit, before=event.place)


async def _look(visit: Visit, *, before: str) -> Looked:
    said = visit.said("place")
    if not said or said in (before, visit.said(ASKED)) or visit.said("format") == "online":
        return Looked()
    point = await own_point(visit.viewer.id)
    return await visit.context.maps.find(said, lang=visit.person.language, near=Spot(*point) if point else None)


def placed(visit: Visit, filled: Filled, parsed: Parsed) -> tuple[Filled, Parsed]:
    """One place: the answer gets its point. Several: the question says which there are."""
    looked, place = visit.facts, parsed.values.get("place")
    if not isinstance(looked, Looked) or not isinstance(place, Mapping) or place.get("lat") is not None:
        return filled, parsed
    if looked.several:
        errors = {**parsed.errors, "place": SeveralPlaces([one.text for one in looked.several])}
        return replace(filled, errors=errors), Parsed(parsed.values, errors)
    if looked.one is None:
        return filled, parsed
    point: JsonValue = {"text": place["text"], "lat": looked.one.latitude, "lon": looked.one.longitude}
    return filled, Parsed({**parsed.values, "place": point}, parsed.errors)


def asked(filled: Filled) -> str:
    """What the page keeps, so that the same words are not asked about twice."""
    is_asked = isinstance((filled.errors or {}).get("place"), SeveralPlaces)
    return str((filled.sent or {}).get("place", "")).strip() if is_asked else ""


def toast(visit: Visit, words: str) -> str:
    """The one sentence about maps that are away."""
    is_away = isinstance(visit.facts, Looked) and visit.facts.away
    return f"{words.rstrip('.')}. {visit.t('map-address-away')}" if is_away else words
