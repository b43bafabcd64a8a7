"""The organizer's questions to participants and notes about them: pages that build them; and who may take part."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from domain.events import lifecycle
from domain.events.admission.approval import is_by_hand
from domain.events.entry import audience, questions, weights
from domain.events.entry.audience import AUDIENCE_FORM
from domain.events.entry.errors import AgesTheWrongWay, QuestionChanged, WeightsUnclear
from domain.events.entry.questions import NOTE_FORM, QUESTION_FORM
from domain.forms.form import Field, Form, JsonValue
from locales.audience import weights_words
from webapp.kit import forms
from webapp.kit.visit import Visit

_FIRST_QUESTION: dict[str, JsonValue] = {"kind": "text", "required": True}
_FIRST_NOTE: dict[str, JsonValue] = {"kind": "boolean"}


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def notes(visit: Visit) -> web.Response:
    return await _show_notes(visit)


async def add(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, QUESTION_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, question=filled, status=422)
    await questions.add_question(visit.person, visit.id("event_id"), parsed.values, now=visit.now)
    return await _show(visit, toast=visit.t("event-questions-added"))


async def add_note(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, NOTE_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show_notes(visit, note=filled, status=422)
    await questions.add_note(visit.person, visit.id("event_id"), parsed.values, now=visit.now)
    return await _show_notes(visit, toast=visit.t("event-notes-added"))


async def changing(visit: Visit) -> web.Response:
    """One question as it stands, to be changed; without saying which, all of them."""
    key = visit.query("key")
    if not key:
        return await _show(visit)
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    field = questions.question_of(event, key)
    now = forms.Filled(_builder(key), questions.as_built(field), event.zone)
    return _show_changing(visit, key, now, questions.stamp(field))


async def change(visit: Visit) -> web.Response:
    """Who reads of another's change meanwhile keeps what they typed, and saves it knowingly or not at all."""
    key, event_id, seen = visit.said("key"), visit.id("event_id"), visit.said("seen")
    filled, parsed = forms.read(visit, _builder(key), {}, visit.person.zone, beside={"key", "seen"})
    if parsed.errors:
        return _show_changing(visit, key, filled, seen, status=422)
    try:
        await questions.change_question(visit.person, event_id, key, parsed.values, seen=seen or None, now=visit.now)
    except QuestionChanged:
        field = questions.question_of(await lifecycle.load(event_id, lock=False), key)
        return _show_changing(visit, key, filled, questions.stamp(field), clash=field, status=409)
    return visit.go(_list_path(event_id, key), toast=visit.t("event-questions-changed"))


async def remove(visit: Visit) -> web.Response:
    key = visit.said("key")
    await questions.remove_question(visit.person, visit.id("event_id"), key, now=visit.now)
    return await _show_list(visit, key, toast=visit.t("event-questions-removed"))


async def move_up(visit: Visit) -> web.Response:
    key = visit.said("key")
    await questions.raise_question(visit.person, visit.id("event_id"), key, now=visit.now)
    return await _show_list(visit, key)


async def ask_later(visit: Visit) -> web.Response:
    key, later = visit.said("key"), visit.said("later") == "true"
    await questions.ask_later(visit.person, visit.id("event_id"), key, later=later, now=visit.now)
    return await _show_list(visit, key)


async def set_audience(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, AUDIENCE_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, whom=filled, status=422)
    try:
        await audience.set_audience(visit.person, visit.id("event_id"), parsed.values, now=visit.now)
    except WeightsUnclear as refused:
        return await _show(visit, whom=replace(filled, errors={weights.KEY: refused}), status=422)
    except AgesTheWrongWay as refused:
        return await _show(visit, whom=replace(filled, errors={"max_age": refused}), status=422)
    return await _show(visit, toast=visit.t("event-audience-saved"))


def _builder(key: str) -> Form:
    return NOTE_FORM if questions.is_note(key) else QUESTION_FORM


def _list_path(event_id: int, key: str) -> str:
    return f"/org/events/{event_id}/asking" + ("/notes" if questions.is_note(key) else "")


async def _show_list(visit: Visit, key: str, *, toast: str = "") -> web.Response:
    return await (_show_notes if questions.is_note(key) else _show)(visit, toast=toast)


async def _show(
    visit: Visit,
    *,
    question: forms.Filled | None = None,
    whom: forms.Filled | None = None,
    status: int = 200,
    toast: str = "",
) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    asked = question or forms.Filled(QUESTION_FORM, _FIRST_QUESTION, event.zone)
    classes = weights_words(visit.t, event.requirements)
    said_for = whom or forms.Filled(AUDIENCE_FORM, audience.audience_answers(event, classes), event.zone)
    return visit.page(
        "events/asking.html",
        status=status,
        toast=toast,
        event_id=event.id,
        fields=questions.questions_of(event),
        is_for_all=not event.requirements,
        may_be_later=is_by_hand(event),
        question=asked.lines(visit.t),
        audience=said_for.lines(visit.t),
    )


async def _show_notes(
    visit: Visit, *, note: forms.Filled | None = None, status: int = 200, toast: str = ""
) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    noted = note or forms.Filled(NOTE_FORM, _FIRST_NOTE, event.zone)
    return visit.page(
        "events/noting.html",
        status=status,
        toast=toast,
        event_id=event.id,
        fields=questions.organizer_fields_of(event),
        note=noted.lines(visit.t),
        main={"text": visit.t("event-notes-add"), "action": "submit:#note"},
    )


def _show_changing(
    visit: Visit, key: str, filled: forms.Filled, seen: str, *, clash: Field | None = None, status: int = 200
) -> web.Response:
    """`clash`: the question as somebody else has saved it meanwhile."""
    save = "event-question-clash-save" if clash else "webapp-save"
    return visit.page(
        "events/asking_changed.html",
        status=status,
        back=_list_path(visit.id("event_id"), key),
        event_id=visit.id("event_id"),
        key=key,
        seen=seen,
        clash=clash,
        lines=filled.lines(visit.t),
        main={"text": visit.t(save), "action": "submit:#question"},
    )
