"""Small signs between people: who is typing, what has been read."""

from __future__ import annotations

from sandbox.telegram.audience import viewers
from sandbox.telegram.messages import tell_chat
from sandbox.telegram.records import Chat, Person
from sandbox.telegram.world import World


def show_typing(world: World, person: Person, chat: Chat, thread: int | None) -> None:
    event = {"type": "typing", "chat": chat.id, "thread": thread, "who": person.name, "action": "typing"}
    for person_id in viewers(chat):
        if person_id != person.id:
            world.hub.tell(person_id, event)


def read_chat(world: World, person: Person, chat: Chat, thread: int | None) -> None:
    chat.read[f"{person.id}:{thread or 0}"] = world.records.last_seq
    world.touch()
    tell_chat(world, chat, person.id)
