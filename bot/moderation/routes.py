"""Words and buttons of the staff, and the one screen of those who are blocked."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route, Where
from bot.moderation import appealing, blocking, journal, listing, staffing
from bot.moderation.appealing import blocked
from bot.moderation.staff import for_administrators

COMMANDS = {
    "block": Route(for_administrators(blocking.block), Where.ANYWHERE),
    "unblock": Route(for_administrators(blocking.unblock), Where.ANYWHERE),
    "role": Route(for_administrators(staffing.role)),
    "audit": Route(for_administrators(journal.audit)),
    **listing.COMMANDS,
}
PRESSES = {
    "md.unblock": Route(blocking.unblock_pressed),
    "md.audit": Route(journal.next_page),
    "md.appeal": Route(appealing.begin_appeal, for_blocked=True),
    "md.open": Route(appealing.open_appeal),
    "md.lift": Route(appealing.lift),
    "md.keep": Route(appealing.keep),
    **listing.PRESSES,
}
CONVERSATIONS = appealing.CONVERSATIONS | {blocking.BLOCK_KEY: Conversation(None, blocking.confirmed)}
SCREENS = appealing.SCREENS | staffing.SCREENS
CALLS = staffing.CALLS | appealing.CALLS

__all__ = ["CALLS", "COMMANDS", "CONVERSATIONS", "PRESSES", "SCREENS", "blocked"]
