"""[Старт был в другое время]: whoever forgot to press, or pressed late, says when it was."""

from __future__ import annotations

from bot.events import finishing
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Screen
from bot.kit.turn import Reply, Turn
from domain.events.lifecycle import load
from domain.events.policy import require_timer
from domain.events.results import gun
from domain.forms.form import Field, Form, JsonValue, Kind

GUN_FORM = Form("finish-gun", (Field("at", Kind.TEXT, words="finish-gun-ask", min=3, max=12),))


async def ask(turn: Turn) -> Reply:
    require_timer(turn.person, await load(turn.number(), lock=False))
    return await turn.forms.begin(turn, GUN_FORM, str(turn.number()))


async def judge(turn: Turn, subject: str, _key: str, said: JsonValue) -> None:
    await gun.judge(turn.person, int(subject), str(said), now=turn.now)


async def said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await gun.fire_at(turn.person, int(subject), str(answers["at"]), now=turn.now)
    return [Screen(turn.t("finish-gun-moved"), own_message=True), await finishing.at_finish(turn, int(subject))]


async def back(turn: Turn, subject: str) -> Screen:
    return await finishing.at_finish(turn, int(subject))


PRESSES = {"fn.gun": Route(ask)}
CONVERSATIONS = {GUN_FORM.key: Conversation(GUN_FORM, said, left=back, judge=judge)}
