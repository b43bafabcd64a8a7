"""Who may do what in a group, as Telegram says it at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from domain.spaces.errors import NotChatAdmin
from domain.spaces.membership import Group


@dataclass(frozen=True, slots=True)
class GroupRights:
    """Of the group, of the person who asks, and of what the bot may do there. Never stored: rights change."""

    group: Group
    asked_by_admin: bool
    makes_topics: bool
    pins: bool
    hears_everything: bool
    tags_members: bool = False
    invites: bool = False


def require_chat_admin(rights: GroupRights) -> None:
    if not rights.asked_by_admin:
        raise NotChatAdmin
