"""«Частые вопросы»: read by everybody before they ask; worded, ordered and taken from answers by the organizer."""

from __future__ import annotations

from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Button, Press, Row, Screen, Text, Words, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed
from domain.events.queries import EventCard, get_event_card
from domain.events.talking import faq
from domain.events.talking.faq import ANSWER, FAQ_FORM, QUESTION, Entry, entries_of, get_entry, read_faq
from domain.forms.form import JsonValue
from locales import Translator

FAQ_WAS_READ = "1"
PAGE = 5
"""So many of the longest entries fit into one message."""
_TO_EVENT, _TO_ENTRY = "e", "f"


async def listed(turn: Turn) -> Reply:
    """[Частые вопросы]"""
    card = await get_event_card(turn.number(), turn.person)
    first = turn.number(1) if len(turn.args) > 1 else 0
    return faq_screen(card, await read_faq(turn.person, card.id), turn.t, first=first)


def faq_screen(card: EventCard, entries: list[Entry], t: Translator, *, first: int = 0) -> Screen:
    shown = entries[first : first + PAGE]
    said: list[Words] = [part for one in shown for part in ("", Bold(one.question), one.answer)]
    ask = Press(t("event-faq-ask-yet"), "ch.ask", (card.id, FAQ_WAS_READ))
    rows: list[Row] = [[ask], [Press(t("chat-button-event"), "ev.card", (card.id,))]]
    pager = page_turns(t, "fq.list", (card.id,), first, PAGE, more=len(entries) > first + PAGE)
    text = lines(Bold(t("event-faq-title")), card.title, *(said or ["", t("event-faq-none")]))
    return Screen(text, keyboard=[*pager, *rows])


def offer_faq(message_id: int, t: Translator) -> list[Row]:
    """Under "your answer was passed on"."""
    return [[Press(t("event-faq-take"), "fq.take", (message_id,))]]


async def take(turn: Turn) -> Reply:
    """[В FAQ]: once, however often it is pressed. In a group the list is worded elsewhere."""
    _, entry_id = await faq.adopt(turn.person, turn.number(), now=turn.now)
    if not turn.private:
        return Alert(turn.t("event-faq-taken-in-group"), modal=True)
    return [Alert(turn.t("event-faq-taken")), await _entry(turn, entry_id)]


async def manage(turn: Turn) -> Reply:
    return await _list_to_manage(turn, turn.number())


async def _list_to_manage(turn: Turn, event_id: int) -> Screen:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    t, entries = turn.t, await entries_of(event_id)
    said: list[Words] = [Text(Bold(f"{number}. "), one.question) for number, one in enumerate(entries, 1)]
    opens: list[Button] = [Press(str(number), "fq.open", (one.id,)) for number, one in enumerate(entries, 1)]
    rows = in_rows(opens, 5)
    add = Press(t("event-faq-add"), "fq.add", (event_id,), style="primary")
    back = Press(t("event-button-back"), "ev.setup", (event_id,))
    none = t("event-faq-none-yet")
    return Screen(lines(Bold(card.title), t("event-faq-title"), "", *(said or [none])), keyboard=[*rows, [add], [back]])


async def opened(turn: Turn) -> Reply:
    return await _entry(turn, turn.number())


async def _entry(turn: Turn, entry_id: int) -> Screen:
    event_id, entry = await get_entry(turn.person, entry_id)
    t, is_first = turn.t, (await entries_of(event_id))[0].id == entry.id
    up = [] if is_first else [Press(t("event-faq-up"), "fq.up", (entry.id,))]
    rows: list[Row] = [
        [Press(t("event-button-edit"), "fq.edit", (entry.id,)), *up],
        [Press(t("event-faq-remove"), "fq.drop", (entry.id,), style="danger")],
        [Press(t("event-faq-all"), "fq.manage", (event_id,))],
    ]
    return Screen(lines(Bold(entry.question), entry.answer), keyboard=rows)


async def begin_adding(turn: Turn) -> Reply:
    card = await get_event_card(turn.number(), turn.person)
    if not card.manages:
        raise NotAllowed
    return await turn.forms.begin(turn, FAQ_FORM, f"{_TO_EVENT}{card.id}")


async def begin_changing(turn: Turn) -> Reply:
    _, entry = await get_entry(turn.person, turn.number())
    now: dict[str, JsonValue] = {QUESTION: entry.question, ANSWER: entry.answer}
    return await turn.forms.begin(turn, FAQ_FORM, f"{_TO_ENTRY}{entry.id}", prefill=now)


async def worded(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    said, number = (str(answers["question"]), str(answers["answer"])), int(subject[1:])
    if subject.startswith(_TO_ENTRY):
        event_id = await faq.change(turn.person, number, *said, now=turn.now)
    else:
        event_id = number
        await faq.add(turn.person, event_id, *said, now=turn.now)
    return [Alert(turn.t("event-faq-saved")), await _list_to_manage(turn, event_id)]


async def left(turn: Turn, subject: str) -> Screen:
    number = int(subject[1:])
    return await (_entry(turn, number) if subject.startswith(_TO_ENTRY) else _list_to_manage(turn, number))


async def move_up(turn: Turn) -> Reply:
    return await _list_to_manage(turn, await faq.move_up(turn.person, turn.number(), now=turn.now))


async def drop(turn: Turn) -> Reply:
    event_id = await faq.remove(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-faq-removed")), await _list_to_manage(turn, event_id)]


PRESSES = {
    "fq.list": Route(listed),
    "fq.take": Route(take, Where.ANYWHERE),
    "fq.manage": Route(manage),
    "fq.open": Route(opened),
    "fq.add": Route(begin_adding),
    "fq.edit": Route(begin_changing),
    "fq.up": Route(move_up),
    "fq.drop": Route(drop),
}
CONVERSATIONS = {FAQ_FORM.key: Conversation(FAQ_FORM, worded, left=left)}
