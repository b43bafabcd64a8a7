"""What the organizer decides about results: the rules, what is in doubt, protests, that they are final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.events.finding import named_event
from bot.events.results import managed_board, results_of
from bot.events.results_words import mark_of, who
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events import group
from domain.events.results import final, protests, reviews, rules
from domain.events.results.boards import RUNNING, read_board
from domain.events.results.errors import NoResultOfYours
from domain.events.results.protests import Protest
from domain.events.results.queries import BoardCard, BoardRow, Category, board_for, row_of
from domain.events.results.scoring import Scoring
from domain.forms.form import Field, Form, JsonValue, Kind
from locales import Translator, translator

PROTEST_FORM = Form("result-protest", (Field("text", Kind.LONG_TEXT, words="result-protest-ask", min=5, max=2000),))
RULES_SHOWN = 600


async def ask_first(turn: Turn) -> Reply:
    """Announcing tells everybody; making preliminary again is seen by everybody."""
    card, move = await managed_board(turn, turn.number()), turn.incoming.word.removeprefix("rs.")
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
    return [Alert(turn.t("result-announced")), await results_of(turn, turn.number())]


async def reopen(turn: Turn) -> Reply:
    await final.reopen(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-reopened")), await results_of(turn, turn.number())]


async def scoring(turn: Turn) -> Reply:
    """[Правила подсчёта]: question by question, each with what is true now."""
    event = await group.managed_event(turn.person, turn.number())
    board = await read_board(event.id, event.kind)
    form = rules.scoring_form(event)
    offered = replace(form, fields=tuple(replace(field, prefill=field.key) for field in form.fields))
    return await turn.forms.begin(turn, offered, str(event.id), prefill=rules.as_answers(board.scoring))


async def scoring_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await rules.set_scoring(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("result-scoring-saved")), await left_scoring(turn, subject)]


async def left_scoring(turn: Turn, subject: str) -> Screen:
    """Before the start there are no results to go back to."""
    card = await board_for(int(subject), turn.person)
    if card.event.status in RUNNING:
        return await results_of(turn, card.id)
    shown = rules_screen(card, turn.t)
    rows: list[Row] = [[Press(turn.t("event-button-back"), "ev.setup", (card.id,))]]
    return replace(shown, keyboard=rows)


async def rules_command(turn: Turn) -> Reply:
    """/rules in the event's group; in private /rules 17"""
    if not turn.private:
        return rules_screen(await board_for(await group.linked_event_id(turn.chat_id), turn.person), turn.t)
    named = named_event(turn.text)
    if named is None:
        return Screen(turn.t("event-which", command="rules"))
    card = await board_for(named, turn.person)
    shown = rules_screen(card, turn.t)
    change: list[Row] = [[Press(turn.t("event-button-edit"), "rs.rules", (card.id,))]] if card.event.manages else []
    return replace(shown, keyboard=[*change, *shown.keyboard])


def rules_screen(card: BoardCard, t: Translator) -> Screen:
    """How places are counted, and what the organizer has written about it."""
    how, written = card.board.scoring, card.event.rules[:RULES_SHOWN]
    what = "tries" if how.in_tries else "stages"
    ties = t.listing([t(f"result-scoring-tie-{what}-{rule}") for rule in how.ties]) if how.ties else ""
    text = lines(
        Bold(t("result-rules-title", title=card.event.title)),
        _wins(how, t),
        t("result-rules-laps") if how.measure == "laps" else None,
        t(f"result-rules-{what}", count=how.stages) if how.stages > 1 else None,
        t("result-rules-table", table=", ".join(map(str, how.table))) if how.measure == "places" else None,
        t("result-rules-ties", ties=ties) if ties else None,
        *(["", written] if written else []),
    )
    return Screen(text, keyboard=[[Press(t("event-button-card"), "ev.card", (card.id,))]])


def _wins(how: Scoring, t: Translator) -> str:
    if how.measure == "best":
        return t("result-rules-best", tried=how.tried)
    return t("result-rules-wins", measure=how.measure)


async def protest(turn: Turn) -> Reply:
    """[Оспорить результат]"""
    await protests.require_own(turn.person, turn.number())
    return await turn.forms.begin(turn, PROTEST_FORM, str(turn.number()))


async def protested(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card, t = await board_for(int(subject), turn.person), turn.t
    registration_id = await protests.require_own(turn.person, card.id)
    row = await row_of(card, registration_id, Category(), with_names=True)
    if row is None:
        raise NoResultOfYours  # it was taken away at this moment
    theirs = translator(await protests.reader_language(card.id))
    head = theirs("result-protest-head", number=str(row.number or "–"), mark=mark_of(card, row, theirs))
    await protests.protest(turn.person, card.id, str(answers["text"]), head, now=turn.now)
    return Screen(t("result-protest-sent"), keyboard=[[Press(t("result-button-board"), "rs.top", (card.id,))]])


async def protests_open(turn: Turn) -> Reply:
    """[Протесты]: each with its words and two buttons."""
    card = await managed_board(turn, turn.number())
    found = await protests.open_protests(turn.person, card.id, limit=4)
    rows = {one.id: await row_of(card, one.registration_id, Category(), with_names=True) for one in found}
    return protests_screen(card, [(one, rows[one.id]) for one in found], turn.t)


def protests_screen(card: BoardCard, found: Sequence[tuple[Protest, BoardRow | None]], t: Translator) -> Screen:
    said: list[Words] = []
    buttons: list[Row] = []
    for one, row in found:
        number = str(row.number or "–") if row else "–"
        about = who(row, t) if row else number
        said += ["", Bold(about), one.words[:400]]
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
    return [Alert(turn.t("result-accepted")), await results_of(turn, turn.number())]


async def decide(turn: Turn) -> Reply:
    state = {"rs.uphold": "upheld", "rs.decline": "declined"}[turn.incoming.word]
    event_id = await protests.decide(turn.person, turn.number(), state, now=turn.now)
    return [Alert(turn.t(f"result-protest-{state}")), await results_of(turn, event_id)]


COMMANDS = {"rules": Route(rules_command, Where.ANYWHERE)}
PRESSES = {
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
    PROTEST_FORM.key: Conversation(PROTEST_FORM, protested),
    rules.KEY: Conversation(None, scoring_said, left=left_scoring),
}
