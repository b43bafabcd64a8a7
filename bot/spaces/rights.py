"""Asking Telegram about a group: before the transaction, because the answers decide what may be done."""

from __future__ import annotations

from typing import Any

from bot.kit.turn import BotApp, Incoming
from domain.notifications.ports import Blocked, Call, Rejected
from domain.spaces.errors import NotThere
from domain.spaces.membership import Group
from domain.spaces.rights import GroupRights

_ADMINS = ("creator", "administrator")
MOST_DIGITS = 18


async def rights_here(app: BotApp, incoming: Incoming) -> GroupRights | None:
    """None in a private chat and for a group that we are not in."""
    return None if incoming.private else await ask_rights(app, incoming.chat_id, incoming.person.id)


async def rights_in_named_group(app: BotApp, incoming: Incoming) -> GroupRights | None:
    """The group is the button's last argument: the choice may have been shown in the private chat."""
    named = incoming.args[-1] if incoming.args else ""
    number = named.removeprefix("-")
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        return None
    return await ask_rights(app, int(named), incoming.person.id)


async def ask_rights(app: BotApp, chat_id: int, person_id: int) -> GroupRights | None:
    try:
        chat = await _ask(app, "getChat", chat_id=chat_id)
        bot = await _ask(app, "getMe")
        own = await _ask(app, "getChatMember", chat_id=chat_id, user_id=bot["id"])
        person = await _ask(app, "getChatMember", chat_id=chat_id, user_id=person_id)
    except (Rejected, Blocked):
        return None
    admin = own["status"] in _ADMINS
    return GroupRights(
        group=Group(chat_id, chat.get("title", ""), chat["type"], bool(chat.get("is_forum"))),
        asked_by_admin=person["status"] in _ADMINS,
        makes_topics=admin and bool(own.get("can_manage_topics")),
        pins=admin and bool(own.get("can_pin_messages")),
        hears_everything=admin or bool(bot.get("can_read_all_group_messages")),
        tags_members=admin and bool(own.get("can_manage_tags")),
        invites=admin and bool(own.get("can_invite_users")),
    )


async def _ask(app: BotApp, method: str, **params: int) -> dict[str, Any]:
    result = await app.telegram.call(Call(method, params))
    assert isinstance(result, dict)
    return result


def known(facts: object) -> GroupRights:
    """What the gather brought. Raises NotThere."""
    if not isinstance(facts, GroupRights):
        raise NotThere
    return facts
