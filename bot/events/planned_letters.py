"""Letters that go out later: when, in which words, which there are, and what their author hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.letters import letter_screen
from bot.events.roster import args_of
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Italic, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.people import letters, planned_letters
from domain.events.people.letter_times import TIME_FORM, due_of, read_time
from domain.events.people.letters import LENGTH, LetterCard
from domain.events.people.roster import PeopleFilter
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from locales import Translator
from locales.letters import letter_state

WORDS_FORM = Form("event-letter-words", (Field("text", Kind.LONG_TEXT, words="letter-ask-words", min=2, max=LENGTH),))
GOING = args_of(PeopleFilter("going"), ())
"""To whom a letter that is begun in their list is for; other lists are chosen among the people."""
OVER_SHOWN = 5
FIRST_WORDS = 40


async def ask_time(turn: Turn) -> Reply:
    """[Отправить позже], [Изменить время]"""
    card = await letters.get_letter(turn.person, turn.number())
    return await turn.forms.begin(turn, TIME_FORM, str(card.id))


async def judge_time(turn: Turn, subject: str, key: str, value: JsonValue) -> None:
    """A time that has passed is asked for anew, at once."""
    if key == "by" and value in ("before", "at"):
        return
    card = await letters.get_letter(turn.person, int(subject))
    by = {"hours": "before", "at": "at"}.get(key, value)
    event = await lifecycle.load(card.event_id, lock=False)
    due_of(event, read_time({"by": by, key: value} if key != "by" else {"by": by}, card.zone), now=turn.now)


async def timed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card = await letters.get_letter(turn.person, int(subject))
    card = await planned_letters.plan(turn.person, card.id, read_time(answers, card.zone), now=turn.now)
    return letter_screen(card, turn.t, turn.now)


async def ask_words(turn: Turn) -> Reply:
    card = await letters.get_letter(turn.person, turn.number())
    return await turn.forms.begin(turn, WORDS_FORM, str(card.id))


async def worded(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card = await planned_letters.reword(turn.person, int(subject), str(answers["text"]), now=turn.now)
    return letter_screen(card, turn.t, turn.now)


async def _left(turn: Turn, subject: str) -> Screen:
    return letter_screen(await letters.get_letter(turn.person, int(subject)), turn.t, turn.now)


async def ask_now(turn: Turn) -> Reply:
    card, t = await letters.get_letter(turn.person, turn.number()), turn.t
    send = Press(t("panel-button-send", count=card.people), "lt.send", (card.id,), style="primary")
    return _sure(card, t("letter-now-sure", count=card.people), send, t)


async def ask_drop(turn: Turn) -> Reply:
    card, t = await letters.get_letter(turn.person, turn.number()), turn.t
    drop = Press(t("letter-button-drop"), "lt.dropped", (card.id,), style="danger")
    return _sure(card, t("letter-drop-sure"), drop, t)


def _sure(card: LetterCard, asked: str, yes: Press, t: Translator) -> Screen:
    back = Press(t("event-button-back"), "lt.show", (card.id,))
    return Screen(lines(Bold(card.title), asked), keyboard=[[yes], [back]])


async def drop(turn: Turn) -> Reply:
    card = await planned_letters.drop(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("letter-dropped")), letter_screen(card, turn.t, turn.now)]


async def list_them(turn: Turn) -> Reply:
    """[Письма]: those that wait, then the last that are over."""
    event = await lifecycle.load(turn.number(), lock=False)
    waiting = await planned_letters.list_waiting(turn.person, event.id)
    over = await planned_letters.list_over(turn.person, event.id, limit=OVER_SHOWN)
    return list_screen(event.id, event.title, waiting, over, turn.t, turn.now)


def list_screen(
    event_id: int,
    title: str,
    waiting: Sequence[LetterCard],
    over: Sequence[LetterCard],
    t: Translator,
    now: datetime,
) -> Screen:
    said: list[Words] = []
    for number, card in enumerate((*waiting, *over), 1):
        said += ["", Bold(f"{number}. {_begins(card)}"), Italic(letter_state(card, t, now))]
    opens: list[Row] = [
        [Press(f"{number}. {_begins(card)}", "lt.show", (card.id,))] for number, card in enumerate((*waiting, *over), 1)
    ]
    write: Row = [Press(t("letter-button-new"), "lt.write", (event_id, *GOING), style="primary")]
    back: Row = [Press(t("space-button-panel"), "pn.open", (event_id,))]
    text = lines(Bold(t("letter-title")), title, *(said or ["", t("letter-none")]))
    return Screen(text, keyboard=[*opens, write, back])


def _begins(card: LetterCard) -> str:
    return shortened(" ".join(card.text.split()), FIRST_WORDS)


async def gone(said: Said) -> Screen:
    card = await _card(said)
    return told_screen(card, said.t("letter-told-gone", count=said.params["people"]), said.t)


async def nobody(said: Said) -> Screen:
    return told_screen(await _card(said), said.t("letter-told-nobody"), said.t)


async def held(said: Said) -> Screen | None:
    """To who manages the event now; nothing once it is decided."""
    card = await _card(said)
    if card.state != "held":
        return None
    return told_screen(card, said.t("letter-told-held", name=card.author[:64]), said.t)


def told_screen(card: LetterCard, words: str, t: Translator) -> Screen:
    opens = Press(t("letter-button-open"), "lt.show", (card.id,))
    return Screen(lines(Bold(card.title), words, "", Italic(_begins(card))), keyboard=[[opens]])


async def _card(said: Said) -> LetterCard:
    """Raises NotFound for who may not see it any more."""
    try:
        return await letters.get_letter(await get_person(said.user_id), said.params["letter_id"])
    except NotAllowed:
        raise NotFound from None


PRESSES = {
    "lt.list": Route(list_them),
    "lt.time": Route(ask_time),
    "lt.words": Route(ask_words),
    "lt.now": Route(ask_now),
    "lt.drop": Route(ask_drop),
    "lt.dropped": Route(drop),
}
CONVERSATIONS = {
    TIME_FORM.key: Conversation(TIME_FORM, timed, left=_left, judge=judge_time),
    WORDS_FORM.key: Conversation(WORDS_FORM, worded, left=_left),
}
SCREENS = {planned_letters.GONE: gone, planned_letters.NOBODY: nobody, planned_letters.HELD: held}
