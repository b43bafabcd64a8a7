"""How the organizer hears of who comes: the choice, and the messages themselves."""

from __future__ import annotations

from datetime import datetime

from bot.events import ways
from bot.events.screens import places_line
from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.people import notices
from domain.events.people.notices import WAYS, newcomer, newcomers, organizers_place
from domain.events.policy import require_manager
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.notifications.ports import Call
from domain.spaces.queries import get_space
from locales import Translator

NAMES = 10


async def shown(turn: Turn) -> Reply:
    """[Уведомления]"""
    return await _screen(turn, turn.number())


async def _screen(turn: Turn, event_id: int) -> Screen:
    event = await lifecycle.load(event_id, lock=False)
    require_manager(turn.person, event)
    t, space = turn.t, await organizers_place(event)
    where = t("event-notices-in-group", group=space.title) if space else t("event-notices-in-private")
    rows: list[Row] = []
    for way in WAYS:
        mark = "✓ " if way == event.notices else ""
        rows.append([Press(mark + t(f"event-notices-{way}"), "ev.notify", (event.id, way))])
    rows.append([Press(t("event-button-back"), "ev.setup", (event.id,))])
    return Screen(lines(Bold(event.title), t("event-notices-ask"), "", where), keyboard=rows)


async def chosen(turn: Turn) -> Reply:
    await notices.set_notices(turn.person, turn.number(), turn.one_of(WAYS, 1), now=turn.now)
    return [Alert(turn.t("event-notices-saved")), await _screen(turn, turn.number())]


async def registrations(said: Said) -> Screen | None:
    """To the organizer, in private: who they are."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    one = said.params.get("registration_id")
    names = await newcomer(one) if one else await _newcomers(said)
    return newcomers_screen(card, names, said.t) if names else None


def newcomers_screen(card: EventCard, names: list[str], t: Translator) -> Screen:
    listed = [name[:48] for name in names[:NAMES]]
    more = [t("event-registrations-more", more=len(names) - NAMES)] if len(names) > NAMES else []
    people = Press(t("event-button-participants"), "ev.people", (card.id, 0))
    count = t("event-registrations", count=len(names))
    return Screen(lines(Bold(card.title), count, *listed, *more, "", *_places(card, t)), keyboard=[[people]])


async def registrations_in_group(said: Said) -> list[Call] | None:
    """To the organizers' topic, which every member can read: how many."""
    assert said.chat_id is not None
    space, card = await get_space(said.chat_id), await get_shared_card(said.params["event_id"])
    if space is None or space.event_id != card.id:
        return None
    count, t = len(await _newcomers(said)), await group_words(said)
    if not count:
        return None
    text = lines(Bold(card.title), t("event-registrations", count=count), *_places(card, t))
    panel = Press(t("space-button-panel"), "pn.open", (card.id,), anyone=True)
    return await post(said, Screen(text, keyboard=[[panel]]), "organizers")


def _places(card: EventCard, t: Translator) -> list[Words]:
    return ways.counters(card, t) if card.is_hybrid else [places_line(card, t)]


async def _newcomers(said: Said) -> list[str]:
    until = datetime.fromisoformat(said.params["until"])
    return await newcomers(said.params["event_id"], said.params["since"], until)


PRESSES = {"ev.notices": Route(shown), "ev.notify": Route(chosen)}
SCREENS = {"event-registrations": registrations}
CALLS = {"event-registrations-in-group": registrations_in_group}
