"""A list of results on a page: what it would change, then how far it has come."""

from __future__ import annotations

from aiohttp import web

from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.results import imports, lists
from domain.events.results.boards import read_board
from domain.events.results.lists import ListCard
from domain.events.results.ranking import stands_for
from domain.events.results.writing import Entry
from locales import Translator, translator
from locales.results import mark_or_state
from webapp.kit import pages
from webapp.kit.keys import CONTEXT
from webapp.kit.live import Topic, Update
from webapp.kit.visit import Visit

NAMED = 100


async def page(visit: Visit) -> web.Response:
    return await _show(visit, await _card(visit))


async def _card(visit: Visit) -> ListCard:
    card = await lists.get_list(visit.person, visit.id("list_id"))
    if card.event_id != visit.id("event_id"):
        raise NotFound
    return card


async def _show(visit: Visit, card: ListCard, *, toast: str = "") -> web.Response:
    t = visit.t
    kinds = ("unknown", "unreadable", "doubled") if card.state == "ready" else ()
    board = await read_board(card.event_id, "")

    def said(entry: Entry) -> str:
        return mark_or_state(t, board.scoring.entered, entry.state, stands_for(board.scoring, entry.marks))

    apply = t("result-list-apply", count=card.to_apply)
    main = {"text": apply, "action": "click:#apply"} if card.state == "ready" and card.to_apply else None
    return visit.page(
        "events/result_list.html",
        toast=toast,
        card=card,
        named={kind: await lists.lines_of(card.id, kind, limit=NAMED) for kind in kinds},
        conflicts=await lists.conflicts_of(card.id, limit=NAMED) if card.state == "ready" else [],
        version=version_of(card),
        said=said,
        main=main,
    )


async def apply(visit: Visit) -> web.Response:
    await _card(visit)
    overwrite = visit.said("only") != "new"
    card = await imports.apply(visit.person, visit.id("list_id"), overwrite=overwrite, now=visit.now)
    return await _show(visit, card, toast=visit.t("result-list-applying-now"))


async def undo(visit: Visit) -> web.Response:
    await _card(visit)
    card = await imports.undo(visit.person, visit.id("list_id"), now=visit.now)
    return await _show(visit, card, toast=visit.t("result-list-undoing-now"))


async def drop(visit: Visit) -> web.Response:
    card = await _card(visit)
    await imports.drop(visit.person, card.id, now=visit.now)
    return visit.go(f"/org/events/{card.event_id}/results", toast=visit.t("result-list-dropped"))


def version_of(card: ListCard) -> str:
    return f"{card.state}.{card.done}.{card.total}"


async def may_follow(person: Person, list_id: int) -> None:
    await lists.get_list(person, list_id)


async def news(app: web.Application, list_id: int, lang: str, seen: str) -> Update | None:
    card = await lists.find_list(list_id)
    if card is None or version_of(card) == seen:
        return None
    t: Translator = translator(lang)
    html = pages.render_words(app, "events/result_list_live.html", t, app[CONTEXT].clock.now(), {"card": card})
    return Update(version_of(card), html)


LIST = Topic(may_follow=may_follow, news=news)
