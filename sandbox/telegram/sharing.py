"""What a person shares with the bot by a button of the reply keyboard: people or a chat."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import join, set_member
from sandbox.telegram.records import Chat, Fields, Member, Person, Post
from sandbox.telegram.speaking import post_as
from sandbox.telegram.world import World

KINDS = ("request_users", "request_chat", "request_poll")


def asked_for(button: Fields) -> str | None:
    return next((kind for kind in KINDS if kind in button), None)


def share_users(world: World, person: Person, chat: Chat, wish: Fields, people: list[Person]) -> Post:
    """As many as the button allows; names only when it asks for them."""
    most = int(wish.get("max_quantity", 1))
    if wish.get("user_is_bot") or wish.get("user_is_premium"):
        raise SimError("the button asks for people that are not here", "nobody is a bot or has Premium")
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
    """A channel or a group, as the button wants it; the bot gets the rights there that it asks for."""
    unfit = why_unfit(world, person, wish, shared)
    if unfit:
        raise SimError(unfit, "GET /sim/shareable")
    if wish.get("bot_administrator_rights"):
        _appoint(world, person, shared, wish["bot_administrator_rights"])
    fields: Fields = {"request_id": wish["request_id"], "chat_id": shared.id}
    title = {"title": shared.title or ""} if wish.get("request_title") else {}
    return post_as(world, person, chat, {"chat_shared": fields | title})


def shareable(world: World, person: Person, wish: Fields) -> list[Chat]:
    return [chat for chat in world.records.chats.values() if not why_unfit(world, person, wish, chat)]


def why_unfit(world: World, person: Person, wish: Fields, chat: Chat) -> str:
    """Empty when the person may share this chat by that button."""
    member, bot = chat.members.get(person.id), chat.members.get(world.bot.id)
    if chat.type == "private" or (chat.type == "channel") != bool(wish.get("chat_is_channel")):
        return "the button asks for another kind of chat"
    if member is None or not member.present:
        return f"{person.key} is not in this chat"
    if "chat_is_forum" in wish and bool(wish["chat_is_forum"]) != chat.is_forum:
        return "the button asks for a chat " + ("with" if wish["chat_is_forum"] else "without") + " topics"
    if wish.get("chat_has_username"):
        return "the button asks for a public chat, and all chats here are private"
    if wish.get("chat_is_created") and member.status != "creator":
        return f"{person.key} is not the owner of this chat"
    if not all(member.may(right) for right in _wanted(wish, "user_administrator_rights")):
        return f"{person.key} has not the rights in this chat that the button asks for"
    if wish.get("bot_is_member") and (bot is None or not bot.present) and not _may_add_bot(wish, member):
        return "the bot is not in this chat"
    return _appointing(wish, member, bot)


def _appointing(wish: Fields, member: Member, bot: Member | None) -> str:
    wanted = _wanted(wish, "bot_administrator_rights")
    has = bot is not None and bot.is_admin and all(bot.may(right) for right in wanted)
    return (
        ""
        if has or not wanted or member.may("can_promote_members")
        else "only the owner can make the bot an administrator"
    )


def _wanted(wish: Fields, name: str) -> list[str]:
    return [right for right, on in (wish.get(name) or {}).items() if on and right != "is_anonymous"]


def _may_add_bot(wish: Fields, member: Member) -> bool:
    """The client adds the bot by itself when it is to have rights there."""
    return bool(_wanted(wish, "bot_administrator_rights")) and member.may("can_promote_members")


def _appoint(world: World, person: Person, chat: Chat, rights: Fields) -> None:
    wanted = {name: bool(on) for name, on in rights.items() if name != "is_anonymous"}
    bot = chat.members.get(world.bot.id)
    if bot is not None and bot.is_admin and all(bot.may(name) for name, on in wanted.items() if on):
        return
    if bot is None or not bot.present:
        join(world, chat, world.bot.id, person.id)
    kept = chat.members[world.bot.id].rights
    set_member(world, chat, world.bot.id, Member(status="administrator", rights=kept | wanted), person.id)
