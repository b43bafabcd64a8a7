"""People whom the organizer brings: by @name, as a reply, from the contacts; and what those people are told."""

from __future__ import annotations

from datetime import datetime

from bot.accounts.whom import named_person
from bot.events import teams, which
from bot.events.finding import named_event
from bot.events.screens import event_screen, when
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, AskOnce, Bold, Link, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import Person, find_by_telegram_id, get_person
from domain.errors import NotAllowed, Refusal
from domain.events import group
from domain.events.people import adding
from domain.events.queries import EventCard, get_event_card
from domain.forms.texts import shortened
from locales import Translator
from locales.refusals import refusal_sentence

MOST_AT_ONCE = 10


async def add(turn: Turn) -> Reply:
    """/add @petr, /add as a reply; in private /add 17 @petr where there are several events."""
    words = turn.text
    if turn.private:
        first, _, rest = words.partition(" ")
        named = named_event(first)
        event_id, words = (named, rest) if named is not None else (await _only_event(turn), words)
    else:
        event_id = await group.linked_event_id(turn.chat_id)
    if event_id is None:
        return await _which(turn)
    await group.managed_event(turn.person, event_id)
    try:
        person, _ = await named_person(turn, words)
    except PersonNotKnown as stranger:
        return await _stranger(turn, event_id, str(stranger.params["name"]))
    if person is None:
        return await _ask(turn, event_id)
    return await _add(turn, event_id, person)


async def _only_event(turn: Turn) -> int | None:
    events = await group.linkable_events(turn.person, limit=2)
    return events[0].event_id if len(events) == 1 else None


async def _which(turn: Turn) -> Screen:
    return which.which_screen(await which.events_of(turn), "iv.ask", turn.t)


async def ask(turn: Turn) -> Reply:
    """[Добавить]"""
    return await _ask(turn, turn.number())


async def _ask(turn: Turn, event_id: int) -> Screen:
    event = await group.managed_event(turn.person, event_id)
    if not turn.private:
        return Screen(turn.t("panel-add-how-in-group"))
    return add_screen(event.id, event.title, turn.t)


def add_screen(event_id: int, title: str, t: Translator) -> Screen:
    """Telegram's own list of people; what is shared comes back with the event's number."""
    text = lines(Bold(title), t("panel-add-how", example=f"/add {event_id} @petr"))
    return Screen(text, ask=AskOnce(t("panel-button-choose-people"), "users", number=event_id), own_message=True)


async def shared(turn: Turn) -> Reply:
    """People chosen by the button; each is added or invited by themselves."""
    message = turn.incoming.message
    assert message is not None and message.users_shared is not None
    event_id = message.users_shared.request_id
    if not event_id:
        _, reply = await turn.forms.say(turn)  # a form had asked for somebody
        return reply
    if event_id < 0:
        return await teams.picked(turn, -event_id)
    event = await group.managed_event(turn.person, event_id)
    said: list[Words] = []
    for user in message.users_shared.users[:MOST_AT_ONCE]:
        name = " ".join(part for part in (user.first_name, user.last_name) if part) or f"@{user.username}"
        said.append(await _added_or_why(turn, event.id, user.user_id, name))
    rows: list[Row] = [[await _share(turn, event.id)], [_people(turn, event.id)]]
    return Screen(lines(Bold(event.title), *said), keyboard=rows, drop_reply_keyboard=True)


async def _added_or_why(turn: Turn, event_id: int, telegram_id: int, name: str) -> str:
    """One who cannot be added does not keep the others out."""
    try:
        person = await find_by_telegram_id(telegram_id)
        done = await adding.add(turn.person, event_id, person, now=turn.now)
    except PersonNotKnown:
        return turn.t("panel-not-met", name=name[:64])
    except NotAllowed:
        raise
    except Refusal as refusal:
        return f"{name[:64]}: {refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone)}"
    return _said(done, turn.t)


def _said(done: adding.Added, t: Translator) -> str:
    return t("panel-added" if done.is_in else "panel-invited", name=done.name[:64])


async def contact(turn: Turn) -> Reply:
    """A contact out of the blue, from somebody who organizes: where is that person to take part?"""
    message = turn.incoming.message
    events = await group.linkable_events(turn.person, limit=6)
    if message is None or message.contact is None or not events:
        return None
    name = " ".join(part for part in (message.contact.first_name, message.contact.last_name) if part)
    if message.contact.user_id is None or message.contact.user_id == turn.person.telegram_id:
        return None
    try:
        person = await find_by_telegram_id(message.contact.user_id)
    except PersonNotKnown:
        return await _stranger(turn, events[0].event_id, name)
    rows: list[Row] = [[Press(shortened(one.title, 48), "iv.add", (one.event_id, person.id))] for one in events]
    return Screen(turn.t("panel-add-contact", name=name[:64]), keyboard=rows)


async def add_chosen(turn: Turn) -> Reply:
    """A press under a contact: the event, and whose contact it was."""
    return await _add(turn, turn.number(), await get_person(turn.number(1)))


async def _add(turn: Turn, event_id: int, person: Person) -> Screen:
    done = await adding.add(turn.person, event_id, person, now=turn.now)
    return Screen(_said(done, turn.t), keyboard=[[_people(turn, event_id)]])


async def _stranger(turn: Turn, event_id: int, name: str) -> Screen:
    """Forma cannot write to them first: a link can be sent by the organizer."""
    return Screen(turn.t("panel-not-met", name=name[:64]), keyboard=[[await _share(turn, event_id)]])


async def _share(turn: Turn, event_id: int) -> Link:
    card = await get_event_card(event_id, turn.person)
    payload = f"e_{card.link_token or card.id}"
    link = f"https://t.me/{turn.app.username}?start={payload}"
    return Link(turn.t("panel-button-share"), f"https://t.me/share/url?url={link}")


def _people(turn: Turn, event_id: int) -> Press:
    return Press(turn.t("space-button-list"), "ev.people", (event_id, 0))


async def decline(turn: Turn) -> Reply:
    """[Не смогу]: who invited them is told."""
    await adding.decline(turn.person, turn.number(), turn.number(1), now=turn.now)
    said = turn.t("panel-you-declined")
    return [Alert(said), Screen(said, keyboard=[[Press(turn.t("event-button-card"), "ev.card", (turn.number(),))]])]


async def invitation(said: Said) -> Screen | None:
    """Nothing for who has come meanwhile."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    if card.own_status is not None or not card.takes_registrations(said.now):
        return None
    organizer = await get_person(said.params["by"])
    return invitation_screen(card, organizer.name, organizer.id, said.t, said.now)


def invitation_screen(card: EventCard, name: str, organizer_id: int, t: Translator, now: datetime) -> Screen:
    """The event with its buttons, and a way to say no."""
    shown = event_screen(card, t, now)
    no: Row = [Press(t("panel-button-decline"), "iv.no", (card.id, organizer_id))]
    text = lines(Bold(t("panel-you-invited", name=name[:64])), "", shown.text)
    return Screen(text, keyboard=[*shown.keyboard[:1], no, *shown.keyboard[1:]])


async def added(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    organizer = await get_person(said.params["by"])
    return added_screen(card, organizer.name, said.t, said.now)


def added_screen(card: EventCard, name: str, t: Translator, now: datetime) -> Screen:
    rows: list[Row] = [
        [Press(t("event-button-card"), "ev.card", (card.id,)), Press(t("panel-button-decline"), "ev.leave", (card.id,))]
    ]
    start = when(card.starts_at, card.zone, t, now)
    return Screen(lines(Bold(t("panel-you-added", name=name[:64], title=card.title)), start), keyboard=rows)


async def declined(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return declined_screen(card, (await get_person(said.params["user_id"])).name, said.t)


def declined_screen(card: EventCard, name: str, t: Translator) -> Screen:
    people = Press(t("space-button-list"), "ev.people", (card.id, 0))
    return Screen(lines(Bold(card.title), t("panel-declined", name=name[:64])), keyboard=[[people]])


COMMANDS = {"add": Route(add, Where.ANYWHERE)}
PRESSES = {
    "iv.ask": Route(ask, Where.ANYWHERE),
    "iv.add": Route(add_chosen),
    "iv.no": Route(decline),
}
SERVICES = {"users_shared": Route(shared)}
SCREENS = {"event-invitation": invitation, "event-added": added, "event-declined": declined}
