"""«Программа» for its organizer: lines added, one changed, its reminder, who is in it, taken out."""

from __future__ import annotations

from dataclasses import replace

from bot.events.programme_words import event_day
from bot.events.roster import args_of
from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Button, Italic, Press, Row, Screen, Words, in_rows, lines
from bot.kit.turn import OldButton, Reply, Turn
from domain.errors import NotAllowed
from domain.events.people import roster
from domain.events.people.roster import PeopleFilter
from domain.events.policy import may_read_answers
from domain.events.programme import choosing, making, reminders
from domain.events.programme.errors import OutsideEvent
from domain.events.programme.items import Item, words_of
from domain.events.programme.lines import as_line
from domain.events.programme.making_form import (
    ITEM_FORM,
    ITEM_KEEP_FORM,
    KEEP_FORM,
    LINES_FORM,
    NO_REMINDER,
    minutes_in,
)
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import Field, Form, JsonValue
from locales import Translator

PAGE, IN_ROW = 12, 3


async def manage(turn: Turn) -> Reply:
    first = turn.number(1) if len(turn.args) > 1 else 0
    return await _list(turn, turn.number(), first=first)


async def _list(turn: Turn, event_id: int, *, first: int = 0) -> Screen:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return manage_screen(card, turn.t, first=first)


def manage_screen(card: EventCard, t: Translator, *, first: int = 0) -> Screen:
    shown = list(enumerate(card.programme, 1))[first : first + PAGE]
    said: list[Words] = [f"{number}. {_line(one, card, t)}" for number, one in shown]
    opens: list[Button] = [Press(str(number), "pm.open", (one.id,)) for number, one in shown]
    rows = in_rows(opens, IN_ROW)
    pager = page_turns(t, "pm.manage", (card.id,), first, PAGE, more=len(card.programme) > first + PAGE)
    is_on = card.status not in ("finished", "cancelled")
    add: list[Row] = [[Press(t("programme-add"), "pm.add", (card.id,), style="primary")]] if is_on else []
    back: Row = [Press(t("event-button-back"), "ev.setup", (card.id,))]
    is_told = bool(said) and card.status in ("published", "registration_open", "running")
    hint: list[Words] = ["", Italic(t("programme-told-soon"))] if is_told else []
    text = lines(Bold(card.title), t("programme-title"), "", *(said or [t("programme-none-yet")]), *hint)
    return Screen(text, keyboard=[*rows, *pager, *add, back])


def _line(item: Item, card: EventCard, t: Translator) -> str:
    return f"{words_of(item, card.zone, event_day(card))} · {_people(item, t)}"


def _people(item: Item, t: Translator) -> str:
    if not item.by_choice:
        return t("programme-for-all")
    if item.capacity is None:
        return t("programme-people", count=item.taken)
    return t("programme-people-of", count=item.taken, capacity=item.capacity)


async def opened(turn: Turn) -> Reply:
    return await _item(turn, turn.number())


async def _item(turn: Turn, item_id: int) -> Screen:
    event, item = await making.get_item(turn.person, item_id)
    card = await get_event_card(event.id, turn.person)
    args: tuple[int, ...] = ()
    if item.by_choice and may_read_answers(turn.person, event):
        wanted = PeopleFilter("going", answer=(choosing.KEY, str(item.id)))
        args = args_of(wanted, await roster.questions_for(turn.person, event.id))
    return item_screen(card, item, args, turn.t)


def item_screen(card: EventCard, item: Item, args: tuple[int, ...], t: Translator) -> Screen:
    """`args`: the choice of those in it, for the list of people; empty where there is none to look at."""
    text = lines(
        Bold(words_of(item, card.zone, event_day(card))),
        _people(item, t),
        t("programme-reminds", minutes=item.remind_minutes or 0),
    )
    who: list[Row] = []
    if args:
        people = Press(t("programme-who"), "ev.people", (card.id, 0, *args))
        who = [[people, *([Press(t("programme-write"), "lt.write", (card.id, *args))] if item.taken else [])]]
    is_on = card.status not in ("finished", "cancelled")
    change: list[Row] = [
        [Press(t("programme-edit"), "pm.edit", (item.id,)), Press(t("programme-remove"), "pm.drop", (item.id,))]
    ]
    reminds: Row = [_reminder(item, minutes, t) for minutes in reminders.MINUTES]
    off: Row = [_reminder(item, None, t)]
    back: Row = [Press(t("programme-all"), "pm.manage", (card.id,))]
    return Screen(text, keyboard=[*who, *([*change, reminds[:2], reminds[2:], off] if is_on else []), back])


def _reminder(item: Item, minutes: int | None, t: Translator) -> Press:
    words = t(f"programme-remind-{minutes or NO_REMINDER}")
    return Press(f"✓ {words}" if minutes == item.remind_minutes else words, "pm.remind", (item.id, minutes or 0))


async def begin_adding(turn: Turn) -> Reply:
    card = await get_event_card(turn.number(), turn.person)
    if not card.manages:
        raise NotAllowed
    return await turn.forms.begin(turn, LINES_FORM, str(card.id))


async def added(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _add(turn, int(subject), str(answers["lines"]), keep=False)


async def added_anyway(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    if answers["keep"] != "yes":
        return await turn.forms.begin(turn, LINES_FORM, subject)
    return await _add(turn, int(subject), str(answers["lines"]), keep=True)


async def _add(turn: Turn, event_id: int, said: str, *, keep: bool) -> Reply:
    try:
        count = await making.add(turn.person, event_id, said, keep=keep, now=turn.now)
    except OutsideEvent as outside:
        return await turn.forms.begin(turn, KEEP_FORM, str(event_id), answers={"lines": said}, trouble=outside)
    return [Alert(turn.t("programme-added", count=count)), await _list(turn, event_id)]


async def begin_changing(turn: Turn) -> Reply:
    event, item = await making.get_item(turn.person, turn.number())
    frame = making.frame_of(event, lang=turn.person.language, now=turn.now)
    now: dict[str, JsonValue] = {
        "line": as_line(making.line_of(item), frame),
        "remind": str(item.remind_minutes or NO_REMINDER),
    }
    return await turn.forms.begin(turn, _offering(ITEM_FORM), str(item.id), prefill=now)


def _offering(form: Form) -> Form:
    fields: tuple[Field, ...] = tuple(replace(field, prefill=field.key) for field in form.fields)
    return replace(form, fields=fields)


async def reworded(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _change(turn, int(subject), answers, keep=False)


async def reworded_anyway(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    if answers["keep"] != "yes":
        return await _item(turn, int(subject))
    return await _change(turn, int(subject), answers, keep=True)


async def _change(turn: Turn, item_id: int, answers: dict[str, JsonValue], *, keep: bool) -> Reply:
    line, remind = str(answers["line"]), minutes_in(answers)
    try:
        event_id = await making.change(turn.person, item_id, line, remind, keep=keep, now=turn.now)
    except OutsideEvent as outside:
        known = {key: answers[key] for key in ("line", "remind")}
        return await turn.forms.begin(turn, ITEM_KEEP_FORM, str(item_id), answers=known, trouble=outside)
    return [Alert(turn.t("programme-saved")), await _list(turn, event_id)]


async def left_lines(turn: Turn, subject: str) -> Screen:
    return await _list(turn, int(subject))


async def left_item(turn: Turn, subject: str) -> Screen:
    return await _item(turn, int(subject))


async def remind(turn: Turn) -> Reply:
    minutes = turn.number(1)
    if minutes and minutes not in reminders.MINUTES:
        raise OldButton
    await making.set_reminder(turn.person, turn.number(), minutes or None, now=turn.now)
    return [Alert(turn.t("programme-saved")), await _item(turn, turn.number())]


async def drop(turn: Turn) -> Reply:
    """Asked once more: those in it are told."""
    event, item = await making.get_item(turn.person, turn.number())
    yes = Press(turn.t("programme-remove"), "pm.drop!", (item.id,), style="danger")
    back = Press(turn.t("event-button-back"), "pm.open", (item.id,))
    card = await get_event_card(event.id, turn.person)
    text = lines(Bold(words_of(item, event.zone, event_day(card))), turn.t("programme-remove-sure"))
    return Screen(text, keyboard=[[yes], [back]])


async def really_drop(turn: Turn) -> Reply:
    event_id = await making.remove(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("programme-removed")), await _list(turn, event_id)]


PRESSES = {
    "pm.manage": Route(manage),
    "pm.open": Route(opened),
    "pm.add": Route(begin_adding),
    "pm.edit": Route(begin_changing),
    "pm.remind": Route(remind),
    "pm.drop": Route(drop),
    "pm.drop!": Route(really_drop),
}
CONVERSATIONS = {
    LINES_FORM.key: Conversation(LINES_FORM, added, left=left_lines),
    KEEP_FORM.key: Conversation(KEEP_FORM, added_anyway, left=left_lines),
    ITEM_FORM.key: Conversation(_offering(ITEM_FORM), reworded, left=left_item),
    ITEM_KEEP_FORM.key: Conversation(ITEM_KEEP_FORM, reworded_anyway, left=left_item),
}
