"""A place that somebody has, waits for or is offered, from the chat: taken, passed on, changed, given up."""

from __future__ import annotations

from bot.events import paying, ways
from bot.events.entry_in_group import card_for
from bot.kit.screen import Alert, Press, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events import opening
from domain.events.entry import admitting, changing_way, counting, leaving
from domain.events.lifecycle import load
from domain.events.money import fees
from domain.events.queries import EventCard, get_event_card
from domain.events.ways import WAYS


async def leave(turn: Turn) -> Reply:
    """Asked once more: a place given up goes to the next at once."""
    event_id = turn.number()
    card = await get_event_card(event_id, turn.person)
    waits, applied = card.own_status == "waitlisted", card.own_status == "pending"
    key = "event-leave-queue-sure" if waits else "event-withdraw-sure" if applied else "event-leave-sure"
    words: Words = turn.t(key, title=card.title)
    if not waits and card.own_registration_id:
        words = lines(words, await _money_back(turn, card))
    yes = Press(turn.t("event-button-leave-yes"), "ev.leave!", (event_id,), style="danger")
    return Screen(words, keyboard=[[yes], [Press(turn.t("event-button-stay"), "ev.card", (event_id,))]])


async def _money_back(turn: Turn, card: EventCard) -> str | None:
    """What of the fee goes back to who leaves now, before they do."""
    event = await load(card.id, lock=False)
    due = await fees.due_back(event, card.own_registration_id or 0, now=turn.now)
    if not due.paid:
        return None
    t = turn.t
    back, paid = t.money(due.back, due.currency), t.money(due.paid, due.currency)
    return t("event-leave-money", back=back, paid=paid, share=due.share)


async def really_leave(turn: Turn) -> Reply:
    await leaving.leave(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-left")


async def change_way(turn: Turn) -> Reply:
    """Asked once more: what is given up goes to the next at once."""
    card = await get_event_card(turn.number(), turn.person)
    return ways.change_screen(card, turn.one_of(WAYS, 1), turn.t)


async def really_change_way(turn: Turn) -> Reply:
    way = turn.one_of(WAYS, 1)
    outcome = await changing_way.change_way(turn.person, turn.number(), way, now=turn.now)
    said = turn.t("event-way-waits", way=way, position=outcome.position) if outcome.position else None
    return [Alert(said or turn.t("event-way-changed", way=way)), await card_for(turn, turn.number())]


async def watch_opening(turn: Turn) -> Reply:
    """[Сообщить, когда откроется]"""
    await opening.watch(turn.person, turn.number(), now=turn.now)
    return Alert(turn.t("event-opening-watched"))


async def take(turn: Turn) -> Reply:
    await counting.forget(turn.number(), turn.person.id)
    outcome = await admitting.take_offer(turn.person, turn.number(), now=turn.now)
    if outcome.status == "unpaid":
        return await paying.pay(turn, turn.number())
    return await _card(turn, f"event-joined-{outcome.status}")


async def pass_on(turn: Turn) -> Reply:
    await counting.forget(turn.number(), turn.person.id)
    await leaving.leave(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-passed-on")


async def _card(turn: Turn, said: str) -> Reply:
    return [Alert(turn.t(said, position=0)), await card_for(turn, turn.number())]
