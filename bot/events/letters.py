"""A letter to those in the list: written, counted, sent after a yes, and how far it is."""

from __future__ import annotations

from datetime import datetime

from bot.events.roster import NOBODY_CHOSEN, args_of, chosen, said_filter
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Italic, Press, Row, Screen, StartBot, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.people import letters, roster
from domain.events.people.letters import LENGTH, LetterCard
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from locales import Translator
from locales.letters import letter_state

KEY = "event-letter"
SHOWN = 500


async def write(turn: Turn) -> Reply:
    """[Написать им]"""
    event_id = turn.number()
    wanted = await chosen(turn, event_id, turn.args[1:])
    shown = await roster.get_roster(turn.person, event_id, wanted, limit=1)
    if not turn.private:
        button = StartBot(turn.t("event-person-button-private"), f"people_{event_id}")
        return Screen(turn.t("panel-letter-in-private"), keyboard=[[button]])
    whom = said_filter(shown, turn.t) or turn.t("panel-filters-none")
    hint = turn.t("panel-letter-whom", whom=whom, count=shown.numbers.total)
    args = args_of(wanted, shown.questions)
    return await turn.forms.begin(turn, _form(turn.t("panel-ask-letter"), hint), _subject(event_id, args))


def _form(label: str, hint: str) -> Form:
    return Form(KEY, (Field("text", Kind.LONG_TEXT, label=label, hint=hint, min=2, max=LENGTH),))


def _subject(event_id: int, args: tuple[int, ...]) -> str:
    return ":".join(map(str, (event_id, *args)))


async def written(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, *args = subject.split(":")
    wanted = await chosen(turn, int(event_id), tuple(args))
    letter_id = await letters.write(turn.person, int(event_id), str(answers["text"]), wanted, now=turn.now)
    return letter_screen(await letters.get_letter(turn.person, letter_id), turn.t, turn.now)


def letter_screen(card: LetterCard, t: Translator, now: datetime) -> Screen:
    text = shortened(card.text, SHOWN)
    people: Row = [Press(t("space-button-list"), "ev.people", (card.event_id, 0, *NOBODY_CHOSEN))]
    if card.state == "written":
        later = Press(t("letter-button-later"), "lt.time", (card.id,))
        ask = t("panel-letter-sure", count=card.people) if card.people else t("letter-nobody-yet")
        rows: list[Row] = [[_send(card, t)], [later]] if card.people else [[later]]
        return Screen(lines(Bold(card.title), "", text, "", Italic(ask)), keyboard=[*rows, people])
    if not card.is_sent:
        return _put_off(card, text, t, now)
    going = t("panel-letter-goes", done=card.done, count=card.people)
    lost = t("panel-letter-lost", count=card.lost) if card.lost else None
    again: list[Row] = [[Press(t("panel-button-refresh"), "lt.show", (card.id,))]] if card.waiting else []
    return Screen(lines(Bold(card.title), going, lost), keyboard=[*again, people])


def _put_off(card: LetterCard, text: str, t: Translator, now: datetime) -> Screen:
    """One that waits for its time, or for a word; or that is not going to be sent any more."""
    rows: list[Row] = [[Press(t("letter-title"), "lt.list", (card.event_id,))]]
    if card.state not in ("planned", "held"):
        return Screen(lines(Bold(card.title), Italic(letter_state(card, t, now)), "", text), keyboard=rows)
    change: Row = [
        Press(t("letter-button-time"), "lt.time", (card.id,)),
        Press(t("letter-button-words"), "lt.words", (card.id,)),
    ]
    now_row: list[Row] = [[_send(card, t)]] if card.state == "held" else [[_now(card, t)]]
    drop: Row = [Press(t("letter-button-drop"), "lt.drop", (card.id,), style="danger")]
    held = t("letter-held-why", name=card.author[:64]) if card.state == "held" else None
    there = held or t("letter-now-there", count=card.people)
    screen = lines(Bold(card.title), letter_state(card, t, now), "", text, "", Italic(there))
    return Screen(screen, keyboard=[*(now_row if card.people else []), change, drop, *rows])


def _send(card: LetterCard, t: Translator) -> Press:
    return Press(t("panel-button-send", count=card.people), "lt.send", (card.id,), style="primary")


def _now(card: LetterCard, t: Translator) -> Press:
    return Press(t("letter-button-now"), "lt.now", (card.id,))


async def send(turn: Turn) -> Reply:
    card = await letters.send(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("panel-letter-sent", count=card.people)), letter_screen(card, turn.t, turn.now)]


async def show(turn: Turn) -> Reply:
    return letter_screen(await letters.get_letter(turn.person, turn.number()), turn.t, turn.now)


async def _left(turn: Turn, subject: str) -> Screen:
    event = await lifecycle.load(int(subject.partition(":")[0]), lock=False)
    people: Row = [Press(turn.t("space-button-list"), "ev.people", (event.id, 0))]
    return Screen(turn.t("panel-letter-not-sent"), keyboard=[people])


async def letter(said: Said) -> Screen:
    """To each reader: the organizer's words as they are."""
    event_id, text = await letters.letter_for_reader(said.params["letter_id"])
    event = await lifecycle.load(event_id, lock=False)
    organizer = await get_person(event.organizer_id)
    return read_letter_screen(event.id, event.title, organizer.name, text, said.t)


def read_letter_screen(event_id: int, title: str, organizer: str, text: str, t: Translator) -> Screen:
    row: Row = [
        Press(t("event-button-card"), "ev.card", (event_id,)),
        Press(t("event-button-ask"), "ch.ask", (event_id,)),
    ]
    return Screen(lines(Bold(t("panel-letter-from", name=organizer[:64])), Italic(title), "", text), keyboard=[row])


PRESSES = {
    "lt.write": Route(write, Where.ANYWHERE),
    "lt.send": Route(send),
    "lt.show": Route(show),
}
CONVERSATIONS = {KEY: Conversation(None, written, left=_left)}
SCREENS = {letters.KIND: letter}
