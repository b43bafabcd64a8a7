"""Inline mode: @bot бег in any chat shows events; the chosen one becomes a card with buttons for everybody there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.types import InlineQuery

from bot.events.screens import row_places, shared_card
from bot.kit.turn import BotApp
from domain.events.finding.catalogue import CatalogueRow, EventFilter, find_events
from domain.events.queries import get_shared_card
from domain.notifications.ports import Call
from locales import Translator, pick_language, translator

RESULTS = 10
_CACHE_S = 5


async def answer_inline(app: BotApp, raw: Mapping[str, Any], now: datetime) -> Call:
    """The answerInlineQuery call; an empty list when nothing fits."""
    query = InlineQuery.model_validate(raw)
    t = translator(pick_language(query.from_user.language_code))
    results = [await _result(app, row, t, now) for row in await _rows(query.query.strip(), now)]
    button = {"text": t("event-inline-all"), "start_parameter": "home"}
    params = {"inline_query_id": query.id, "results": results, "cache_time": _CACHE_S, "is_personal": True}
    return Call("answerInlineQuery", params | {"button": button})


async def _rows(text: str, now: datetime) -> list[CatalogueRow]:
    if text.startswith("#") and text[1:].isdigit():
        return await find_events(EventFilter(event_id=int(text[1:])), now=now, limit=1)
    return await find_events(EventFilter(text=text), now=now, limit=RESULTS)


async def _result(app: BotApp, row: CatalogueRow, t: Translator, now: datetime) -> dict[str, Any]:
    screen = shared_card(await get_shared_card(row.id), t, now)
    description = f"{t.when(row.starts_at, row.zone, now=now)} · {row_places(row, t)}"
    return app.calls.inline_result(screen, result_id=str(row.id), title=row.title, description=description)
