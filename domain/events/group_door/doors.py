"""«Вход по заявке»: the organizer opens and closes the door of the event's group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.accounts.people import Person
from domain.audit import trail
from domain.events.group import LINKABLE
from domain.events.group_door.errors import NoGroup, NotNow
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.spaces.doors import doors, requests
from domain.spaces.queries import SpaceCard, linked_spaces

State = Literal["no-group", "closed", "making", "open", "stuck"]


@dataclass(frozen=True, slots=True)
class GroupDoor:
    """`state`: no-group, closed, making (Telegram has not made the link yet), open, stuck (we may not invite)."""

    event_id: int
    title: str
    group_title: str
    chat_id: int
    state: State
    link: str
    waiting: int
    inside: int
    may_open: bool


async def open_door(actor: Person, event_id: int, *, now: datetime) -> None:
    """Of each group that is linked to the event. Raises NotAllowed, NoGroup, NotNow."""
    event = await load_managed(actor, event_id)
    if event.status not in LINKABLE:
        raise NotNow
    spaces = await linked_spaces(_subject(event.id))
    if not spaces:
        raise NoGroup
    for space in spaces:
        if await doors.open_door(space.chat_id, _subject(event.id), actor.id, now=now):
            details = {"chat": space.chat_id}
            await trail.record(actor.id, "group-door-opened", _subject(event.id), now=now, details=details)


async def close_door(actor: Person, event_id: int, *, now: datetime) -> None:
    """Raises NotAllowed."""
    event = await load_managed(actor, event_id)
    for door in await doors.doors_to(_subject(event.id)):
        await doors.close_door(door.chat_id, now=now)
        details = {"chat": door.chat_id}
        await trail.record(actor.id, "group-door-closed", _subject(event.id), now=now, details=details)


async def get_group_door(reader: Person, event_id: int) -> GroupDoor:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(reader, event)
    return await door_card(event)


async def door_card(event: Event) -> GroupDoor:
    """For who may see it."""
    subject = _subject(event.id)
    spaces, opened = await linked_spaces(subject), await doors.doors_to(subject)
    door = opened[0] if opened else None
    space = next((one for one in spaces if door is None or one.chat_id == door.chat_id), None)
    count = await requests.counts(subject)
    return GroupDoor(
        event_id=event.id,
        title=event.title,
        group_title=space.title if space else "",
        chat_id=space.chat_id if space else 0,
        state=_state(space, door),
        link=(door.link or "") if door else "",
        waiting=count.get("waiting", 0) + count.get("opening", 0),
        inside=count.get("inside", 0),
        may_open=event.status in LINKABLE,
    )


def _state(space: SpaceCard | None, door: doors.Door | None) -> State:
    if door is None:
        return "closed" if space else "no-group"
    if not door.works or space is None:
        return "stuck"
    return "open" if door.link else "making"


def _subject(event_id: int) -> str:
    return f"event:{event_id}"
