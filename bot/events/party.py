"""Guests in the chat: brought, named, given back; the organizer's rule, and the order of who waits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.events import registering
from bot.kit.paging import page_turns
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotAllowed, NotFound
from domain.events import ways
from domain.events.party import guests, rules
from domain.events.party.guests import NAME_FORM, PartyCard, Waiter
from domain.events.queries import EventCard, get_event_card
from domain.events.ways import WAYS
from domain.forms.form import JsonValue
from domain.forms.texts import shortened
from locales import Translator

LINE = 8
_FARTHEST = 100_000


async def show(turn: Turn) -> Reply:
    return await _party(turn, turn.number())


async def _party(turn: Turn, event_id: int) -> Screen:
    return party_screen(await guests.get_party(turn.person, event_id), turn.t, can=await _can(turn, event_id))


async def _can(turn: Turn, event_id: int) -> bool:
    return (await get_event_card(event_id, turn.person)).is_open(turn.now)


def party_screen(card: PartyCard, t: Translator, *, can: bool = True) -> Screen:
    """Each guest with a name to give and a way to leave them at home."""
    event_id = card.event.id
    listed: list[Words] = [
        Text(f"{at}. ", one.name or t("party-guest-of", name=card.host[:40])) for at, one in enumerate(card.guests, 1)
    ]
    rows: list[Row] = []
    if can and card.may_bring:
        rows.append([Press(t("party-button-more"), "gs.more", (event_id,), style="primary")])
    for at, one in enumerate(card.guests, 1):
        name = Press(t("party-button-name", number=at), "gs.name", (event_id, one.id))
        less = Press(t("party-button-less", number=at), "gs.less", (event_id, one.id))
        rows += [[name, less]] if can else []
    waits = t("party-waits", count=card.event.own_size) if card.event.own_status == "waitlisted" else None
    text = lines(Bold(card.event.title), t("party-you", count=len(card.guests)), waits, *listed)
    return Screen(text, keyboard=[*rows, [Press(t("event-button-card"), "ev.card", (event_id,))]])


async def more(turn: Turn) -> Reply:
    """[+1 гость]"""
    await guests.bring(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("party-brought")), await _party(turn, turn.number())]


async def less(turn: Turn) -> Reply:
    """Asked once more: the place goes to who waits."""
    card = await guests.get_party(turn.person, turn.number())
    known = [one for one in card.guests if one.id == turn.number(1)]
    if not known:
        raise NotFound
    return less_screen(card, known[0].id, known[0].name, turn.t)


def less_screen(card: PartyCard, guest_id: int, name: str, t: Translator) -> Screen:
    who = name or t("party-guest-of", name=card.host[:40])
    yes = Press(t("party-button-less-yes"), "gs.less!", (card.event.id, guest_id), style="danger")
    back = Press(t("event-button-back"), "gs.show", (card.event.id,))
    return Screen(t("party-less-sure", name=who), keyboard=[[yes], [back]])


async def really_less(turn: Turn) -> Reply:
    await guests.give_back(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("party-gone")), await _party(turn, turn.number())]


async def begin_naming(turn: Turn) -> Reply:
    card = await guests.get_party(turn.person, turn.number())
    if turn.number(1) not in {one.id for one in card.guests}:
        raise NotFound
    return await turn.forms.begin(turn, NAME_FORM, f"{card.event.id}:{turn.number(1)}")


async def named(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, guest_id = (int(one) for one in subject.split(":"))
    await guests.call(turn.person, event_id, guest_id, str(answers["name"]), now=turn.now)
    return await _party(turn, event_id)


async def left(turn: Turn, subject: str) -> Screen:
    return await _party(turn, int(subject.partition(":")[0]))


async def rule(turn: Turn) -> Reply:
    """[Гости] of the organizer."""
    return await _rule(turn, turn.number())


async def _rule(turn: Turn, event_id: int) -> Screen:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return guests_rule_screen(card, turn.t)


def guests_rule_screen(card: EventCard, t: Translator) -> Screen:
    choices: Row = [
        Press(
            f"{'✓ ' if most == card.most_guests else ''}{t('party-rule-most', count=most)}", "gs.set", (card.id, most)
        )
        for most in range(rules.MOST + 1)
    ]
    back: Row = [Press(t("event-button-back"), "ev.setup", (card.id,))]
    return Screen(lines(Bold(card.title), t("party-rule-what")), keyboard=[choices[:2], choices[2:], back])


async def set_rule(turn: Turn) -> Reply:
    await rules.set_rule(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("party-rule-saved")), await _rule(turn, turn.number())]


async def line(turn: Turn) -> Reply:
    """[Порядок очереди]: the event, the way, the page."""
    return await _line(turn, turn.number(), turn.one_of(WAYS, 1), min(turn.number(2), _FARTHEST))


async def _line(turn: Turn, event_id: int, way: str, offset: int) -> Screen:
    pool_id = (await ways.pools_of(event_id)).get(way)
    if pool_id is None:
        raise NotFound
    rows = await guests.line_of(turn.person, event_id, pool_id, offset=offset, limit=LINE + 1)
    return line_screen(event_id, way, rows, offset, turn.t)


def line_screen(event_id: int, way: str, rows: Sequence[Waiter], offset: int, t: Translator) -> Screen:
    """One step up, or to the head."""
    said: list[Words] = [Text(f"{one.position}. ", _who(one)) for one in rows[:LINE]]
    keys: list[Row] = [
        [
            Press(
                t("party-line-up", name=_who(one)[:24]), "gs.up", (one.registration_id, one.position - 1, way, offset)
            ),
            Press(t("party-line-first"), "gs.up", (one.registration_id, 1, way, offset)),
        ]
        for one in rows[:LINE]
        if one.position > 1
    ]
    pager = page_turns(t, "gs.line", (event_id, way), offset, LINE, more=len(rows) > LINE)
    back: Row = [Press(t("space-button-list"), "ev.people", (event_id, 0))]
    text = lines(Bold(t("party-line")), t("party-line-what"), "", *(said or [t("party-line-empty")]))
    return Screen(text, keyboard=[*keys, *pager, back])


def _who(one: Waiter) -> str:
    return f"{shortened(one.name, 40)} +{one.size - 1}" if one.size > 1 else shortened(one.name, 40)


async def move_up(turn: Turn) -> Reply:
    event_id = await guests.move(turn.person, turn.number(), turn.number(1), now=turn.now)
    return await _line(turn, event_id, turn.one_of(WAYS, 2), min(turn.number(3), _FARTHEST))


async def passed_over(said: Said) -> Screen | None:
    """Nothing for who does not wait any more."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    if card.own_status != "waitlisted":
        return None
    return passed_over_screen(card, said.params["free"], said.t)


def passed_over_screen(card: EventCard, free: int, t: Translator) -> Screen:
    text = lines(Bold(card.title), t("party-passed-over", free=free, size=card.own_size), t("party-passed-over-hint"))
    fewer: Row = [Press(t("party-button-fewer"), "gs.show", (card.id,))]
    return Screen(text, keyboard=[fewer, [Press(t("event-button-card"), "ev.card", (card.id,))]])


PRESSES = {
    "gs.join": Route(registering.join_with_guests),
    "gs.agree": Route(registering.agree_and_join_with_guests),
    "gs.show": Route(show),
    "gs.more": Route(more),
    "gs.less": Route(less),
    "gs.less!": Route(really_less),
    "gs.name": Route(begin_naming),
    "gs.rule": Route(rule),
    "gs.set": Route(set_rule),
    "gs.line": Route(line, Where.ANYWHERE),
    "gs.up": Route(move_up, Where.ANYWHERE),
}
CONVERSATIONS = {NAME_FORM.key: Conversation(NAME_FORM, named, left=left)}
SCREENS = {"event-party-passed-over": passed_over}
