"""Called by name in a chat where we are not: one message answers, a card of an outing, an event, or how to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from aiogram.types import Message

from bot.events.outings import outing_screen
from bot.events.screens import shared_card
from bot.events.talk import bounds
from bot.kit.reading import person_of
from bot.kit.screen import OpenApp, Row, Screen
from bot.kit.turn import BotApp
from domain import database
from domain.accounts.people import Person, meet
from domain.errors import Refusal
from domain.events.finding.catalogue import CatalogueRow, EventFilter, count_events, find_events
from domain.events.outings import outings
from domain.events.outings.queries import get_outing
from domain.events.outings.words import Unsaid, Wanted, hear
from domain.events.queries import get_shared_card
from domain.forms.texts import clean_line
from domain.intent.intents import SearchIntent
from domain.intent.understanding import understand
from domain.notifications.ports import Call
from locales import Translator, pick_language, translator
from locales.refusals import refusal_sentence

log = structlog.get_logger("forma.bot")
_LONGEST = 500
_SHOWN = 60


async def answer_guest(app: BotApp, raw: Mapping[str, Any], now: datetime) -> None:
    """Asks Telegram itself: which message the card became is known from its answer alone."""
    message = Message.model_validate(raw)
    user, query_id = message.from_user, message.guest_query_id
    if user is None or user.is_bot or query_id is None:
        return
    said = message.text or message.caption or ""
    if f"@{app.username}".lower() not in said.lower():
        return  # an answer to what we said there: they talk to each other
    words = without_name(said, app.username)
    person = await _met(message, now)
    if person.status == "blocked":
        return
    t = translator(person.language)
    heard = hear(words, now=now, zone=person.zone, lang=person.language)
    if isinstance(heard, Wanted):
        await _call_out(app, person, heard, query_id, t, now)
        return
    await _say(app, query_id, await _answer(app, person, words, heard, t, now), "hint")


def without_name(text: str, username: str) -> str:
    """What was said beside our name, or after a command of ours."""
    plain = re.sub(rf"(?i)(?:/\w+)?@{re.escape(username)}(?!\w)[\s,:]*", " ", text[:_LONGEST])
    return clean_line(plain)


async def _met(message: Message, now: datetime) -> Person:
    assert message.from_user is not None
    known = person_of(message.from_user)
    return await database.in_transaction(lambda: meet(known, now=now, language=pick_language(known.language_code)))


async def _call_out(app: BotApp, maker: Person, wanted: Wanted, query_id: str, t: Translator, now: datetime) -> None:
    """Told twice by Telegram, it is one outing, and is answered once."""
    source = f"guest:{query_id}"
    try:
        called = await database.in_transaction(
            lambda: outings.call_out(maker, wanted, source=source, language=maker.language, now=now)
        )
    except Refusal as refusal:
        await _say(app, query_id, Screen(refusal_sentence(t, refusal.code, refusal.params, maker.zone)), "no")
        return
    if not called.is_new:
        return
    screen = outing_screen(await get_outing(called.outing_id), t, now)
    inline_id = await _say(app, query_id, screen, str(called.outing_id))
    if inline_id:
        await database.in_transaction(lambda: outings.seen(called.outing_id, inline_id, now=now))


async def _say(app: BotApp, query_id: str, screen: Screen, result_id: str) -> str:
    """The inline id of the message that it became."""
    result = app.calls.inline_result(screen, result_id=result_id, title="Forma", description="")
    sent = await app.telegram.call(Call("answerGuestQuery", {"guest_query_id": query_id, "result": result}))
    return str(sent.get("inline_message_id") or "") if isinstance(sent, dict) else ""


async def _answer(
    app: BotApp, person: Person, words: str, heard: Unsaid | None, t: Translator, now: datetime
) -> Screen:
    all_events: Row = [OpenApp(t("outing-button-app"), "/events", "events")]
    if isinstance(heard, Unsaid) and heard.trouble:
        why = refusal_sentence(t, heard.trouble.code, heard.trouble.params, person.zone)
        return Screen(t("outing-when-refused", why=why, bot=app.username))
    if isinstance(heard, Unsaid):
        return Screen(t("outing-when-unsaid", bot=app.username))
    if not words:
        return Screen(t("outing-hint", bot=app.username), keyboard=[all_events])
    rows, total = await find(words, person, now)
    if not rows:
        said = t("outing-not-found", words=words[:_SHOWN], bot=app.username)
        return Screen(said, keyboard=[all_events])
    screen = shared_card(await get_shared_card(rows[0].id), t, now)
    more: list[Row] = [[OpenApp(t("outing-found-more", count=total - 1), "/events", "events")]] if total > 1 else []
    return replace(screen, photo=None, keyboard=[*screen.keyboard, *more])


async def find(words: str, person: Person, now: datetime) -> tuple[list[CatalogueRow], int]:
    """The first that fits, and how many there are; days that are named bound the search."""
    wanted = EventFilter(text=words)
    match understand(words, now=now, zone=person.zone, lang=person.language):
        case SearchIntent() as said:
            starts_from, starts_before = bounds(said, person.zone)
            wanted = EventFilter(text=" ".join(said.words), starts_from=starts_from, starts_before=starts_before)
    rows = await find_events(wanted, now=now, limit=1)
    return rows, await count_events(wanted, now=now) if rows else 0
