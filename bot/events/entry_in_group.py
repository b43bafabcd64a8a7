"""Taking part without leaving the group: how it stands, and the ticket, seen by one person alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.events import finding, paying, renderers
from bot.events.screens import event_screen, own_lines, own_rows, when
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.screen import Bold, Row, Screen, StartBot, Text, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import Person, get_person
from domain.errors import NotFound
from domain.events.entry import entries, in_group
from domain.events.entry.in_group import GroupPlace
from domain.events.queries import EventCard, get_event_card
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.payments.errors import OrderNotOpen
from domain.payments.orders import require_open
from locales import Translator, translator


def entry_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    """In a group, for one person: no more than their own part of it."""
    text = lines(Bold(card.title), Text("🗓 ", when(card.starts_at, card.zone, t, now)), *own_lines(card, t, now))
    privately: Row = [StartBot(t("event-button-open-chat"), f"e_{card.id}")]
    return Screen(text, keyboard=[*own_rows(card, t, now), privately])


async def card_for(turn: Turn, event_id: int) -> Screen:
    """The event for who is there: the whole of it in private, in a group their own part."""
    card = await get_event_card(event_id, turn.person)
    return event_screen(card, turn.t, turn.now) if turn.private else entry_screen(card, turn.t, turn.now)


async def card(turn: Turn) -> Reply:
    """[К событию]"""
    return await finding.card(turn) if turn.private else await card_for(turn, turn.number())


async def left_for_private(turn: Turn, subject: str, chat_id: int, message_id: int) -> None:
    """What becomes of it is seen in the group as well, where the questions were left."""
    place = GroupPlace(chat_id, None, message_id)
    await in_group.remember(turn.person.id, int(subject.partition(":")[0]), place, now=turn.now)


async def show_here(turn: Turn, event_id: int) -> None:
    """What was begun in this group stands in the message that was pressed, else in one below."""
    message, query = turn.incoming.message, turn.incoming.query
    number = message.ephemeral_message_id if message else None
    place = GroupPlace(turn.chat_id, turn.incoming.thread_id, number if query else None)
    asked = {"query_id": query.id} if query else {"answers": number}
    await in_group.show(turn.person.id, event_id, place, now=turn.now, **asked)


async def shown(said: Said) -> list[Call] | None:
    """How it stands now; sent where it does not stand yet, or not any more."""
    person = await get_person(said.params["user_id"])
    event_id = said.params["event_id"]
    place = await in_group.place_of(person.id, event_id)
    if place is None or place.chat_id != said.chat_id:
        return None
    screen = await _screen(said, person, event_id)
    target = Target(place.chat_id, person.telegram_id, place.thread_id, private=False)
    calls, query_id = said.app.calls, said.params.get("query_id")
    if place.message_id is None:
        return calls.show_to_member(screen, target, query_id=query_id, answers=said.params.get("answers"))
    changed = calls.edit_for_member(screen, target, place.message_id, query_id=query_id)
    return changed if "query_id" in said.params else [replace(one, fallback=None) for one in changed]


async def _screen(said: Said, person: Person, event_id: int) -> Screen:
    t = translator(person.language)
    card = await get_event_card(event_id, person)
    if card.has_to_pay:
        try:
            entry = await entries.to_pay(person, event_id)
            require_open(entry.order)
            return paying.ways_to_pay(entry, said.app.providers, t, said.now, private=False)
        except (NotFound, OrderNotOpen):
            pass
    return entry_screen(card, t, said.now)


async def note_shown(item: OutboxItem, result: CallResult) -> None:
    if isinstance(result, dict) and result["chat"]["id"] == item.chat_id and result.get("ephemeral_message_id"):
        where = (item.params["user_id"], item.params["event_id"], result["chat"]["id"])
        await in_group.note_message(*where, int(result["ephemeral_message_id"]))


async def ticket(said: Said) -> list[Call]:
    """The ticket with its code, below; also where the private chat was never begun."""
    person = await get_person(said.params["user_id"])
    own = replace(said, user_id=person.id, t=translator(person.language))
    screen = replace(await renderers.ticket(own), keyboard=[], protected=True)
    target = Target(said.chat_id or 0, person.telegram_id, said.params.get("thread_id"), private=False)
    return said.app.calls.show_to_member(screen, target, query_id=said.params.get("query_id"))


CALLS = {in_group.SHOWN: shown, in_group.TICKET: ticket}
AFTER_SENT = {in_group.SHOWN: note_shown}
