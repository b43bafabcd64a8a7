"""The organizer reads what people ask about the event, and answers."""

from __future__ import annotations

from aiohttp import web

from domain.chat.queries import answered_questions, find_question, message_page, open_questions
from domain.errors import NotFound
from domain.events import queries
from domain.events.talking import talk
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

MOST, ANSWERED = 50, 10


async def page(visit: Visit) -> web.Response:
    asker_id = read_cursor(visit.query("of"))
    return await _thread(visit, asker_id) if asker_id else await _waiting(visit)


async def _waiting(visit: Visit, toast: str = "") -> web.Response:
    """Those that wait longest come first."""
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    waiting = await open_questions(f"event:{card.id}", limit=MOST)
    answered = await answered_questions(f"event:{card.id}", limit=ANSWERED)
    return visit.page("chat/questions.html", toast=toast, card=card, messages=waiting, answered=answered)


async def _thread(visit: Visit, asker_id: int) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    found = await find_question(f"event:{card.id}", asker_id)
    if found is None:
        raise NotFound
    messages = (await message_page(found)).messages
    main = {"text": visit.t("chat-page-send"), "action": "submit:#answer"}
    answer = next((one.id for one in reversed(messages) if one.author_id != asker_id), None)
    last = messages[-1].id
    return visit.page("chat/answering.html", card=card, messages=messages, last=last, answer=answer, main=main)


async def reply(visit: Visit) -> web.Response:
    message_id = read_cursor(visit.said("message"))
    await talk.reply(visit.person, message_id, visit.said("text"), "app", now=visit.now)
    return visit.go(f"/org/events/{visit.id('event_id')}/answers", toast=visit.t("chat-page-answered"))
