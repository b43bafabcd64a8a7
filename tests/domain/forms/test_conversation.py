from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.forms.conversation import (
    Conversation,
    answer,
    back,
    begin,
    jump,
    keep,
    leave_the_rest,
    may_leave_the_rest,
    progress,
    result,
    skip,
)
from domain.forms.drafts import DraftOutdated, drop_draft, load_draft, pause_draft, place_question, save_draft
from domain.forms.errors import AnswerMissing, NumberTooSmall
from domain.forms.form import Choice, Field, Form, Kind, OnlyIf
from domain.forms.inputs import FormContext
from domain.forms.storing import form_from_json, form_to_json

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTEXT = FormContext(now=NOW, zone="Europe/Moscow", lang="ru")
FORM = Form(
    "event-new",
    (
        Field("title", Kind.TEXT, label="Название"),
        Field("online", Kind.BOOLEAN, label="Онлайн?"),
        Field("place", Kind.PLACE, label="Где?", only_if=OnlyIf("online", (False,))),
        Field("capacity", Kind.NUMBER, label="Сколько мест?", min=1, required=False),
        Field(
            "size",
            Kind.CHOICE,
            label="Размер",
            choices=(Choice("m", label="M"), Choice("l", label="L")),
            prefill="size",
        ),
    ),
)


def say(conversation: Conversation, *answers: object) -> Conversation:
    for one in answers:
        conversation = answer(conversation, one, CONTEXT)
    return conversation


def test_questions_come_one_by_one_to_the_summary() -> None:
    conversation = begin(FORM, "17")
    assert (conversation.step, progress(conversation)) == ("title", (1, 4))
    conversation = say(conversation, "Забег", "нет")
    assert (conversation.step, progress(conversation)) == ("place", (3, 5))
    conversation = say(skip(say(conversation, "Парк")), "L")
    assert (conversation.step, progress(conversation)) == (None, (5, 5))
    assert result(conversation)["capacity"] is None


def test_a_wrong_answer_changes_nothing() -> None:
    conversation = jump(begin(FORM), "capacity")
    with pytest.raises(NumberTooSmall):
        answer(conversation, "0", CONTEXT)
    assert conversation.step == "capacity"


def test_a_required_question_cannot_be_skipped() -> None:
    with pytest.raises(AnswerMissing):
        skip(begin(FORM))


def test_back_keeps_answers_and_the_next_answer_goes_on() -> None:
    conversation = say(begin(FORM), "Забег", "да")
    assert conversation.step == "capacity"
    conversation = back(back(conversation))
    assert (conversation.step, back(conversation).step) == ("title", "title")
    assert say(conversation, "Кросс").step == "capacity"
    assert keep(conversation).answers["title"] == "Забег"


def test_a_change_from_the_summary_leads_back_to_it() -> None:
    conversation = say(begin(FORM), "Забег", "да", "50", "L")
    changed = say(jump(conversation, "title"), "Кросс")
    assert (changed.step, result(changed)["title"]) == (None, "Кросс")
    assert back(conversation).step == "size"


def test_a_change_may_bring_a_new_question() -> None:
    conversation = say(begin(FORM), "Забег", "да", "50", "L")
    changed = say(jump(conversation, "online"), "нет")
    assert changed.step == "place"
    again = say(jump(say(changed, "Парк"), "online"), "да")
    assert (again.step, "place" in result(again)) == (None, False)
    with pytest.raises(KeyError):
        jump(again, "place")


def test_what_is_known_is_not_asked_and_the_profile_only_suggests() -> None:
    conversation = begin(FORM, prefill={"size": "l"}, answers={"title": "Забег", "online": True, "capacity": 50})
    assert (conversation.step, conversation.suggestion) == ("size", "l")
    assert result(keep(conversation))["size"] == "l"
    with pytest.raises(AnswerMissing):
        keep(begin(FORM))


@pytest.mark.usefixtures("database")
async def test_a_draft_is_there_after_a_restart() -> None:
    conversation = say(begin(FORM, "17", prefill={"size": "l"}), "Забег", "нет")
    await save_draft(7, 7, conversation, now=NOW, own_forms={})
    assert await place_question(7, 7, 1 << 51) is None
    await save_draft(7, 7, conversation, now=NOW, own_forms={})
    draft = await load_draft(7, 7, own_forms={})
    assert draft is not None
    assert (draft.conversation, draft.message_id, draft.paused) == (conversation, 1 << 51, False)
    assert (await load_draft(7, 8, own_forms={}), await load_draft(8, 7, own_forms={})) == (None, None)


@pytest.mark.usefixtures("database")
async def test_a_draft_is_left_resumed_and_dropped() -> None:
    forms = {FORM.key: FORM}
    await save_draft(7, 7, begin(FORM), now=NOW, own_forms=forms)
    assert await pause_draft(7, 7, now=NOW)
    left = await load_draft(7, 7, own_forms=forms)
    assert left is not None
    assert left.paused
    await save_draft(7, 7, say(left.conversation, "Забег"), now=NOW, own_forms=forms)
    resumed = await load_draft(7, 7, own_forms=forms)
    assert resumed is not None
    assert (resumed.paused, resumed.conversation.step) == (False, "online")
    assert await place_question(7, 7, 5) is None
    assert await place_question(7, 7, 5) is None, "it stands where it stood"
    assert await place_question(7, 7, 6) == 5, "the message before is stale"
    assert (await drop_draft(7, 7), await drop_draft(7, 7)) == (6, None)
    assert await place_question(7, 7, 8) == 8, "what is shown after the end is stale at once"


@pytest.mark.usefixtures("database")
async def test_a_draft_of_a_changed_form_goes_on_where_it_can() -> None:
    await save_draft(7, 7, say(begin(FORM), "Забег"), now=NOW, own_forms={FORM.key: FORM})
    shorter = Form(FORM.key, tuple(field for field in FORM.fields if field.key not in ("title", "online")))
    draft = await load_draft(7, 7, own_forms={FORM.key: shorter})
    assert draft is not None
    assert (draft.conversation.step, dict(draft.conversation.answers)) == ("capacity", {})
    with pytest.raises(DraftOutdated):
        await load_draft(7, 7, own_forms={})


def test_the_rest_is_left_for_later_where_something_usual_stands_for_it() -> None:
    """Only what can be left out is; it stops at what nobody else can answer."""
    fields = (
        Field("title", Kind.TEXT, label="Как называется?"),
        Field("capacity", Kind.NUMBER, label="Сколько мест?", required=False),
        Field("about", Kind.TEXT, label="Расскажите", required=False),
        Field("seen", Kind.CHOICE, label="Кому показывать?", choices=(Choice("public"), Choice("private"))),
    )
    form = Form("event", fields, usual=(("seen", "public"),))
    begun = begin(form)
    assert not may_leave_the_rest(begun), "a name it must have"
    with pytest.raises(AnswerMissing):
        leave_the_rest(begun)
    named = answer(begun, "Забег", CONTEXT)
    assert may_leave_the_rest(named)
    left = leave_the_rest(named)
    assert left.current is None
    assert left.answers == {"title": "Забег", "capacity": None, "about": None, "seen": "public"}
    assert not may_leave_the_rest(answer(begin(replace(form, usual=())), "Забег", CONTEXT)), "not every form may be"
    asked_more = replace(form, fields=(*fields[:2], Field("must", Kind.TEXT, label="Кто вы?"), *fields[2:]))
    stopped = leave_the_rest(answer(begin(asked_more), "Забег", CONTEXT))
    assert stopped.step == "must" and stopped.answers["capacity"] is None
    assert form_from_json(form_to_json(form)) == form, "a draft keeps it"
