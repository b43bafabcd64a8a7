"""Somebody asks to be let into an event's group: at once, after what the event asks of everybody, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain import database
from domain.accounts.people import Person
from domain.events.entry.statuses import PLACED
from domain.events.group import event_of
from domain.events.group_door.settling import CANCELLED, OVER
from domain.events.lifecycle import load
from domain.events.links import open_link
from domain.events.models import Event
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.spaces.doors import doors, requests

WAY_IN = "door-way-in"


class Way(StrEnum):
    IN = "in"
    OUT = "out"
    ASKED = "asked"
    """First the rules, the questions, the fee."""


@dataclass(frozen=True, slots=True)
class Found:
    event_id: int
    way: Way


_WAY = """
SELECT e.id, e.status AS event_status,
       (SELECT r.status FROM registrations r JOIN users u ON u.id = r.user_id WHERE r.event_id = e.id
        AND u.telegram_id = $2 ORDER BY r.id DESC LIMIT 1) AS status
FROM space_doors d JOIN events e ON d.subject = 'event:' || e.id WHERE d.link = $1
  AND NOT EXISTS (SELECT 1 FROM users u WHERE u.telegram_id = $2 AND u.status = 'blocked')
"""


async def find_way(link: str, telegram_id: int) -> Found | None:
    """Only looked at, for who has no time to wait. None: no link of ours, or a blocked account: the group's
    administrators decide.
    """
    row = await database.fetchrow(_WAY, link, telegram_id)
    return Found(row["id"], _way(row["event_status"], row["status"])) if row else None


def _way(event_status: str, status: str | None) -> Way:
    if status in PLACED and event_status != CANCELLED:
        return Way.IN
    return Way.OUT if event_status in OVER else Way.ASKED


async def came(person: Person, link: str, user_chat_id: int, query_id: str | None, *, now: datetime) -> None:
    """Kept until it is decided; the event is held, so that whoever pays at this moment is not missed."""
    door = await doors.door_by_link(link)
    if door is None or person.status == "blocked":
        return
    event = await load(event_of(door.subject))
    if not await doors.is_open_still(door):
        return
    request_id = await requests.came(door, person.id, user_chat_id, query_id, now=now)
    await _may_see(person, event)
    status = await database.fetchval(
        "SELECT status FROM registrations WHERE event_id = $1 AND user_id = $2 ORDER BY id DESC LIMIT 1",
        *(event.id, person.id),
    )
    match _way(event.status, status):
        case Way.IN:
            await requests.let_in([request_id], now=now)
        case Way.OUT:
            await requests.turn_away([request_id], now=now)
        case Way.ASKED:
            await _show_way(request_id, user_chat_id, now=now)
    database.publish(f"event:{event.id}")


async def _show_way(request_id: int, user_chat_id: int, *, now: datetime) -> None:
    """Telegram lets us write to them for five minutes, whether they know us or not."""
    await outbox.tell_chat(
        user_chat_id, WAY_IN, params={"request_id": request_id}, urgency=Urgency.INTERACTIVE, now=now
    )


async def _may_see(person: Person, event: Event) -> None:
    """Who has the group's link was invited to what the group is about, also where that is for invited people alone."""
    if event.visibility == "private" and event.link_token:
        await open_link(person.id, event.link_token)


async def still_takes_part(event_id: int, user_id: int) -> bool:
    """Asked once more at the moment of letting in: who left meanwhile stays outside."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM registrations r JOIN events e ON e.id = r.event_id "
        "WHERE r.event_id = $1 AND r.user_id = $2 AND r.status = ANY($3) AND e.status <> $4)",
        *(event_id, user_id, list(PLACED), CANCELLED),
    )
    return found


async def awaits(event_id: int, user_id: int) -> bool:
    """Whether the person stands at the door, or has just come in by it."""
    request = await requests.open_request(f"event:{event_id}", user_id)
    return request is not None and request.state in ("waiting", "opening", "inside")
