"""Who is on the way, above the board: the same bytes for all who look; one's own row apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from domain.events.live import sharing
from domain.events.live.standings import LiveCard, live_card, live_rows, own_live_row, spread
from domain.events.recorder import recorder
from domain.events.results.queries import board_for
from locales import Translator, translator
from locales.pace import gap, km, length, pace, silence, spark
from webapp.events.live_drawing import DENSE, drawn
from webapp.kit.fragments import Readers, shared
from webapp.kit.visit import Visit

SIZE = 30


async def shown(visit: Visit, event_id: int) -> tuple[str, str]:
    """The part of the page, and its version; the part is empty where nobody has ever been followed."""
    card = await live_card(event_id, now=visit.now)
    if card is None:
        return "", "0"

    async def made(readers: Readers) -> Mapping[str, Any]:
        return await values(card, translator(readers.language), visit.now)

    asked = {"event": str(event_id), "version": str(card.version)}
    part = await shared(visit.request.app, "events/live_board.html", visit.person, visit.now, asked, made)
    return part, str(card.version)


async def values(card: LiveCard, t: Translator, now: datetime) -> dict[str, Any]:
    rows = await live_rows(card, now=now, limit=DENSE)
    people = await spread(card, now=now) if card.running > DENSE else []
    return {
        "live": card,
        "rows": rows[:SIZE],
        "more": max(0, card.running - SIZE),
        "drawing": drawn(card, rows, people),
        **live_words(card, t),
    }


def live_words(card: LiveCard, t: Translator) -> dict[str, Any]:
    """`km(metres)`, `facts(row)`, `spark(row)`; of the drawing `length(metres)`, `tick(metres)`."""

    def facts(row: Any) -> str:
        said = (pace(t, row.pace_s, card.sport), gap(t, row.behind), silence(t, row.silent))
        return " · ".join(part for part in said if part)

    return {
        "km": lambda metres: km(t, metres),
        "facts": facts,
        "spark": lambda row: spark(row.stretches),
        "length": lambda metres: length(t, metres),
        "tick": lambda metres: t.number(round(metres / 1000, 1)),
    }


async def own(visit: Visit) -> web.Response:
    """One's own row, when somebody has moved: on the way, or the way to get there."""
    card = await board_for(visit.id("event_id"), visit.person)
    return visit.page("events/live_own.html", **await own_values(visit, card.id))


async def own_values(visit: Visit, event_id: int) -> dict[str, Any]:
    card = await live_card(event_id, now=visit.now)
    row = await own_live_row(card, visit.viewer.id, now=visit.now) if card else None
    invited = row is None and await sharing.is_followed_soon(visit.viewer.id, event_id, now=visit.now)
    link = f"https://t.me/{visit.context.bot_username}?start=e_{event_id}" if invited else ""
    said = live_words(card, visit.t) if card else {}
    records = await recorder.is_offered(visit.viewer.id, event_id, now=visit.now)
    return {"running": row, "invited": link, "records": event_id if records else 0, **said}
