"""What leads to talk: questions, answers, and what is written in linked groups."""

from __future__ import annotations

from bot.chat import asking, hearing, renderers
from bot.events.finding import back_to_card
from bot.kit.routes import Conversation, Route, Where

PRESSES = {
    "ch.ask": Route(asking.ask, Where.ANYWHERE),
    "ch.reply": Route(asking.reply, Where.ANYWHERE),
}
STARTS = {"q": Route(asking.ask)}
GROUP_KINDS = {
    "text": Route(hearing.heard, Where.GROUP, for_blocked=True),
    "photo": Route(hearing.seen, Where.GROUP, for_blocked=True),
    "edited": Route(hearing.changed, Where.GROUP, for_blocked=True),
}
CONVERSATIONS = {
    asking.ASK: Conversation(None, asking.asked, left=back_to_card),
    asking.REPLY: Conversation(None, asking.replied),
}
SCREENS = renderers.SCREENS
CALLS = renderers.CALLS
AFTER_SENT = renderers.AFTER_SENT
