"""Letters that go out later, as pages: the list of an event, when one goes out, in which words, and taking it back."""

from __future__ import annotations

from aiohttp import web

from domain.chat.errors import NothingSaid, TooLong
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.people import planned_letters
from domain.events.people.errors import LetterTimePassed
from domain.events.people.letter_times import TIME_FORM, as_answers, read_time
from domain.events.people.letters import LENGTH, LetterCard
from domain.forms.form import Field, Form, Kind
from locales.letters import letter_state
from webapp.events.letters import find
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = planned_letters.SHOWN
WORDS_FORM = Form("event-letter-words", (Field("text", Kind.LONG_TEXT, words="letter-page-words", min=2, max=LENGTH),))


async def page(visit: Visit) -> web.Response:
    before = read_cursor(visit.query("before"))
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    over = await planned_letters.list_over(visit.person, event.id, before=before or None, limit=SIZE + 1)
    part = part_of(over, SIZE)
    more = f"/org/events/{event.id}/letters?before={part.rows[-1].id}" if part.more else ""
    rows = [(card, letter_state(card, visit.t, visit.now)) for card in part.rows]
    if before:
        return visit.page("events/letters_rows.html", event_id=event.id, rows=rows, more=more)
    waiting = await planned_letters.list_waiting(visit.person, event.id)
    return visit.page(
        "events/letters.html",
        event_id=event.id,
        event_title=event.title,
        waiting=[(card, letter_state(card, visit.t, visit.now)) for card in waiting],
        rows=rows,
        more=more,
    )


async def time_page(visit: Visit) -> web.Response:
    card = await find(visit)
    said = as_answers(card.due_at, card.hours_before, card.zone) if card.due_at else {}
    return _form(visit, card, "time", forms.Filled(TIME_FORM, said, card.zone))


async def set_time(visit: Visit) -> web.Response:
    card = await find(visit)
    filled, parsed = forms.read(visit, TIME_FORM, {}, card.zone, beside=set())
    if parsed.errors:
        return _form(visit, card, "time", filled, status=422)
    time = read_time(parsed.values, card.zone)
    try:
        card = await planned_letters.plan(visit.person, card.id, time, now=visit.now)
    except LetterTimePassed as refused:
        said = str(parsed.values["by"])
        at = {"at": "at", "before": "hours"}.get(said, "by")
        return _form(visit, card, "time", _refused(filled, at, refused), status=422)
    assert card.due_at is not None
    when = visit.t.when(card.due_at, card.zone, now=visit.now)
    return visit.go(_path(card), toast=visit.t("letter-saved", when=when))


async def words_page(visit: Visit) -> web.Response:
    card = await find(visit)
    return _form(visit, card, "words", forms.Filled(WORDS_FORM, {"text": card.text}, card.zone))


async def set_words(visit: Visit) -> web.Response:
    card = await find(visit)
    filled, parsed = forms.read(visit, WORDS_FORM, {}, card.zone, beside=set())
    if parsed.errors:
        return _form(visit, card, "words", filled, status=422)
    try:
        await planned_letters.reword(visit.person, card.id, str(parsed.values["text"]), now=visit.now)
    except (NothingSaid, TooLong) as refused:
        return _form(visit, card, "words", _refused(filled, "text", refused), status=422)
    return visit.go(_path(card), toast=visit.t("letter-reworded"))


async def drop(visit: Visit) -> web.Response:
    card = await find(visit)
    await planned_letters.drop(visit.person, card.id, now=visit.now)
    return visit.go(f"/org/events/{card.event_id}/letters", toast=visit.t("letter-dropped"))


def _refused(filled: forms.Filled, key: str, refused: Refusal) -> forms.Filled:
    return forms.Filled(filled.form, filled.before, filled.zone, filled.sent, {key: refused})


def _path(card: LetterCard) -> str:
    return f"/org/events/{card.event_id}/letters/{card.id}"


def _form(visit: Visit, card: LetterCard, what: str, filled: forms.Filled, *, status: int = 200) -> web.Response:
    return visit.page(
        "events/letter_form.html",
        status=status,
        card=card,
        what=what,
        lines=filled.lines(visit.t),
        main={"text": visit.t("webapp-save" if card.due_at else "letter-page-save"), "action": "submit:#letter"},
    )
