"""What open boards are told: how it stands, each of the first rows by itself, and who of them has which place.

A row is a part of its own, without its place: of a change in front, a page is told the one row and an order of numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web
from markupsafe import Markup

from domain.errors import NotFound
from domain.events import access
from domain.events.live.standings import LiveCard, live_card
from domain.events.results.queries import BoardCard, BoardRow, Category, shared_board
from locales import Translator, translator
from webapp.events import live_board
from webapp.events.board import rows_of, version_of
from webapp.events.results_words import words_for
from webapp.kit import pages
from webapp.kit.keys import CONTEXT, PIECES
from webapp.kit.live import Topic, Update


async def news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    """The first rows of everybody: the same bytes for all who look."""
    try:
        card = await shared_board(event_id)
    except NotFound:
        return None
    running = await live_card(event_id, now=app[CONTEXT].clock.now())
    known, version = version_of(card), f"{version_of(card)}.{running.version if running else 0}"
    if version == seen:
        return None
    said, parts = "", list[str]()
    if seen.rpartition(".")[0] != known:
        said, parts = await _results_news(app, card, lang)
    if running and seen.rpartition(".")[2] != str(running.version):
        parts.append(await _live_news(app, running, lang))
    return Update(version, said, tuple(parts))


async def _results_news(app: web.Application, card: BoardCard, lang: str) -> tuple[str, list[str]]:
    """How it stands, and the first rows: of a big board most changes are further down."""
    t, now = translator(lang), app[CONTEXT].clock.now()
    values = {**await rows_of(card, Category()), **words_for(card, t), "apart": True}
    made = partial(pages.render_words, app, t=t, now=now, values=values)
    rows = [_row(app, one, values, t, now) for one in values["rows"]]
    frame, order, beyond = (made(f"events/board_{name}.html") for name in ("live", "order", "beyond"))
    return made("events/board_state.html"), [frame, *rows, order, beyond]


def _row(app: web.Application, one: BoardRow, values: Mapping[str, Any], t: Translator, now: datetime) -> str:
    """Made once for whatever is said in it."""
    shown = (one.registration_id, one.number, one.name, one.state, one.verified, one.protested)
    name = ("board-row", t.lang, *shown, values["said"](one), values["category_of"](one))

    def made() -> Markup:
        return Markup(
            pages.render_words(app, "events/board_row.html", t, now, {**values, "one": replace(one, place=None)})
        )

    return app[PIECES].get(name, made)


async def _live_news(app: web.Application, running: LiveCard, lang: str) -> str:
    t, now = translator(lang), app[CONTEXT].clock.now()
    values = await live_board.values(running, t, now)
    return pages.render_words(app, "events/live_board_news.html", t, now, values)


BOARD = Topic(may_follow=access.require_access, news=news)
