"""Results by hand: /result, /dq, several lines at once, undo; and the organizer's page of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.accounts.whom import named_person
from bot.events.results_words import mark_of, state_line
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Italic, OpenApp, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed
from domain.events import group
from domain.events.models import Event
from domain.events.people import standing
from domain.events.policy import times
from domain.events.results import entering
from domain.events.results.entering import Entered, said_of
from domain.events.results.errors import MarkUnreadable, NumberUnknown, StageUnknown
from domain.events.results.queries import BoardCard, BoardRow, Category, board_for, row_of
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from locales import Translator
from locales.marks import mark
from locales.results import short_category

MOST_DIGITS = 7
LINES_FORM = Form(
    "result-lines", (Field("lines", Kind.LONG_TEXT, words="result-lines-ask", example="114 0:21:43", min=3, max=3500),)
)
"""What it shows as an example is another thing where laps or tries are entered."""
DQ_FORM = Form("result-dq", (Field("reason", Kind.TEXT, words="result-dq-ask", min=3, max=300),))
MOST_SAID = 20
"""Bytes of what was typed, in a button: with the event and the number it has to fit into 64."""
NAMED_WRONG = 8


async def result(turn: Turn) -> Reply:
    """/result 114 0:21:43, or one a line; in a group /result 0:21:43 as a reply"""
    if len(turn.text.strip().splitlines()) > 1:
        return await _lines_of_command(turn)
    number, said = await _whose(turn)
    if number is None or not said:
        return Screen(turn.t("result-how"))
    if not turn.private:
        return await _enter(turn, await group.linked_event_id(turn.chat_id), number, said)
    events = await entering.events_with_number(turn.person, number)
    if len(events) == 1:
        return await _enter(turn, events[0].id, number, said)
    if events and len(said.encode()) <= MOST_SAID:
        return which_event(turn, events, "rs.put", (number, said))
    if events:
        raise MarkUnreadable(said=said[:40], measure="time")
    return await _nowhere(turn, number)


async def _lines_of_command(turn: Turn) -> Reply:
    """Where the first number is worn in several events, they are asked for again beneath one of them."""
    if not turn.private:
        return await _enter_lines(turn, await group.linked_event_id(turn.chat_id), turn.text)
    number, _ = _number_and_rest(turn.text.strip().splitlines()[0])
    events = await entering.events_with_number(turn.person, number) if number is not None else []
    if len(events) == 1:
        return await _enter_lines(turn, events[0].id, turn.text)
    events = events or await entering.events_for_results(turn.person)
    return which_event(turn, events, "rs.lines", ()) if events else Screen(turn.t("result-no-events"))


async def put(turn: Turn) -> Reply:
    """The event was chosen: its id, the number and the words ride on the button."""
    return await _enter(turn, turn.number(), turn.number(1), ":".join(turn.args[2:]))


async def _nowhere(turn: Turn, number: int) -> Reply:
    if await entering.events_for_results(turn.person):
        raise NumberUnknown(number=str(number))
    return Screen(turn.t("result-no-events"))


def which_event(turn: Turn, events: Sequence[Event], action: str, more: tuple[int | str, ...]) -> Screen:
    rows: list[Row] = [[Press(shortened(one.title, 48), action, (one.id, *more))] for one in events]
    return Screen(turn.t("result-which-event"), keyboard=rows)


def panel_rows(events: Sequence[Event]) -> list[Row]:
    """To where each one's results are entered: a tournament's are scores of its matches."""
    return [
        [Press(shortened(one.title, 48), "br.judge" if one.kind == "tournament" else "rs.panel", (one.id,))]
        for one in events
    ]


def _number_and_rest(text: str) -> tuple[int | None, str]:
    head, _, rest = " ".join(text.split()).partition(" ")
    number = head.removeprefix("№").removeprefix("#")
    return (int(number), rest) if number.isdecimal() and len(number) <= MOST_DIGITS else (None, rest)


async def _whose(turn: Turn) -> tuple[int | None, str]:
    """The number that is said before the rest; without one, of whom the message in the group replies to."""
    number, rest = _number_and_rest(turn.text)
    if turn.private or (number is not None and rest):
        return number, rest
    person, words = await named_person(turn, turn.text)
    if person is None:
        return number, rest
    return await standing.number_of(await group.linked_event_id(turn.chat_id), person.id), " ".join(words.split())


async def _enter(turn: Turn, event_id: int, number: int, said: str) -> Reply:
    entered = await entering.enter(turn.person, event_id, number, said, now=turn.now)
    return await _entered(turn, entered)


async def _entered(turn: Turn, entered: Entered) -> Screen:
    card = await board_for(entered.event_id, turn.person)
    row = await row_of(card, entered.registration_id, Category(), with_names=True)
    if row is None:
        back: Row = [Press(turn.t("result-button-board"), "rs.top", (card.id,))]
        return Screen(turn.t("result-state-gone"), keyboard=[back])
    narrow = await row_of(card, entered.registration_id, row.category) if not row.category.is_all else None
    return entered_screen(card, row, narrow, entered.change_id, turn.t)


def entered_screen(
    card: BoardCard, row: BoardRow, narrow: BoardRow | None, change_id: int | None, t: Translator
) -> Screen:
    """What was entered, and which place it makes."""
    is_reasoned = row.state == "dq" and row.reason
    said = t("result-state-dq-because", reason=row.reason) if is_reasoned else mark_of(card, row, t)
    words = "result-entered" if change_id else "result-entered-same"
    head = t(words, number=str(row.number or "–"), name=row.name or t("result-nameless"), mark=said)
    where = [t("result-place-now", place=row.place)] if row.place else []
    if narrow and narrow.place:
        where.append(t("result-place-in", category=short_category(card, row.category, t), place=narrow.place))
    undo: Row = [Press(t("result-undo"), "rs.undo", (change_id,))] if change_id else []
    return Screen(
        lines(Bold(head), ", ".join(where) if where else None, _each(card, row, t)),
        keyboard=[[*undo, Press(t("result-button-board"), "rs.top", (card.id,))]],
    )


def _each(card: BoardCard, row: BoardRow, t: Translator) -> str | None:
    """All that the total is made of, where there may be several."""
    scoring = card.board.scoring
    if scoring.stages < 2 or len(row.marks) < 2:
        return None
    marks = " · ".join("–" if one is None else mark(t, scoring.entered, one) for one in row.marks)
    return t("result-entered-tries" if scoring.in_tries else "result-entered-stages", marks=marks)


async def undo(turn: Turn) -> Reply:
    entered = await entering.take_back(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-taken-back")), await _entered(turn, entered)]


async def dq(turn: Turn) -> Reply:
    """/dq 114 срезал круг; in a group /dq срезал круг as a reply"""
    number, reason = await _whose(turn)
    if number is None:
        return Screen(turn.t("result-how-dq"))
    if not turn.private:
        event_id = await group.linked_event_id(turn.chat_id)
    else:
        events = await entering.events_with_number(turn.person, number)
        if not events:
            return await _nowhere(turn, number)
        if len(events) > 1:
            return which_event(turn, events, "rs.dq", (number,))
        event_id = events[0].id
        if not reason:
            return await turn.forms.begin(turn, DQ_FORM, f"{event_id}:{number}")
    return await _entered(turn, await entering.disqualify(turn.person, event_id, number, reason, now=turn.now))


async def dq_chosen(turn: Turn) -> Reply:
    """The reason is asked for: it does not fit on a button."""
    return await turn.forms.begin(turn, DQ_FORM, f"{turn.number()}:{turn.number(1)}")


async def dq_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, number = [int(part) for part in subject.split(":")]
    entered = await entering.disqualify(turn.person, event_id, number, str(answers["reason"]), now=turn.now)
    return await _entered(turn, entered)


async def results(turn: Turn) -> Reply:
    """[Результаты] of the panel, /results."""
    if turn.incoming.kind == "press":
        return await results_of(turn, turn.number())
    if not turn.private:
        return await results_of(turn, await group.linked_event_id(turn.chat_id))
    events = await entering.events_for_results(turn.person, with_tournaments=True)
    if len(events) == 1 and events[0].kind != "tournament":
        return await results_of(turn, events[0].id)
    if not events:
        return Screen(turn.t("result-no-events"))
    return Screen(turn.t("result-which-event"), keyboard=panel_rows(events))


async def managed_board(turn: Turn, event_id: int) -> BoardCard:
    card = await board_for(event_id, turn.person)
    if not card.event.manages:
        raise NotAllowed
    return card


async def timed_board(turn: Turn, event_id: int) -> BoardCard:
    """For who enters results, such as a club's timer."""
    card = await board_for(event_id, turn.person)
    if not times(turn.person, card.event.organizer_id, card.event.organization_id):
        raise NotAllowed
    return card


async def results_of(turn: Turn, event_id: int) -> Screen:
    return results_screen(await timed_board(turn, event_id), turn.t, private=turn.private)


def results_screen(card: BoardCard, t: Translator, *, private: bool = True) -> Screen:
    counted: list[Words] = [t("result-panel-entered", count=card.entered) if card.entered else t("result-panel-none")]
    counted += [t("result-panel-reviews", count=card.reviews)] if card.reviews else []
    counted += [t("result-panel-protests", count=card.protests)] if card.protests else []
    example = t(f"result-page-example-{said_of(card.board.scoring)}")
    text = lines(
        Bold(card.event.title),
        Italic(state_line(card, t)) if card.entered else None,
        "",
        *counted,
        *([] if card.board.is_final else ["", t("result-panel-how", example=example)]),
    )
    rows: list[Row] = []
    manages = card.event.manages
    if private and not card.board.is_final:
        rules_too = [Press(t("result-button-rules"), "rs.rules", (card.id,))] if manages else []
        rows.append([Press(t("result-button-enter"), "rs.lines", (card.id,)), *rules_too])
    is_open = not card.board.is_final and card.event.status == "running"
    if private and is_open and card.board.scoring.entered == "time":
        rows.append([Press(t("result-button-finish"), "fn.open", (card.id,))])
    if manages and card.reviews:
        reviews = f"/org/events/{card.id}/results/reviews"
        rows.append([OpenApp(t("result-button-reviews", count=card.reviews), reviews, f"o_{card.id}")])
    if manages and card.protests:
        rows.append([Press(t("result-button-protests", count=card.protests), "rs.protests", (card.id,))])
    rows.append([Press(t("result-button-board"), "rs.top", (card.id,))])
    if manages and card.classified and not card.board.is_final:
        rows.append([Press(t("result-button-announce"), "rs.final", (card.id,), style="primary")])
    app = OpenApp(t("result-button-app"), f"/org/events/{card.id}/results", f"o_{card.id}")
    if not manages:
        return Screen(text, keyboard=[*rows, [app]])
    if card.board.is_final:
        if card.event.status == "running":
            rows.append([Press(t("event-button-finish"), "ev.finish", (card.id,), style="primary")])
        rows.append([Press(t("result-button-reopen"), "rs.reopen", (card.id,))])
    rows += [[Press(t("award-panel"), "aw.panel", (card.id,))] if private else [], [app]]
    rows = [row for row in rows if row]
    return Screen(text, keyboard=[*rows, [Press(t("space-button-panel"), "pn.open", (card.id,))]])


async def several(turn: Turn) -> Reply:
    """[Внести]: one a line."""
    card = await timed_board(turn, turn.number())
    example = f"114 {turn.t(f'result-page-example-{said_of(card.board.scoring)}')}"
    hint = turn.t("result-lines-hint", example=example)
    asked = replace(LINES_FORM, fields=tuple(replace(one, hint=hint, example=example) for one in LINES_FORM.fields))
    return await turn.forms.begin(turn, asked, str(card.id))


async def several_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _enter_lines(turn, int(subject), str(answers["lines"]))


async def _enter_lines(turn: Turn, event_id: int, text: str) -> Reply:
    """What can be read is entered; what cannot is said, so that it can be sent again."""
    entered, wrong, unknown = 0, [], []
    for line in text.splitlines():
        number, said = _number_and_rest(line)
        if not line.strip():
            continue
        if number is None or not said:
            wrong.append(line.strip()[:24])
            continue
        try:
            one = await entering.enter(turn.person, event_id, number, said, now=turn.now)
        except (MarkUnreadable, StageUnknown):
            wrong.append(line.strip()[:24])
        except NumberUnknown:
            unknown.append(str(number))
        else:
            entered += one.change_id is not None
    t = turn.t
    said_of = [t("result-lines-done", count=entered)]
    said_of += [t("result-lines-wrong", lines=_few(wrong))] if wrong else []
    said_of += [t("result-lines-unknown", numbers=_few(unknown))] if unknown else []
    return [Screen(lines(*said_of), own_message=True), await results_of(turn, event_id)]


def _few(said: list[str]) -> str:
    return ", ".join(said[:NAMED_WRONG]) + ("…" if len(said) > NAMED_WRONG else "")


async def back_to_results(turn: Turn, subject: str) -> Screen:
    return await results_of(turn, int(subject))


COMMANDS = {
    "result": Route(result, Where.ANYWHERE),
    "results": Route(results, Where.ANYWHERE),
    "dq": Route(dq, Where.ANYWHERE),
}
PRESSES = {
    "rs.put": Route(put),
    "rs.undo": Route(undo, Where.ANYWHERE),
    "rs.dq": Route(dq_chosen),
    "rs.panel": Route(results, Where.ANYWHERE),
    "rs.lines": Route(several),
}
CONVERSATIONS = {
    LINES_FORM.key: Conversation(None, several_said, left=back_to_results),
    DQ_FORM.key: Conversation(DQ_FORM, dq_said),
}
