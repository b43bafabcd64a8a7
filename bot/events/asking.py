"""The organizer's own questions to participants, in the chat: a list, one more, one less; and who may take part."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from domain.events import lifecycle, questions
from domain.events.policy import require_manager
from domain.events.questions import AUDIENCE_FORM, QUESTION_FORM
from domain.forms.form import Field, JsonValue
from locales import Translator


async def listed(turn: Turn) -> Reply:
    """[Вопросы участникам]"""
    return await _screen(turn, turn.number())


async def _screen(turn: Turn, event_id: int) -> Screen:
    event = await lifecycle.load(event_id, lock=False)
    require_manager(turn.person, event)
    t, fields = turn.t, questions.questions_of(event)
    said = [part for number, field in enumerate(fields, 1) for part in ("", _line(number, field, t))]
    remove = [
        Press(t("event-questions-remove", number=number), "ev.unask", (event_id, field.key))
        for number, field in enumerate(fields, 1)
    ]
    rows: list[Row] = [list(remove[first : first + 3]) for first in range(0, len(remove), 3)]
    add = Press(t("event-questions-add"), "ev.ask", (event_id,), style="primary")
    audience = Press(t("event-questions-audience"), "ev.whom", (event_id,))
    back = Press(t("event-button-back"), "ev.manage", (event_id,))
    text = lines(Bold(event.title), t("event-questions-title"), *(said or ["", t("event-questions-none")]))
    return Screen(text, keyboard=[*rows, [add], [audience], [back]])


def _line(number: int, field: Field, t: Translator) -> Text:
    about = [t(f"event-question-kind-{field.kind.value}"), *(str(choice.label) for choice in field.choices[:8])]
    optional = "" if field.required else f" · {t('event-questions-optional')}"
    return Text(Bold(f"{number}. {field.label}"), "\n", ", ".join(about), optional)


async def ask(turn: Turn) -> Reply:
    require_manager(turn.person, await lifecycle.load(turn.number(), lock=False))
    return await turn.forms.begin(turn, QUESTION_FORM, str(turn.number()))


async def asked(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await questions.add_question(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("event-questions-added")), await _screen(turn, int(subject))]


async def remove(turn: Turn) -> Reply:
    await questions.remove_question(turn.person, turn.number(), turn.word(1), now=turn.now)
    return [Alert(turn.t("event-questions-removed")), await _screen(turn, turn.number())]


async def whom(turn: Turn) -> Reply:
    require_manager(turn.person, await lifecycle.load(turn.number(), lock=False))
    return await turn.forms.begin(turn, AUDIENCE_FORM, str(turn.number()))


async def audience_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await questions.set_audience(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("event-audience-saved")), await _screen(turn, int(subject))]


PRESSES = {
    "ev.asks": Route(listed),
    "ev.ask": Route(ask),
    "ev.unask": Route(remove),
    "ev.whom": Route(whom),
}
CONVERSATIONS = {
    QUESTION_FORM.key: Conversation(QUESTION_FORM, asked),
    AUDIENCE_FORM.key: Conversation(AUDIENCE_FORM, audience_said),
}
