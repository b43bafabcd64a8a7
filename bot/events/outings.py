"""Who is coming? The card that stands in any chat, its buttons, and what its maker does in private."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.events import creating
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Italic, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotFound
from domain.events.making.form import EVENT_FORM, WIZARD_FORM
from domain.events.making.line import parse_event_line
from domain.events.outings import outings, telling
from domain.events.outings.errors import NotTheMaker, OutingClosed
from domain.events.outings.queries import Names, OutingCard, get_outing, own_answer
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.notifications.ports import Call
from locales import Translator, translator

WHEN_FORM = Form("outing-when", (Field("when", Kind.DATE_TIME, words="outing-ask-when"),))
_EVENT_KEY = "outing-event"


def title(card: OutingCard, t: Translator) -> str:
    return card.what[:1].upper() + card.what[1:] if card.what else t("outing-what-none")


def outing_screen(card: OutingCard, t: Translator, now: datetime) -> Screen:
    """For everybody in the chat where it stands, whoever they are."""
    return Screen(lines(*_facts(card, t, now)), keyboard=_rows(card, t), for_everybody=True)


def _facts(card: OutingCard, t: Translator, now: datetime) -> list[Words | None]:
    facts: list[Words | None] = [
        Bold(title(card, t)),
        Text("🗓 ", _when(card, t, now)),
        Text("📍 ", card.place) if card.place else None,
        Text("👤 ", t("outing-maker", name=card.maker_name)),
    ]
    for below in (_answers(card, t), _state(card, t)):
        facts += ["", *below] if below else []
    return facts


def _answers(card: OutingCard, t: Translator) -> list[Words]:
    said = [words for words in (_people("yes", card.yes, t), _people("maybe", card.maybe, t)) if words]
    nobody = card.state == "open" and not card.yes.count + card.maybe.count + card.no.count
    return [t("outing-nobody")] if nobody else [*said]


def _state(card: OutingCard, t: Translator) -> list[Words]:
    if card.state != "open":
        return [Italic(t("outing-over" if card.state == "over" else "outing-cancelled-card"))]
    return [Bold(t("outing-is-event"))] if card.event_id else []


def _when(card: OutingCard, t: Translator, now: datetime) -> str:
    """As it was said, with the city whose clock it is: who reads along may live by another."""
    if card.has_hour:
        return t.when(card.starts_at, card.zone, now=now)
    return t("outing-hour-later", day=t.day(card.starts_at, card.zone, now=now), city=t.city(card.zone))


def _people(said: str, names: Names, t: Translator) -> str | None:
    if not names.count:
        return None
    listed = ", ".join(names.shown)
    if names.more:
        return t(f"outing-{said}-more", names=listed, more=names.more)
    return t(f"outing-{said}", names=listed)


def _rows(card: OutingCard, t: Translator) -> list[Row]:
    if card.state != "open":
        return []
    if card.takes_registrations and card.event_id:
        join = Press(t("event-button-join"), "ev.join", (card.event_id,), style="primary", anyone=True)
        return [[join], [OpenApp(t("event-button-open"), f"/events/{card.event_id}", f"e_{card.event_id}")]]
    make: list[Row] = [] if card.event_id else [[Press(t("outing-button-event"), "ot.make", (card.id,), anyone=True)]]
    return [*answer_rows(card, t), *make]


def answer_rows(card: OutingCard, t: Translator) -> list[Row]:
    counts = {"yes": card.yes.count, "maybe": card.maybe.count, "no": card.no.count}
    yes, maybe, no = [
        Press(t(f"outing-button-{said}", count=count), "ot.say", (card.id, said), anyone=True)
        for said, count in counts.items()
    ]
    return [[replace(yes, style="success")], [maybe, no]]


async def say(turn: Turn) -> Reply:
    """[Иду]: also by who has never met us. Its button is signed, so whoever has it was shown it."""
    said = turn.one_of(outings.ANSWERS, 1)
    outing_id = await _pressed(turn)
    changed = await outings.answer(turn.person, outing_id, said, now=turn.now)
    words = turn.t(f"outing-said-{said}" if changed else "outing-said-already")
    if turn.private and turn.incoming.message:
        return [Alert(words), await _private(turn, outing_id)]
    return Alert(words)


async def _pressed(turn: Turn) -> int:
    """Which outing it is follows from where its card stands, not from its button alone."""
    query = turn.incoming.query
    if query and query.inline_message_id:
        return await outings.seen(turn.number(), query.inline_message_id, now=turn.now)
    return turn.number()


async def chosen(turn: Turn) -> Reply:
    """Sent from the inline list: from now on the card can be changed."""
    result_id, inline_message_id = turn.args
    number = result_id.removeprefix("o")
    if result_id.startswith("o") and number.isdecimal() and len(number) <= 18:
        await outings.seen(int(number), inline_message_id, now=turn.now)
    return None


async def make_event(turn: Turn) -> Reply:
    """[Сделать событием] under the card: its maker goes on in private."""
    outing_id = await _pressed(turn)
    card = await get_outing(outing_id)
    if card.maker_id != turn.person.id:
        raise NotTheMaker
    if card.state != "open":
        raise OutingClosed
    if turn.private and turn.incoming.message:
        return await _begin_event(turn, card)
    return Alert("", url=f"https://t.me/{turn.app.username}?start=outing_{outing_id}")


async def _begin_event(turn: Turn, card: OutingCard) -> Reply:
    """What the card says is said in the event's form already; what an event needs besides is asked."""
    local = card.starts_at.astimezone(ZoneInfo(turn.zone))
    line = "; ".join(part for part in (card.what, f"{local:%d.%m.%Y %H:%M}", card.place) if part)
    read = parse_event_line(line, now=turn.now, zone=turn.zone, lang=turn.person.language)
    known = creating.answers_of(read)
    known["title"] = title(card, turn.t) if card.what else None
    if card.place:
        known["place"] = {"text": card.place, "lat": None, "lon": None}
    if card.has_hour:
        known["when"] = {"start": card.starts_at.isoformat(), "end": None, "zone": card.zone}
    else:
        known.pop("when", None)
    known = {key: value for key, value in known.items() if key != "title" or value}
    missing = [field for field in WIZARD_FORM.fields if field.key not in known]
    said = [field for field in EVENT_FORM.fields if field.key in known]
    form = Form(_EVENT_KEY, (*missing, *said), words=EVENT_FORM.words)
    return await turn.forms.begin(turn, form, str(card.id), answers=known)


async def event_made(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event = await creating.make(turn, answers)
    await outings.became(turn.person, int(subject), event.id, now=turn.now)
    return await creating.preview(turn, event.id)


async def opened(turn: Turn) -> Reply:
    """t.me/bot?start=outing_12: the maker's own buttons, or one's answer."""
    return await _private(turn, turn.number())


async def _private(turn: Turn, outing_id: int) -> Screen:
    """A number can be guessed: it is for its maker and for who has answered in the chat. Raises NotFound."""
    card, t = await get_outing(outing_id), turn.t
    own = await own_answer(turn.person.id, outing_id)
    if own is None and card.maker_id != turn.person.id:
        raise NotFound
    facts = _facts(card, t, turn.now)
    if card.state != "open":
        return Screen(lines(*facts))
    if card.maker_id == turn.person.id:
        return Screen(lines(*facts, "", t("outing-own-maker")), keyboard=[*_maker_rows(card, t), *answer_rows(card, t)])
    return Screen(lines(*facts, "", Bold(t(f"outing-own-{own}"))), keyboard=answer_rows(card, t))


def _maker_rows(card: OutingCard, t: Translator) -> list[Row]:
    event: list[Row] = (
        [] if card.event_id else [[Press(t("outing-button-event"), "ot.make", (card.id,), style="primary")]]
    )
    move = Press(t("outing-button-move"), "ot.move", (card.id,))
    cancel = Press(t("outing-button-cancel"), "ot.cancel", (card.id,), style="danger")
    return [*event, [move, cancel]]


async def move(turn: Turn) -> Reply:
    await _own(turn)
    return await turn.forms.begin(turn, WHEN_FORM, str(turn.number()))


async def moved(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    said = answers["when"]
    assert isinstance(said, dict)
    starts_at = datetime.fromisoformat(str(said["start"]))
    await outings.move(turn.person, int(subject), starts_at, str(said["zone"]), now=turn.now)
    return [Alert(turn.t("outing-moved-done")), await _private(turn, int(subject))]


async def back(turn: Turn, subject: str) -> Screen:
    return await _private(turn, int(subject))


async def cancel(turn: Turn) -> Reply:
    card = await _own(turn)
    yes = Press(turn.t("outing-button-cancel-yes"), "ot.cancel!", (card.id,), style="danger")
    stay = Press(turn.t("outing-button-back"), "ot.open", (card.id,))
    return Screen(turn.t("outing-cancel-sure", what=title(card, turn.t)), keyboard=[[yes], [stay]])


async def really_cancel(turn: Turn) -> Reply:
    await outings.cancel(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("outing-cancelled-done")), await _private(turn, turn.number())]


async def _own(turn: Turn) -> OutingCard:
    card = await get_outing(turn.number())
    if card.maker_id != turn.person.id:
        raise NotTheMaker
    if card.state != "open":
        raise OutingClosed
    return card


async def card_calls(said: Said) -> list[Call] | None:
    """In the words of who made it, since everybody reads the same."""
    card = await get_outing(said.params["outing_id"])
    if card.inline_message_id is None:
        return None
    return said.app.calls.edit_inline(outing_screen(card, translator(card.language), said.now), card.inline_message_id)


async def reminder(said: Said) -> Screen | None:
    card = await get_outing(said.params["outing_id"])
    if card.state != "open" or await own_answer(said.user_id, card.id) != "yes":
        return None
    return _note(card, said, "outing-reminder", rows=answer_rows(card, said.t))


async def was_moved(said: Said) -> Screen | None:
    card = await get_outing(said.params["outing_id"])
    return _note(card, said, "outing-moved", rows=answer_rows(card, said.t)) if card.state == "open" else None


async def was_cancelled(said: Said) -> Screen | None:
    card = await get_outing(said.params["outing_id"])
    find: Row = [Press(said.t("event-button-find"), "ev.find", (0, 0, 0, 0))]
    return _note(card, said, "outing-cancelled", said.t("outing-cancelled-by", name=card.maker_name), rows=[find])


async def is_event(said: Said) -> Screen | None:
    card = await get_outing(said.params["outing_id"])
    if card.event_id is None or not card.takes_registrations:
        return None
    join: Row = [Press(said.t("event-button-join"), "ev.join", (card.event_id,), style="primary")]
    see: Row = [Press(said.t("event-button-card"), "ev.card", (card.event_id,))]
    return Screen(said.t("outing-event", what=title(card, said.t)), keyboard=[join, see])


def _note(card: OutingCard, said: Said, key: str, *more: str, rows: list[Row]) -> Screen:
    where = Text("📍 ", card.place) if card.place else None
    head = Bold(said.t(key, what=title(card, said.t)))
    return Screen(lines(head, Text("🗓 ", _when(card, said.t, said.now)), where, *more), keyboard=rows)


PRESSES = {
    "ot.say": Route(say, Where.ANYWHERE),
    "ot.make": Route(make_event, Where.ANYWHERE),
    "ot.open": Route(opened),
    "ot.move": Route(move),
    "ot.cancel": Route(cancel),
    "ot.cancel!": Route(really_cancel),
}
SERVICES = {"chosen": Route(chosen, for_blocked=True)}
STARTS = {"outing": Route(opened)}
CONVERSATIONS = {
    WHEN_FORM.key: Conversation(WHEN_FORM, moved, left=back),
    _EVENT_KEY: Conversation(None, event_made, left=back),
}
SCREENS = {
    "outing-reminder": reminder,
    "outing-moved": was_moved,
    "outing-cancelled": was_cancelled,
    "outing-event": is_event,
}
CALLS = {telling.CARD: card_calls}
