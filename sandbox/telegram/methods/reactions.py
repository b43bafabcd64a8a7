from __future__ import annotations

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import show
from sandbox.telegram.methods.rights import bot_member
from sandbox.telegram.reactions import known_emoji


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


HANDLERS: HandlerTable = {"setMessageReaction": set_reaction}
