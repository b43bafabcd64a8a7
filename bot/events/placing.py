"""What the network knows of a place that is about to be said: asked before the transaction."""

from __future__ import annotations

from bot.kit.turn import BotApp, Incoming
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import Person, find_by_telegram_id, own_point
from domain.events.making.form import EVENT_FORM
from domain.events.making.line import parse_event_line
from domain.forms.answers import typed_point
from domain.forms.drafts import open_question
from domain.forms.form import Kind
from domain.intent.intents import EventLineIntent
from domain.intent.understanding import understand
from domain.maps.addresses import Looked
from domain.maps.points import Spot, is_on_earth

_OWN = {EVENT_FORM.key: EVENT_FORM}


async def place_said(app: BotApp, incoming: Incoming) -> Looked | None:
    """Of a message: the answer to a question for a place, or an event in one line, said instead of its name too."""
    if app.maps.addresses is None or not incoming.private:
        return None
    is_asked, field = await open_question(incoming.person.id, incoming.chat_id, own_forms=_OWN)
    if not is_asked or (field and field.words == "event-ask-title"):
        return await _of_line(app, incoming, only_if_meant=True) if incoming.kind == "text" else None
    return await _of_answer(app, incoming) if field and field.kind is Kind.PLACE else None


async def line_said(app: BotApp, incoming: Incoming) -> Looked | None:
    """Of /newevent with a line."""
    if app.maps.addresses is None or not incoming.private or incoming.kind != "command":
        return None
    return await _of_line(app, incoming, only_if_meant=False)


async def _of_answer(app: BotApp, incoming: Incoming) -> Looked | None:
    message = incoming.message
    if message is None or message.venue:
        return None  # it has an address of its own
    person = await _person(incoming)
    if person is None:
        return None
    if message.location:
        return await _at(app, (message.location.latitude, message.location.longitude), person)
    if point := typed_point(incoming.text):
        return await _at(app, point, person)
    return await _called(app, incoming.text, person) if incoming.text else None


async def _of_line(app: BotApp, incoming: Incoming, *, only_if_meant: bool) -> Looked | None:
    """An answer to a message is meant for whoever wrote that one."""
    person = await _person(incoming)
    text = incoming.text
    if person is None or not text or (incoming.message and incoming.message.reply_to_message):
        return None
    now = app.clock()
    if only_if_meant:
        meant = understand(text, now=now, zone=person.zone, lang=person.language)
        if not isinstance(meant, EventLineIntent):
            return None
        text = meant.text
    line = parse_event_line(text, now=now, zone=person.zone, lang=person.language)
    return await _called(app, line.place, person) if line.place else None


async def _at(app: BotApp, point: tuple[float, float], person: Person) -> Looked | None:
    return await app.maps.address_of(Spot(*point), lang=person.language) if is_on_earth(*point) else None


async def _called(app: BotApp, text: str, person: Person) -> Looked:
    point = await own_point(person.id)
    return await app.maps.find(text, lang=person.language, near=Spot(*point) if point else None)


async def _person(incoming: Incoming) -> Person | None:
    try:
        person = await find_by_telegram_id(incoming.person.id)
    except PersonNotKnown:
        return None
    return person if person.status == "active" else None
