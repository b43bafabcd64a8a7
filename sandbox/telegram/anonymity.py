"""Administrators who speak in the group's name."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import set_member
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.world import World


def set_anonymous(world: World, chat: Chat, person: Person, *, anonymous: bool) -> None:
    member = chat.members.get(person.id)
    if chat.type != "supergroup":
        raise SimError("only supergroups have anonymous administrators", "POST /sim/migrate makes one of a group")
    if member is None or not member.is_admin:
        raise SimError(f"{person.key} is not an administrator here", "POST /sim/promote")
    set_member(world, chat, person.id, member.model_copy(update={"is_anonymous": anonymous}), person.id)


def voice_of(chat: Chat, person: Person) -> Fields:
    """In whose name the person writes there: what add_post needs."""
    member = chat.members.get(person.id)
    if member is None or not member.is_anonymous or chat.type != "supergroup":
        return {}
    return {"sender_chat": chat.id, "signature": member.custom_title}
