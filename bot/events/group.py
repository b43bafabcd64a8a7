"""An event in a Telegram group: /link, /unlink, the live card, a word to who joins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.events import board, live, ways, which
from bot.events.finding import named_event
from bot.events.screens import shared_card
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from bot.spaces.rights import known, rights_here, rights_in_named_group
from domain.events import group
from domain.events.people import name_tags, standing
from domain.events.queries import EventCard, get_shared_card
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.spaces import cards, tags
from domain.spaces.doors import requests
from domain.spaces.queries import get_space
from domain.spaces.rights import GroupRights, require_chat_admin
from locales import Translator, translator

NAMES_ON_CARD = 5


async def link(turn: Turn) -> Reply:
    """/link, /link 17"""
    rights = known(turn.facts)
    require_chat_admin(rights)
    named = named_event(turn.text)
    if named is not None:
        return await _link(turn, named, rights)
    return which.which_screen(await which.events_of(turn), "sp.link", turn.t, args=(rights.group.chat_id,))


async def link_chosen(turn: Turn) -> Reply:
    """A button of the choice, or /start link_17 by which Telegram brings the bot into a group."""
    return await _link(turn, turn.number(), known(turn.facts))


async def _link(turn: Turn, event_id: int, rights: GroupRights) -> Screen:
    event = await group.link(turn.person, event_id, rights, now=turn.now)
    t = turn.t
    panel: Row = [Press(t("space-button-panel"), "pn.open", (event.id,))]
    return Screen(lines(t("space-linked", title=event.title), *_lacks(rights, t)), keyboard=[panel])


def _lacks(rights: GroupRights, t: Translator) -> list[str]:
    """What the bot cannot do here, and what would let it."""
    lacks = {
        "space-lacks-forum": not rights.group.is_forum,
        "space-lacks-topics": rights.group.is_forum and not rights.makes_topics,
        "space-lacks-pin": not rights.pins,
        "space-lacks-hearing": not rights.hears_everything,
        "space-lacks-tags": not rights.tags_members,
    }
    return [t(key) for key, missing in lacks.items() if missing]


async def unlink(turn: Turn) -> Reply:
    event = await group.unlink(turn.person, known(turn.facts), now=turn.now)
    return Screen(turn.t("space-unlinked", title=event.title))


async def joined(turn: Turn) -> Reply:
    """Who joins a linked group and does not take part yet is shown the way in; nobody else sees it."""
    message = turn.incoming.message
    assert message is not None
    came = [user.id for user in message.new_chat_members or []]
    await requests.are_inside(turn.chat_id, came, now=turn.now)
    space = await get_space(turn.chat_id)
    if space is None or space.event_id is None:
        return None
    await tags.came(turn.chat_id, came)
    await name_tags.due(space.event_id, now=turn.now)
    if turn.person.telegram_id not in came:
        return None
    card = await get_shared_card(space.event_id)
    if not card.takes_registrations(turn.now) or await standing.is_in(card.id, turn.person.id):
        return None
    return joined_screen(card, turn.person.name, turn.t, turn.now)


def joined_screen(card: EventCard, name: str, t: Translator, now: datetime) -> Screen:
    screen = shared_card(card, t, now)
    return replace(screen, text=lines(t("space-joined", name=name), "", screen.text), photo=None)


async def live_card(said: Said) -> list[Call] | None:
    """The pinned message: edited in place; sent anew where it is gone; left alone when it would look the same."""
    assert said.chat_id is not None
    space = await get_space(said.chat_id)
    if space is None or space.event_id is None or space.subject != said.params["subject"]:
        return None
    card = await get_shared_card(space.event_id)
    names = await group.first_participants(card.id, NAMES_ON_CARD)
    t = translator(space.language)
    screen = live_screen(card, names, t, said)
    if card.status in ("running", "finished"):
        running = await live.card_lines(card.id, t, said.now)
        screen = replace(screen, text=lines(screen.text, *await board.card_lines(card.id, t), *running))
    target = Target(said.chat_id, private=False)
    (call,) = said.app.calls.send(screen, target)
    if space.card_message_id is None:
        return [call]
    if space.card_digest == _looks(call.params):
        return None
    return said.app.calls.edit(screen, target, space.card_message_id)


def live_screen(card: EventCard, names: list[str], t: Translator, said: Said) -> Screen:
    """The shared card with the first few names: however many take part, it fits."""
    screen = shared_card(card, t, said.now)
    if not names:
        return screen
    listed = ", ".join(name[:24] for name in names)
    more = max(0, card.taken - len(names))
    people = t("space-card-people-more", names=listed, more=more) if more else t("space-card-people", names=listed)
    return replace(screen, text=lines(screen.text, "", people))


async def card_shown(item: OutboxItem, result: CallResult) -> None:
    if isinstance(result, dict):
        now = item.not_before
        await cards.note_shown(
            result["chat"]["id"], item.params["subject"], result["message_id"], _looks(result), now=now
        )


def _looks(message: object) -> str:
    """Of a message to be sent, or of one that Telegram shows: the same words give the same digest."""
    assert isinstance(message, dict)
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    words = message["text"] if "text" in message else message["caption"]
    return cards.digest(words, [button["text"] for row in keyboard for button in row])


def how_many(card: EventCard, t: Translator) -> list[Words]:
    if card.is_hybrid:
        return ways.counters(card, t)
    return [t("space-count", taken=card.taken, capacity=card.capacity if card.capacity is not None else "none")]


async def participants(turn: Turn) -> Reply:
    """/participants: how many, and the first of them."""
    event_id = await group.linked_event_id(turn.chat_id)
    card = await get_shared_card(event_id)
    return participants_screen(card, await group.first_participants(event_id, 20), turn.t)


def participants_screen(card: EventCard, names: list[str], t: Translator) -> Screen:
    counts = how_many(card, t)
    listed = ", ".join(name[:24] for name in names) or t("space-nobody-yet")
    more = card.taken - len(names)
    tail = t("space-and-more", more=more) if more > 0 else None
    return Screen(lines(Bold(card.title), *counts, listed, tail))


COMMANDS = {
    "link": Route(link, Where.GROUP, gather=rights_here),
    "unlink": Route(unlink, Where.GROUP, gather=rights_here, alone=False),
    "participants": Route(participants, Where.GROUP),
}
PRESSES = {"sp.link": Route(link_chosen, Where.ANYWHERE, gather=rights_in_named_group)}
STARTS = {"link": Route(link_chosen, Where.GROUP, gather=rights_here)}
SERVICES = {"new_chat_members": Route(joined, Where.GROUP, for_blocked=True)}
CALLS = {"space-card": live_card}
AFTER_SENT = {"space-card": card_shown}
