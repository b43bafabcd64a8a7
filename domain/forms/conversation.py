"""A form asked question by question: where it stands, and where an answer, a step back or a skip takes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.errors import Refusal
from domain.forms.answers import parse_answer
from domain.forms.errors import AnswerMissing
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.inputs import FormContext, PhotoRef
from domain.forms.pages import is_asked
from domain.time import NeedTime, NotADate, local

_DAY, _GIVEN, _PLACES = "+day", "+given", "+places"
"""Notes of the conversation itself, kept beside the suggestions; no field has such a key."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """`step` is the key of the question asked now; None means that the summary is shown.

    A skipped question has the answer None. `suggested` are answers from the profile that wait for a yes.
    """

    form: Form
    subject: str = ""
    step: str | None = None
    answers: Mapping[str, JsonValue] = field(default_factory=dict)
    suggested: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The questions of this person: some depend on earlier answers."""
        return tuple(one for one in self.form.fields if is_asked(one, self.answers))

    @property
    def current(self) -> Field | None:
        return self.form.field(self.step) if self.step is not None else None

    @property
    def suggestion(self) -> JsonValue:
        return self.suggested.get(self.step) if self.step is not None else None


def begin(
    form: Form,
    subject: str = "",
    *,
    prefill: Mapping[str, JsonValue] | None = None,
    answers: Mapping[str, JsonValue] | None = None,
) -> Conversation:
    """`prefill`: profile values by the fields' `prefill` names. `answers`: what is known and is not asked again."""
    known = prefill or {}
    offered = {one.key: _fitting(one, known.get(one.prefill)) for one in form.fields if one.prefill}
    suggested = {key: value for key, value in offered.items() if value is not None}
    if answers:
        suggested[_GIVEN] = list(answers)
    return onward(Conversation(form, subject, None, dict(answers or {}), suggested))


def restored(
    form: Form, subject: str, step: str | None, answers: Mapping[str, JsonValue], suggested: Mapping[str, JsonValue]
) -> Conversation:
    """A form may have changed between two versions of Forma: answers to questions that are gone are left out."""
    keys = {one.key for one in form.fields}
    known = {key: value for key, value in answers.items() if key in keys}
    conversation = Conversation(form, subject, None, known, suggested)
    if step in {one.key for one in conversation.asked}:
        return jump(conversation, str(step))
    return onward(conversation)


def is_begun(conversation: Conversation) -> bool:
    """Something was answered that would have to be said again."""
    return bool(set(conversation.answers) - set(_given(conversation)))


def _fitting(asked: Field, value: JsonValue) -> JsonValue:
    """An answer from another form, or to older options, may name a choice that this one does not have."""
    known = {choice.key for choice in asked.choices}
    if asked.kind is Kind.CHOICES:
        return [one for one in value if one in known] or None if isinstance(value, list) else None
    if asked.kind is Kind.DOCUMENT:
        return value if isinstance(value, Mapping) else None
    return value if asked.kind is not Kind.CHOICE or (isinstance(value, str) and value in known) else None


def answer(conversation: Conversation, raw: object, context: FormContext) -> Conversation:
    """Raises what `parse_answer` raises; the conversation then stays where it was."""
    asked = _current(conversation)
    if isinstance(raw, str) and asked.kind is Kind.DATE_TIME and (day := _known_day(conversation, context)):
        try:
            return _answered(conversation, parse_answer(asked, f"{day} {raw}", context))
        except NotADate:
            # The words name a day of their own, or none that we know: they are read as they are.
            return _answered(conversation, parse_answer(asked, raw, context))
    return _answered(conversation, parse_answer(asked, raw, context))


def set_photo(conversation: Conversation, raw: object, context: FormContext) -> Conversation | None:
    """A photo that comes before its question is kept as its answer; None: it is not one, or nothing will ask for it."""
    asked = conversation.current
    if not isinstance(raw, PhotoRef) or asked is None or asked.kind in (Kind.PHOTO, Kind.FILE, Kind.DOCUMENT):
        return None
    wanted = next((one for one in conversation.asked if one.kind is Kind.PHOTO), None)
    if wanted is None:
        return None
    answers = {**conversation.answers, wanted.key: parse_answer(wanted, raw, context)}
    return replace(conversation, answers=answers)


def refused(conversation: Conversation, refusal: Refusal) -> Conversation:
    """A day said without its hour is remembered: the hour alone is then the answer."""
    if not isinstance(refusal, NeedTime):
        return conversation
    return replace(conversation, suggested={**conversation.suggested, _DAY: f"{refusal.day:%d.%m.%Y}"})


def offer_places(
    conversation: Conversation, key: str, said: str, places: Sequence[Mapping[str, JsonValue]]
) -> Conversation:
    """The words fit more than one place: which one is asked at that question, until it is answered."""
    return replace(
        conversation,
        suggested={
            **conversation.suggested,
            _PLACES: {"of": key, "said": said, "places": [dict(one) for one in places]},
        },
    )


def offered_places(conversation: Conversation) -> list[JsonValue]:
    """As answers: the last one is as it was written. None are offered for another question than the open one."""
    offered = conversation.suggested.get(_PLACES)
    if not isinstance(offered, Mapping) or offered.get("of") != conversation.step:
        return []
    places = offered.get("places")
    as_written: JsonValue = {"text": offered.get("said"), "lat": None, "lon": None}
    return [*places, as_written] if isinstance(places, list) else []


def offered_place(conversation: Conversation, number: int) -> JsonValue:
    """As an answer. Raises AnswerMissing for one that is not offered (any more)."""
    offered = offered_places(conversation)
    if not 0 <= number < len(offered):
        raise AnswerMissing()
    return offered[number]


def keep(conversation: Conversation) -> Conversation:
    """Yes to the suggestion, or to the answer given before. Raises AnswerMissing when there is neither."""
    asked = _current(conversation)
    value = conversation.answers.get(asked.key, conversation.suggestion)
    if value is None:
        raise AnswerMissing()
    return _answered(conversation, value)


def skip(conversation: Conversation) -> Conversation:
    """Raises AnswerMissing for a question that must be answered."""
    if not _current(conversation).skippable:
        raise AnswerMissing()
    return _answered(conversation, None)


def may_leave_the_rest(conversation: Conversation) -> bool:
    """Where the form says what is usual, and this question and another one can be left out."""
    asked = conversation.current
    if asked is None or not asked.skippable or not conversation.form.usual:
        return False
    return any(one.key not in conversation.answers for one in conversation.asked if one.key != asked.key)


def leave_the_rest(conversation: Conversation) -> Conversation:
    """As if all were skipped, up to a question that nothing usual answers. Raises AnswerMissing where one may not."""
    if not may_leave_the_rest(conversation):
        raise AnswerMissing()
    usual = dict(conversation.form.usual)
    while (asked := conversation.current) and (asked.skippable or asked.key in usual):
        conversation = _answered(conversation, conversation.answers.get(asked.key, usual.get(asked.key)))
    return conversation


def back(conversation: Conversation) -> Conversation:
    """The question before; from the summary, the last one. The answers stay."""
    keys = _open_keys(conversation)
    if conversation.step is None:
        return replace(conversation, step=keys[-1] if keys else None)
    return replace(conversation, step=keys[max(0, keys.index(conversation.step) - 1)])


def jump(conversation: Conversation, key: str) -> Conversation:
    """To change one answer. Raises KeyError for a question that is not asked."""
    if key not in {one.key for one in conversation.asked}:
        raise KeyError(key)
    return replace(conversation, step=key)


def onward(conversation: Conversation) -> Conversation:
    """To the first question without an answer, so a change from the summary leads back to the summary."""
    waiting = (one.key for one in conversation.asked if one.key not in conversation.answers)
    return replace(conversation, step=next(waiting, None))


def progress(conversation: Conversation) -> tuple[int, int]:
    """(n, m): question n of m; at the summary n is m. What was known beforehand is not counted.

    Questions that wait for a choice are counted as its first option has them, so that m seldom grows on the way.
    """
    keys = _open_keys(conversation)
    total = len(_open_keys(replace(conversation, answers={**_first_choices(conversation), **conversation.answers})))
    return (keys.index(conversation.step) + 1 if conversation.step in keys else len(keys)), total


def _first_choices(conversation: Conversation) -> dict[str, JsonValue]:
    return {one.key: one.choices[0].key for one in conversation.form.fields if one.kind is Kind.CHOICE}


def result(conversation: Conversation) -> dict[str, JsonValue]:
    """The answers to the questions that were asked, without those that later answers made needless."""
    return {one.key: conversation.answers[one.key] for one in conversation.asked if one.key in conversation.answers}


def _open_keys(conversation: Conversation) -> list[str]:
    known = _given(conversation)
    return [one.key for one in conversation.asked if one.key not in known or one.key == conversation.step]


def _given(conversation: Conversation) -> list[JsonValue]:
    given = conversation.suggested.get(_GIVEN)
    return given if isinstance(given, list) else []


def _known_day(conversation: Conversation, context: FormContext) -> str | None:
    """The day that was said before, or that of the answer which is being changed."""
    said = conversation.suggested.get(_DAY)
    if isinstance(said, str):
        return said
    known = conversation.answers.get(conversation.step or "", conversation.suggestion)
    if not isinstance(known, Mapping):
        return None
    start = datetime.fromisoformat(str(known["start"]))
    return f"{local(start, str(known.get('zone') or context.zone)):%d.%m.%Y}"


def _current(conversation: Conversation) -> Field:
    if conversation.current is None:
        raise AnswerMissing()
    return conversation.current


def _answered(conversation: Conversation, value: JsonValue) -> Conversation:
    assert conversation.step is not None
    suggested = {key: one for key, one in conversation.suggested.items() if key not in (_DAY, _PLACES)}
    answers = {**conversation.answers, conversation.step: value}
    return onward(replace(conversation, answers=answers, suggested=suggested))
