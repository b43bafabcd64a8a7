"""Chats come to be, people come and go: service messages for the chat, chat_member updates for the bot."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.hub import Hub
from sandbox.telegram.messages import add_post, api_chat, lane, tell_bot, tell_chat_all
from sandbox.telegram.records import Chat, ChatType, Fields, InviteLink, Member, Status, Topic
from sandbox.telegram.world import World

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
OPTIONAL_PERMISSIONS = frozenset(
    {"can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"}
)


def all_rights() -> dict[str, bool]:
    granted = dict.fromkeys((*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS), True)
    return granted | {"can_promote_members": False}


def api_member(world: World, chat: Chat, person_id: int, member: Member | None) -> Fields:
    """A ChatMember as the Bot API shows it."""
    user = world.user(person_id)
    if member is None:
        return {"status": "left", "user": user}
    base: Fields = {"status": member.status, "user": user}
    title = {"custom_title": member.custom_title} if member.custom_title else {}
    tag = {"tag": member.tag} if member.tag else {}
    match member.status:
        case "creator":
            return base | {"is_anonymous": member.is_anonymous} | title
        case "administrator":
            return base | _admin_fields(chat, member) | title
        case "restricted":
            permissions = {name: member.permissions.get(name, False) for name in PERMISSIONS}
            return base | {"is_member": True, "until_date": member.until} | permissions | tag
        case "kicked":
            return base | {"until_date": member.until}
        case "member":
            return base | tag | ({"until_date": member.until} if member.until else {})
        case _:
            return base | tag


def _admin_fields(chat: Chat, member: Member) -> Fields:
    more = CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS
    rights = {name: member.rights.get(name, False) for name in (*ADMIN_RIGHTS, *more)}
    return {"can_be_edited": False, "is_anonymous": member.is_anonymous, **rights}


def make_chat(world: World, kind: str, title: str, owner: int, key: str | None = None) -> Chat:
    """kind: group, supergroup, forum or channel."""
    world.records.last_chat_number += 1
    number = world.records.last_chat_number
    chat_type: ChatType = "channel" if kind == "channel" else "group" if kind == "group" else "supergroup"
    chat = Chat(
        id=-number if chat_type == "group" else -(1_000_000_000_000 + number),
        type=chat_type,
        key=key,
        title=title,
        is_forum=kind == "forum",
        permissions=default_permissions(),
    )
    chat.members[owner] = Member(status="creator")
    world.records.chats[chat.id] = chat
    if chat.is_forum:
        chat.topics[1] = Topic(id=1, name="General")
    return chat


def default_permissions() -> dict[str, bool]:
    return {name: name not in OPTIONAL_PERMISSIONS for name in PERMISSIONS}


def set_member(world: World, chat: Chat, person_id: int, member: Member, by: int, **how: Any) -> None:
    """Changes membership, tells the bot by my_chat_member or chat_member, and the pages."""
    old = api_member(world, chat, person_id, chat.members.get(person_id))
    chat.members[person_id] = member
    new = api_member(world, chat, person_id, member)
    if old != new:
        _tell_membership(world, chat, person_id, by, old, new, how)
    tell_chat_all(world, chat)
    if not member.present:
        _forget_chat(world.hub, chat, person_id)


def _forget_chat(hub: Hub, chat: Chat, person_id: int) -> None:
    hub.tell(person_id, {"type": "chat_gone", "chat": chat.id})


def _tell_membership(world: World, chat: Chat, who: int, by: int, old: Fields, new: Fields, how: Fields) -> None:
    bot = chat.members.get(world.bot.id)
    about_bot = who == world.bot.id
    if not about_bot and (bot is None or not bot.is_admin):
        return
    payload = {
        "chat": api_chat(world, chat),
        "from": world.user(by),
        "date": world.clock.unix(),
        "old_chat_member": old,
        "new_chat_member": new,
        **how,
    }
    world.updates.push("my_chat_member" if about_bot else "chat_member", payload, lane(chat))


def set_private_status(world: World, chat: Chat, *, blocked: bool) -> None:
    """A person stops or restarts the bot: the bot hears of it as kicked or member."""
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    chat.blocked = blocked
    user = world.user(world.bot.id)
    until = {"until_date": 0}
    payload = {
        "chat": api_chat(world, chat),
        "from": world.user(chat.id),
        "date": world.clock.unix(),
        "old_chat_member": {"status": old, "user": user} | (until if old == "kicked" else {}),
        "new_chat_member": {"status": new, "user": user} | (until if new == "kicked" else {}),
    }
    world.updates.push("my_chat_member", payload, lane(chat))
    tell_chat_all(world, chat)


def join(
    world: World, chat: Chat, person_id: int, by: int, *, said_by: int | None = None, until: int = 0, **how: Any
) -> None:
    """`said_by`: whose the service message is, where it is not `by`: who asked to join comes in by themselves.

    `until`: to when the membership is paid for.
    """
    before = chat.members.get(person_id)
    if before is not None and before.present:
        return
    chat.join_requests.pop(person_id, None)
    set_member(world, chat, person_id, Member(until=until), by, **how)
    if chat.type != "channel":
        post = add_post(world, chat, said_by or by, {"new_chat_members": [world.user(person_id)]})
        tell_bot(world, post)


def leave(world: World, chat: Chat, person_id: int, by: int, status: Status = "left", until: int = 0) -> None:
    member = chat.members.get(person_id)
    was_present = member is not None and member.present
    if was_present and chat.type != "channel":
        post = add_post(world, chat, by, {"left_chat_member": world.user(person_id)})
        tell_bot(world, post)
    set_member(world, chat, person_id, Member(status=status, until=until), by)


def find_link(world: World, url: str) -> tuple[Chat, InviteLink] | None:
    for chat in world.records.chats.values():
        for link in chat.links:
            if link.url == url:
                return chat, link
    return None


def api_link(world: World, link: InviteLink) -> Fields:
    fields = link.model_dump(exclude_none=True, exclude={"url", "used", "creator"})
    return {"invite_link": link.url, "creator": world.user(link.creator), **fields}
