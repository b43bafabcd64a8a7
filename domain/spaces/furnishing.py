"""What a linked group is given: its topics and its live card."""

from __future__ import annotations

from datetime import datetime

from domain.spaces import cards, tags, topics
from domain.spaces.rights import GroupRights


async def furnish(rights: GroupRights, subject: str, *, now: datetime) -> None:
    """As far as the bot may; what is there already is not made again."""
    if rights.group.is_forum and rights.makes_topics:
        await topics.plan_missing(rights.group.chat_id, now=now)
    await tags.look_again(rights.group.chat_id)
    await cards.refresh(subject, now=now)
