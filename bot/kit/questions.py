"""An open question as a screen: its words, why the last answer did not fit, and the buttons of this very question."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.kit.places import place_rows
from bot.kit.screen import AskOnce, Bold, Italic, Press, Row, Screen, StartBot, Words, lines
from bot.kit.turn import Turn
from domain.errors import Refusal
from domain.files.documents import KEPT_AFTER
from domain.forms import conversation as steps
from domain.forms.conversation import Conversation
from domain.forms.form import Choice, Field, JsonValue, Kind
from domain.forms.showing import choice_label, explain, hint, offers, question, show_value
from domain.forms.texts import shortened
from locales.refusals import readable_params

PICK, TOGGLE, READY, KEEP, SKIP, REST, BACK, CANCEL, MOMENT, PLACE = (
    "f.pick",
    "f.toggle",
    "f.ready",
    "f.keep",
    "f.skip",
    "f.rest",
    "f.back",
    "f.cancel",
    "f.moment",
    "f.place",
)
HERE = "f.here"
"""The questions of a group go on in the chat where it is pressed."""
DRAFT = "+draft"
"""Kept beside the suggestions; no field has such a key."""
_FILES = (Kind.DOCUMENT, Kind.PHOTO)
"""Sent into a group by a slip of the finger, they would be everybody's."""
_MARKED = (Kind.CHOICE, Kind.BOOLEAN)
"""What is known is marked among the buttons themselves: another one that keeps it would say it twice."""
_YES_AND_NO = (("form-yes", True), ("form-no", False))
_TWO_IN_ROW = 18
"""Labels up to this many characters stand two in a row."""


def draft_name(conversation: Conversation) -> str:
    """Another one each time that a form is begun, even if it is the same form about the same thing."""
    asked = (str(conversation.suggested.get(DRAFT, "")), conversation.form.key, conversation.subject)
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:8]


def name_of(conversation: Conversation, field: Field) -> str:
    """Of the open question in its draft."""
    question = hashlib.sha256(f"{field.key}\n{field.label or ''}".encode()).hexdigest()[:6]
    return draft_name(conversation) + question


def known_of(conversation: Conversation, field: Field) -> JsonValue:
    """What was answered before, or is offered."""
    return conversation.answers.get(field.key, conversation.suggestion)


def ticked_in(conversation: Conversation, field: Field) -> list[str]:
    value = conversation.suggested.get(field.key, conversation.answers.get(field.key))
    return [str(one) for one in value] if isinstance(value, list) else []


def question_screen(
    turn: Turn, conversation: Conversation, refusal: Refusal | None = None, ways_out: Sequence[Row] = ()
) -> Screen:
    field = conversation.current
    assert field is not None
    t, at = turn.t, name_of(conversation, field)
    n, m = steps.progress(conversation)
    why: Words | None = _why(turn, field, refusal) if refusal else None
    places = steps.offered_places(conversation)
    said = t("map-which-place") if places else hint(field, t) or _hint_of_kind(field, turn)
    text = lines(
        Italic(t("form-step", step=n, total=m)) if m > 1 else None,
        Bold(question(field, t)),
        said,
        *(("", why) if why else ()),
    )
    request = request_of(turn, field)
    if request and turn.private:
        return Screen(text, ask=request, asks=True)
    rows = place_rows(places, at, t) if places else _choice_rows(turn, conversation, field, at)
    rows += [[Press(t.when(moment, turn.zone), MOMENT, (at, int(moment.timestamp())))] for moment in _moments(refusal)]
    ways = [*ways_out, *_way_rows(turn, conversation, field, at, n)]
    screen = Screen(text, keyboard=[*rows, *ways], asks=True)
    return screen if turn.private else _in_group(turn, conversation, field, replace(screen, keyboard=rows), ways)


def _in_group(turn: Turn, conversation: Conversation, field: Field, screen: Screen, ways: list[Row]) -> Screen:
    """Seen and answered by one person: a choice by its buttons, words as a reply, a file in the private chat."""
    t, name = turn.t, draft_name(conversation)
    here: Row = [Press(t("form-continue"), HERE, (name,))]
    instead = Screen(lines(t("form-continue-here"), Bold(question(field, t))), keyboard=[here])
    privately: Row = [StartBot(t("form-button-private"), f"form_{name}")]
    if field.kind in _FILES:
        text = lines(screen.text, "", t("form-files-in-private"))
        return replace(screen, text=text, keyboard=[privately, *ways], instead=instead)
    if screen.keyboard:
        return replace(screen, keyboard=[*screen.keyboard, *ways], instead=instead)
    text = lines(screen.text, "", Italic(t("form-reply-here")))
    more = [privately] if request_of(turn, field) else []
    return replace(screen, text=text, keyboard=[*more, *ways], replies=True, instead=instead)


def _hint_of_kind(field: Field, turn: Turn) -> str | None:
    if field.kind is Kind.DOCUMENT:
        return turn.t("form-hint-document", days=KEPT_AFTER.days)
    return turn.t("form-hint-choices") if field.kind is Kind.CHOICES else None


def _why(turn: Turn, field: Field, refusal: Refusal) -> str:
    """What is refused after the last answer may be the whole, with lists and moments in its reason."""
    said = readable_params(turn.t, refusal.code, refusal.params, turn.zone)
    return explain(refusal, field, turn.t, params=said)


def _moments(refusal: Refusal | None) -> tuple[datetime, ...]:
    return offers(refusal) if refusal else ()


def request_of(turn: Turn, field: Field) -> AskOnce | None:
    """Phones, cities and people come best from the person's own client; words are welcome too."""
    if field.kind not in (Kind.PHONE, Kind.CITY, Kind.PERSON):
        return None
    ways = ["form-skip"] if field.skippable else []
    ways.append("form-cancel")
    words = tuple(turn.t(way) for way in ways)
    if field.kind is Kind.PHONE:
        return AskOnce(turn.t("form-share-phone"), "contact", words)
    if field.kind is Kind.PERSON:
        return AskOnce(turn.t("form-share-person"), "users", words)
    return AskOnce(turn.t("form-share-location"), "location", words)


def _choice_rows(turn: Turn, conversation: Conversation, field: Field, at: str) -> list[Row]:
    t = turn.t
    match field.kind:
        case Kind.CHOICE:
            known = known_of(conversation, field)
            chosen = [known] if isinstance(known, str) else []
            return grid([Press(_mark(one, chosen, turn), PICK, (at, i)) for i, one in enumerate(field.choices)])
        case Kind.CHOICES:
            ticked = ticked_in(conversation, field)
            marks = [Press(_mark(one, ticked, turn), TOGGLE, (at, i)) for i, one in enumerate(field.choices)]
            ready: list[Row] = [[Press(t("form-done"), READY, (at,), style="primary")]] if ticked else []
            return grid(marks) + ready
        case Kind.BOOLEAN:
            said = known_of(conversation, field)
            yes, no = (f"✓ {t(word)}" if said is is_yes else t(word) for word, is_yes in _YES_AND_NO)
            return [[Press(yes, PICK, (at, 1)), Press(no, PICK, (at, 0))]]
        case Kind.CONSENT:
            return [[Press(t("form-agree"), PICK, (at, 1), style="success")]]
    return []


def _mark(choice: Choice, ticked: list[str], turn: Turn) -> str:
    label = choice_label(choice, turn.t)
    return f"✓ {label}" if choice.key in ticked else label


def grid(buttons: list[Press]) -> list[Row]:
    rows: list[Row] = []
    for button in buttons:
        pairs = len(button.text) <= _TWO_IN_ROW and rows and len(rows[-1]) == 1
        first = rows[-1][0] if pairs else None
        if isinstance(first, Press) and len(first.text) <= _TWO_IN_ROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _way_rows(turn: Turn, conversation: Conversation, field: Field, at: str, n: int) -> list[Row]:
    t = turn.t
    rows: list[Row] = []
    known = known_of(conversation, field)
    is_known = known not in (None, []) and field.kind is not Kind.CHOICES
    if is_known and field.kind not in _MARKED:
        shown = show_value(field, known, t, turn.zone)
        key = "form-document-again" if field.kind is Kind.DOCUMENT else "form-keep"
        rows.append([Press(t(key, value=shortened(shown, 40)), KEEP, (at,))])
    if field.skippable and not (is_known and field.kind is Kind.BOOLEAN):  # yes and no stand there already
        rest = [Press(t("form-rest"), REST, (at,))] if steps.may_leave_the_rest(conversation) else []
        rows.append([Press(t("form-clear" if is_known else "form-skip"), SKIP, (at,)), *rest])
    back = [Press(t("form-back"), BACK, (at,))] if n > 1 else []
    return [*rows, [*back, Press(t(conversation.form.leave), CANCEL, (at,))]]
