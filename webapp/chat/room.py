"""The room of an event, live, and a person's questions to its organizer."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from domain.chat.queries import MessageCard, find_question, message_page, messages_since
from domain.errors import NotFound
from domain.events import queries
from domain.events.talking import talk
from domain.events.talking.faq import entries_of
from locales import translator
from webapp.kit import pages
from webapp.kit.keys import CONTEXT
from webapp.kit.live import Topic, Update
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    card = await talk.require_room(visit.person, event_id)
    before = read_cursor(visit.query("before"))
    shown = await talk.room_page(event_id, visit.person, before=before or None)
    last = max((one.version for one in shown.messages), default=0)
    earlier = f"/events/{event_id}/room?before={shown.before}" if shown.before else ""
    template = "chat/messages.html" if before else "chat/room.html"
    return visit.page(template, card=card, messages=shown.messages, earlier=earlier, last=last)


async def post(visit: Visit) -> web.Response:
    """The message comes back to its author by the stream, as it comes to everybody."""
    await talk.post_to_room(visit.person, visit.id("event_id"), visit.said("text"), now=visit.now)
    return web.Response(status=204)


async def news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    last = int(seen) if seen.isdecimal() and len(seen) < 16 else 0
    news = await messages_since("room", f"event:{event_id}", last)
    if not news:
        return None
    fresh = sorted((one for one in news if one.id > last), key=lambda one: one.id)
    changed = [one for one in news if one.id <= last]
    return Update(str(news[-1].version), _rendered(app, fresh, changed, lang))


def _rendered(app: web.Application, fresh: Sequence[MessageCard], changed: Sequence[MessageCard], lang: str) -> str:
    values = {"messages": fresh, "changed": changed}
    return pages.render_words(app, "chat/live.html", translator(lang), app[CONTEXT].clock.now(), values)


ROOM = Topic(may_follow=talk.require_room, news=news)


async def question(visit: Visit) -> web.Response:
    return await _question(visit)


async def _question(visit: Visit, toast: str = "") -> web.Response:
    event_id = visit.id("event_id")
    card = await queries.get_event_card(event_id, visit.person)
    if card.manages:
        raise NotFound
    found = await find_question(f"event:{event_id}", visit.viewer.id)
    messages = (await message_page(found)).messages if found else []
    main = {"text": visit.t("chat-page-send"), "action": "submit:#question"}
    faq = await entries_of(event_id) if card.faq_count else []
    return visit.page("chat/question.html", toast=toast, card=card, messages=messages, faq=faq, main=main)


async def ask(visit: Visit) -> web.Response:
    await talk.ask_organizer(visit.person, visit.id("event_id"), visit.said("text"), now=visit.now)
    return await _question(visit, visit.t("chat-page-asked"))
