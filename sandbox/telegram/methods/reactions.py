from __future__ import annotations

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import show
from sandbox.telegram.methods.rights import bot_member, group_chat, need
from sandbox.telegram.reactions import known_emoji
from sandbox.telegram.records import Chat, Post


def set_reaction(call: Call) -> bool:
    """A bot has one reaction a message and no paid ones; its own reaction is no update to itself."""
    world, chat = call.world, call.chat()
    if chat.type != "private":
        bot_member(call, chat)
    post = world.posts_by_id.get((chat.id, call.fields["message_id"]))
    if post is None or post.deleted:
        raise bad_request("message to react not found")
    emojis = [known_emoji(reaction.get("emoji", "")) for reaction in call.get("reaction", [])]
    if len(emojis) > 1 or None in emojis:
        raise bad_request("REACTION_INVALID")
    chosen = [emoji for emoji in emojis if emoji is not None]
    if chosen:
        post.reactions[world.bot.id] = chosen
    else:
        post.reactions.pop(world.bot.id, None)
    show(world, post, "edited")
    world.touch()
    return True


def _clearing_chat(call: Call) -> Chat:
    chat = group_chat(call)
    need(call, chat, "can_delete_messages", "not enough rights to delete message reactions")
    return chat


def _clear(call: Call, posts: list[Post], author: int) -> None:
    for post in [one for one in posts if author in one.reactions and not one.deleted]:
        del post.reactions[author]
        show(call.world, post, "edited")
    call.world.touch()


def delete_reaction(call: Call) -> bool:
    """One person's reactions (or the bot's own) on one message."""
    chat, author = call.chat(), int(call.get("user_id", call.world.bot.id))
    post = call.world.posts_by_id.get((chat.id, call.fields["message_id"]))
    if post is None or post.deleted:
        raise bad_request("message to delete reactions not found")
    if author != call.world.bot.id:
        _clearing_chat(call)
    _clear(call, [post], author)
    return True


def delete_all_reactions(call: Call) -> bool:
    chat = _clearing_chat(call)
    _clear(call, call.world.posts(chat.id), call.person().id)
    return True


HANDLERS: HandlerTable = {
    "setMessageReaction": set_reaction,
    "deleteMessageReaction": delete_reaction,
    "deleteAllMessageReactions": delete_all_reactions,
}
