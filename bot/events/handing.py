"""A ticket passed on in the chat: to whom, once more whether, and the answer of who is to take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from bot.events import registering
from bot.events.entry_in_group import card_for
from bot.events.screens import when
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Italic, Link, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words, post
from domain.accounts.errors import PersonNotKnown
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person, find_by_telegram_id, find_by_username, get_person
from domain.errors import NotFound, Refusal
from domain.events import lifecycle
from domain.events.entry import checking, handover, own_events, registration_form
from domain.events.entry.errors import (
    AlreadyRegistered,
    AnswersIncomplete,
    HandoverForbidden,
    HandoverGone,
    HandoverOwn,
    RequirementsNotMet,
)
from domain.events.entry.handover import Given, Offer
from domain.events.entry.own_events import TicketCard
from domain.events.errors import EventNotOpen, EventStandsStill
from domain.events.money.prices import costs_anything
from domain.events.people import standing
from domain.events.people.standing import Standing
from domain.events.programme import choosing
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.notifications.ports import Call
from domain.spaces.queries import get_space
from locales import Translator
from locales.refusals import refusal_sentence

WHOM = Form("handover-whom", (Field("person", Kind.PERSON, words="handover-ask-person", min=2, max=64),))
TAKING = "handover-taking"
_CHOOSE_AGAIN = (ItemFull, ItemBegun, ItemsOverlap)
_OVER = (
    *(HandoverGone, HandoverOwn, HandoverForbidden),
    *(EventNotOpen, EventStandsStill, AlreadyRegistered, RequirementsNotMet),
)


async def give(turn: Turn) -> Reply:
    """[Передать билет]"""
    return await _giving(turn, turn.number())


async def _giving(turn: Turn, registration_id: int) -> Screen:
    ticket = await own_events.get_ticket(registration_id, turn.person.id)
    if not await handover.may_give(registration_id, now=turn.now):
        raise HandoverForbidden
    event = await lifecycle.load(ticket.event_id, lock=False)
    given = await handover.given(turn.person, registration_id)
    link = _link(given, turn)
    return giving_screen(ticket, given, link, turn.t, turn.now, is_paid=costs_anything(event))


def _link(given: Given | None, turn: Turn) -> str:
    return f"https://t.me/{turn.app.username}?start=h_{given.token}" if given else ""


def giving_screen(
    ticket: TicketCard, given: Given | None, link: str, t: Translator, now: datetime, *, is_paid: bool
) -> Screen:
    """Who may be asked, or what is out already."""
    head = (Bold(t("handover-title")), Italic(ticket.title), when(ticket.starts_at, ticket.zone, t, now), "")
    said = [t("handover-chat-lede"), t("handover-money") if is_paid else None]
    at = (ticket.registration_id,)
    rows: list[Row] = [[Press(t("handover-another" if given else "handover-whom"), "hg.whom", at)]]
    if given is None:
        rows.append([Press(t("handover-by-link"), "hg.link", at)])
    elif given.to is None:
        said = [t("handover-waits-link"), link]
        address = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(ticket.title)}"
        rows = [[Link(t("handover-share"), address)], *rows]
    else:
        said = [t("handover-waits-for", name=given.to[:64])]
    if given is not None:
        rows.append([Press(t("handover-keep"), "hg.keep", at)])
    return Screen(lines(*head, *said), keyboard=[*rows, [Press(t("event-button-ticket"), "ev.ticket", at)]])


async def by_link(turn: Turn) -> Reply:
    await handover.offer(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("handover-ready")), await _giving(turn, turn.number())]


async def keep(turn: Turn) -> Reply:
    await handover.keep(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("handover-kept")), await _giving(turn, turn.number())]


async def whom(turn: Turn) -> Reply:
    """[Выбрать человека]"""
    await _giving(turn, turn.number())
    return await turn.forms.begin(turn, WHOM, str(turn.number()))


async def _back(turn: Turn, subject: str) -> Screen:
    return await _giving(turn, int(subject))


async def chosen(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """Once more, before anybody is written to."""
    registration_id, said = int(subject), str(answers["person"])
    try:
        person = await _named(said)
    except PersonNotKnown:
        link = Press(turn.t("handover-by-link"), "hg.link", (registration_id,), style="primary")
        another = Press(turn.t("handover-another"), "hg.whom", (registration_id,))
        name = said if said.startswith("@") else turn.t("handover-this-person")
        return Screen(turn.t("handover-not-met", name=name), keyboard=[[link], [another]], drop_reply_keyboard=True)
    ticket = await own_events.get_ticket(registration_id, turn.person.id)
    return replace(sure_screen(ticket, person, turn.t, turn.now), drop_reply_keyboard=True)


async def _named(said: str) -> Person:
    """@name, or what the client has shared of who has none."""
    number = said.removeprefix("id")
    if said.startswith("id") and number.isdecimal() and len(number) <= 15:
        return await find_by_telegram_id(int(number))
    return await find_by_username(said)


def sure_screen(ticket: TicketCard, person: Person, t: Translator, now: datetime) -> Screen:
    known_as = f" (@{person.username})" if person.username else ""
    at = (ticket.registration_id, person.id)
    text = lines(
        Bold(ticket.title),
        when(ticket.starts_at, ticket.zone, t, now),
        "",
        t("handover-sure", name=f"{person.name[:64]}{known_as}"),
        t("handover-sure-hint"),
    )
    rows: list[Row] = [
        [Press(t("handover-send"), "hg.send", at, style="primary")],
        [Press(t("handover-another"), "hg.whom", at[:1])],
    ]
    return Screen(text, keyboard=rows)


async def send(turn: Turn) -> Reply:
    person = await get_person(turn.number(1))
    await handover.offer_to(turn.person, turn.number(), person, now=turn.now)
    said = turn.t("handover-offered", name=person.name[:64])
    keep_it: Row = [Press(turn.t("handover-keep"), "hg.keep", (turn.number(),))]
    return [Alert(said), Screen(lines(Bold(said), turn.t("handover-offered-hint")), keyboard=[keep_it])]


async def opened(turn: Turn) -> Reply:
    """t.me/bot?start=h_<token>"""
    shown, _ = await handover.prepare(turn.person, turn.word(), now=turn.now)
    return offer_screen(shown, turn.word(), turn.t, turn.now)


async def offered(said: Said) -> Screen | None:
    """To whom it is offered by name; nothing once that is over."""
    try:
        shown, _ = await handover.prepare(await get_person(said.user_id), said.params["token"], now=said.now)
    except (NotFound, *_OVER):
        return None
    return offer_screen(shown, said.params["token"], said.t, said.now, by_name=True)


def offer_screen(shown: Offer, token: str, t: Translator, now: datetime, *, by_name: bool = False) -> Screen:
    head = t("handover-own-lede") if shown.is_own else t("handover-take-from", name=shown.giver_name[:64])
    text = lines(
        Bold(head),
        "",
        Italic(shown.title),
        Text("🗓 ", when(shown.starts_at, shown.zone, t, now)),
        Text("📍 ", shown.place) if shown.place else None,
        t("handover-money") if shown.is_paid else None,
    )
    if shown.is_own:
        return Screen(text)
    no: Row = [Press(t("handover-refuse"), "hg.no", (token,))] if by_name else []
    rows: list[Row] = [[Press(t("handover-take"), "hg.take", (token,), style="success")], no]
    return Screen(text, keyboard=[row for row in rows if row])


async def refuse(turn: Turn) -> Reply:
    await handover.decline(turn.person, turn.word(), now=turn.now)
    return Screen(turn.t("handover-refused-you"))


async def take(turn: Turn) -> Reply:
    """[Взять место]: what the event asks of everybody first."""
    shown, form = await handover.prepare(turn.person, turn.word(), now=turn.now)
    if not (await registration_form.before(turn.person.id, shown.event_id)).has_consented:
        agree = Press(turn.t("form-agree"), "hg.agree", (turn.word(),), style="success")
        return Screen(turn.t("account-consent"), keyboard=[[agree]])
    return await _ask(turn, shown.event_id, turn.word(), form, {})


async def agree_and_take(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    return await take(turn)


async def _ask(
    turn: Turn, event_id: int, token: str, form: Form, given: dict[str, JsonValue], trouble: Refusal | None = None
) -> Reply:
    known = await registration_form.prefill(turn.person.id, form, event_id)
    asked = replace(registration_form.offering(form), key=TAKING)
    kept = checking.still_good(form, given)
    return await turn.forms.begin(turn, asked, f"{event_id}:{token}", prefill=known, answers=kept, trouble=trouble)


async def taken(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, _, token = subject.partition(":")
    try:
        await handover.take(turn.person, token, answers, now=turn.now)
    except (AnswersIncomplete, *_CHOOSE_AGAIN) as refusal:
        _, form = await handover.prepare(turn.person, token, now=turn.now)
        clashes = isinstance(refusal, _CHOOSE_AGAIN)
        kept = {key: value for key, value in answers.items() if not clashes or key != choosing.KEY}
        return await _ask(turn, int(event_id), token, form, kept, refusal if clashes else None)
    except _OVER as refusal:
        return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), drop_reply_keyboard=True)
    return [Alert(turn.t("handover-taken")), await card_for(turn, int(event_id))]


async def _not_taken(turn: Turn, subject: str) -> Screen:
    """Who has thought better of it in the midst of the questions sees the offer again."""
    _, _, token = subject.partition(":")
    shown, _ = await handover.prepare(turn.person, token, now=turn.now)
    return offer_screen(shown, token, turn.t, turn.now)


async def declined(said: Said) -> Screen | None:
    try:
        ticket = await own_events.get_ticket(said.params["registration_id"], said.user_id)
    except NotFound:
        return None
    return declined_screen(ticket, (await get_person(said.params["taker"])).name, said.t)


def declined_screen(ticket: TicketCard, name: str, t: Translator) -> Screen:
    again = Press(t("handover-button"), "hg.give", (ticket.registration_id,))
    text = lines(Bold(ticket.title), t("handover-declined-told", name=name[:64]))
    return Screen(text, keyboard=[[again]])


async def noted(said: Said) -> Screen:
    """To the organizer, in private: who comes instead of whom."""
    event = await lifecycle.load(said.params["event_id"], lock=False)
    now_in = await standing.of(said.params["registration_id"])
    return noted_screen(event.title, now_in, (await get_person(said.params["giver"])).name, said.t)


def noted_screen(title: str, now_in: Standing, giver: str, t: Translator) -> Screen:
    text = lines(
        Bold(title),
        t("handover-noted", taker=now_in.name[:64], number=str(now_in.number or "–")),
        t("handover-noted-from", giver=giver[:64]),
    )
    people = Press(t("event-button-participants"), "ev.people", (now_in.event_id, 0))
    return Screen(text, keyboard=[[people]])


async def noted_in_group(said: Said) -> list[Call] | None:
    """To the organizers' topic, which every member can read: the number."""
    assert said.chat_id is not None
    space, now_in = await get_space(said.chat_id), await standing.of(said.params["registration_id"])
    if space is None or space.event_id != now_in.event_id:
        return None
    t, event = await group_words(said), await lifecycle.load(now_in.event_id, lock=False)
    return await post(said, noted_in_group_screen(event.title, now_in, t), "organizers")


def noted_in_group_screen(title: str, now_in: Standing, t: Translator) -> Screen:
    panel = Press(t("space-button-panel"), "pn.open", (now_in.event_id,), anyone=True)
    text = lines(Bold(title), t("handover-noted-in-group", number=str(now_in.number or "–")))
    return Screen(text, keyboard=[[panel]])


PRESSES = {
    "hg.give": Route(give),
    "hg.whom": Route(whom),
    "hg.link": Route(by_link),
    "hg.keep": Route(keep),
    "hg.send": Route(send),
    "hg.take": Route(take),
    "hg.agree": Route(agree_and_take),
    "hg.no": Route(refuse),
}
STARTS = {"h": Route(opened)}
CONVERSATIONS = {
    WHOM.key: Conversation(WHOM, chosen, left=_back),
    TAKING: Conversation(None, taken, left=_not_taken, judge=registering.judge, ways_out=registering.ways_out),
}
SCREENS = {
    handover.OFFERED: offered,
    "event-handover-declined": declined,
    "event-ticket-handed": noted,
}
CALLS = {"event-ticket-handed-in-group": noted_in_group}
