"""Writing, editing, deleting, reacting, pinning, forwarding, reading."""

from __future__ import annotations

from typing import Any

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram import drafts, forwarding, speaking
from sandbox.telegram.audience import is_ordinary, sees
from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import tell_bot
from sandbox.telegram.methods.pinning import pin_post, tell_pinned
from sandbox.telegram.reactions import react as set_reaction
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.shown import may_pin, shown_message
from sandbox.telegram.world import World


def sent(post: Post) -> Fields:
    return {"chat": post.chat_id, "message_id": post.message_id or -(post.ephemeral_id or 0)}


async def say(ask: Ask) -> Fields:
    thread, reply_to = ask.optional_number("thread"), ask.optional_number("reply_to")
    return sent(speaking.say(ask.world, ask.person(), ask.chat(), ask.text("text"), thread=thread, reply_to=reply_to))


async def start(ask: Ask) -> Fields:
    return sent(speaking.start(ask.world, ask.person(), ask.text("payload", "")))


def posted(ask: Ask, body: Fields, **more: Any) -> Fields:
    """The body in the asked chat (thread, reply), as the person."""
    thread, reply_to = ask.optional_number("thread"), ask.optional_number("reply_to")
    post = speaking.post_as(ask.world, ask.person(), ask.chat(), body, thread=thread, reply_to=reply_to, **more)
    return sent(post)


async def edit(ask: Ask) -> Fields:
    post = speaking.own_post(ask.world, ask.person(), ask.chat(), ask.number("message_id"))
    speaking.edit(ask.world, post, ask.text("text"))
    return {"ok": True}


async def delete(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    speaking.delete(ask.world, person, chat, speaking.find_post(ask.world, chat, person, ask.number("message_id")))
    return {"ok": True}


async def stop_draft(ask: Ask) -> Fields:
    """The person stops the message that the bot is writing."""
    return {"draft_id": drafts.stop(ask.world, ask.person())}


async def react(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    post = speaking.named_post(ask.world, chat, person, ask.number("message_id"))
    set_reaction(ask.world, person, chat, post, ask.text("emoji", "") or None)
    return {"ok": True}


async def pin(ask: Ask) -> Fields:
    if ask.flag("unpin"):
        return await unpin(ask)
    person, chat = ask.person(), _pinnable(ask)
    post = speaking.named_post(ask.world, chat, person, ask.number("message_id"))
    tell_bot(ask.world, pin_post(ask.world, chat, post.message_id, person.id))
    return {"ok": True}


async def unpin(ask: Ask) -> Fields:
    """One message, or all of them when none is named."""
    chat, message_id = _pinnable(ask), ask.optional_number("message_id")
    if message_id is not None and message_id not in chat.pinned:
        raise SimError(f"message {message_id} is not pinned")
    chat.pinned[:] = [kept for kept in chat.pinned if message_id not in (None, kept)]
    tell_pinned(ask.world, chat)
    return {"ok": True}


def _pinnable(ask: Ask) -> Chat:
    person, chat = ask.person(), ask.chat()
    member = chat.members.get(person.id)
    if chat.type != "private" and (member is None or not may_pin(chat, member)):
        raise SimError(f"{person.key} may not pin here", "POST /sim/promote")
    return chat


async def forward(ask: Ask) -> Fields:
    """`from_chat` and `message_id` (or `message_ids`) name the original, `chat` the place it goes to."""
    person = ask.person()
    source = ask.world.chat(ask.fields.get("from_chat"), person)
    posts = [speaking.named_post(ask.world, source, person, number) for number in ask.numbers("message_ids")]
    albums = forwarding.new_albums(ask.world, posts)
    sent = [_carry(ask, person, post, forwarding.in_album(post, albums)) for post in posts]
    return sent[0] | {"message_ids": [one["message_id"] for one in sent]}


def _carry(ask: Ask, person: Person, post: Post, album: Fields) -> Fields:
    if not is_ordinary(post.body) or post.body.get("has_protected_content"):
        raise SimError("this message cannot be forwarded")
    if not ask.flag("hide_sender"):
        body, more = forwarding.forwarded(ask.world, post)
    elif forwarding.may_be_copied(ask.world, post, person.id):
        body, more = forwarding.copied(ask.world, post, person.id), {}
    else:
        raise SimError("this message cannot be copied")
    return posted(ask, body | album, **more)


async def transcript(ask: Ask) -> list[Fields]:
    """The chat as that person sees it, oldest first; `after` is a message_id."""
    world, person, chat = ask.world, ask.person(), ask.chat()
    thread, after = ask.optional_number("thread"), ask.optional_number("after")
    border = _seq_of(world, chat.id, after) if after is not None else 0
    return [
        _line(world, post, person.id)
        for post in world.posts_of.get(chat.id, [])
        if post.seq > border and sees(world, person.id, post) and thread in (None, post.thread or 1)
    ]


def _seq_of(world: World, chat_id: int, message_id: int) -> int:
    post = world.posts_by_id.get((chat_id, message_id))
    return post.seq if post is not None else 0


def _line(world: World, post: Post, viewer: int) -> Fields:
    shown = shown_message(world, post, viewer)
    buttons: list[Any] = [button for row in shown.get("keyboard", []) for button in row]
    return shown | {"buttons": buttons, "edited": post.edit_date is not None}


CALLS: SimTable = {
    ("POST", "say"): say,
    ("POST", "start"): start,
    ("POST", "edit"): edit,
    ("POST", "delete"): delete,
    ("POST", "stop_draft"): stop_draft,
    ("POST", "react"): react,
    ("POST", "pin"): pin,
    ("POST", "unpin"): unpin,
    ("POST", "forward"): forward,
    ("GET", "transcript"): transcript,
}
