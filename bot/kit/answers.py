"""Answers that belong to no module: old buttons, unknown words, commands in the wrong place."""

from __future__ import annotations

from bot.kit.screen import Alert, Screen, StartBot
from bot.kit.turn import Reply, Turn


async def form_button(turn: Turn) -> Reply:
    return await turn.forms.press(turn)


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
