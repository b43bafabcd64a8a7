from __future__ import annotations

from sandbox.telegram.attachments import file_body
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.membership import api_member, leave
from sandbox.telegram.messages import add_post, api_chat, api_message, tell_chat_all
from sandbox.telegram.methods.rights import bot_member, group_chat, need
from sandbox.telegram.records import Chat, Fields

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def _visible(call: Call) -> Chat:
    chat = call.chat()
    if chat.type != "private":
        bot_member(call, chat)
    return chat


def get_chat(call: Call) -> Fields:
    world, chat = call.world, _visible(call)
    full = api_chat(world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.type == "private":
        bio = world.records.people[chat.id].bio
        return full | ({"bio": bio} if bio else {})
    full |= {"permissions": chat.permissions}
    if chat.photo:
        full["photo"] = _chat_photo(chat.photo)
    if chat.description:
        full["description"] = chat.description
    primary = next((link.url for link in chat.links if link.is_primary and not link.is_revoked), None)
    if primary is not None:
        full["invite_link"] = primary
    if chat.pinned:
        full["pinned_message"] = api_message(world, world.posts_by_id[chat.id, chat.pinned[-1]], nested=True)
    return full


def get_member(call: Call) -> Fields:
    chat, person = _visible(call), call.person()
    member = chat.members.get(person.id)
    if chat.type == "private":
        return {"status": "member", "user": call.world.user(person.id)}
    return api_member(call.world, chat, person.id, member)


def get_administrators(call: Call) -> list[Fields]:
    chat = _visible(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [(person_id, member) for person_id, member in chat.members.items() if member.is_admin]
    return [api_member(call.world, chat, person_id, member) for person_id, member in admins]


def get_member_count(call: Call) -> int:
    chat = _visible(call)
    return 2 if chat.type == "private" else sum(member.present for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.type == "private":
        raise forbidden("bot can't leave private chats")
    bot_member(call, chat)
    leave(call.world, chat, call.world.bot.id, call.world.bot.id)
    return True


def set_title(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_change_info", "not enough rights to change chat title")
    chat.title = call.fields["title"]
    add_post(call.world, chat, call.world.bot.id, {"new_chat_title": chat.title})
    tell_chat_all(call.world, chat)
    return True


def set_description(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_change_info", "not enough rights to set chat description")
    if call.get("description", "") == (chat.description or ""):
        raise bad_request("chat description is not modified")
    chat.description = call.get("description", "")
    return True


def set_photo(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_change_info", "not enough rights to change chat photo")
    chat.photo = file_body(call.world, "photo", call.fields["photo"], call.uploads)["photo"]
    add_post(call.world, chat, call.world.bot.id, {"new_chat_photo": chat.photo})
    tell_chat_all(call.world, chat)
    return True


def delete_photo(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_change_info", "not enough rights to change chat photo")
    if chat.photo is None:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.photo = None
    add_post(call.world, chat, call.world.bot.id, {"delete_chat_photo": True})
    tell_chat_all(call.world, chat)
    return True


def _chat_photo(sizes: list[Fields]) -> Fields:
    ends = {"small": sizes[0], "big": sizes[-1]}
    return {f"{end}_{name}": size[name] for end, size in ends.items() for name in ("file_id", "file_unique_id")}


def set_permissions(call: Call) -> bool:
    chat = group_chat(call)
    need(call, chat, "can_restrict_members", "not enough rights to change chat permissions")
    chat.permissions = {name: bool(call.fields["permissions"].get(name)) for name in chat.permissions}
    return True


HANDLERS: HandlerTable = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
    "setChatTitle": set_title,
    "setChatDescription": set_description,
    "setChatPermissions": set_permissions,
    "setChatPhoto": set_photo,
    "deleteChatPhoto": delete_photo,
}
