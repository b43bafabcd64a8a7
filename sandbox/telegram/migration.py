"""A basic group becomes a supergroup: a new id, and the old one answers with migrate_to_chat_id."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import make_chat
from sandbox.telegram.messages import add_post, tell_bot, tell_chat_all
from sandbox.telegram.records import Chat, Person
from sandbox.telegram.world import World


def upgrade(world: World, chat: Chat, by: Person) -> Chat:
    """The service messages of both chats tell the bot; people go on in the new one."""
    _check(chat, by)
    new = make_chat(world, "supergroup", chat.title or "", by.id, chat.key)
    new.members = {person_id: member.model_copy() for person_id, member in chat.members.items()}
    new.permissions, new.description = dict(chat.permissions), chat.description
    before = add_post(world, chat, by.id, {"migrate_to_chat_id": new.id})
    after = add_post(world, new, by.id, {"migrate_from_chat_id": chat.id})
    tell_bot(world, before)
    tell_bot(world, after)
    _leave_behind(world, chat, new)
    tell_chat_all(world, new)
    return new


def _check(chat: Chat, by: Person) -> None:
    if chat.type != "group":
        raise SimError("only a basic group becomes a supergroup")
    member = chat.members.get(by.id)
    if member is None or member.status != "creator":
        raise SimError(f"{by.key} is not the owner of this group", "the owner upgrades it")


def _leave_behind(world: World, chat: Chat, new: Chat) -> None:
    chat.key, chat.migrated_to = None, new.id
    for person_id, member in chat.members.items():
        if member.present:
            world.hub.tell(person_id, {"type": "chat_gone", "chat": chat.id, "moved_to": new.id})
        member.status = "left"
