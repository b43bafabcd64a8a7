"""Buttons: who presses what, and waiting for the bot's answer."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.audience import sees
from sandbox.telegram.errors import SimError
from sandbox.telegram.keyboards import inline_buttons
from sandbox.telegram.messages import api_message, show
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.rich.buttons import buttons_of
from sandbox.telegram.speaking import find_post, post_as, say
from sandbox.telegram.world import OpenQuery, World

KEPT_QUERIES_S = 3600


@dataclass(frozen=True)
class Pressed:
    """`post` is None for a button of the reply keyboard."""

    button: Fields
    post: Post | None


def find_button(
    world: World, person: Person, chat: Chat, wanted: str, message_id: int | None, thread: int | None
) -> Pressed:
    """By text or callback data, on the newest message that has it; raises SimError with what there is."""
    if message_id is not None:
        posts = [find_post(world, chat, person, message_id)]
    else:
        posts = [p for p in reversed(world.posts_of.get(chat.id, [])) if sees(world, person.id, p)]
    for post in posts:
        if thread is not None and (post.thread or 1) != thread:
            continue
        for button in [*inline_buttons(post.markup), *buttons_of(post.body)]:
            if wanted in (button["text"], button.get("callback_data")):
                return Pressed(button, post)
    for button in reply_buttons(chat, person):
        if message_id is None and button["text"] == wanted:
            return Pressed(button, None)
    raise SimError(f"there is no button {wanted!r} here", "buttons: " + ", ".join(_names(posts, chat, person)))


def reply_buttons(chat: Chat, person: Person) -> list[Fields]:
    keyboard = chat.reply_keyboards.get(person.id) or {}
    return [button for row in keyboard.get("keyboard", []) for button in row]


def _names(posts: list[Post], chat: Chat, person: Person) -> list[str]:
    newest = next((post for post in posts if post.markup or buttons_of(post.body)), None)
    under = [*inline_buttons(newest.markup), *buttons_of(newest.body)] if newest else []
    buttons = under + reply_buttons(chat, person)
    return [button["text"] for button in buttons]


def open_callback(world: World, person: Person, post: Post, data: str) -> OpenQuery:
    """Sends the callback query to the bot."""
    forget_old(world)
    query = OpenQuery(world.next_id("cb"), "callback", person.id, post.chat_id, post.seq)
    world.queries[query.id] = query
    place: Fields = {"inline_message_id": post.inline_id} if post.inline_id else {"message": api_message(world, post)}
    payload = {
        "id": query.id,
        "from": world.user(person.id),
        "chat_instance": chat_instance(world, post.chat_id),
        "data": data,
        **place,
    }
    world.updates.push("callback_query", payload, f"chat:{person.id}")
    show(world, post, "edited")
    return query


def chat_instance(world: World, chat_id: int) -> str:
    digest = hashlib.sha256(f"{world.config.token}:{chat_id}".encode()).digest()
    return str(int.from_bytes(digest[:8], "big", signed=True))


def forget_old(world: World) -> None:
    border = time.monotonic() - KEPT_QUERIES_S
    for query in [query for query in world.queries.values() if query.born < border]:
        del world.queries[query.id]


async def await_answer(query: OpenQuery, timeout: float) -> bool:
    until = time.monotonic() + timeout
    while query.answer is None:
        left = until - time.monotonic()
        if left <= 0 or not await query.bell.wait(left):
            return query.answer is not None
    return True


async def press(world: World, person: Person, chat: Chat, pressed: Pressed, timeout: float) -> Fields:
    button, post, begun = pressed.button, pressed.post, time.monotonic()
    if "disabled" in button:
        raise SimError(f"the button {button['text']!r} is disabled")
    if post is None:
        return _press_reply_button(world, person, chat, button)
    if button.get("pay"):
        place: Fields = {"chat": post.chat_id, "message_id": post.message_id}
        return {"answer": None, "waited_ms": 0, "invoice": place}
    if "callback_data" not in button:
        return {"answer": None, "waited_ms": 0, **_target(button)}
    query = open_callback(world, person, post, button["callback_data"])
    await await_answer(query, timeout)
    return {"answer": query.answer, "waited_ms": round((time.monotonic() - begun) * 1000), "query_id": query.id}


def _target(button: Fields) -> Fields:
    if "web_app" in button:
        return {"web_app": button["web_app"]["url"]}
    if "copy_text" in button:
        return {"copied": button["copy_text"]["text"]}
    for name in ("url", "switch_inline_query", "switch_inline_query_current_chat"):
        if name in button:
            return {name: button[name]}
    return {"switch_inline_query": button.get("switch_inline_query_chosen_chat", {}).get("query", "")}


def _press_reply_button(world: World, person: Person, chat: Chat, button: Fields) -> Fields:
    done: Fields = {"answer": None, "waited_ms": 0}
    if "web_app" in button:
        return done | {"web_app": button["web_app"]["url"], "keyboard_button": button["text"]}
    if button.get("request_contact"):
        post = share_contact(world, person, chat)
    elif button.get("request_location"):
        post = post_as(world, person, chat, {"location": {"latitude": 55.7963, "longitude": 37.6733}})
    else:
        post = say(world, person, chat, button["text"])
    return done | {"message_id": post.message_id}


def share_contact(world: World, person: Person, chat: Chat) -> Post:
    contact: dict[str, Any] = {"phone_number": person.phone, "first_name": person.first_name, "user_id": person.id}
    if person.last_name:
        contact["last_name"] = person.last_name
    return post_as(world, person, chat, {"contact": contact})
