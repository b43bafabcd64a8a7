"""A form asked in chat, one question at a time: buttons, free text, back, skip, cancel; it survives restarts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.kit.routes import Conversation as FormRoute
from bot.kit.screen import Alert, AskOnce, Bold, Italic, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.errors import Refusal
from domain.forms import conversation as steps
from domain.forms.conversation import Conversation
from domain.forms.drafts import OpenDraft, drop_draft, load_draft, pause_draft, save_draft
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.inputs import Contact, FormContext, Location, PhotoRef
from domain.forms.showing import choice_label, explain, hint, offers, question, show_value
from locales.refusals import readable_params

PICK, TOGGLE, READY, KEEP, SKIP, BACK, CANCEL, MOMENT = (
    "f.pick",
    "f.toggle",
    "f.ready",
    "f.keep",
    "f.skip",
    "f.back",
    "f.cancel",
    "f.moment",
)
_DRAFT = "+draft"
"""Kept beside the suggestions; no field has such a key."""
_TWO_IN_ROW = 18
"""Labels up to this many characters stand two in a row."""


class Conversations:
    """Bound to the routing table, which says what becomes of the answers."""

    def __init__(self, routes: Mapping[str, FormRoute]) -> None:
        self._routes = routes
        self._own = {key: one.form for key, one in routes.items() if one.form}

    async def begin(
        self,
        turn: Turn,
        form: Form,
        subject: str = "",
        *,
        prefill: Mapping[str, JsonValue] | None = None,
        answers: Mapping[str, JsonValue] | None = None,
        trouble: Refusal | None = None,
    ) -> Reply:
        """Ask the first open question; a form without one is finished at once. `trouble`: why it has to be asked."""
        conversation = steps.begin(form, subject, prefill=prefill, answers=answers)
        conversation = replace(conversation, suggested={**conversation.suggested, _DRAFT: secrets.token_hex(4)})
        if trouble and conversation.current:
            return await self._refused(turn, conversation, trouble)
        return await self._go_on(turn, conversation)

    async def say(self, turn: Turn) -> tuple[bool, Reply]:
        """Take a message as the answer to the open question. (False, None): no question is open here."""
        draft = await self._draft(turn)
        if draft is None or draft.paused or draft.conversation.current is None:
            return False, None
        conversation = draft.conversation
        words = turn.text.strip()
        if words in (turn.t("form-skip"), turn.t("form-clear")):
            return True, await self._step(turn, conversation, lambda: steps.skip(conversation))
        if words == turn.t("form-back"):
            return True, await self._step(turn, conversation, lambda: steps.back(conversation))
        if words == turn.t("form-cancel"):
            return True, await self.cancel(turn)
        said = spoken(turn)
        return True, await self._step(turn, conversation, lambda: steps.answer(conversation, said, context(turn)))

    async def press(self, turn: Turn) -> Reply:
        """A button under a question. The question's name rides along: one under another question does nothing."""
        draft = await self._draft(turn)
        field = draft.conversation.current if draft else None
        if draft is None or field is None:
            return Alert(turn.t("form-closed"), modal=True)
        conversation = draft.conversation
        action = turn.incoming.word
        pressed = turn.args[0] if turn.args else ""
        if not pressed.startswith(_draft_name(conversation)):
            return [Alert(turn.t("form-closed-another-open"), modal=True), question_screen(turn, conversation)]
        if action == CANCEL:
            return await self.cancel(turn)
        if pressed != _name(conversation, field):
            return [Alert(turn.t("form-question-over")), question_screen(turn, conversation)]
        match action:
            case "f.skip":
                return await self._step(turn, conversation, lambda: steps.skip(conversation))
            case "f.back":
                return await self._step(turn, conversation, lambda: steps.back(conversation))
            case "f.keep":
                return await self._step(turn, conversation, lambda: steps.keep(conversation))
            case "f.toggle":
                return await self._toggle(turn, conversation, field)
            case "f.ready":
                ticked = _ticked(conversation, field)
                return await self._step(turn, conversation, lambda: steps.answer(conversation, ticked, context(turn)))
        value = _picked(turn, field, action)
        return await self._step(turn, conversation, lambda: steps.answer(conversation, value, context(turn)))

    async def cancel(self, turn: Turn) -> Reply:
        """Back to where the questions were begun; home, where that is nowhere."""
        draft = await self._draft(turn)
        if draft is None:
            return Screen(turn.t("form-closed"), drop_reply_keyboard=True)
        await drop_draft(turn.person.id, turn.chat_id)
        conversation, left = draft.conversation, self._routes[draft.conversation.form.key].left
        field = conversation.current
        if field and _request(turn, field):
            return Screen(turn.t("form-cancelled"), drop_reply_keyboard=True)
        if left:
            return [Alert(turn.t("form-cancelled")), await left(turn, conversation.subject)]
        return Screen(turn.t("form-cancelled"), keyboard=[[Press(turn.t("kit-home"), "home")]])

    async def resume(self, turn: Turn) -> Reply:
        """Go on with what was left, at the question where it was left."""
        draft = await self._draft(turn)
        if draft is None:
            return Screen(turn.t("form-nothing-to-resume"))
        return await self._go_on(turn, draft.conversation)

    async def leave(self, turn: Turn) -> None:
        """The person turned to something else: plain words are no answer until /resume."""
        await pause_draft(turn.person.id, turn.chat_id, now=turn.now)

    async def _draft(self, turn: Turn) -> OpenDraft | None:
        return await load_draft(turn.person.id, turn.chat_id, own_forms=self._own)

    async def _step(self, turn: Turn, now_at: Conversation, step: Callable[[], Conversation]) -> Reply:
        try:
            moved = step()
            await self._judge(turn, now_at, moved)
            return await self._go_on(turn, moved)
        except Refusal as refusal:
            return await self._refused(turn, now_at, refusal)

    async def _judge(self, turn: Turn, now_at: Conversation, moved: Conversation) -> None:
        """Of an answer that was just given; a step back gives none."""
        judge, key = self._routes[now_at.form.key].judge, now_at.step
        if judge and key is not None and moved.answers is not now_at.answers:
            await judge(turn, now_at.subject, key, moved.answers[key])

    async def _refused(self, turn: Turn, conversation: Conversation, refusal: Refusal) -> Reply:
        conversation = steps.refused(conversation, refusal)
        await self._save(turn, conversation)
        ways_out = self._routes[conversation.form.key].ways_out
        more = ways_out(turn, conversation.subject, refusal) if ways_out else []
        return question_screen(turn, conversation, refusal, more)

    async def _go_on(self, turn: Turn, conversation: Conversation) -> Reply:
        if conversation.current is None:
            await drop_draft(turn.person.id, turn.chat_id)
            route = self._routes[conversation.form.key]
            return await route.finish(turn, conversation.subject, steps.result(conversation))
        await self._save(turn, conversation)
        return question_screen(turn, conversation)

    async def _toggle(self, turn: Turn, conversation: Conversation, field: Field) -> Reply:
        key = field.choices[turn.number(1)].key
        ticked = _ticked(conversation, field)
        chosen = [one for one in ticked if one != key] if key in ticked else [*ticked, key]
        changed = replace(conversation, suggested={**conversation.suggested, field.key: list(chosen)})
        await self._save(turn, changed)
        return question_screen(turn, changed)

    async def _save(self, turn: Turn, conversation: Conversation) -> None:
        await save_draft(turn.person.id, turn.chat_id, conversation, now=turn.now, own_forms=self._own)


def spoken(turn: Turn) -> object:
    """What a message says as an answer: a pin, a contact, a photo or words."""
    message = turn.incoming.message
    assert message is not None
    if message.venue:
        place = message.venue.location
        return Location(place.latitude, place.longitude, message.venue.title, message.venue.address)
    if message.location:
        return Location(message.location.latitude, message.location.longitude)
    if message.contact:
        return Contact(message.contact.phone_number, message.contact.user_id)
    if message.photo:
        return PhotoRef("telegram", message.photo[-1].file_id)
    return turn.text


def context(turn: Turn) -> FormContext:
    return FormContext(turn.now, turn.zone, turn.person.language, turn.t)


def _draft_name(conversation: Conversation) -> str:
    """Another one each time that a form is begun, even if it is the same form about the same thing."""
    asked = (str(conversation.suggested.get(_DRAFT, "")), conversation.form.key, conversation.subject)
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:8]


def _name(conversation: Conversation, field: Field) -> str:
    """Of the open question in its draft."""
    question = hashlib.sha256(f"{field.key}\n{field.label or ''}".encode()).hexdigest()[:6]
    return _draft_name(conversation) + question


def _ticked(conversation: Conversation, field: Field) -> list[str]:
    value = conversation.suggested.get(field.key, conversation.answers.get(field.key))
    return [str(one) for one in value] if isinstance(value, list) else []


def _picked(turn: Turn, field: Field, action: str) -> object:
    if action == MOMENT:
        return datetime.fromtimestamp(turn.number(1), UTC).isoformat()
    if field.kind in (Kind.BOOLEAN, Kind.CONSENT):
        return bool(turn.number(1))
    return field.choices[turn.number(1)].key


def question_screen(
    turn: Turn, conversation: Conversation, refusal: Refusal | None = None, ways_out: Sequence[Row] = ()
) -> Screen:
    field = conversation.current
    assert field is not None
    t, at = turn.t, _name(conversation, field)
    n, m = steps.progress(conversation)
    why: Words | None = _why(turn, field, refusal) if refusal else None
    said = hint(field, t) or (t("form-hint-choices") if field.kind is Kind.CHOICES else None)
    text = lines(
        Italic(t("form-step", step=n, total=m)) if m > 1 else None,
        Bold(question(field, t)),
        said,
        *(("", why) if why else ()),
    )
    request = _request(turn, field)
    if request:
        return Screen(text, ask=request)
    rows = _choice_rows(turn, conversation, field, at)
    rows += [[Press(t.when(moment, turn.zone), MOMENT, (at, int(moment.timestamp())))] for moment in _moments(refusal)]
    return Screen(text, keyboard=[*rows, *ways_out, *_way_rows(turn, conversation, field, at, n)])


def _why(turn: Turn, field: Field, refusal: Refusal) -> str:
    """What is refused after the last answer may be the whole, with lists and moments in its reason."""
    said = readable_params(turn.t, refusal.code, refusal.params, turn.zone)
    return explain(refusal, field, turn.t, params=said)


def _moments(refusal: Refusal | None) -> tuple[datetime, ...]:
    return offers(refusal) if refusal else ()


def _request(turn: Turn, field: Field) -> AskOnce | None:
    """Phones and cities come best from the person's own client; words are welcome too."""
    if not turn.private or field.kind not in (Kind.PHONE, Kind.CITY):
        return None
    ways = ["form-skip"] if field.skippable else []
    ways.append("form-cancel")
    words = tuple(turn.t(way) for way in ways)
    if field.kind is Kind.PHONE:
        return AskOnce(turn.t("form-share-phone"), "contact", words)
    return AskOnce(turn.t("form-share-location"), "location", words)


def _choice_rows(turn: Turn, conversation: Conversation, field: Field, at: str) -> list[Row]:
    t = turn.t
    match field.kind:
        case Kind.CHOICE:
            return grid([Press(choice_label(one, t), PICK, (at, i)) for i, one in enumerate(field.choices)])
        case Kind.CHOICES:
            ticked = _ticked(conversation, field)
            marks = [Press(_mark(one, ticked, turn), TOGGLE, (at, i)) for i, one in enumerate(field.choices)]
            ready: list[Row] = [[Press(t("form-done"), READY, (at,), style="primary")]] if ticked else []
            return grid(marks) + ready
        case Kind.BOOLEAN:
            return [[Press(t("form-yes"), PICK, (at, 1)), Press(t("form-no"), PICK, (at, 0))]]
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
    known = conversation.answers.get(field.key, conversation.suggestion)
    if known not in (None, []) and field.kind is not Kind.CHOICES:
        shown = show_value(field, known, t, turn.zone)
        rows.append([Press(t("form-keep", value=shown[:40]), KEEP, (at,))])
    if field.skippable:
        rows.append([Press(t("form-clear" if rows else "form-skip"), SKIP, (at,))])
    back = [Press(t("form-back"), BACK, (at,))] if n > 1 else []
    return [*rows, [*back, Press(t("form-cancel"), CANCEL, (at,))]]
