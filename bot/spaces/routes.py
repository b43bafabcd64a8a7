"""What leads to groups: their service messages. Commands about an event in a group are in bot/events, and so is what
follows when our own rights there change."""

from __future__ import annotations

from bot.kit.routes import Route, Where
from bot.spaces import membership, renderers, tagging

SERVICES = {
    "migrate_to_chat_id": Route(membership.upgraded, Where.GROUP, for_blocked=True),
    "anonymous": Route(membership.anonymous, Where.GROUP, alone=False, for_blocked=True),
    "new_chat_title": Route(membership.renamed, Where.GROUP, for_blocked=True),
}
CALLS = {**renderers.CALLS, **tagging.CALLS}
AFTER_SENT = {**renderers.AFTER_SENT, **tagging.AFTER_SENT}
