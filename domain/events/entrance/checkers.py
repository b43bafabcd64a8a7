"""Who may stand at an event's door besides its organizer: named one by one, or by a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, find_by_username, rights_changed
from domain.audit import trail
from domain.errors import NotFound
from domain.events.entrance.errors import TooManyCheckers
from domain.events.errors import LinkRevoked
from domain.events.lifecycle import load, load_managed
from domain.events.links import new_token
from domain.events.models import Event
from domain.events.policy import may_check_in, may_manage
from domain.notifications import outbox, pace

MOST = 50


@dataclass(frozen=True, slots=True)
class Checker:
    user_id: int
    name: str
    username: str | None


async def require_door(person: Person, event_id: int) -> Event:
    """The event, for who may check in there. For everybody else its door does not exist: raises NotFound."""
    event = await load(event_id, lock=False)
    if not may_check_in(person, event, is_checker=await _is_checker(person.id, event_id)):
        raise NotFound
    return event


async def _is_checker(user_id: int, event_id: int) -> bool:
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM event_checkers WHERE event_id = $1 AND user_id = $2)", event_id, user_id
    )
    return found


async def checkers_of(event_id: int) -> list[Checker]:
    """For who manages the event."""
    rows = await database.fetch(
        f"SELECT c.user_id, {FULL_NAME} AS name, u.username FROM event_checkers c "
        "JOIN users u ON u.id = c.user_id JOIN profiles p ON p.user_id = c.user_id WHERE c.event_id = $1 ORDER BY c.id",
        event_id,
    )
    return [Checker(**dict(row)) for row in rows]


async def add_checker(actor: Person, event_id: int, user_id: int, *, now: datetime) -> bool:
    """True if they could not check in before; they are told.

    Raises NotFound, NotAllowed, TooManyCheckers, SaidTooMuch.
    """
    event = await load_managed(actor, event_id)
    return await _add(event, user_id, actor_id=actor.id, now=now)


@dataclass(frozen=True, slots=True)
class Added:
    name: str
    is_new: bool


async def add_by_username(actor: Person, event_id: int, username: str, *, now: datetime) -> Added:
    """Raises PersonNotKnown too."""
    person = await find_by_username(username)
    return Added(person.name, await add_checker(actor, event_id, person.id, now=now))


async def _add(event: Event, user_id: int, *, actor_id: int, now: datetime) -> bool:
    """The caller holds the event."""
    if user_id == event.organizer_id or await _is_checker(user_id, event.id):
        return False
    if await database.fetchval("SELECT count(*) FROM event_checkers WHERE event_id = $1", event.id) >= MOST:
        raise TooManyCheckers(most=MOST)
    await pace.require_call(actor_id, user_id, now=now)
    await database.execute(
        "INSERT INTO event_checkers (event_id, user_id, created_at) VALUES ($1, $2, $3)", event.id, user_id, now
    )
    await trail.record(actor_id, "event-checker-added", f"event:{event.id}", now=now, details={"user": user_id})
    key = f"event-checker:{event.id}:{user_id}:{int(now.timestamp() * 1000)}"
    await outbox.notify(user_id, "event-checker", params={"event_id": event.id}, dedupe_key=key, now=now)
    rights_changed(user_id)
    return True


async def remove_checker(actor: Person, event_id: int, user_id: int, *, now: datetime) -> None:
    """What they have scanned stays; what they send from now on is not taken. Raises NotFound."""
    event = await load_managed(actor, event_id)
    tag = await database.execute("DELETE FROM event_checkers WHERE event_id = $1 AND user_id = $2", event.id, user_id)
    if not tag.endswith(" 1"):
        raise NotFound
    await trail.record(actor.id, "event-checker-removed", f"event:{event.id}", now=now, details={"user": user_id})
    rights_changed(user_id)


async def known_link(event_id: int) -> str | None:
    """None: nobody has asked for it yet. For who manages the event."""
    token: str | None = await database.fetchval("SELECT token FROM checker_links WHERE event_id = $1", event_id)
    return token


async def change_link(actor: Person, event_id: int, *, now: datetime) -> str:
    """What their link carries from now on. The old one makes nobody a checker any more; who is one stays one."""
    event = await load_managed(actor, event_id)
    token = new_token()
    await database.execute(
        "INSERT INTO checker_links (event_id, token) VALUES ($1, $2) "
        "ON CONFLICT (event_id) DO UPDATE SET token = excluded.token",
        *(event.id, token),
    )
    await trail.record(actor.id, "event-checker-link-changed", f"event:{event.id}", now=now)
    return token


async def open_link(person: Person, token: str, *, now: datetime) -> int:
    """Who opens it may check in at its event from now on. Raises LinkRevoked, TooManyCheckers."""
    event_id: int | None = await database.fetchval("SELECT event_id FROM checker_links WHERE token = $1", token)
    if event_id is None:
        raise LinkRevoked
    event = await load(event_id)
    if not may_manage(person, event):
        await _add(event, person.id, actor_id=person.id, now=now)
    return event_id
