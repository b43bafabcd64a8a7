"""Answers that belong to no module: old buttons, unknown words, commands in the wrong place."""

from __future__ import annotations

from bot.kit.screen import Alert, Screen, StartBot
from bot.kit.turn import Reply, Turn


async def form_button(turn: Turn) -> Reply:
    return await turn.forms.press(turn)


async def whispered(turn: Turn) -> Reply:
    """The answer to an open question, said to us alone in a group."""
    answered, reply = await turn.forms.say(turn)
    return reply if answered else Screen(turn.t("form-closed"))


async def go_on_here(turn: Turn) -> Reply:
    """t.me/bot?start=form_1a2b3c4d, or the button of that name: the questions of a group go on in private."""
    return await turn.forms.bring(turn, turn.args[0] if turn.args else "")


async def old_button(turn: Turn) -> Reply:
    return Alert(turn.t("kit-old-button"), modal=True)


async def unknown_command(turn: Turn) -> Reply:
    return Screen(turn.t("kit-unknown-command", command=f"/{turn.incoming.word}"[:40]))


async def wrong_place(turn: Turn) -> Reply:
    """A group's command in private, or a private one in a group."""
    if turn.private:
        return Screen(turn.t("kit-only-in-groups"))
    button = StartBot(turn.t("kit-open-private"), "home")
    return Screen(turn.t("kit-only-in-private"), keyboard=[[button]])
