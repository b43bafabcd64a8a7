"""One participant, for the organizer: answers, notes, and what was changed by whom. In private only."""

from __future__ import annotations

from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Italic, OpenApp, Press, Row, Screen, StartBot, Text, Words, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.events.admission.documents import HandedIn
from domain.events.entry.history import Entry
from domain.events.party.rules import guests_of
from domain.events.people import participants, removal
from domain.events.people.participants import Said, Sheet
from domain.events.queries import Participant
from domain.events.teams.rules import rules_of
from domain.forms.form import Field, JsonValue
from domain.forms.showing import heading, show_value
from domain.forms.texts import shortened
from locales import Translator

LABEL, VALUE = 48, 48
ANSWERS_SHOWN, NOTES_SHOWN = 18, 12
"""With this many, each as long as it may be, a message is full; the mini-app shows everything."""
ENTRIES_PAGE = 10


def people_rows(rows: list[Participant]) -> list[Row]:
    """A button for each, two in a row."""
    opens = [Press(f"{numbered(row)}{shortened(row.name, 20)}", "pp.one", (row.registration_id,)) for row in rows]
    return in_rows(opens, 2)


def numbered(row: Participant) -> str:
    """Before a name in a list; who has no number yet, or none any more, stands there by name alone."""
    return f"{row.number}. " if row.number else ""


async def one(turn: Turn) -> Reply:
    """A participant, or /start p_17."""
    sheet = await participants.get_sheet(turn.person, turn.number())
    if not turn.private:
        return _in_private(turn, sheet)
    return await _sheet(turn, sheet)


def _in_private(turn: Turn, sheet: Sheet) -> Screen:
    """Telephones of people who are not here are not for a group, not even for a while."""
    button = StartBot(turn.t("event-person-button-private"), f"p_{sheet.registration_id}")
    return Screen(turn.t("event-person-in-private"), keyboard=[[button]])


async def _sheet(turn: Turn, sheet: Sheet) -> Screen:
    t, zone = turn.t, turn.zone
    about = [
        _status(sheet.status, t),
        t("event-number", number=str(sheet.number)) if sheet.number else "",
        f"@{sheet.username}" if sheet.username else "",
    ]
    since = t("event-person-since", when=t.when(sheet.created_at, zone, now=turn.now))
    answers: list[Words] = [_said(one, t, zone) for one in sheet.answers[:ANSWERS_SHOWN]]
    notes: list[Words] = [_said(one, t, zone) for one in sheet.notes[:NOTES_SHOWN]]
    text = lines(
        Bold(sheet.name[:64] or "–"),
        " · ".join(part for part in about if part),
        Italic(sheet.event_title),
        since,
        *_part(t("event-person-answers"), answers or [t("event-person-no-answers")]),
        *(_part(t("event-person-notes"), [Italic(t("event-person-notes-hint")), *notes]) if notes else []),
    )
    guests = await guests_of(sheet.registration_id)
    if guests:
        who = [one.name or t("party-guest-of", name=sheet.name[:40]) for one in guests]
        text = lines(text, *_part(t("panel-column-party"), list(who)))
    named = (sheet.registration_id,)
    rows: list[Row] = [
        [Press(_paper(one, t), "ap.doc", (sheet.registration_id, one.id))]
        for one in sheet.documents
        if one.state == "ready"
    ]
    if sheet.application_id:
        rows.insert(0, [Press(t("application-button-one"), "ap.one", (sheet.application_id,), style="primary")])
    if any(one.asked for one in sheet.notes):
        rows.append([Press(t("event-person-button-notes"), "pp.note", named, style="primary")])
    rows.append([Press(t("event-person-button-history"), "pp.log", (sheet.registration_id, 0))])
    rows += choice_rows(sheet.registration_id, await removal.choices(sheet.registration_id), t)
    if await rules_of(sheet.event_id) is not None:
        rows.append([Press(t("team-button-put"), "tm.put", (sheet.registration_id, 0))])
    app = OpenApp(t("event-person-button-app"), f"/org/events/{sheet.event_id}/people/{sheet.registration_id}")
    return Screen(text, keyboard=[*rows, [app], [Press(t("event-button-back"), "ev.people", (sheet.event_id, 0))]])


def _paper(one: HandedIn, t: Translator) -> str:
    return t("application-button-show", title=one.title[:40] or t("document-untitled"))


def choice_rows(registration_id: int, choices: frozenset[str], t: Translator) -> list[Row]:
    """What can be decided about them now."""
    known = {"admit": "rm.admit", "restore": "rm.back", "remove": "rm.ask"}
    return [
        [Press(t(f"panel-button-{name}"), action, (registration_id,))]
        for name, action in known.items()
        if name in choices
    ]


def _part(title: str, said: list[Words]) -> list[Words]:
    return ["", Bold(title), *said]


def _said(one: Said, t: Translator, zone: str) -> Text:
    gone = "" if one.asked else f" ({t('event-person-asked-before')})"
    return Text(f"{_heading(one.field, t)} ", Bold(_short(one.field, one.value, t, zone)), gone)


def _heading(field: Field, t: Translator) -> str:
    return shortened(heading(field, t), LABEL)


def _short(field: Field, value: JsonValue, t: Translator, zone: str) -> str:
    return shortened(show_value(field, value, t, zone), VALUE)


async def history(turn: Turn) -> Reply:
    """[История]: the newest first, in the organizer's own time."""
    sheet, page, t = await participants.get_sheet(turn.person, turn.number()), turn.number(1), turn.t
    if not turn.private:
        return _in_private(turn, sheet)
    first = page * ENTRIES_PAGE
    shown = sheet.entries[first : first + ENTRIES_PAGE]
    said: list[Words] = [part for entry in shown for part in ("", *_entry(entry, turn))]
    rest = len(sheet.entries) > first + ENTRIES_PAGE
    pager = page_turns(t, "pp.log", (sheet.registration_id,), page, more=rest)
    back: Row = [Press(t("event-button-back"), "pp.one", (sheet.registration_id,))]
    text = lines(Bold(sheet.name[:64] or "–"), t("event-person-history"), *said)
    return Screen(text, keyboard=[*pager, back])


def _entry(entry: Entry, turn: Turn) -> tuple[Words, Words]:
    t, zone = turn.t, turn.zone
    who = entry.actor_name[:48] or t("event-person-by-itself")
    head = Italic(f"{t.when(entry.at, zone, now=turn.now)} · {who}")
    if entry.field is None:
        was = f"{_status(str(entry.before), t)} → " if entry.before else ""
        return head, Text(was, Bold(_status(str(entry.after), t)))
    before, after = [_short(entry.field, value, t, zone) for value in (entry.before, entry.after)]
    return head, Text(f"{_heading(entry.field, t)} {before} → ", Bold(after))


def _status(status: str, t: Translator) -> str:
    return t(f"event-person-{status.replace('_', '-')}")


async def note(turn: Turn) -> Reply:
    """[Заметки]"""
    form, known = await participants.notes_form(turn.person, turn.number())
    if not turn.private:
        return _in_private(turn, await participants.get_sheet(turn.person, turn.number()))
    return await turn.forms.begin(turn, form, str(turn.number()), prefill=known)


async def noted(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await participants.set_notes(turn.person, int(subject), answers, now=turn.now)
    sheet = await participants.get_sheet(turn.person, int(subject))
    return [Alert(turn.t("event-person-noted")), await _sheet(turn, sheet)]


async def _left(turn: Turn, subject: str) -> Screen:
    return await _sheet(turn, await participants.get_sheet(turn.person, int(subject)))


PRESSES = {"pp.one": Route(one), "pp.log": Route(history), "pp.note": Route(note)}
STARTS = {"p": Route(one)}
CONVERSATIONS = {participants.NOTES_KEY: Conversation(None, noted, left=_left)}
