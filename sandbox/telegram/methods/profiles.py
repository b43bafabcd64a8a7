"""What people and chats show of themselves beyond a name: pictures, music, gifts, boosts. Hardly anybody has any."""

from __future__ import annotations

from sandbox.telegram.attachments import file_body
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.rights import bot_member, group_chat, need
from sandbox.telegram.records import Fields

NO_GIFTS: Fields = {"total_count": 0, "gifts": []}


def photos(call: Call) -> Fields:
    """Only the bot may have a picture: the one it has set."""
    own = call.world.records.profile.photo if call.person().id == call.world.bot.id else None
    return {"total_count": 1, "photos": [own]} if own else {"total_count": 0, "photos": []}


def set_my_photo(call: Call) -> bool:
    given = call.fields["photo"]
    if given["type"] != "static":
        raise bad_request("only static profile photos are kept here")
    sizes = file_body(call.world, "photo", given["photo"], call.uploads)["photo"]
    call.world.records.profile.photo = sizes
    call.world.touch()
    return True


def remove_my_photo(call: Call) -> bool:
    call.world.records.profile.photo = None
    call.world.touch()
    return True


def audios(call: Call) -> Fields:
    call.person()
    return {"total_count": 0, "audios": []}


def user_gifts(call: Call) -> Fields:
    call.person()
    return NO_GIFTS


def chat_gifts(call: Call) -> Fields:
    call.chat()
    return NO_GIFTS


def available_gifts(call: Call) -> Fields:
    return {"gifts": []}


def send_gift(call: Call) -> bool:
    """The shop has nothing on its shelves: no number names a gift."""
    raise bad_request("STARGIFT_INVALID")


def boosts(call: Call) -> Fields:
    chat = group_chat(call)
    if not bot_member(call, chat).is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    call.person()
    return {"boosts": []}


def personal_messages(call: Call) -> list[Fields]:
    call.person()
    return []


def custom_emoji(call: Call) -> list[Fields]:
    """Those that exist of the asked ones: none does."""
    if not 1 <= len(call.fields["custom_emoji_ids"]) <= 200:
        raise bad_request("too many custom emoji identifiers specified")
    return []


def ban_sender(call: Call) -> bool:
    """Another channel speaks in no group here: there is nobody to shut out."""
    chat = group_chat(call)
    need(call, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member")
    if int(call.fields["sender_chat_id"]) not in call.world.records.chats:
        raise bad_request("sender chat not found")
    raise bad_request("PARTICIPANT_ID_INVALID")


HANDLERS: HandlerTable = {
    "getUserProfilePhotos": photos,
    "setMyProfilePhoto": set_my_photo,
    "removeMyProfilePhoto": remove_my_photo,
    "getUserProfileAudios": audios,
    "getUserGifts": user_gifts,
    "getChatGifts": chat_gifts,
    "getAvailableGifts": available_gifts,
    "getUserChatBoosts": boosts,
    "getUserPersonalChatMessages": personal_messages,
    "getCustomEmojiStickers": custom_emoji,
}
REFUSING: HandlerTable = {"sendGift": send_gift, "banChatSenderChat": ban_sender, "unbanChatSenderChat": ban_sender}
