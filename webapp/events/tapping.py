"""[Участвовать] by one tap. Who taps at the same moment is let in together, as presses in the chat are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from aiohttp import web

from domain import database
from domain.accounts.people import Person
from domain.events.entry import registration, registration_form
from domain.events.entry.admitting import Outcome
from domain.events.entry.together import Wish, register_together
from webapp.events import views
from webapp.events.party import chosen_guests
from webapp.kit.crowd import Crowd
from webapp.kit.visit import Visit


class Tap(NamedTuple):
    person: Person
    way: str | None
    at: datetime


TAPS: Final[web.AppKey[Crowd[Tap, Outcome]]] = web.AppKey("taps")


async def together(event_id: Hashable, taps: Sequence[Tap]) -> list[Outcome | None]:
    """Who has not agreed to what we keep goes alone, and so does all that is not simple."""
    assert isinstance(event_id, int)
    agreed = await registration_form.have_agreed([tap.person.id for tap in taps])
    wishes: dict[int, Wish] = {}
    for tap in taps:
        if tap.person.id in agreed:
            wishes.setdefault(tap.person.id, Wish(tap.person, tap.way))
    found = await register_together(list(wishes.values()), event_id, now=taps[0].at)
    came = dict(zip(wishes, found, strict=True))
    return [came.pop(tap.person.id, None) for tap in taps]


async def gather(visit: Visit) -> Outcome:
    """In a transaction of its own, before that of the answer. Raises as `register`."""
    event_id, way = visit.id("event_id"), views.chosen_way(visit.said("way"))
    guests = chosen_guests(visit.said("guests"))

    async def alone() -> Outcome:
        return await registration.register(visit.person, event_id, {}, way=way, guests=guests, now=visit.now)

    if guests:
        return await database.in_transaction(alone)
    async with visit.request.app[TAPS].beside(event_id, Tap(visit.person, way, visit.now)) as outcome:
        return await database.in_transaction(alone) if outcome is None else outcome


async def tapped(visit: Visit) -> web.Response:
    """Without questions: one tap."""
    event_id, outcome = visit.id("event_id"), visit.facts
    assert isinstance(outcome, Outcome)
    if outcome.status == "unpaid":
        return visit.go(f"/events/{event_id}/pay", replace=False)
    return await views.show(visit, event_id, toast=views.said_of(visit, outcome))
