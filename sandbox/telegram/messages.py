"""Messages: stored once, shown to the bot as Message and to people as the page draws them."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.audience import bot_reads, sees, viewers
from sandbox.telegram.polls_shown import api_poll
from sandbox.telegram.records import ANONYMOUS_ID, Chat, Fields, Post
from sandbox.telegram.shown import shown_chat, shown_message
from sandbox.telegram.world import World

SHOWN_AGAIN = 150
SHARED_COUNTER = ("private", "group")
ANONYMOUS: Fields = {"id": ANONYMOUS_ID, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def api_chat(world: World, chat: Chat) -> Fields:
    """A Chat as the Bot API shows it."""
    if chat.type == "private":
        person = world.records.people[chat.id if chat.with_bot else next(iter(chat.members))]
        names = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
        return {"id": chat.id, "type": "private", **{name: value for name, value in names.items() if value}}
    forum = {"is_forum": True} if chat.is_forum else {}
    return {"id": chat.id, "type": chat.type, "title": chat.title or "", **forum}


def api_message(world: World, post: Post, *, nested: bool = False) -> Fields:
    """A Message as the bot sees it; a message inside another one carries no further reply."""
    chat = world.records.chats[post.chat_id]
    fields: Fields = {"message_id": post.message_id, "date": post.date, "chat": api_chat(world, chat), **post.body}
    fields |= _sender(world, chat, post)
    if "poll" in post.body:
        fields["poll"] = api_poll(world, world.records.polls[post.body["poll"]["id"]])
    if post.edit_date:
        fields["edit_date"] = post.edit_date
    if post.thread is not None:
        fields |= {"message_thread_id": post.thread, "is_topic_message": True}
    if post.markup is not None:
        fields["reply_markup"] = post.markup
    if post.via_bot:
        fields["via_bot"] = world.user(world.bot.id)
    if post.guest_caller is not None:
        fields["guest_bot_caller_user"] = world.user(post.guest_caller)
    if post.receiver is not None:
        fields |= {"receiver_user": world.user(post.receiver), "ephemeral_message_id": post.ephemeral_id}
    return fields if nested else fields | _quoted(world, post)


def _sender(world: World, chat: Chat, post: Post) -> Fields:
    """A channel speaks for itself, and so does a group for its anonymous administrators."""
    signed = {"author_signature": post.signature} if post.signature else {}
    if chat.type == "channel":
        return {"sender_chat": api_chat(world, chat), **signed}
    if post.sender_chat is not None:
        return {"from": ANONYMOUS, "sender_chat": api_chat(world, world.records.chats[post.sender_chat]), **signed}
    member = chat.members.get(post.sender)
    tag = {"sender_tag": member.tag} if member is not None and member.tag else {}
    return {"from": world.user(post.sender), **tag}


def _quoted(world: World, post: Post) -> Fields:
    fields: Fields = {}
    target = post.reply_to or post.thread
    original = world.posts_by_id.get((post.chat_id, target)) if target and target != post.message_id else None
    if original is not None and not original.deleted:
        fields["reply_to_message"] = api_message(world, original, nested=True)
        if post.quote is not None and post.reply_to:
            fields["quote"] = post.quote
    if "pinned_message" in post.body:
        pinned = world.posts_by_id[post.chat_id, post.body["pinned_message"]["message_id"]]
        fields["pinned_message"] = api_message(world, pinned, nested=True)
    return fields


def add_post(world: World, chat: Chat, sender: int, body: Fields, **more: Any) -> Post:
    """Stores a message and shows it to everybody who is there; the bot is not told here."""
    records = world.records
    records.last_seq += 1
    receiver = more.get("receiver")
    starts_topic = more.pop("starts_topic", False)
    post = Post(
        seq=records.last_seq,
        chat_id=chat.id,
        message_id=0 if receiver is not None else next_message_id(world, chat),
        sender=sender,
        date=world.clock.unix(),
        body=body,
        **more,
    )
    if starts_topic:
        post.thread = post.message_id
    if receiver is not None:
        chat.last_ephemeral_id += 1
        post.ephemeral_id = chat.last_ephemeral_id
    records.posts.append(post)
    world.index(post)
    world.touch()
    if post.replaces is not None:
        world.hub.tell(post.receiver or 0, {"type": "deleted", "chat": chat.id, "message_ids": [post.replaces]})
    show(world, post, "message")
    return post


def next_message_id(world: World, chat: Chat) -> int:
    """Private chats and basic groups share the bot account's counter; supergroups and channels have their own."""
    if chat.type in SHARED_COUNTER:
        world.records.last_message_id += 1
        return world.records.last_message_id
    chat.last_message_id += 1
    return chat.last_message_id


def show(world: World, post: Post, event: str) -> None:
    chat = world.records.chats[post.chat_id]
    for person_id in viewers(chat):
        if world.hub.watching(person_id) and sees(world, person_id, post):
            message = shown_message(world, post, person_id)
            world.hub.tell(person_id, {"type": event, "chat": message["chat"], "message": message})
            if event == "message":
                tell_chat(world, chat, person_id)


def show_author_again(world: World, chat: Chat, author: int) -> None:
    """Their newest messages: something beside the name has changed."""
    for post in [one for one in world.posts(chat.id)[-SHOWN_AGAIN:] if one.sender == author and not one.deleted]:
        show(world, post, "edited")


def tell_chat(world: World, chat: Chat, person_id: int) -> None:
    if world.hub.watching(person_id):
        view = shown_chat(world, chat, person_id)
        world.hub.tell(person_id, {"type": "chat", "chat": view})


def tell_chat_all(world: World, chat: Chat) -> None:
    world.touch()
    for person_id in viewers(chat):
        tell_chat(world, chat, person_id)


def tell_bot(world: World, post: Post, *, edited: bool = False) -> int | None:
    """Queues the update, if privacy mode lets the bot read this message."""
    chat = world.records.chats[post.chat_id]
    if not bot_reads(world, chat, post):
        return None
    kind = "channel_post" if chat.type == "channel" else "message"
    return world.updates.push(f"edited_{kind}" if edited else kind, api_message(world, post), lane(chat))


def lane(chat: Chat) -> str:
    return f"chat:{chat.id}"


def replace_body(world: World, post: Post, body: Fields | None, markup: Fields | None) -> None:
    if body is not None:
        post.body = body
    post.markup = markup
    post.edit_date = world.clock.unix()
    world.touch()
    show(world, post, "edited")


def remove(world: World, chat: Chat, posts: list[Post]) -> None:
    for post in posts:
        post.deleted = True
        if post.message_id in chat.pinned:
            chat.pinned.remove(post.message_id)
    world.touch()
    for post in posts:
        uncovered = world.posts_by_id.get((chat.id, post.replaces)) if post.replaces else None
        if uncovered is not None:
            show(world, uncovered, "message")
    for person_id in viewers(chat):
        ids = [_page_id(post) for post in posts if post.receiver in (None, person_id)]
        if ids:
            world.hub.tell(person_id, {"type": "deleted", "chat": chat.id, "message_ids": ids})
            tell_chat(world, chat, person_id)


def _page_id(post: Post) -> int:
    """Pages know ephemeral messages by a negative number."""
    return post.message_id or -(post.ephemeral_id or 0)
