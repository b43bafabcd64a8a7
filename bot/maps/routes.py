"""Every word and button that leads to maps."""

from __future__ import annotations

from bot.maps import near

COMMANDS = near.COMMANDS
PRESSES = near.PRESSES
