"""Every word and button that leads to badges."""

from __future__ import annotations

from bot.achievements import badges
from bot.kit.routes import Route

COMMANDS = {"badges": Route(badges.mine)}
PRESSES = {"bg.mine": Route(badges.mine)}
