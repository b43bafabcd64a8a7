"""Letters to some of an event's people as pages: the words, the look before they go, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from domain.chat.errors import NothingSaid
from domain.errors import NotFound
from domain.events.people import letters, roster
from domain.events.people.letters import LENGTH, LetterCard
from domain.events.people.roster import PeopleFilter, read_filter
from locales import Translator
from locales.letters import letter_state
from webapp.kit.visit import Visit

_KEPT = ("group", "way", "paid", "question", "option", "q", "team")


async def page(visit: Visit) -> web.Response:
    return await show(visit, read_filter({name: visit.query(name) for name in _KEPT}))


async def show(
    visit: Visit, wanted: PeopleFilter, ids: Sequence[int] = (), *, text: str = "", wrong: str = ""
) -> web.Response:
    """To the list, or to those ticked in it."""
    event = await roster.require_look(visit.person, visit.id("event_id"), wanted)
    count = len(ids) or await roster.count_people(event.id, wanted)
    return visit.page(
        "events/writing.html",
        status=422 if wrong else 200,
        event_id=event.id,
        event_title=event.title,
        count=count,
        ids=ids,
        query=wanted.to_query(),
        text=text,
        wrong=wrong,
        most=LENGTH,
        main={"text": visit.t("panel-page-next"), "action": "submit:#writing"},
    )


async def write(visit: Visit) -> web.Response:
    wanted = read_filter({name: visit.said(name) for name in _KEPT})
    said = visit.form.getall("of", []) if visit.form else []
    ids = [int(one) for one in said if isinstance(one, str) and one.isdecimal() and len(one) <= 15]
    event_id = visit.id("event_id")
    try:
        letter_id = await letters.write(visit.person, event_id, visit.said("text"), wanted, ids, now=visit.now)
    except NothingSaid:
        return await show(visit, wanted, ids, wrong=visit.t(NothingSaid.code))
    return visit.go(f"/org/events/{event_id}/letters/{letter_id}")


async def letter(visit: Visit) -> web.Response:
    return show_letter(visit, await find(visit))


async def send(visit: Visit) -> web.Response:
    await find(visit)
    card = await letters.send(visit.person, visit.id("letter_id"), now=visit.now)
    return show_letter(visit, card, toast=visit.t("panel-letter-sent", count=card.people))


async def progress(visit: Visit) -> web.Response:
    """The line that says how far it is; it asks for itself until everybody is told."""
    return visit.page("events/letter_progress.html", card=await find(visit))


async def find(visit: Visit) -> LetterCard:
    card = await letters.get_letter(visit.person, visit.id("letter_id"))
    if card.event_id != visit.id("event_id"):
        raise NotFound
    return card


def show_letter(visit: Visit, card: LetterCard, *, toast: str = "") -> web.Response:
    return visit.page(
        "events/letter.html",
        toast=toast,
        card=card,
        state=letter_state(card, visit.t, visit.now),
        main=_main(card, visit.t),
    )


def _main(card: LetterCard, t: Translator) -> dict[str, str] | None:
    if card.state == "written" and not card.people:
        return {"text": t("letter-button-later"), "action": "click:#later"}
    if card.state not in ("written", "held") or not card.people:
        return None
    return {"text": t("panel-button-send", count=card.people), "action": "submit:#sending"}
