"""The list of an event's people in the chat: narrowed by buttons that say how many there are, and searched by words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.events.people import numbered, people_rows
from bot.events.screens import when
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Bold, Italic, Press, Row, Screen, StartBot, Text, Words, in_rows, lines
from bot.kit.turn import OldButton, Reply, Turn
from domain.events import lifecycle
from domain.events.people import roster
from domain.events.people.roster import GROUPS, PAID, PeopleFilter, Roster, read_filter
from domain.events.policy import require_manager
from domain.events.queries import Participant
from domain.events.ways import WAYS
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.showing import choice_label, heading, label
from domain.forms.texts import shortened
from locales import Translator

PAGE = 10
FIND_FORM = Form("event-find-person", (Field("q", Kind.TEXT, words="panel-ask-find", min=1, max=100),))
_GROUPS, _WAYS, _PAID = (None, *GROUPS), (None, *WAYS), (None, *PAID)
NOBODY_CHOSEN = (0, 0, 0, 0, 0, 0)


def args_of(wanted: PeopleFilter, questions: tuple[Field, ...]) -> tuple[int, ...]:
    """The choice, small enough to ride in a button: places in the lists of what can be chosen, 0 for nothing;
    the team by its number.
    """
    question, option = 0, 0
    for at, field in enumerate(questions, 1):
        if wanted.answer and field.key == wanted.answer[0]:
            keys = [choice.key for choice in field.choices]
            question, option = (at, keys.index(wanted.answer[1]) + 1) if wanted.answer[1] in keys else (0, 0)
    known = _GROUPS.index(wanted.group), _WAYS.index(wanted.way), _PAID.index(wanted.paid)
    return *known, question, option, wanted.team or 0


async def chosen(turn: Turn, event_id: int, said: tuple[str, ...]) -> PeopleFilter:
    """What a button or a conversation carries. Raises OldButton, NotFound, NotAllowed."""
    if not said:
        return PeopleFilter()
    if len(said) != len(NOBODY_CHOSEN) or not all(one.isdecimal() and len(one) < 4 for one in said[:-1]):
        raise OldButton
    if not said[-1].isdecimal() or len(said[-1]) > 16:
        raise OldButton
    group, way, paid, question, option, team = (int(one) for one in said)
    if group >= len(_GROUPS) or way >= len(_WAYS) or paid >= len(_PAID):
        raise OldButton
    wanted = PeopleFilter(_GROUPS[group], _WAYS[way], _PAID[paid], team=team or None)
    return replace(wanted, answer=await _answer(turn, event_id, question, option)) if question else wanted


async def _answer(turn: Turn, event_id: int, question: int, option: int) -> tuple[str, str]:
    fields = await roster.questions_for(turn.person, event_id)
    if question > len(fields) or not 0 < option <= len(fields[question - 1].choices):
        raise OldButton
    field = fields[question - 1]
    return field.key, field.choices[option - 1].key


async def people(turn: Turn) -> Reply:
    """[Список]: a page of it; however many there are, the message fits."""
    event_id, after = turn.number(), turn.number(1)
    wanted = await chosen(turn, event_id, turn.args[2:])
    return roster_screen(await roster.get_roster(turn.person, event_id, wanted, after=after, limit=PAGE), turn)


def roster_screen(shown: Roster, turn: Turn) -> Screen:
    t, event, wanted = turn.t, shown.event, shown.wanted
    said: list[Words] = [_person(row, t, is_hybrid=len(shown.ways) > 1) for row in shown.rows]
    text = lines(
        Bold(event.title),
        when(event.starts_at, event.zone, t, turn.now),
        Italic(said_filter(shown, t)) if wanted != PeopleFilter() else None,
        t("panel-people", count=shown.numbers.total),
        "",
        *(said or [t("panel-none-such" if wanted != PeopleFilter() else "event-people-none")]),
    )
    return Screen(text, keyboard=_rows(shown, turn))


def _person(row: Participant, t: Translator, *, is_hybrid: bool) -> Text:
    way = f" · {t('event-person-way', way=row.way)}" if is_hybrid and row.way else ""
    status = t("event-person-" + row.status.replace("_", "-"))
    guests = f" +{row.guests}" if row.guests else ""
    return Text(numbered(row), row.name[:48], guests, f" · {status}", way)


def said_filter(shown: Roster, t: Translator) -> str:
    """«Участвуют · Команда: Спартак»"""
    wanted = shown.wanted
    parts = [
        t(f"panel-group-{wanted.group}") if wanted.group else "",
        t(f"event-way-{wanted.way}") if wanted.way else "",
        t(f"panel-paid-{wanted.paid}") if wanted.paid else "",
        *(_said_answer(field, wanted, t) for field in shown.questions),
        t("team-filter-said", name=shown.team) if shown.team else "",
        t("panel-found-by", words=wanted.text) if wanted.text else "",
    ]
    return " · ".join(part for part in parts if part)


def _said_answer(field: Field, wanted: PeopleFilter, t: Translator) -> str:
    if wanted.answer is None or wanted.answer[0] != field.key:
        return ""
    options = {choice.key: choice_label(choice, t) for choice in field.choices}
    return f"{shortened(heading(field, t), 40)} {shortened(options.get(wanted.answer[1], ''), 40)}"


def _rows(shown: Roster, turn: Turn) -> list[Row]:
    t, event_id, args = turn.t, shown.event.id, args_of(shown.wanted, shown.questions)
    opens = people_rows(list(shown.rows)) if shown.reads_answers else []
    pager: list[Row] = []
    if shown.more and not shown.wanted.text:
        after = shown.rows[-1].registration_id
        pager = [[Press(t("event-button-next"), "ev.people", (event_id, after, *args))]]
    narrow: Row = [
        Press(t("panel-button-filters"), "pl.sift", (event_id, *args)),
        Press(t("panel-button-find"), "pl.find", (event_id,)),
    ]
    act: Row = []
    if shown.numbers.total and not shown.wanted.text:
        act.append(Press(t("panel-button-letter"), "lt.write", (event_id, *args)))
        if shown.reads_answers:
            act.append(Press(t("panel-button-export"), "xp.ask", (event_id, *args)))
    line: list[Row] = []
    if shown.wanted.group == "waiting" and shown.numbers.total > 1:
        line = [[Press(t("party-button-line"), "gs.line", (event_id, one, 0)) for one in shown.ways]]
    back: Row = [
        Press(t("panel-button-add"), "iv.ask", (event_id,)),
        Press(t("event-button-back"), "ev.manage", (event_id,)) if turn.private else _to_panel(event_id, t),
    ]
    return [*opens, *pager, narrow, *line, *([act] if act else []), back]


def _to_panel(event_id: int, t: Translator) -> Press:
    return Press(t("space-button-panel"), "pn.open", (event_id,))


async def filters(turn: Turn) -> Reply:
    """[Фильтры]"""
    event_id = turn.number()
    wanted = await chosen(turn, event_id, turn.args[1:])
    return filters_screen(await roster.get_roster(turn.person, event_id, wanted, limit=1), turn.t)


def filters_screen(shown: Roster, t: Translator) -> Screen:
    wanted, numbers = shown.wanted, shown.numbers
    groups = [_choice(shown, "group", one, t(f"panel-group-{one}"), numbers.groups[one]) for one in shown.groups]
    ways = [_choice(shown, "way", one, t(f"event-way-{one}"), numbers.ways[one]) for one in shown.ways]
    paid = [_choice(shown, "paid", one, t(f"panel-paid-{one}"), numbers.paid[one]) for one in PAID]
    args = (shown.event.id, *args_of(wanted, shown.questions))
    rows: list[Row] = [
        *in_rows(groups, 2),
        *(in_rows(ways, 2) if len(ways) > 1 else []),
        *(in_rows(paid, 2) if shown.is_paid_ahead else []),
    ]
    if shown.questions:
        rows.append([Press(t("panel-button-answers"), "pl.by", args)])
    if shown.in_teams:
        rows.append([Press(t("team-sift"), "tm.sift", args)])
    rows.append([Press(t("panel-button-everybody"), "ev.people", (shown.event.id, 0))])
    said = said_filter(shown, t)
    return Screen(lines(Bold(t("panel-filters")), Italic(said) if said else t("panel-filters-none")), keyboard=rows)


def _choice(shown: Roster, name: str, value: object, words: str, count: int) -> Press:
    """Pressed when it is chosen, it is not any more."""
    is_on = getattr(shown.wanted, name) == value
    changed: dict[str, Any] = {name: None if is_on else value}
    args = (shown.event.id, 0, *args_of(replace(shown.wanted, **changed), shown.questions))
    return Press(f"{'✓ ' if is_on else ''}{shortened(words, 40)} · {count}", "ev.people", args)


async def by_answer(turn: Turn) -> Reply:
    """[По ответам]: the questions, then the options of one."""
    event_id = turn.number()
    wanted = await chosen(turn, event_id, turn.args[1 : 1 + len(NOBODY_CHOSEN)])
    shown = await roster.get_roster(turn.person, event_id, wanted, limit=1)
    at = turn.number(1 + len(NOBODY_CHOSEN)) if len(turn.args) > 1 + len(NOBODY_CHOSEN) else 0
    if at > len(shown.questions):
        raise OldButton
    return answers_screen(shown, at, turn.t)


def answers_screen(shown: Roster, at: int, t: Translator) -> Screen:
    """`at`: the question whose options are shown, from 1; 0 for the questions themselves."""
    args = (shown.event.id, *args_of(shown.wanted, shown.questions))
    back: Row = [Press(t("event-button-back"), "pl.sift", args)]
    if not at:
        asked = [
            Press(shortened(label(field, t), 40), "pl.by", (*args, number))
            for number, field in enumerate(shown.questions, 1)
        ]
        return Screen(t("panel-by-answer"), keyboard=[*in_rows(asked, 2), back])
    field = shown.questions[at - 1]
    options = [
        _choice(shown, "answer", (field.key, one.key), choice_label(one, t), shown.numbers.answers[field.key, one.key])
        for one in field.choices
    ]
    return Screen(heading(field, t), keyboard=[*in_rows(options, 2), back])


async def find(turn: Turn) -> Reply:
    """[Найти]: by a name, an @name or a number. What is typed into a group is read by everybody there."""
    event = await lifecycle.load(turn.number(), lock=False)
    require_manager(turn.person, event)
    if not turn.private:
        button = StartBot(turn.t("event-person-button-private"), f"people_{event.id}")
        return Screen(turn.t("panel-find-in-private"), keyboard=[[button]])
    return await turn.forms.begin(turn, FIND_FORM, str(event.id))


async def found(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    wanted = read_filter({"q": str(answers["q"])})
    return roster_screen(await roster.get_roster(turn.person, int(subject), wanted, limit=PAGE), turn)


async def _left(turn: Turn, subject: str) -> Screen:
    return roster_screen(await roster.get_roster(turn.person, int(subject), PeopleFilter(), limit=PAGE), turn)


async def opened(turn: Turn) -> Reply:
    """/start people_17"""
    return await _left(turn, str(turn.number()))


PRESSES = {
    "ev.people": Route(people, Where.ANYWHERE),
    "pl.sift": Route(filters, Where.ANYWHERE),
    "pl.by": Route(by_answer, Where.ANYWHERE),
    "pl.find": Route(find, Where.ANYWHERE),
}
STARTS = {"people": Route(opened)}
CONVERSATIONS = {FIND_FORM.key: Conversation(FIND_FORM, found, left=_left)}
