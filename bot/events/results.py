"""Results by hand: /result, /dq, several lines at once, undo; and the organizer's page of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.events.finding import named_event
from bot.events.results_words import mark_of, short_category, state_line, who
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Italic, OpenApp, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed
from domain.events import group
from domain.events.models import Event
from domain.events.results import entering, final, protests, reviews, rules
from domain.events.results.boards import read_board
from domain.events.results.entering import Entered
from domain.events.results.errors import MarkUnreadable, NumberUnknown
from domain.events.results.protests import Protest
from domain.events.results.queries import BoardCard, BoardRow, Category, board_for, row_of
from domain.forms.form import Field, Form, JsonValue, Kind
from locales import Translator

MOST_DIGITS = 7
LINES_FORM = Form("result-lines", (Field("lines", Kind.LONG_TEXT, words="result-lines-ask", min=3, max=3500),))
PROTEST_FORM = Form("result-protest", (Field("text", Kind.LONG_TEXT, words="result-protest-ask", min=5, max=2000),))
DQ_FORM = Form("result-dq", (Field("reason", Kind.TEXT, words="result-dq-ask", min=3, max=300),))
MOST_SAID = 20
"""Bytes of what was typed, in a button: with the event and the number it has to fit into 64."""
NAMED_WRONG = 8
RULES_SHOWN = 600


async def result(turn: Turn) -> Reply:
    """/result 114 0:21:43"""
    number, said = _number_and_rest(turn.text)
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


async def put(turn: Turn) -> Reply:
    """The event was chosen: its id, the number and the words ride on the button."""
    return await _enter(turn, turn.number(), turn.number(1), ":".join(turn.args[2:]))


async def _nowhere(turn: Turn, number: int) -> Reply:
    if await entering.events_for_results(turn.person):
        raise NumberUnknown(number=str(number))
    return Screen(turn.t("result-no-events"))


def which_event(turn: Turn, events: Sequence[Event], action: str, more: tuple[int | str, ...]) -> Screen:
    rows: list[Row] = [[Press(one.title[:48], action, (one.id, *more))] for one in events]
    return Screen(turn.t("result-which-event"), keyboard=rows)


def _number_and_rest(text: str) -> tuple[int | None, str]:
    head, _, rest = " ".join(text.split()).partition(" ")
    number = head.removeprefix("№").removeprefix("#")
    return (int(number), rest) if number.isdecimal() and len(number) <= MOST_DIGITS else (None, rest)


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
        lines(Bold(head), ", ".join(where) if where else None),
        keyboard=[[*undo, Press(t("result-button-board"), "rs.top", (card.id,))]],
    )


async def undo(turn: Turn) -> Reply:
    entered = await entering.take_back(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-taken-back")), await _entered(turn, entered)]


async def dq(turn: Turn) -> Reply:
    """/dq 114 срезал круг"""
    number, reason = _number_and_rest(turn.text)
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
        return await _results(turn, turn.number())
    if not turn.private:
        return await _results(turn, await group.linked_event_id(turn.chat_id))
    events = await entering.events_for_results(turn.person)
    if len(events) == 1:
        return await _results(turn, events[0].id)
    return which_event(turn, events, "rs.panel", ()) if events else Screen(turn.t("result-no-events"))


async def _managed(turn: Turn, event_id: int) -> BoardCard:
    card = await board_for(event_id, turn.person)
    if not card.event.manages:
        raise NotAllowed
    return card


async def _results(turn: Turn, event_id: int) -> Screen:
    return results_screen(await _managed(turn, event_id), turn.t, private=turn.private)


def results_screen(card: BoardCard, t: Translator, *, private: bool = True) -> Screen:
    counted: list[Words] = [t("result-panel-entered", count=card.entered) if card.entered else t("result-panel-none")]
    counted += [t("result-panel-reviews", count=card.reviews)] if card.reviews else []
    counted += [t("result-panel-protests", count=card.protests)] if card.protests else []
    text = lines(
        Bold(card.event.title),
        Italic(state_line(card, t)) if card.entered else None,
        "",
        *counted,
        *([] if card.board.is_final else ["", t("result-panel-how")]),
    )
    rows: list[Row] = []
    if private and not card.board.is_final:
        rules_too = Press(t("result-button-rules"), "rs.rules", (card.id,))
        rows.append([Press(t("result-button-enter"), "rs.lines", (card.id,)), rules_too])
    if private and card.board.scoring.entered == "time" and card.event.status == "running":
        rows.append([Press(t("result-button-finish"), "fn.open", (card.id,))])
    if card.reviews:
        reviews = f"/org/events/{card.id}/results/reviews"
        rows.append([OpenApp(t("result-button-reviews", count=card.reviews), reviews, f"o_{card.id}")])
    if card.protests:
        rows.append([Press(t("result-button-protests", count=card.protests), "rs.protests", (card.id,))])
    rows.append([Press(t("result-button-board"), "rs.top", (card.id,))])
    if card.classified and not card.board.is_final:
        rows.append([Press(t("result-button-announce"), "rs.final", (card.id,), style="primary")])
    if card.board.is_final:
        rows.append([Press(t("result-button-reopen"), "rs.reopen", (card.id,))])
    rows.append([OpenApp(t("result-button-app"), f"/org/events/{card.id}/results", f"o_{card.id}")])
    return Screen(text, keyboard=[*rows, [Press(t("space-button-panel"), "pn.open", (card.id,))]])


async def several(turn: Turn) -> Reply:
    """[Внести]: one a line."""
    card = await _managed(turn, turn.number())
    return await turn.forms.begin(turn, LINES_FORM, str(card.id))


async def several_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """What can be read is entered; what cannot is said, so that it can be sent again."""
    entered, wrong, unknown = 0, [], []
    for line in str(answers["lines"]).splitlines():
        number, said = _number_and_rest(line)
        if not line.strip():
            continue
        if number is None or not said:
            wrong.append(line.strip()[:24])
            continue
        try:
            one = await entering.enter(turn.person, int(subject), number, said, now=turn.now)
        except MarkUnreadable:
            wrong.append(line.strip()[:24])
        except NumberUnknown:
            unknown.append(str(number))
        else:
            entered += one.change_id is not None
    t = turn.t
    said_of = [t("result-lines-done", count=entered)]
    said_of += [t("result-lines-wrong", lines=_few(wrong))] if wrong else []
    said_of += [t("result-lines-unknown", numbers=_few(unknown))] if unknown else []
    return [Screen(lines(*said_of), own_message=True), await _results(turn, int(subject))]


def _few(said: list[str]) -> str:
    return ", ".join(said[:NAMED_WRONG]) + ("…" if len(said) > NAMED_WRONG else "")


async def _back(turn: Turn, subject: str) -> Screen:
    return await _results(turn, int(subject))


async def ask_first(turn: Turn) -> Reply:
    """Announcing tells everybody; making preliminary again is seen by everybody."""
    card, move = await _managed(turn, turn.number()), turn.incoming.word.removeprefix("rs.")
    sure, yes = {
        "final": ("result-announce-sure", "result-button-announce"),
        "reopen": ("result-reopen-sure", "result-button-reopen"),
    }[move]
    rows: list[Row] = [
        [Press(turn.t(yes), f"rs.{move}!", (card.id,), style="primary")],
        [Press(turn.t("result-button-back"), "rs.panel", (card.id,))],
    ]
    return Screen(lines(Bold(card.event.title), turn.t(sure)), keyboard=rows)


async def announce(turn: Turn) -> Reply:
    await final.announce(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-announced")), await _results(turn, turn.number())]


async def reopen(turn: Turn) -> Reply:
    await final.reopen(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-reopened")), await _results(turn, turn.number())]


async def scoring(turn: Turn) -> Reply:
    """[Правила подсчёта]: question by question, each with what is true now."""
    event = await group.managed_event(turn.person, turn.number())
    board = await read_board(event.id, event.kind)
    form = rules.scoring_form(event)
    offered = replace(form, fields=tuple(replace(field, prefill=field.key) for field in form.fields))
    return await turn.forms.begin(turn, offered, str(event.id), prefill=rules.as_answers(board.scoring))


async def scoring_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await rules.set_scoring(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("result-scoring-saved")), await _results(turn, int(subject))]


async def rules_command(turn: Turn) -> Reply:
    """/rules in the event's group; in private /rules 17"""
    if not turn.private:
        return rules_screen(await board_for(await group.linked_event_id(turn.chat_id), turn.person), turn.t)
    named = named_event(turn.text)
    return Screen(turn.t("event-which")) if named is None else rules_screen(await board_for(named, turn.person), turn.t)


def rules_screen(card: BoardCard, t: Translator) -> Screen:
    """How places are counted, and what the organizer has written about it."""
    how, written = card.board.scoring, card.event.rules[:RULES_SHOWN]
    ties = t.listing([t(f"result-scoring-tie-{rule}") for rule in how.ties]) if how.ties else ""
    text = lines(
        Bold(t("result-rules-title", title=card.event.title)),
        t(f"result-scoring-measure-{how.measure}"),
        t("result-rules-stages", count=how.stages) if how.stages > 1 else None,
        t("result-rules-table", table=", ".join(map(str, how.table))) if how.measure == "places" else None,
        t("result-rules-ties", ties=ties) if ties else None,
        *(["", written] if written else []),
    )
    return Screen(text, keyboard=[[Press(t("event-button-card"), "ev.card", (card.id,))]])


async def protest(turn: Turn) -> Reply:
    """[Не согласен с результатом]"""
    await protests.require_own(turn.person, turn.number())
    return await turn.forms.begin(turn, PROTEST_FORM, str(turn.number()))


async def protested(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card, t = await board_for(int(subject), turn.person), turn.t
    registration_id = await protests.require_own(turn.person, card.id)
    row = await row_of(card, registration_id, Category(), with_names=True)
    assert row is not None
    head = t("result-protest-head", number=str(row.number or "–"), mark=mark_of(card, row, t))
    await protests.protest(turn.person, card.id, str(answers["text"]), head, now=turn.now)
    return Screen(t("result-protest-sent"), keyboard=[[Press(t("result-button-board"), "rs.top", (card.id,))]])


async def protests_open(turn: Turn) -> Reply:
    """[Протесты]: each with its words and two buttons."""
    card = await _managed(turn, turn.number())
    found = await protests.open_protests(turn.person, card.id, limit=4)
    rows = {one.id: await row_of(card, one.registration_id, Category(), with_names=True) for one in found}
    return protests_screen(card, [(one, rows[one.id]) for one in found], turn.t)


def protests_screen(card: BoardCard, found: Sequence[tuple[Protest, BoardRow | None]], t: Translator) -> Screen:
    said: list[Words] = []
    buttons: list[Row] = []
    for one, row in found:
        number = str(row.number or "–") if row else "–"
        about = who(row, t) if row else number
        said += ["", Bold(about), one.text.split("\n\n", 1)[-1][:400]]
        decided = [
            Press(t("result-protest-uphold", number=number), "rs.uphold", (one.id,)),
            Press(t("result-protest-decline", number=number), "rs.decline", (one.id,)),
        ]
        buttons.append([*decided])
        if one.message_id:
            buttons.append([Press(t("space-button-answer", number=number), "ch.reply", (one.message_id,))])
    text = lines(Bold(card.event.title), *(said or [t("result-protests-none")]))
    return Screen(text, keyboard=[*buttons, [Press(t("result-button-back"), "rs.panel", (card.id,))]])


async def accept(turn: Turn) -> Reply:
    """[Засчитать]: what was in doubt counts."""
    await reviews.accept(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("result-accepted")), await _results(turn, turn.number())]


async def decide(turn: Turn) -> Reply:
    state = {"rs.uphold": "upheld", "rs.decline": "declined"}[turn.incoming.word]
    event_id = await protests.decide(turn.person, turn.number(), state, now=turn.now)
    return [Alert(turn.t(f"result-protest-{state}")), await _results(turn, event_id)]


COMMANDS = {
    "result": Route(result, Where.ANYWHERE),
    "results": Route(results, Where.ANYWHERE),
    "dq": Route(dq, Where.ANYWHERE),
    "rules": Route(rules_command, Where.ANYWHERE),
}
PRESSES = {
    "rs.put": Route(put),
    "rs.undo": Route(undo, Where.ANYWHERE),
    "rs.dq": Route(dq_chosen),
    "rs.panel": Route(results, Where.ANYWHERE),
    "rs.lines": Route(several),
    "rs.final": Route(ask_first, Where.ANYWHERE),
    "rs.final!": Route(announce, Where.ANYWHERE),
    "rs.reopen": Route(ask_first, Where.ANYWHERE),
    "rs.reopen!": Route(reopen, Where.ANYWHERE),
    "rs.protest": Route(protest),
    "rs.protests": Route(protests_open),
    "rs.uphold": Route(decide),
    "rs.decline": Route(decide),
    "rs.rules": Route(scoring),
    "rs.accept": Route(accept),
}
CONVERSATIONS = {
    LINES_FORM.key: Conversation(LINES_FORM, several_said, left=_back),
    PROTEST_FORM.key: Conversation(PROTEST_FORM, protested),
    rules.KEY: Conversation(None, scoring_said, left=_back),
    DQ_FORM.key: Conversation(DQ_FORM, dq_said),
}
