from __future__ import annotations

import re

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.membership import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    leave,
    set_member,
)
from sandbox.telegram.messages import remove, show_author_again
from sandbox.telegram.methods.rights import group_chat, need, supergroup
from sandbox.telegram.records import Chat, Fields, Member

NO_RESTRICT = "not enough rights to restrict/unrestrict chat member"
NO_PROMOTE = "not enough rights"
LONGEST_TAG = 16
EMOJI = re.compile("[\u200d\ufe0f\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def _target(call: Call, chat: Chat) -> int:
    person = call.person()
    member = chat.members.get(person.id)
    if member is not None and member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member is not None and member.is_admin:
        raise bad_request("user is an administrator of the chat")
    return person.id


def _until(call: Call) -> int:
    until = call.get("until_date", 0)
    return until if isinstance(until, int) else 0


def ban(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_restrict_members", NO_RESTRICT)
    person_id = _target(call, chat)
    leave(call.world, chat, person_id, call.world.bot.id, status="kicked", until=_until(call))
    if call.get("revoke_messages"):
        posts = call.world.posts_of.get(chat.id, [])
        remove(call.world, chat, [post for post in posts if post.sender == person_id and not post.deleted])
    return True


def unban(call: Call) -> bool:
    """Without only_if_banned a member is removed as well, as in Telegram."""
    chat = supergroup(call)
    need(call, chat, "can_restrict_members", NO_RESTRICT)
    person_id = _target(call, chat)
    member = chat.members.get(person_id)
    if member is not None and (member.status == "kicked" or not call.get("only_if_banned")):
        leave(call.world, chat, person_id, call.world.bot.id)
    return True


def restrict(call: Call) -> bool:
    chat = supergroup(call)
    need(call, chat, "can_restrict_members", NO_RESTRICT)
    person_id = _target(call, chat)
    granted = call.fields["permissions"]
    permissions = {name: bool(granted.get(name, False)) for name in PERMISSIONS}
    free = all(permissions[name] for name in PERMISSIONS if chat.permissions.get(name))
    tag = kept.tag if (kept := chat.members.get(person_id)) else None
    limits: Fields = {} if free else {"status": "restricted", "permissions": permissions, "until": _until(call)}
    member = Member(tag=tag, **limits)
    set_member(call.world, chat, person_id, member, call.world.bot.id)
    return True


def promote(call: Call) -> bool:
    chat = supergroup(call)
    need(call, chat, "can_promote_members", NO_PROMOTE)
    person = call.person()
    member = chat.members.get(person.id)
    if member is None or not member.present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    rights = {name: bool(call.get(name)) for name in (*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS)}
    hidden = bool(call.get("is_anonymous"))
    promoted = Member(status="administrator", rights=rights, is_anonymous=hidden) if any(rights.values()) else Member()
    set_member(call.world, chat, person.id, promoted, call.world.bot.id)
    return True


def set_title(call: Call) -> bool:
    chat = supergroup(call)
    member = chat.members.get(call.person().id)
    if member is None or member.status != "administrator":
        raise bad_request("user is not an administrator")
    member.custom_title = call.fields["custom_title"][:16]
    return True


def set_tag(call: Call) -> bool:
    """A few words beside the name of a regular member."""
    chat = group_chat(call)
    need(call, chat, "can_manage_tags", "not enough rights to manage member tags")
    person = call.person()
    member = chat.members.get(person.id)
    if member is None or not member.present:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if member.is_admin:
        raise bad_request("CHAT_CREATOR_REQUIRED")
    tag = str(call.get("tag", "")).strip()
    if utf16_len(tag) > LONGEST_TAG:
        raise bad_request("ADMIN_RANK_INVALID")
    if EMOJI.search(tag):
        raise bad_request("ADMIN_RANK_EMOJI_NOT_ALLOWED")
    set_member(call.world, chat, person.id, member.model_copy(update={"tag": tag or None}), call.world.bot.id)
    show_author_again(call.world, chat, person.id)
    return True


HANDLERS: HandlerTable = {
    "banChatMember": ban,
    "unbanChatMember": unban,
    "restrictChatMember": restrict,
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": set_title,
    "setChatMemberTag": set_tag,
}
