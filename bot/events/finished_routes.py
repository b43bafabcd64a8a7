"""Every word, button and link that leads to what remains of an event: prizes, diplomas, photos."""

from __future__ import annotations

from bot.events import album, awards, bracket_picture, bracket_renderers, diplomas, results_told

PRESSES = {**awards.PRESSES, **diplomas.PRESSES, **album.PRESSES, **bracket_picture.PRESSES}
STARTS = diplomas.STARTS
CONVERSATIONS = {**awards.CONVERSATIONS, **diplomas.CONVERSATIONS, **album.CONVERSATIONS}
SCREENS = awards.SCREENS
CALLS = bracket_picture.CALLS
AFTER_SENT = {**results_told.AFTER_SENT, **bracket_renderers.AFTER_SENT}
