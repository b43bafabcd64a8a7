"""A tag beside a member's name, set only where it may be and where nobody else's stands."""

from __future__ import annotations

from typing import Any

from bot.kit.rendering import Said
from bot.kit.turn import BotApp
from domain import database
from domain.accounts.people import get_person
from domain.notifications.ports import Blocked, Call, CallResult, OutboxItem, Rejected
from domain.spaces import tags
from domain.spaces.tags import Asked

_ADMINS = ("creator", "administrator")


async def tag(said: Said) -> list[Call] | None:
    """Telegram is asked first: a tag of somebody's own is not overwritten, and who is not there has none."""
    assert said.chat_id is not None
    user_id, wanted = int(said.params["user_id"]), str(said.params["tag"])
    asked = await tags.asked(said.chat_id, user_id)
    if asked is None or asked.wanted != wanted:
        return None
    person = (await get_person(user_id)).telegram_id
    state = await _state(said.app, said.chat_id, person, asked)
    if state is not None:
        async with database.transaction():
            await tags.note(said.chat_id, user_id, wanted, state, now=said.now)
        return None
    return [Call("setChatMemberTag", {"chat_id": said.chat_id, "user_id": person, "tag": wanted})]


async def _state(app: BotApp, chat_id: int, person: int, asked: Asked) -> str | None:
    """How it stands; None: it is to be set."""
    member = await _member(app, chat_id, person)
    if member is None or member["status"] in ("left", "kicked") or member.get("is_member") is False:
        return "absent"
    if member["status"] in _ADMINS:
        return "admin"
    stands = member.get("tag") or ""
    if stands == asked.wanted:
        return "set"
    if stands != asked.tag:
        return "foreign"
    return None if await _may(app, chat_id) else "no-right"


async def _may(app: BotApp, chat_id: int) -> bool:
    bot = await app.telegram.call(Call("getMe", {}))
    assert isinstance(bot, dict)
    own = await _member(app, chat_id, bot["id"])
    return own is not None and own["status"] in _ADMINS and bool(own.get("can_manage_tags"))


async def _member(app: BotApp, chat_id: int, person: int) -> dict[str, Any] | None:
    try:
        member = await app.telegram.call(Call("getChatMember", {"chat_id": chat_id, "user_id": person}))
    except (Rejected, Blocked):
        return None
    assert isinstance(member, dict)
    return member


async def tagged(item: OutboxItem, result: CallResult) -> None:
    assert item.chat_id is not None
    await tags.note(item.chat_id, item.params["user_id"], item.params["tag"], "set", now=item.not_before)


CALLS = {tags.KIND: tag}
AFTER_SENT = {tags.KIND: tagged}
