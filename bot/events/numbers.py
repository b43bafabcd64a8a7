"""Bibs in the chat: /number 12 114, /numbers 100."""

from __future__ import annotations

from bot.events import which
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.events import group
from domain.events.entry.own_events import get_ticket
from domain.events.people import numbers
from domain.events.people.numbers import ORDERS
from domain.events.queries import get_event_card
from locales import Translator

MOST_DIGITS = 7


async def number(turn: Turn) -> Reply:
    """/number 12 114: who wore 12 wears 114."""
    said = _read(turn.text)
    if len(said) != 2:
        return Screen(turn.t("event-number-how"))
    if not turn.private:
        return await _changed(turn, await group.linked_event_id(turn.chat_id), *said)
    events = await which.events_of(turn)
    if len(events) == 1:
        return await _changed(turn, events[0].event_id, *said)
    return which.which_screen(events, "nm.put", turn.t, args=tuple(said))


async def put(turn: Turn) -> Reply:
    return await _changed(turn, turn.number(), turn.number(1), turn.number(2))


async def _changed(turn: Turn, event_id: int, old: int, new: int) -> Screen:
    await numbers.change_number(turn.person, event_id, old, new, now=turn.now)
    return Screen(turn.t("event-number-changed", old=str(old), number=str(new)))


def _read(text: str) -> list[int]:
    parts = text.replace("№", " ").split()
    return [int(part) for part in parts] if all(one.isdecimal() and len(one) <= MOST_DIGITS for one in parts) else []


async def renumber(turn: Turn) -> Reply:
    """/numbers 100: everybody anew from 100 on; the order is asked for."""
    said = _read(turn.text)
    if len(said) != 1:
        return Screen(turn.t("event-numbers-how"))
    if not turn.private:
        return order_screen(await group.linked_event_id(turn.chat_id), said[0], turn.t)
    events = await which.events_of(turn)
    if len(events) == 1:
        return order_screen(events[0].event_id, said[0], turn.t)
    return which.which_screen(events, "nm.how", turn.t, args=(said[0],))


async def how(turn: Turn) -> Reply:
    return order_screen(turn.number(), turn.number(1), turn.t)


def order_screen(event_id: int, first: int, t: Translator) -> Screen:
    rows: list[Row] = [[Press(t(f"event-numbers-{order}"), "nm.all", (event_id, first, order))] for order in ORDERS]
    return Screen(t("event-numbers-order", first=str(first)), keyboard=rows)


async def everybody(turn: Turn) -> Reply:
    order = turn.one_of(ORDERS, 2)
    count = await numbers.renumber(turn.person, turn.number(), turn.number(1), order, now=turn.now)
    words = turn.t("event-numbers-given", count=count)
    return [Alert(words), Screen(words)]


async def told(said: Said) -> Screen | None:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    if card.own_registration_id is None:
        return None
    try:
        ticket = await get_ticket(card.own_registration_id, said.user_id)
    except NotFound:
        return None
    return number_screen(card.title, ticket.number, card.own_registration_id, said.t)


def number_screen(title: str, number: int, registration_id: int, t: Translator) -> Screen:
    text = lines(Bold(t("event-number-yours", number=str(number))), title, t("event-number-ticket"))
    return Screen(text, keyboard=[[Press(t("event-button-ticket"), "ev.ticket", (registration_id,))]])


COMMANDS = {"number": Route(number, Where.ANYWHERE), "numbers": Route(renumber, Where.ANYWHERE)}
PRESSES = {
    "nm.put": Route(put),
    "nm.how": Route(how),
    "nm.all": Route(everybody, Where.ANYWHERE),
}
SCREENS = {"event-number": told}
