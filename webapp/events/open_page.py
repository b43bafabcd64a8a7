"""An event's page while it is open: the places, as they go."""

from __future__ import annotations

from aiohttp import web

from domain.errors import NotFound
from domain.events import access, queries
from domain.events.queries import EventCard
from locales import translator
from webapp.kit import pages
from webapp.kit.keys import CONTEXT
from webapp.kit.live import Topic, Update


def version_of(card: EventCard) -> str:
    places = "-".join(f"{way.name}.{way.taken}.{way.capacity}.{way.waiting}" for way in card.ways)
    return f"{card.version}.{places}"


async def news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    try:
        card = await queries.get_shared_card(event_id)
    except NotFound:
        return None
    version = version_of(card)
    if version == seen:
        return None
    html = pages.render_words(app, "events/live.html", translator(lang), app[CONTEXT].clock.now(), {"card": card})
    return Update(version, html)


EVENT = Topic(may_follow=access.require_access, news=news)
