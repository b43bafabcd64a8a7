"""What happens to the bot and to the group: taken in, put out, promoted, renamed, upgraded."""

from __future__ import annotations

from aiogram.types import ChatMemberAdministrator

from bot.kit.screen import Bold, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.spaces import cards, membership, migration
from domain.spaces.furnishing import furnish
from domain.spaces.membership import Group
from domain.spaces.queries import get_space
from domain.spaces.rights import GroupRights
from locales import Translator

_OUT = ("left", "kicked")
_NEED_A_PERSON = ("link", "unlink", "panel", "say", "late", "add", "remove", "export", "ok", "dq", "result")


async def own_status_changed(turn: Turn) -> Reply:
    """The first time a word of welcome; a promotion makes what could not be made before."""
    change = turn.incoming.member
    assert change is not None
    if change.chat.type == "channel":
        return None
    if change.new_chat_member.status in _OUT:
        await membership.leave(turn.chat_id)
        return None
    group = Group(turn.chat_id, change.chat.title or "", change.chat.type, bool(change.chat.is_forum))
    if await membership.enter(group, language=turn.person.language, now=turn.now):
        return _welcome(turn.t, change.new_chat_member.status)
    return await _promoted(turn, group)


def _welcome(t: Translator, status: str) -> Screen:
    rights = None if status == "administrator" else t("space-welcome-rights")
    return Screen(lines(Bold(t("space-welcome")), t("space-welcome-next"), rights))


async def _promoted(turn: Turn, group: Group) -> Reply:
    space = await get_space(turn.chat_id)
    assert turn.incoming.member is not None
    own = turn.incoming.member.new_chat_member
    if space is None or space.subject is None or not isinstance(own, ChatMemberAdministrator):
        return None
    rights = GroupRights(
        group, False, makes_topics=bool(own.can_manage_topics), pins=bool(own.can_pin_messages), hears_everything=True
    )
    await furnish(rights, space.subject, now=turn.now)
    if rights.pins and space.card_message_id is not None:
        await cards.pin(turn.chat_id, space.card_message_id, now=turn.now)
    return None


async def renamed(turn: Turn) -> Reply:
    assert turn.incoming.message is not None
    await membership.rename(turn.chat_id, turn.incoming.message.new_chat_title or "")
    return None


async def upgraded(turn: Turn) -> Reply:
    """A group became a supergroup: everything moves to the new id, and the card is posted there."""
    assert turn.incoming.message is not None
    new = turn.incoming.message.migrate_to_chat_id
    assert new is not None
    await migration.follow(turn.chat_id, new)
    space = await get_space(new)
    if space is not None and space.subject is not None:
        await cards.refresh(space.subject, now=turn.now)
    return None


async def anonymous(turn: Turn) -> Reply:
    """Who runs events in a group has to be somebody."""
    return Screen(turn.t("space-anonymous")) if turn.incoming.word in _NEED_A_PERSON else None
