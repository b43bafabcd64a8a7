"""What a blocked person sees and may do, and how an administrator answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Conversation
from bot.kit.screen import Alert, Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.blocking import block_screen, until_line
from domain.accounts.sanctions import SanctionInForce, find_block
from domain.errors import NotFound
from domain.forms.drafts import open_form
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.moderation import appeals
from domain.moderation.appeals import AppealCard, Decision
from domain.moderation.errors import AppealDecided, AppealOver
from domain.notifications.ports import Call
from locales import Translator

APPEAL_FORM = Form(
    "moderation-appeal",
    (Field("text", Kind.LONG_TEXT, words="moderation-appeal-ask", min=10, max=appeals.TEXT_MAX),),
)
DECISION_FORM = Form(
    "moderation-decision",
    (Field("answer", Kind.LONG_TEXT, words="moderation-answer-ask", max=appeals.ANSWER_MAX, required=False),),
)


async def blocked(turn: Turn) -> Reply:
    """Instead of whatever was asked for. In a group's talk nothing is said; the words of an appeal are taken."""
    incoming = turn.incoming
    if not turn.private and incoming.kind not in ("press", "command"):
        return None
    if turn.private and await open_form(turn.person.id, turn.chat_id) == APPEAL_FORM.key:
        if incoming.kind == "press" and incoming.word.startswith("f."):
            return await turn.forms.press(turn)
        heard, reply = await turn.forms.say(turn) if incoming.message else (False, None)
        if heard:
            return reply
    return await _block_screen(turn)


async def _block_screen(turn: Turn) -> Reply:
    sanction = await find_block(turn.person.id, now=turn.now)
    if sanction is None:
        raise NotFound
    return block_screen(sanction, await _appeal_line(sanction, turn.t), turn.t, turn.zone)


async def _appeal_line(sanction: SanctionInForce, t: Translator) -> str | None:
    own = await appeals.find_own_appeal(sanction.user_id, sanction.id)
    if own is None:
        return None
    return t("moderation-appeal-kept", answer=own.answer or "none") if own.decision else t("moderation-appeal-waits")


async def begin_appeal(turn: Turn) -> Reply:
    sanction = await find_block(turn.person.id, now=turn.now)
    if sanction is None or await appeals.find_own_appeal(turn.person.id, sanction.id):
        return await _block_screen(turn)
    return await turn.forms.begin(turn, APPEAL_FORM)


async def appeal_written(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await appeals.appeal(turn.person.id, str(answers["text"]), now=turn.now)
    return Screen(turn.t("moderation-appeal-sent"))


async def open_appeal(turn: Turn) -> Reply:
    return await _appeal(turn, turn.number())


async def _appeal(turn: Turn, appeal_id: int) -> Screen:
    return appeal_screen(await appeals.get_appeal(turn.person, appeal_id), turn.t, turn.zone, turn.now)


async def lift(turn: Turn) -> Reply:
    return await _ask_answer(turn, "lifted")


async def keep(turn: Turn) -> Reply:
    return await _ask_answer(turn, "kept")


async def _ask_answer(turn: Turn, decision: Decision) -> Reply:
    card = await appeals.get_appeal(turn.person, turn.number())
    try:
        await appeals.check_reader(turn.person, card, now=turn.now)
    except (AppealDecided, AppealOver) as refusal:
        return [Alert(turn.t(refusal.code), modal=True), appeal_screen(card, turn.t, turn.zone, turn.now)]
    return await turn.forms.begin(turn, DECISION_FORM, f"{card.id}:{decision}")


async def _left(turn: Turn, subject: str) -> Screen:
    return await _appeal(turn, int(subject.partition(":")[0]))


async def decided(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    number, _, decision = subject.partition(":")
    answer = answers.get("answer")
    outcome: Decision = "lifted" if decision == "lifted" else "kept"
    try:
        await appeals.decide(turn.person, int(number), outcome, str(answer) if answer else None, now=turn.now)
    except (AppealDecided, AppealOver) as refusal:
        return [Alert(turn.t(refusal.code), modal=True), await _appeal(turn, int(number))]
    card = await appeals.get_appeal(turn.person, int(number))
    return Screen(turn.t(f"moderation-{outcome}-done", name=card.name))


def appeal_screen(card: AppealCard, t: Translator, zone: str, now: datetime) -> Screen:
    text = lines(
        Bold(t("moderation-appeal-from", name=card.name)),
        card.text,
        "",
        t("moderation-blocked-reason", reason=card.reason),
        t("moderation-blocked-rule", rule=t(f"moderation-rule-{card.rule}")),
        until_line(card.until, t, zone),
    )
    if card.decision:
        return Screen(lines(text, "", Bold(t(f"moderation-{card.decision}-done", name=card.name))))
    if card.is_over(now):
        return Screen(lines(text, "", Bold(t("moderation-appeal-over"))))
    rows: list[Row] = [
        [Press(t("moderation-lift"), "md.lift", (card.id,)), Press(t("moderation-keep"), "md.keep", (card.id,))]
    ]
    return Screen(text, keyboard=rows)


async def block_told(said: Said) -> Screen | None:
    sanction = await find_block(said.user_id, now=said.now)
    return block_screen(sanction, await _appeal_line(sanction, said.t), said.t, said.zone) if sanction else None


async def unblock_told(said: Said) -> Screen | None:
    return unblocked_screen(None, said.t)


def unblocked_screen(answer: str | None, t: Translator) -> Screen:
    words = lines(t("moderation-unblocked"), t("moderation-answer", answer=answer) if answer else None)
    return Screen(words, keyboard=[[Press(t("account-home"), "home")]])


async def appeal_told(said: Said) -> Screen | None:
    """To an administrator; the row was addressed to those who may read it."""
    card = await appeals.read_as(said.user_id, int(said.params["appeal_id"]))
    return appeal_screen(card, said.t, said.zone, said.now)


async def appeal_over(said: Said) -> list[Call] | None:
    """The message in which an administrator was told of it."""
    card = await appeals.read_as(said.user_id, int(said.params["appeal_id"]))
    if said.chat_id is None:
        return None
    screen = appeal_screen(card, said.t, said.zone, said.now)
    calls = said.app.calls.edit(screen, Target(said.chat_id, said.chat_id), int(said.params["message_id"]))
    return [replace(call, fallback=None) for call in calls]


async def decision_told(said: Said) -> Screen | None:
    card = await appeals.get_decision(said.user_id, int(said.params["appeal_id"]))
    return kept_screen(card.answer, said.t) if card.decision == "kept" else unblocked_screen(card.answer, said.t)


def kept_screen(answer: str | None, t: Translator) -> Screen:
    return Screen(t("moderation-appeal-kept", answer=answer or "none"))


CONVERSATIONS = {
    APPEAL_FORM.key: Conversation(APPEAL_FORM, appeal_written, for_blocked=True),
    DECISION_FORM.key: Conversation(DECISION_FORM, decided, left=_left),
}
SCREENS = {
    "account-blocked": block_told,
    "account-unblocked": unblock_told,
    "moderation-appeal": appeal_told,
    "moderation-decision": decision_told,
}
CALLS = {"moderation-appeal-over": appeal_over}
