"""Every word and button that leads to what a person wants to hear."""

from __future__ import annotations

from bot.kit.routes import Route
from bot.notifications import matrix, muting

COMMANDS = {"notify": Route(matrix.notify)}
PRESSES = {
    "nt.open": Route(matrix.notify),
    "nt.switch": Route(matrix.switch),
    "nt.quiet": Route(matrix.quiet),
    "nt.hours": Route(matrix.choose_quiet),
    "nt.mute": Route(muting.offer),
    "nt.subject": Route(muting.mute_subject),
    "nt.unmute": Route(muting.unmute),
    "nt.off": Route(muting.switch_off),
    "nt.mutes": Route(muting.mutes),
}
