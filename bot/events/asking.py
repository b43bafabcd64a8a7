"""The organizer's questions to participants and notes about them, in the chat; and who may take part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.events.screens import audience_words, weights_line
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.admission.approval import is_by_hand
from domain.events.entry import audience, questions
from domain.events.entry.audience import AUDIENCE_FORM
from domain.events.entry.errors import QuestionChanged
from domain.events.entry.questions import EDIT_NOTE_FORM, EDIT_QUESTION_FORM, NOTE_FORM, QUESTION_FORM
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.showing import choice_label
from locales import Translator
from locales.audience import weights_words

CLASH = "event-question-clash"
MINE, NOW = "mine", "now"
LABEL = 28
OPTIONS_SHOWN = 8


async def listed(turn: Turn) -> Reply:
    """[Вопросы участникам]"""
    return await _questions(turn, turn.number())


async def notes(turn: Turn) -> Reply:
    """[Мои заметки об участниках]"""
    return await _notes(turn, turn.number())


async def _managed(turn: Turn, event_id: int) -> Event:
    event = await lifecycle.load(event_id, lock=False)
    require_manager(turn.person, event)
    return event


async def _questions(turn: Turn, event_id: int) -> Screen:
    event, t = await _managed(turn, event_id), turn.t
    fields = questions.questions_of(event)
    add = Press(t("event-questions-add"), "ev.ask", (event_id,), style="primary")
    aside = Press(t("event-notes-button"), "ev.notes", (event_id,))
    audience = Press(t("event-questions-audience"), "ev.whom", (event_id,))
    back = Press(t("event-button-back"), "ev.manage", (event_id,))
    none = "event-questions-none-beside" if event.requirements else "event-questions-none"
    text = lines(Bold(event.title), t("event-questions-title"), *_said(fields, none, t), *_for_whom(event, t))
    return Screen(text, keyboard=[*_opens(event_id, fields), [add], [audience], [aside], [back]])


def _for_whom(event: Event, t: Translator) -> list[Text | str]:
    """Who may take part, as the card says it; nothing where everybody may."""
    who, classes = audience_words(event.requirements, t), weights_line(event.requirements, t)
    said = [Text("☝️ ", t("event-card-audience", who=", ".join(who)))] if who else []
    said += [classes] if classes else []
    return ["", *said] if said else []


async def _notes(turn: Turn, event_id: int) -> Screen:
    event, t = await _managed(turn, event_id), turn.t
    fields = questions.organizer_fields_of(event)
    add = Press(t("event-notes-add"), "ev.note", (event_id,), style="primary")
    back = Press(t("event-button-back"), "ev.asks", (event_id,))
    text = lines(Bold(event.title), t("event-notes-title"), *_said(fields, "event-notes-none", t))
    return Screen(text, keyboard=[*_opens(event_id, fields), [add], [back]])


def _said(fields: tuple[Field, ...], none: str, t: Translator) -> list[Text | str]:
    said = [part for number, field in enumerate(fields, 1) for part in ("", _line(f"{number}. ", field, t))]
    return said or ["", t(none)]


def _line(number: str, field: Field, t: Translator) -> Text:
    options = ", ".join(str(choice.label) for choice in field.choices[:OPTIONS_SHOWN])
    optional = "" if field.required or questions.is_note(field.key) else f" · {t('event-questions-optional')}"
    later = f" · {t('event-questions-later')}" if field.later else ""
    kind = t(_kind_key(field.kind)) + (f": {options}" if options else "")
    return Text(Bold(f"{number}{field.label}"), "\n", kind, optional, later)


def _kind_key(kind: Kind) -> str:
    return f"event-question-kind-{kind.value.replace('_', '-')}"


def _opens(event_id: int, fields: tuple[Field, ...]) -> list[Row]:
    return [
        [Press(f"{number}. {str(field.label)[:LABEL]}", "ev.ask1", (event_id, field.key))]
        for number, field in enumerate(fields, 1)
    ]


async def one(turn: Turn) -> Reply:
    return await _one(turn, turn.number(), turn.word(1))


async def _one(turn: Turn, event_id: int, key: str) -> Screen:
    """One question, and what can be done with it."""
    event, t = await _managed(turn, event_id), turn.t
    field = questions.question_of(event, key)
    named = (event_id, key)
    rows: list[Row] = [[Press(t("event-questions-edit"), "ev.reask", named)]]
    if not questions.is_note(key) and field.kind is not Kind.CONSENT:
        words = "event-page-questions-make-optional" if field.required else "event-page-questions-make-required"
        rows.append([Press(t(words), "ev.require", (*named, 0 if field.required else 1))])
    if not questions.is_note(key) and (field.later or is_by_hand(event)):
        words = "event-questions-make-now" if field.later else "event-questions-make-later"
        rows.append([Press(t(words), "ev.asklater", (*named, 0 if field.later else 1))])
    if field != questions.first_beside(event, key):
        rows.append([Press(t("event-page-questions-up"), "ev.askup", named)])
    rows.append([Press(t("event-questions-remove"), "ev.unask", named, style="danger")])
    back = "ev.notes" if questions.is_note(key) else "ev.asks"
    rows.append([Press(t("event-button-back"), back, (event_id,))])
    return Screen(lines(Bold(event.title), "", _line("", field, t)), keyboard=rows)


async def _back_to_list(turn: Turn, event_id: int, key: str) -> Screen:
    return await (_notes if questions.is_note(key) else _questions)(turn, event_id)


async def ask(turn: Turn) -> Reply:
    await _managed(turn, turn.number())
    return await turn.forms.begin(turn, QUESTION_FORM, str(turn.number()))


async def asked(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await questions.add_question(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("event-questions-added")), await _questions(turn, int(subject))]


async def note(turn: Turn) -> Reply:
    await _managed(turn, turn.number())
    return await turn.forms.begin(turn, NOTE_FORM, str(turn.number()))


async def noted(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await questions.add_note(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("event-notes-added")), await _notes(turn, int(subject))]


async def ask_differently(turn: Turn) -> Reply:
    """[Изменить]: what stands there now is offered, part by part."""
    event_id, key = turn.number(), turn.word(1)
    field = questions.question_of(await _managed(turn, event_id), key)
    subject = f"{event_id}:{key}:{questions.stamp(field)}"
    return await turn.forms.begin(turn, _editor(key), subject, prefill=questions.as_built(field))


def _editor(key: str) -> Form:
    return EDIT_NOTE_FORM if questions.is_note(key) else EDIT_QUESTION_FORM


async def asked_differently(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, key, *seen = subject.split(":")
    said = "event-questions-changed"
    try:
        await questions.change_question(
            turn.person, int(event_id), key, answers, seen=seen[0] if seen else None, now=turn.now
        )
    except QuestionChanged:
        return await _ask_whose(turn, int(event_id), key, answers)
    except NotFound:
        said = "event-question-gone"
    return [Alert(turn.t(said), modal=said == "event-question-gone"), await _back_to_list(turn, int(event_id), key)]


async def _ask_whose(turn: Turn, event_id: int, key: str, answers: dict[str, JsonValue]) -> Reply:
    """Somebody else has saved meanwhile: both wordings are shown, and nothing is lost until one is chosen."""
    field = questions.question_of(await _managed(turn, event_id), key)
    form, t = _editor(key), turn.t
    now = t("event-question-clash-now", question=wording(questions.as_built(field), form, t))
    mine = t("event-question-clash-mine", question=wording(answers, form, t))
    choices = (
        Choice(MINE, "event-question-clash-take-mine"),
        Choice(NOW, "event-question-clash-take-now"),
    )
    whose = Field("whose", Kind.CHOICE, label=t(CLASH), hint=f"{now}\n{mine}", choices=choices)
    clash = replace(form, key=CLASH, fields=(*form.fields, whose))
    given = {one.key: answers.get(one.key) for one in form.fields}
    return await turn.forms.begin(turn, clash, f"{event_id}:{key}:{questions.stamp(field)}", answers=given)


def wording(built: Mapping[str, JsonValue], form: Form, t: Translator) -> str:
    """A question in one line: its words, its kind with the options, whether it may be left out."""
    kind = next(choice for choice in form.field("kind").choices if choice.key == built.get("kind"))
    options = ": " + str(built["options"]).replace("\n", ", ") if built.get("options") else ""
    optional = f" · {t('event-questions-optional')}" if built.get("required") is False else ""
    return f"{built['label']} · {choice_label(kind, t)}{options}{optional}"


async def settled(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    if answers.pop("whose") == MINE:
        return await asked_differently(turn, subject, answers)
    event_id, key, *_ = subject.split(":")
    return [Alert(turn.t("event-question-clash-left")), await _back_to_list(turn, int(event_id), key)]


async def remove(turn: Turn) -> Reply:
    event_id, key = turn.number(), turn.word(1)
    await questions.remove_question(turn.person, event_id, key, now=turn.now)
    return [Alert(turn.t("event-questions-removed")), await _back_to_list(turn, event_id, key)]


async def move_up(turn: Turn) -> Reply:
    event_id, key = turn.number(), turn.word(1)
    await questions.raise_question(turn.person, event_id, key, now=turn.now)
    return await _back_to_list(turn, event_id, key)


async def require(turn: Turn) -> Reply:
    event_id, key, required = turn.number(), turn.word(1), turn.number(2) == 1
    await questions.require_answer(turn.person, event_id, key, required=required, now=turn.now)
    return await _one(turn, event_id, key)


async def ask_later(turn: Turn) -> Reply:
    event_id, key, later = turn.number(), turn.word(1), turn.number(2) == 1
    await questions.ask_later(turn.person, event_id, key, later=later, now=turn.now)
    return await _one(turn, event_id, key)


async def whom(turn: Turn) -> Reply:
    """[Кто может участвовать]: what is true now is offered, question by question."""
    event = await _managed(turn, turn.number())
    known = audience.audience_answers(event, weights_words(turn.t, event.requirements)) if event.requirements else {}
    return await turn.forms.begin(turn, AUDIENCE_FORM, str(event.id), prefill=known)


async def judge_audience(turn: Turn, subject: str, key: str, value: JsonValue) -> None:
    """Weight classes that cannot be read are asked for again at once."""
    audience.check_answer(key, value)


async def audience_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await audience.set_audience(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("event-audience-saved")), await _questions(turn, int(subject))]


async def _left(turn: Turn, subject: str) -> Screen:
    event_id, _, rest = subject.partition(":")
    return await _back_to_list(turn, int(event_id), rest.partition(":")[0])


async def _left_notes(turn: Turn, subject: str) -> Screen:
    return await _notes(turn, int(subject))


PRESSES = {
    "ev.asks": Route(listed),
    "ev.ask": Route(ask),
    "ev.ask1": Route(one),
    "ev.reask": Route(ask_differently),
    "ev.askup": Route(move_up),
    "ev.require": Route(require),
    "ev.asklater": Route(ask_later),
    "ev.unask": Route(remove),
    "ev.notes": Route(notes),
    "ev.note": Route(note),
    "ev.whom": Route(whom),
}
CONVERSATIONS = {
    QUESTION_FORM.key: Conversation(QUESTION_FORM, asked, left=_left),
    EDIT_QUESTION_FORM.key: Conversation(EDIT_QUESTION_FORM, asked_differently, left=_left),
    CLASH: Conversation(None, settled, left=_left),
    NOTE_FORM.key: Conversation(NOTE_FORM, noted, left=_left_notes),
    EDIT_NOTE_FORM.key: Conversation(EDIT_NOTE_FORM, asked_differently, left=_left),
    AUDIENCE_FORM.key: Conversation(AUDIENCE_FORM, audience_said, left=_left, judge=judge_audience),
}
