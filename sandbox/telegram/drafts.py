"""A message that the bot is still writing: seen for half a minute, or until the message itself comes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.safe_html import safe_html
from sandbox.telegram.shown_content import rich_view
from sandbox.telegram.world import World

LIFE_S = 30.0


@dataclass(frozen=True)
class Draft:
    number: int
    text: str = ""
    entities: list[Fields] = field(default_factory=list)
    can_stop: bool = False
    keep_on_stop: bool = False
    rich: Fields | None = None
    born: float = field(default_factory=time.monotonic)


def put(world: World, chat: Chat, draft: Draft) -> None:
    world.drafts[chat.id] = draft
    _tell(world, chat)


def drop(world: World, chat: Chat) -> None:
    if world.drafts.pop(chat.id, None) is not None:
        _tell(world, chat)


def _tell(world: World, chat: Chat) -> None:
    world.hub.tell(chat.id, {"type": "draft", "chat": chat.id, "draft": shown_draft(world, chat, chat.id)})


def shown_draft(world: World, chat: Chat, viewer: int) -> Fields | None:
    draft = world.drafts.get(chat.id) if viewer == chat.id else None
    left = LIFE_S - (time.monotonic() - draft.born) if draft else 0
    if draft is None or left <= 0:
        return None
    html = safe_html(draft.text, draft.entities)
    shown = {"id": draft.number, "html": html, "can_stop": draft.can_stop, "left_ms": round(left * 1000)}
    return shown | ({"rich": rich_view(world, draft.rich)} if draft.rich else {})


def stop(world: World, person: Person) -> int:
    """The person has read enough: the bot is told. The number of the draft; raises SimError when there is none."""
    chat = world.private_chat(person)
    draft = world.drafts.get(chat.id)
    if draft is None or not draft.can_stop or shown_draft(world, chat, person.id) is None:
        raise SimError("the bot is not writing anything that can be stopped")
    user = world.user(person.id)
    names: Fields = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
    told: Fields = {"chat": {"id": chat.id, "type": "private", **names}, "draft_id": draft.number}
    world.updates.push("stopped_message_generation", told, f"chat:{chat.id}")
    if not draft.keep_on_stop:
        drop(world, chat)
    return draft.number
