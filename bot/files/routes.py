"""Every word and button that leads to a person's documents."""

from __future__ import annotations

from bot.files import documents

COMMANDS = documents.COMMANDS
PRESSES = documents.PRESSES
CONVERSATIONS = documents.CONVERSATIONS
SCREENS = documents.SCREENS
CALLS = documents.CALLS
