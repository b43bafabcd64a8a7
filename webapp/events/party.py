"""Guests as pages: a participant's own, the organizer's rule, the order of who waits."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.errors import NotFound
from domain.events import lifecycle, queries, ways
from domain.events.party import guests, rules
from domain.events.party.guests import PartyCard
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 30


def chosen_guests(said: str) -> int:
    """How many, of what was posted or asked for; nonsense is none."""
    return int(said) if said in [str(one) for one in range(rules.MOST + 1)] else 0


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    card: PartyCard = await guests.get_party(visit.person, visit.id("event_id"))
    may_change = card.event.is_open(visit.now)
    main = {"text": visit.t("party-button-more"), "action": "submit:#more"} if card.may_bring and may_change else None
    return visit.page(
        "events/party.html", toast=toast, card=card, may_change=may_change, longest=guests.NAME_LENGTH, main=main
    )


async def more(visit: Visit) -> web.Response:
    await guests.bring(visit.person, visit.id("event_id"), now=visit.now)
    return await _show(visit, toast=visit.t("party-brought"))


async def less(visit: Visit) -> web.Response:
    await guests.give_back(visit.person, visit.id("event_id"), read_cursor(visit.said("guest")), now=visit.now)
    return await _show(visit, toast=visit.t("party-gone"))


async def call(visit: Visit) -> web.Response:
    guest_id = read_cursor(visit.said("guest"))
    await guests.call(visit.person, visit.id("event_id"), guest_id, visit.said("name"), now=visit.now)
    return await _show(visit, toast=visit.t("webapp-saved"))


async def rule(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    return visit.page(
        "events/party_rule.html",
        event_id=event.id,
        event_title=event.title,
        most=await rules.most_guests(event.id),
        choices=range(rules.MOST + 1),
        main={"text": visit.t("webapp-save"), "action": "submit:#rule"},
    )


async def set_rule(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await rules.set_rule(visit.person, event_id, chosen_guests(visit.said("most")), now=visit.now)
    return visit.go(f"/org/events/{event_id}", toast=visit.t("party-rule-saved"))


async def line(visit: Visit) -> web.Response:
    return await _line(visit)


async def _line(visit: Visit, *, toast: str = "") -> web.Response:
    """Of the way that is asked for; else of the first."""
    event_id, offset = visit.id("event_id"), read_cursor(visit.query("offset"))
    card = await queries.get_event_card(event_id, visit.person)
    pools = await ways.pools_of(event_id)
    asked = visit.query("way") or visit.said("way")
    way = asked if asked in pools else next(iter(pools))
    found = await guests.line_of(visit.person, event_id, pools[way], offset=offset, limit=SIZE + 1)
    part = part_of(found, SIZE)
    more = f"/org/events/{event_id}/line?way={way}&offset={offset + SIZE}" if part.more else ""
    values: dict[str, Any] = {"event_id": event_id, "way": way, "rows": part.rows, "more": more}
    if offset:
        return visit.page("events/line_rows.html", toast=toast, **values)
    return visit.page("events/line.html", toast=toast, card=card, ways=list(pools), **values)


async def move(visit: Visit) -> web.Response:
    registration_id, to = read_cursor(visit.said("registration")), read_cursor(visit.said("to"))
    if await guests.move(visit.person, registration_id, to, now=visit.now) != visit.id("event_id"):
        raise NotFound
    return await _line(visit)
