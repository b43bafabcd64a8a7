"""Inline mode: @bot бег in any chat shows events; «@bot кто завтра на 10 км в 7?» a card that asks who is coming."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.types import InlineQuery, User

from bot.events.outings import outing_screen, title
from bot.events.screens import row_places, shared_card
from bot.kit.reading import person_of
from bot.kit.turn import BotApp
from domain import database
from domain.accounts.people import Person, find_by_telegram_id, meet
from domain.errors import Refusal
from domain.events.finding.catalogue import CatalogueRow, EventFilter, find_events
from domain.events.finding.days import bounded
from domain.events.outings import outings
from domain.events.outings.queries import get_outing
from domain.events.outings.words import Wanted, hear
from domain.events.queries import get_shared_card
from domain.notifications.ports import Call
from locales import Translator, pick_language, translator

RESULTS = 10
_CACHE_S = 5
_DEFAULT_ZONE = "Europe/Moscow"


async def answer_inline(app: BotApp, raw: Mapping[str, Any], now: datetime) -> Call:
    """The answerInlineQuery call; an empty list when nothing fits."""
    query = InlineQuery.model_validate(raw)
    words = query.query.strip()
    t = translator(pick_language(query.from_user.language_code))
    zone = await _zone(query.from_user.id)
    outing = await _outing(app, query.from_user, words, t, now, zone)
    results = outing or [await _result(app, row, t, now) for row in await _rows(words, now, zone)]
    button = {"text": t("event-inline-all"), "start_parameter": "home"}
    params = {"inline_query_id": query.id, "results": results, "cache_time": _CACHE_S, "is_personal": True}
    return Call("answerInlineQuery", params | {"button": button})


async def _outing(app: BotApp, user: User, words: str, t: Translator, now: datetime, zone: str) -> list[dict[str, Any]]:
    """One card to send, where the words call others; it is forgotten if it is not sent."""
    wanted = hear(words, now=now, zone=zone, lang=t.lang)
    if not isinstance(wanted, Wanted):
        return []
    try:
        outing_id = await database.in_transaction(lambda: _call_out(user, wanted, t, now))
    except Refusal:
        return []
    card = await get_outing(outing_id)
    shown = t("outing-inline-title", what=title(card, t))
    when = t.when(card.starts_at, card.zone, now=now) if card.has_hour else t.day(card.starts_at, card.zone, now=now)
    return [
        app.calls.inline_result(outing_screen(card, t, now), result_id=f"o{card.id}", title=shown, description=when)
    ]


async def _zone(telegram_id: int) -> str:
    try:
        return (await find_by_telegram_id(telegram_id)).zone
    except Refusal:
        return _DEFAULT_ZONE


async def _call_out(user: User, wanted: Wanted, t: Translator, now: datetime) -> int:
    maker: Person = await meet(person_of(user), now=now, language=t.lang)
    called = await outings.call_out(maker, wanted, source=_source(maker, wanted), language=t.lang, now=now)
    return called.outing_id


def _source(maker: Person, wanted: Wanted) -> str:
    """The same words of the same person are the same card to be sent, however often they are typed."""
    said = f"{wanted.what}\n{wanted.place}\n{wanted.starts_at.isoformat()}\n{wanted.has_hour}"
    return f"inline:{maker.id}:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


async def _rows(text: str, now: datetime, zone: str) -> list[CatalogueRow]:
    number = text.removeprefix("#")
    if text != number and number.isdecimal() and len(number) <= 18:
        return await find_events(EventFilter(event_id=int(number)), now=now, limit=1)
    return await find_events(await bounded(EventFilter(text=text), now=now, zone=zone), now=now, limit=RESULTS)


async def _result(app: BotApp, row: CatalogueRow, t: Translator, now: datetime) -> dict[str, Any]:
    screen = shared_card(await get_shared_card(row.id), t, now)
    description = f"{t.when(row.starts_at, row.zone, now=now)} · {row_places(row, t)}"
    return app.calls.inline_result(screen, result_id=str(row.id), title=row.title, description=description)
