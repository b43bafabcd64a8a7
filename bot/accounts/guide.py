"""/help, /resume and /cancel."""

from __future__ import annotations

from bot.kit.screen import Bold, CopyText, Italic, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.forms.drafts import open_form
from locales import Translator


async def explain(turn: Turn) -> Reply:
    return help_screen(turn.t, staff=turn.person.is_administrator)


async def resume(turn: Turn) -> Reply:
    return await turn.forms.resume(turn)


async def cancel(turn: Turn) -> Reply:
    if await open_form(turn.person.id, turn.chat_id):
        return await turn.forms.cancel(turn)
    return Screen(turn.t("account-nothing-to-cancel"), drop_reply_keyboard=True)


def help_screen(t: Translator, *, staff: bool) -> Screen:
    """Each example is one tap away: a button, or a line that is copied."""
    line = t("account-help-line")
    text: list[Words] = [Bold(t("account-help")), "", t("account-help-person"), "", t("account-help-organizer")]
    text.append(Italic(line))
    if staff:
        text += ["", t("account-help-administrator")]
    rows: list[Row] = [
        [Press(t("account-help-find"), "ev.find", (0, 0, 0, 0)), Press(t("event-my-title"), "ev.my")],
        [CopyText(t("account-help-copy"), line)],
        [Press(t("account-help-profile"), "ac.profile"), Press(t("account-help-settings"), "ac.settings")],
        [Press(t("account-home"), "home")],
    ]
    return Screen(lines(*text), keyboard=rows)
