"""Which part of a chat a page is shown: its end, before, after or around a message, and what a search finds."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sandbox.telegram.audience import sees, viewers
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.shown import sender_of, summary
from sandbox.telegram.shown_content import text_of
from sandbox.telegram.world import World

MOST_FOUND = 100


@dataclass(frozen=True)
class Window:
    """`older` and `newer`: there is more on that side. `found` is the message that was asked for, or stands for it."""

    posts: list[Post]
    older: bool
    newer: bool
    found: Post | None = None


def visible(world: World, person: Person, chat: Chat, thread: int | None) -> list[Post]:
    return [post for post in world.posts(chat.id, thread) if sees(world, person.id, post)]


def newest(posts: list[Post], limit: int) -> Window:
    return Window(posts[-limit:], older=len(posts) > limit, newer=False)


def before(posts: list[Post], seq: int, limit: int) -> Window:
    end = bisect_left(posts, seq, key=_seq)
    begin = max(0, end - limit)
    return Window(posts[begin:end], older=begin > 0, newer=end < len(posts))


def after(posts: list[Post], seq: int, limit: int) -> Window:
    begin = bisect_left(posts, seq + 1, key=_seq)
    return Window(posts[begin : begin + limit], older=begin > 0, newer=begin + limit < len(posts))


def around(posts: list[Post], place: int, limit: int) -> Window:
    """`place` is a number in the list: half of the window lies above it, and as much as there is."""
    begin = max(0, min(place - limit // 2, len(posts) - limit))
    end = min(len(posts), begin + limit)
    found = posts[place] if 0 <= place < len(posts) else None
    return Window(posts[begin:end], older=begin > 0, newer=end < len(posts), found=found)


def place_of(posts: list[Post], message_id: int) -> int | None:
    """Pages know ephemeral messages by a negative number."""
    same = (n for n, post in enumerate(posts) if (post.message_id or -(post.ephemeral_id or 0)) == message_id)
    return next(same, None)


def place_of_day(posts: list[Post], unix: int) -> int:
    """The first message at or after that moment, else the last one."""
    return min(bisect_left(posts, unix, key=lambda post: post.date), max(0, len(posts) - 1))


def first_unread(posts: list[Post], chat: Chat, person: Person, thread: int | None) -> int | None:
    read = last_read(chat, person.id, thread)
    begin = bisect_left(posts, read + 1, key=_seq)
    return next((n for n in range(begin, len(posts)) if posts[n].sender != person.id), None)


def last_read(chat: Chat, person_id: int, thread: int | None) -> int:
    return chat.read.get(f"{person_id}:{thread or 0}", chat.read.get(f"{person_id}:0", 0))


def _seq(post: Post) -> int:
    return post.seq


def search(world: World, person: Person, chats: list[Chat], wanted: str, thread: int | None = None) -> Fields:
    """Messages whose words hold all of the wanted ones, the newest first, in those of the chats where the person is."""
    words = wanted.casefold().split()
    hits = [
        post
        for chat in chats
        if words and person.id in viewers(chat)
        for post in visible(world, person, chat, thread)
        if _holds(post, words)
    ]
    hits.sort(key=_seq, reverse=True)
    return {"total": len(hits), "found": [_hit(world, post, person.id) for post in hits[:MOST_FOUND]]}


def _holds(post: Post, words: list[str]) -> bool:
    text = text_of(post.body).casefold()
    return bool(text) and all(word in text for word in words)


def _hit(world: World, post: Post, viewer: int) -> Fields:
    who, thread = sender_of(world, post)["name"], world.records.chats[post.chat_id].is_forum and (post.thread or 1)
    shown: Fields = {"chat": post.chat_id, "message_id": post.message_id or -(post.ephemeral_id or 0)}
    shown |= {"date": post.date, "from_name": who, "text": summary(world, post, viewer)}
    return shown | ({"thread": thread} if thread else {})
