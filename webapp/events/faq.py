"""«Частые вопросы» of an event: a page on which the organizer words, orders and removes them."""

from __future__ import annotations

from aiohttp import web

from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.talking import faq
from domain.events.talking.faq import FAQ_FORM, Entry
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    entry_id = read_cursor(visit.query("entry"))
    return await _show(visit, entry=await _own(visit, entry_id) if entry_id else None)


async def save(visit: Visit) -> web.Response:
    """A new entry, or other words for the one that is named."""
    entry_id = read_cursor(visit.said("entry"))
    entry = await _own(visit, entry_id) if entry_id else None
    filled, parsed = forms.read(visit, FAQ_FORM, {}, visit.person.zone, beside={"entry"})
    if parsed.errors:
        return await _show(visit, entry=entry, filled=filled, status=422)
    question, answer = str(parsed.values["question"]), str(parsed.values["answer"])
    if entry:
        await faq.change(visit.person, entry.id, question, answer, now=visit.now)
    else:
        await faq.add(visit.person, visit.id("event_id"), question, answer, now=visit.now)
    return visit.go(f"/org/events/{visit.id('event_id')}/faq", toast=visit.t("event-faq-saved"))


async def take(visit: Visit) -> web.Response:
    """From an answer: the organizer sees it in its words and may change them at once."""
    event_id, entry_id = await faq.adopt(visit.person, read_cursor(visit.said("message")), now=visit.now)
    if event_id != visit.id("event_id"):
        raise NotFound
    return visit.go(f"/org/events/{event_id}/faq?entry={entry_id}", toast=visit.t("event-faq-taken"), replace=False)


async def move_up(visit: Visit) -> web.Response:
    entry = await _own(visit, read_cursor(visit.said("entry")))
    await faq.move_up(visit.person, entry.id, now=visit.now)
    return await _show(visit)


async def remove(visit: Visit) -> web.Response:
    entry = await _own(visit, read_cursor(visit.said("entry")))
    await faq.remove(visit.person, entry.id, now=visit.now)
    return await _show(visit, toast=visit.t("event-faq-removed"))


async def _own(visit: Visit, entry_id: int) -> Entry:
    """Of the event that the address names."""
    event_id, entry = await faq.get_entry(visit.person, entry_id)
    if event_id != visit.id("event_id"):
        raise NotFound
    return entry


async def _show(
    visit: Visit, *, entry: Entry | None = None, filled: forms.Filled | None = None, status: int = 200, toast: str = ""
) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    said = {"question": entry.question, "answer": entry.answer} if entry else {}
    shown = filled or forms.Filled(FAQ_FORM, said, event.zone)
    return visit.page(
        "events/faq.html",
        status=status,
        toast=toast,
        event_id=event.id,
        event_title=event.title,
        entries=await faq.entries_of(event.id),
        entry=entry,
        lines=shown.lines(visit.t),
        main={"text": visit.t("webapp-save" if entry else "event-faq-add"), "action": "submit:#entry"},
    )
