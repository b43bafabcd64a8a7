"""A freed place is offered: until when it is kept, how long that still is, and that it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.events import ways
from bot.events.entry_in_group import card_for
from bot.events.screens import when
from bot.kit.calls import Target
from bot.kit.rendering import Said, mute_row
from bot.kit.routes import Route
from bot.kit.screen import Bold, Disabled, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import Person, get_person
from domain.events.entry import counting, resuming
from domain.events.entry.holds import Hold
from domain.events.queries import EventCard, get_event_card
from domain.events.ways import ONLINE
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.notifications.rules import Topic
from locales import Translator


async def offer(said: Said) -> Screen | None:
    person = await get_person(said.user_id)
    card = await get_event_card(said.params["event_id"], person)
    is_offered = _is_kept(card, said.now) and not card.stands_still
    return offer_screen(card, person.zone, said.t, said.now) if is_offered else None


def _is_kept(card: EventCard, now: datetime) -> bool:
    ends_at = card.own_offer_ends_at
    return card.own_status == "offered" and ends_at is not None and ends_at > now


def offer_screen(card: EventCard, zone: str, t: Translator, now: datetime) -> Screen:
    """`zone`: the reader's own, in which the end is said where their client does not show it by its clock."""
    assert card.own_offer_ends_at is not None
    until = when(card.own_offer_ends_at, zone, t, now)
    left = left_words(card.own_offer_ends_at - now, t)
    text = lines(*_head(card, t("event-own-offered"), t, now), "", Text(t("event-offer-until"), " ", until))
    take = Press(f"{t('event-button-take')} · {left}", "ev.take", (card.id,), style="success")
    next_one = Press(t("event-button-pass"), "ev.pass", (card.id,))
    return Screen(text, keyboard=[[take], [next_one], _opens(card, t)])


def left_words(left: timedelta, t: Translator) -> str:
    """«ещё 1 ч 40 мин»; what is begun of a minute counts."""
    hours, minutes = divmod(-(-int(left.total_seconds()) // 60), 60)
    return t("offer-left", hours=hours, minutes=minutes)


def _head(card: EventCard, said: str, t: Translator, now: datetime) -> list[Text | None]:
    place = t("event-online") if card.own_way == ONLINE else card.place
    fee = t("offer-fee", amount=ways.own_due(card, t)) if card.own_price else ""
    return [
        Bold(said),
        Text(card.title),
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        Text("📍 ", place) if place else None,
        *(Text(one) for one in ways.own_lines(card, t)),
        Text("💳 ", fee) if fee else None,
    ]


def _opens(card: EventCard, t: Translator) -> Row:
    return [Press(t("event-button-card"), "of.card", (card.id,))]


def over_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    """What has become of it; the buttons of a place that is gone cannot be pressed any more."""
    is_theirs = card.own_status not in (None, "offered")
    text = lines(*_head(card, t("offer-taken" if is_theirs else "offer-over"), t, now))
    gone: list[Row] = [[Disabled(t("event-button-take"))], [Disabled(t("event-button-pass"))]]
    return Screen(text, keyboard=[*([] if is_theirs else gone), _opens(card, t)])


async def tick(said: Said) -> list[Call] | None:
    """An edit, and no new message where that one is gone."""
    message_id = await counting.message_of(said.params["registration_id"], said.user_id)
    if message_id is None or said.chat_id is None:
        return None
    person = await get_person(said.user_id)
    return _edits(said, await get_event_card(said.params["event_id"], person), person, message_id)


def _edits(said: Said, card: EventCard, person: Person, message_id: int) -> list[Call]:
    assert said.chat_id is not None
    screen = over_screen(card, said.t, said.now)
    if _is_kept(card, said.now):
        kept = offer_screen(card, person.zone, said.t, said.now)
        muted = mute_row(Topic.EVENTS, f"event:{card.id}", said.t)
        screen = replace(kept, keyboard=[*kept.keyboard, muted])
    calls = said.app.calls.edit(screen, Target(said.chat_id, said.chat_id), message_id)
    return [replace(one, fallback=None) for one in calls]


async def card_beside(turn: Turn) -> Reply:
    """The event as a message of its own: this one goes on counting."""
    shown = await card_for(turn, turn.number())
    return replace(shown, own_message=True)


async def stands(item: OutboxItem, result: CallResult) -> None:
    params = item.params
    if isinstance(result, dict) and "message_id" in result and item.user_id and "registration_id" in params:
        assert item.expires_at is not None
        kept = Hold(item.not_before, item.expires_at)
        where = (params["event_id"], item.user_id, params["registration_id"], result["message_id"])
        await counting.begin(*where, kept)


async def ticked(item: OutboxItem, result: CallResult) -> None:
    if item.params["last"]:
        await counting.ended(item.params["registration_id"])


PRESSES = {"of.card": Route(card_beside)}


async def goes_on(said: Said) -> Screen | None:
    """To who could not pay meanwhile; nothing once they have, or it stands still anew."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    is_awaited = card.has_to_pay and not card.own_claimed and not card.stands_still
    return goes_on_screen(card, said.t, said.now) if is_awaited else None


def goes_on_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    assert card.own_offer_ends_at is not None
    until = Text("⏳ ", t("event-offer-until"), " ", when(card.own_offer_ends_at, card.zone, t, now))
    pay = Press(t("event-button-pay", amount=ways.own_due(card, t)), "ev.pay", (card.id,), style="success")
    text = lines(Bold(t("event-goes-on", title=card.title)), t("event-goes-on-pay"), "", until)
    return Screen(text, keyboard=[[pay], [Press(t("event-button-card"), "ev.card", (card.id,))]])


SCREENS = {"event-offer": offer, resuming.TOLD: goes_on}
CALLS = {counting.TICK: tick}
AFTER_SENT = {"event-offer": stands, counting.TICK: ticked}
