"""What a person shares with the bot by a button of the reply keyboard: people or a chat."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.speaking import post_as
from sandbox.telegram.world import World

KINDS = ("request_users", "request_chat", "request_poll")


def asked_for(button: Fields) -> str | None:
    return next((kind for kind in KINDS if kind in button), None)


def share_users(world: World, person: Person, chat: Chat, wish: Fields, people: list[Person]) -> Post:
    """As many as the button allows; names only when it asks for them."""
    most = int(wish.get("max_quantity", 1))
    if not 1 <= len(people) <= most:
        raise SimError(f"the button takes 1 to {most} people", "users: [keys]")
    shared = [_user(one, wish) for one in people]
    return post_as(world, person, chat, {"users_shared": {"request_id": wish["request_id"], "users": shared}})


def _user(person: Person, wish: Fields) -> Fields:
    shown: Fields = {"user_id": person.id}
    if wish.get("request_name"):
        shown |= {"first_name": person.first_name} | ({"last_name": person.last_name} if person.last_name else {})
    if wish.get("request_username") and person.username:
        shown["username"] = person.username
    return shown


def share_chat(world: World, person: Person, chat: Chat, wish: Fields, shared: Chat) -> Post:
    """A channel or a group, as the button wants it."""
    _check_chat(world, person, wish, shared)
    fields: Fields = {"request_id": wish["request_id"], "chat_id": shared.id}
    title = {"title": shared.title or ""} if wish.get("request_title") else {}
    return post_as(world, person, chat, {"chat_shared": fields | title})


def _check_chat(world: World, person: Person, wish: Fields, shared: Chat) -> None:
    member, bot = shared.members.get(person.id), shared.members.get(world.bot.id)
    if shared.type == "private" or (shared.type == "channel") != bool(wish.get("chat_is_channel")):
        raise SimError("the button asks for another kind of chat")
    if member is None or not member.present:
        raise SimError(f"{person.key} is not in this chat")
    if "chat_is_forum" in wish and bool(wish["chat_is_forum"]) != shared.is_forum:
        raise SimError("the button asks for a chat " + ("with" if wish["chat_is_forum"] else "without") + " topics")
    if wish.get("chat_is_created") and member.status != "creator":
        raise SimError(f"{person.key} is not the owner of this chat")
    if wish.get("bot_is_member") and (bot is None or not bot.present):
        raise SimError("the bot is not in this chat")
