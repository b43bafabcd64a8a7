"""The door in chat: /checkin with a name or a number, counters by gate, and the way into the scanner."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, Text, Words, in_rows, lines
from bot.kit.turn import OldButton, Reply, Turn
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.events import group, lifecycle
from domain.events.entrance import checkers, door, door_cards, gates
from domain.events.entrance.door import Scan, Verdict
from domain.events.entrance.door_cards import COUNTERS, DoorCard, Known, OwnDoor
from domain.events.entrance.gates import Gate
from domain.events.models import Event
from domain.forms.texts import shortened
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.spaces.cards import pin
from domain.spaces.queries import get_space
from domain.spaces.topics import thread_of
from locales import Translator

_MARKS = {"good": "⚪️", "in": "✅", "already": "🟡", "undone": "🟡", "early": "🟡", "over": "🟡"}
_REFUSED = "🔴"


async def check_in(turn: Turn) -> Reply:
    """/checkin, /checkin 114, /checkin Оля: in a linked group of its event, in private of the doors that are open."""
    named = [await _here(turn)] if not turn.private else None
    doors = await door_cards.own_doors(turn.person, now=turn.now) if named is None else []
    event_ids = named or [one.event_id for one in doors]
    if turn.text.strip() and event_ids:
        return await _found(turn, event_ids)
    if len(event_ids) == 1:
        return await _door(turn, event_ids[0])
    following = None if doors else await door_cards.next_door(turn.person, now=turn.now)
    return doors_screen(doors, following, turn.t, turn.now)


async def _here(turn: Turn) -> int:
    event_id = await group.linked_event_id(turn.chat_id)
    await checkers.require_door(turn.person, event_id)
    return event_id


def doors_screen(doors: Sequence[OwnDoor], following: OwnDoor | None, t: Translator, now: datetime) -> Screen:
    if doors:
        rows: list[Row] = [[Press(shortened(one.title, 48), "ck.open", (one.event_id,))] for one in doors]
        return Screen(lines(Bold(t("door-own")), t("door-chat-which")), keyboard=rows)
    if following is None:
        return Screen(lines(Bold(t("door-own-none")), t("door-own-none-hint")))
    soon = t("door-own-next", title=following.title, when=t.when(following.starts_at, following.zone, now=now))
    opens: Row = [Press(shortened(following.title, 48), "ck.open", (following.event_id,))]
    return Screen(lines(Bold(t("door-own-none")), soon), keyboard=[opens])


async def opened(turn: Turn) -> Reply:
    return await _door(turn, turn.number())


async def opened_link(turn: Turn) -> Reply:
    """/start ck_<token>: who opens the organizer's link is a checker of that event from now on."""
    return await _door(turn, await checkers.open_link(turn.person, turn.word(), now=turn.now))


async def _door(turn: Turn, event_id: int) -> Screen:
    event = await checkers.require_door(turn.person, event_id)
    card, state = await door_cards.get_door(event), door.state_now(event, turn.now)
    return door_screen(card, state, door.hours(event)[0], turn.t, turn.now)


def door_screen(card: DoorCard, state: str, opens_at: datetime, t: Translator, now: datetime) -> Screen:
    closed = {
        "early": lambda: t("door-closed-early", when=t.when(opens_at, card.zone, now=now)),
        "over": lambda: t("door-closed-over"),
        "off": lambda: t("door-closed-off"),
    }
    is_open = state == "open"
    text = lines(
        Bold(t("door-live-title", title=card.title)),
        *([] if is_open else [closed[state]()]),
        "",
        *_counts(card, t),
        *(["", t("door-chat-how")] if is_open else []),
    )
    app = OpenApp(t("door-chat-open"), f"/org/events/{card.event_id}/door", f"d_{card.event_id}")
    return Screen(text, keyboard=[[app], [Press(t("door-chat-refresh"), "ck.open", (card.event_id,))]])


def _counts(card: DoorCard, t: Translator) -> list[Words]:
    named = [
        t("door-chat-gate-count", name=gate.name, count=gate.count)
        if gate.id
        else f"{t('door-gate-none')}: {gate.count}"
        for gate in card.gates
    ]
    repeats = [t("door-chat-repeats", count=card.repeats)] if card.repeats else []
    return [Bold(t("door-chat-counts", came=card.came, expected=card.expected)), *named, *repeats]


async def _found(turn: Turn, event_ids: Sequence[int]) -> Screen:
    said = turn.text.strip()[:64]
    found = [(event_id, one) for event_id in event_ids for one in await door_cards.find(event_id, said)]
    return found_screen(found[: door_cards.FOUND_AT_MOST], said, turn.t, await _zone(event_ids[0]))


async def _zone(event_id: int) -> str:
    return (await lifecycle.load(event_id, lock=False)).zone


def found_screen(found: Sequence[tuple[int, Known]], said: str, t: Translator, zone: str) -> Screen:
    """Who may come in has a button; of the others it is said why not."""
    if not found:
        return Screen(t("door-chat-found-none", said=said))
    told: list[Words] = [_about(one, t, zone) for _, one in found if one.state != "good"]
    rows: list[Row] = [
        [Press(shortened(_person(one, t), 64), "ck.in", (event_id, one.registration_id))]
        for event_id, one in found
        if one.state == "good"
    ]
    head = [t("door-chat-found")] if rows else []
    return Screen(lines(*head, *told), keyboard=rows)


def _person(one: Known | Verdict, t: Translator) -> str:
    return (
        t("door-chat-person", number=t("door-number", number=str(one.number)), name=one.name)
        if one.number
        else one.name
    )


def _about(one: Known, t: Translator, zone: str) -> Text:
    why = f"{t('door-already')} {_where(one, t, zone)}" if one.state == "in" else t(f"door-{one.state}")
    return Text(f"{_MARKS.get(one.state, _REFUSED)} ", Bold(_person(one, t)[:80]), f" · {why}")


def _where(one: Known | Verdict, t: Translator, zone: str) -> str:
    assert one.at is not None
    return t("door-already-hint", time=t.time(one.at, zone), gate=one.gate or "none")


async def let_in(turn: Turn) -> Reply:
    """By name. Where there are several gates it is asked once which one this person stands at."""
    gate_id = turn.number(2) if len(turn.args) > 2 else None
    return await let_in_named(turn, turn.number(), turn.number(1), gate_id)


async def let_in_named(turn: Turn, event_id: int, registration_id: int, gate_id: int | None = None) -> Screen:
    event = await checkers.require_door(turn.person, event_id)
    there = await gates.list_gates(event_id)
    if gate_id is None:
        gate_id = await _usual(turn, event_id, there)
    if gate_id is None and len(there) > 1:
        return gates_screen(event_id, registration_id, there, turn.t)
    scan = Scan(f"c{secrets.token_hex(6)}", turn.now, registration_id=registration_id, gate_id=gate_id)
    key = turn.app.ticket_key.public_key()
    (verdict,) = await door.check_in(turn.person, event_id, [scan], key=key, now=turn.now)
    return verdict_screen(verdict, event_id, event.zone, turn.t)


def opens_at(event: Event) -> datetime:
    return door.hours(event)[0]


def opens_later(event: Event, now: datetime) -> bool:
    return door.state_now(event, now) == "early"


async def _usual(turn: Turn, event_id: int, there: Sequence[Gate]) -> int | None:
    return there[0].id if len(there) == 1 else await door_cards.usual_gate(turn.person, event_id)


def gates_screen(event_id: int, registration_id: int, there: Sequence[Gate], t: Translator) -> Screen:
    opens = [
        Press(t("door-gate-name", name=gate.name), "ck.in", (event_id, registration_id, gate.id)) for gate in there
    ]
    return Screen(t("door-chat-through"), keyboard=in_rows(opens, 2))


def verdict_screen(verdict: Verdict, event_id: int, zone: str, t: Translator) -> Screen:
    is_in = verdict.answer == "in"
    if verdict.answer == "already":
        hint = _where(verdict, t, zone)
    elif is_in and verdict.gate:
        hint = t("door-gate-name", name=verdict.gate)
    else:
        hint = t(f"door-{verdict.answer}-hint")
    mark = _MARKS.get(verdict.answer, _REFUSED)
    text = lines(Bold(f"{mark} {t(f'door-{verdict.answer}')}"), _person(verdict, t)[:120] or None, hint)
    rows: list[Row] = [[Press(t("door-chat-undo"), "ck.undo", (event_id, verdict.key))]] if is_in else []
    return Screen(text, keyboard=[*rows, [Press(t("door-chat-next"), "ck.open", (event_id,))]])


async def undo(turn: Turn) -> Reply:
    """A button can be pressed long after: what is undone already is told so."""
    event_id, key = turn.number(), turn.word(1)
    if len(key) > 40:
        raise OldButton
    undone = await door.undo(turn.person, event_id, key, now=turn.now)
    return [Alert(turn.t("door-undone-toast" if undone else "door-undone")), await _door(turn, event_id)]


async def checker_told(said: Said) -> Screen | None:
    try:
        event = await lifecycle.load(said.params["event_id"], lock=False)
    except NotFound:
        return None
    return checker_screen(event.id, event.title, said.t)


def checker_screen(event_id: int, title: str, t: Translator) -> Screen:
    app = OpenApp(t("door-chat-open"), f"/org/events/{event_id}/door", f"d_{event_id}")
    return Screen(t("door-checker-you", title=title), keyboard=[[app]])


async def handed_over(said: Said) -> Screen | None:
    """To who has given their ticket away."""
    taker = await get_person(said.params["taker"])
    event = await lifecycle.load(said.params["event_id"], lock=False)
    return handed_over_screen(event.title, taker.name, said.t)


def handed_over_screen(title: str, name: str, t: Translator) -> Screen:
    return Screen(t("handover-told", name=name[:64], title=title))


async def counters(said: Said) -> list[Call] | None:
    """Numbers alone: every member of a group can read its topics."""
    assert said.chat_id is not None
    event_id = said.params["event_id"]
    space = await get_space(said.chat_id)
    if space is None or space.event_id != event_id:
        return None
    t, event = await group_words(said), await lifecycle.load(event_id, lock=False)
    screen = counters_screen(await door_cards.get_door(event), t)
    message_id = await door_cards.message_in(said.chat_id, event_id)
    if message_id is None:
        return await post(said, screen, "organizers")
    thread_id = await thread_of(said.chat_id, "organizers")
    return said.app.calls.edit(screen, Target(said.chat_id, thread_id=thread_id, private=False), message_id)


def counters_screen(card: DoorCard, t: Translator) -> Screen:
    """No hour stands in it: it is edited when a number changes."""
    text = lines(Bold(t("door-live-title", title=card.title)), *_counts(card, t))
    return Screen(text, keyboard=[[Press(t("door-button"), "ck.open", (card.event_id,), anyone=True)]])


async def counters_shown(item: OutboxItem, result: CallResult) -> None:
    """A new message of them is pinned in its topic."""
    if not isinstance(result, dict):
        return
    chat_id, event_id, message_id = result["chat"]["id"], item.params["event_id"], result["message_id"]
    before = await door_cards.message_in(chat_id, event_id)
    await door_cards.note_message(chat_id, event_id, message_id)
    if before != message_id:
        await pin(chat_id, message_id, now=item.not_before)


COMMANDS = {"checkin": Route(check_in, Where.ANYWHERE)}
PRESSES = {
    "ck.open": Route(opened, Where.ANYWHERE),
    "ck.in": Route(let_in, Where.ANYWHERE),
    "ck.undo": Route(undo, Where.ANYWHERE),
}
STARTS = {"ck": Route(opened_link)}
SCREENS = {"event-checker": checker_told, "event-handed-over": handed_over}
CALLS = {COUNTERS: counters}
AFTER_SENT = {COUNTERS: counters_shown}
