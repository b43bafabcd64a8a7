"""[Картинка]: the bracket as a picture, in the private chat or for a whole group; drawn when it is sent."""

from __future__ import annotations

import asyncio

from bot.events.bracket_words import round_words, side_name
from bot.kit.calls import CAPTION_LIMIT, shorten
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words
from domain.accounts.people import get_person
from domain.events import group
from domain.events.tournaments.cards import BracketCard
from domain.events.tournaments.layout import layouts
from domain.events.tournaments.picture import Part, Words, draw
from domain.events.tournaments.queries import get_bracket, get_shared_bracket
from domain.notifications import outbox
from domain.notifications.ports import Call, InputBytes, Urgency
from locales import Translator

PHOTO_AT_MOST = 16
"""Players; Telegram makes photos smaller, so that more of them come as a file, which it leaves alone."""
_TITLES = {"upper": "tournament-picture-upper", "lower": "tournament-picture-lower", "whole": "tournament-button"}


def has_picture(card: BracketCard) -> bool:
    """Tables are words already."""
    return card.is_shown and any(one.part in ("W", "L", "F") for one in card.matches)


async def ask(turn: Turn) -> Reply:
    """Once for each state of the tournament in a group; in private whenever it is asked for."""
    card = await get_bracket(turn.number(), turn.person, now=turn.now)
    if not has_picture(card):
        return Alert(turn.t("tournament-none"))
    params = {"event_id": card.event_id}
    if turn.private:
        await outbox.notify(
            turn.person.id, "tournament-picture", params=params, urgency=Urgency.INTERACTIVE, now=turn.now
        )
    elif await group.linked_event_id(turn.chat_id) == card.event_id:
        key = f"tournament-picture:{turn.chat_id}:{card.event_id}:{card.version}"
        there = params | {"thread_id": turn.incoming.thread_id or 0}
        await outbox.tell_chat(turn.chat_id, "tournament-picture", params=there, dedupe_key=key, now=turn.now)
    return Alert(turn.t("tournament-picture-begun"))


async def picture(said: Said) -> list[Call] | None:
    event_id = said.params["event_id"]
    if said.user_id:
        card, t = await get_bracket(event_id, await get_person(said.user_id), now=said.now), said.t
    else:
        card, t = await get_shared_bracket(event_id, now=said.now), await group_words(said)
    if not has_picture(card):
        return None
    content = InputBytes(f"bracket-{event_id}.png", await asyncio.to_thread(drawn, card, t))
    where: dict[str, object] = {"chat_id": said.chat_id}
    if said.params.get("thread_id"):
        where["message_thread_id"] = said.params["thread_id"]
    caption = shorten(card.title, [], "caption", "caption_entities", CAPTION_LIMIT)
    if len(card.players) <= PHOTO_AT_MOST:
        return [Call("sendPhoto", {**where, "photo": content, **caption})]
    return [Call("sendDocument", {**where, "document": content, **caption})]


def drawn(card: BracketCard, t: Translator) -> bytes:
    """Slow: to be called in a thread."""
    parts = [
        Part(one, t(_TITLES[one.part]), [round_words(card, match.part, match.round, t) for match, _ in one.heads])
        for one in layouts(card)
    ]
    return draw(parts, Words(card.title, lambda side: side_name(side, t)))


PRESSES = {"br.pic": Route(ask, Where.ANYWHERE)}
CALLS = {"tournament-picture": picture}
