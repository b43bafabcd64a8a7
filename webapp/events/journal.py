"""Who did what with an event, as a page for those who manage it."""

from __future__ import annotations

from aiohttp import web

from domain.accounts.deeds import Entry
from domain.events import lifecycle
from domain.events.journal import list_deeds
from locales.deeds import circumstances, deed, who_did
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20


async def page(visit: Visit) -> web.Response:
    event_id, before = visit.id("event_id"), read_cursor(visit.query("before"))
    part = part_of(await list_deeds(visit.person, event_id, before=before or None, limit=SIZE + 1), SIZE)
    event = await lifecycle.load(event_id, lock=False)
    return visit.page(
        "events/journal_rows.html" if before else "events/journal.html",
        event_id=event_id,
        event_title=event.title,
        rows=[_row(visit, one) for one in part.rows],
        more=f"/org/events/{event_id}/journal?before={part.rows[-1].id}" if part.more else "",
    )


def _row(visit: Visit, entry: Entry) -> dict[str, object]:
    t = visit.t
    said = circumstances(t, entry.details, entry.chat_title, visit.person.zone, about=entry.about)
    who = who_did(t, entry.actor_id, entry.actor_name)
    return {"id": entry.id, "at": entry.at, "who": who, "deed": deed(t, entry.action), "how": ", ".join(said)}
