"""/profile: a card of fields; a tap on one asks for it, with the question that the mini-app asks too."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.questions import grid
from bot.kit.routes import Conversation
from bot.kit.screen import Bold, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.profile import PROFILE_FORM, profile_answers, save_profile
from domain.forms.form import Form, JsonValue
from domain.forms.showing import label, show_value, title
from locales import Translator

_KEYBOARD_KINDS = ("city", "zone", "phone")
"""Asked with a keyboard of their own, which has to be taken away again."""
GOAL = "goal"
REMOVABLE = [field.key for field in PROFILE_FORM.fields if not field.required and field.key != "zone"]


async def profile(turn: Turn) -> Reply:
    return profile_screen(await profile_answers(turn.person.id), turn.t, turn.zone)


async def edit(turn: Turn) -> Reply:
    """One field as a form of its own; what is there now is offered to be kept."""
    form = FIELD_FORMS[turn.one_of(FIELD_FORMS)]
    known = {key: value for key, value in (await profile_answers(turn.person.id)).items() if value not in (None, [])}
    return await turn.forms.begin(turn, form, prefill=known)


async def edited(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await save_profile(turn.person.id, answers, now=turn.now)
    card = await profile_screen_of(turn)
    if answers.keys() & set(_KEYBOARD_KINDS):
        return [Screen(turn.t("account-saved"), drop_reply_keyboard=True), card]
    return card


async def choose_what_to_clear(turn: Turn) -> Reply:
    return clearing_screen(await profile_answers(turn.person.id), turn.t)


async def clear(turn: Turn) -> Reply:
    await save_profile(turn.person.id, {turn.one_of(REMOVABLE): None}, now=turn.now)
    return clearing_screen(await profile_answers(turn.person.id), turn.t)


async def profile_screen_of(turn: Turn) -> Screen:
    return profile_screen(await profile_answers(turn.person.id), turn.t, turn.zone)


def profile_screen(answers: dict[str, JsonValue], t: Translator, zone: str) -> Screen:
    said = [
        Text(label(field, t), ": ", Bold(show_value(field, answers[field.key], t, zone)))
        for field in PROFILE_FORM.fields
        if answers[field.key] not in (None, [], "")
    ]
    edits = grid([Press(label(field, t), "ac.edit", (field.key,)) for field in PROFILE_FORM.fields])
    ways: Row = [Press(t("account-privacy-open"), "ac.privacy"), Press(t("account-clear"), "ac.clear")]
    text = lines(Bold(title(PROFILE_FORM, t)), "", *said, "", t("account-profile-tap"))
    badges: Row = [Press(t("achievement-button"), "bg.mine")]
    return Screen(text, keyboard=[*edits, ways, [*badges, Press(t("account-home"), "home")]])


def clearing_screen(answers: dict[str, JsonValue], t: Translator) -> Screen:
    filled = [PROFILE_FORM.field(key) for key in REMOVABLE if answers[key] not in (None, [])]
    rows: list[Row] = [[Press(f"✕ {label(field, t)}", "ac.clear1", (field.key,))] for field in filled]
    words = t("account-clear-what") if rows else t("account-clear-nothing")
    return Screen(words, keyboard=[*rows, [Press(t("account-profile-back"), "ac.profile")]])


def _alone(key: str) -> Form:
    """In the chat a tapped field is answered or left with [Отмена]; emptying it has its own button."""
    field = replace(PROFILE_FORM.field(key), required=True)
    return Form(f"account-profile-{key}", (field,), words="account-profile")


FIELD_FORMS = {field.key: _alone(field.key) for field in PROFILE_FORM.fields}
CONVERSATIONS = {form.key: Conversation(form, edited) for key, form in FIELD_FORMS.items() if key != GOAL}
"""The goal is finished where events are known: it may be one of them."""
