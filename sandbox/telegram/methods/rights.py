"""May the bot do this here? Telegram's words when it may not."""

from __future__ import annotations

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.records import Chat, Member


def bot_member(call: Call, chat: Chat) -> Member:
    member = chat.members.get(call.world.bot.id)
    if member is None or not member.present:
        verb = "was kicked from" if member is not None and member.status == "kicked" else "is not a member of"
        raise forbidden(f"bot {verb} the {chat.type} chat")
    return member


def need(call: Call, chat: Chat, right: str, refusal: str) -> None:
    if not bot_member(call, chat).may(right):
        raise bad_request(refusal)


def group_chat(call: Call) -> Chat:
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("chat not found" if not chat.started else "can't do this in a private chat")
    bot_member(call, chat)
    return chat


def supergroup(call: Call) -> Chat:
    chat = call.chat()
    if chat.type == "private" or chat.type == "group":
        raise bad_request("method is available only for supergroups")
    bot_member(call, chat)
    return chat
