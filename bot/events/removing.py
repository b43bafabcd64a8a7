"""Taking a participant out, letting one in, taking one back: from their card, or as a reply in the group."""

from __future__ import annotations

from datetime import datetime

from bot.accounts.whom import named_person
from bot.events.screens import when
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events import group, lifecycle
from domain.events.models import Event
from domain.events.people import removal
from domain.events.people.removal import REASONS
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.payments.orders import Price
from locales import Translator

REASON_FORM = Form("event-remove", (Field("reason", Kind.TEXT, words="panel-ask-reason", min=2, max=400),))


async def remove(turn: Turn) -> Reply:
    """/remove причина as a reply; /remove 114 причина. Without a reason it is asked for."""
    event_id = await _event_here(turn)
    if event_id is None:
        return Screen(turn.t("panel-remove-how"))
    await group.managed_event(turn.person, event_id)
    registration_id, reason = await _named(turn, event_id)
    if registration_id is None:
        return Screen(turn.t("panel-remove-how"))
    if not reason:
        return await _ask(turn, registration_id)
    return await _remove(turn, registration_id, reason)


async def _event_here(turn: Turn) -> int | None:
    if not turn.private:
        return await group.linked_event_id(turn.chat_id)
    events = await group.linkable_events(turn.person, limit=2)
    return events[0].event_id if len(events) == 1 else None


async def _named(turn: Turn, event_id: int) -> tuple[int | None, str]:
    first, _, rest = turn.text.strip().partition(" ")
    number = first.removeprefix("№").removeprefix("#")
    if number.isdecimal() and len(number) <= 9:
        return await removal.registration_numbered(event_id, int(number)), rest.strip()
    person, rest = await named_person(turn, turn.text)
    if person is None:
        return None, rest
    return await removal.registration_of(event_id, person.id), rest


async def ask(turn: Turn) -> Reply:
    """[Снять с события]"""
    return await _ask(turn, turn.number())


async def _ask(turn: Turn, registration_id: int) -> Screen:
    name = await removal.name_of(turn.person, registration_id)
    return reasons_screen(name, registration_id, turn.t, private=turn.private)


def reasons_screen(name: str, registration_id: int, t: Translator, *, private: bool) -> Screen:
    rows: list[Row] = [
        [Press(t(f"panel-reason-{one}"), "rm.why", (registration_id, one), style="danger")] for one in REASONS
    ]
    if private:
        rows.append([Press(t("panel-button-own-reason"), "rm.own", (registration_id,))])
        rows.append([Press(t("event-button-back"), "pp.one", (registration_id,))])
    hint = t("panel-remove-told") if private else t("panel-remove-own-words")
    return Screen(lines(Bold(t("panel-remove-why", name=name[:64])), hint), keyboard=rows)


async def why(turn: Turn) -> Reply:
    return await _remove(turn, turn.number(), turn.one_of(REASONS, 1))


async def own_reason(turn: Turn) -> Reply:
    await removal.name_of(turn.person, turn.number())
    return await turn.forms.begin(turn, REASON_FORM, str(turn.number()))


async def reasoned(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _remove(turn, int(subject), str(answers["reason"]))


async def _remove(turn: Turn, registration_id: int, reason: str) -> Reply:
    name = await removal.name_of(turn.person, registration_id)
    event = await removal.remove(turn.person, registration_id, reason, now=turn.now)
    undo: Row = [Press(turn.t("ok-undo"), "rm.back", (registration_id,))]
    return _done(turn, event, turn.t("panel-removed", name=name[:64]), undo)


def _done(turn: Turn, event: Event, said: str, *ways: Row) -> Reply:
    people = Press(turn.t("space-button-list"), "ev.people", (event.id, 0))
    return [Alert(said), Screen(said, keyboard=[*ways, [people]])]


async def admit(turn: Turn) -> Reply:
    """[Принять без оплаты]"""
    name = await removal.name_of(turn.person, turn.number())
    event = await removal.admit(turn.person, turn.number(), now=turn.now)
    return _done(turn, event, turn.t("panel-admitted", name=name[:64]))


async def restore(turn: Turn) -> Reply:
    """[Вернуть]"""
    name = await removal.name_of(turn.person, turn.number())
    event = await removal.restore(turn.person, turn.number(), now=turn.now)
    return _done(turn, event, turn.t("panel-restored", name=name[:64]))


async def removed(said: Said) -> Screen:
    """To who was taken out: why, and what becomes of their money. They may not see the event any more."""
    event = await lifecycle.load(said.params["event_id"], lock=False)
    back = Price(said.params["back_minor"], said.params.get("currency", event.currency))
    return removed_screen(event, said.params["reason"], back, said.t)


def removed_screen(event: Event, reason: str, back: Price, t: Translator) -> Screen:
    why = t(f"panel-reason-{reason}") if reason in REASONS else reason
    amount = t.money(back.amount_minor, back.currency)
    money: Words | None = t("event-goes-back", amount=amount) if back.amount_minor else None
    rows: list[Row] = [] if event.visibility == "private" else [_card(event, t)]
    return Screen(lines(Bold(t("panel-you-removed", title=event.title)), t("panel-because", reason=why), money), rows)


async def restored(said: Said) -> Screen:
    event = await lifecycle.load(said.params["event_id"], lock=False)
    return restored_screen(event, said.t, said.now)


def restored_screen(event: Event, t: Translator, now: datetime) -> Screen:
    start = when(event.starts_at, event.zone, t, now)
    return Screen(lines(Bold(t("panel-you-restored", title=event.title)), start), [_card(event, t)])


def _card(event: Event, t: Translator) -> Row:
    return [Press(t("event-button-card"), "ev.card", (event.id,))]


COMMANDS = {"remove": Route(remove, Where.ANYWHERE)}
PRESSES = {
    "rm.ask": Route(ask, Where.ANYWHERE),
    "rm.why": Route(why, Where.ANYWHERE),
    "rm.own": Route(own_reason),
    "rm.admit": Route(admit),
    "rm.back": Route(restore),
}
CONVERSATIONS = {REASON_FORM.key: Conversation(REASON_FORM, reasoned)}
SCREENS = {"event-removed": removed, "event-restored": restored}
