"""When the start was really given, by who held a watch: a press may have come minutes late, or never."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from domain.accounts.people import Person
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.policy import require_timer
from domain.events.results import finish
from domain.events.results.errors import GunUnreadable
from domain.time.local import instants, local

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?")
_NEAR = timedelta(hours=12)


def read_gun(said: str, event: Event, *, now: datetime) -> datetime:
    """Of 10:02 or 10:02:15 by the clock of the place; a race may begin long before its plan.

    Raises GunUnreadable, also for what is still to come.
    """
    found = _CLOCK.fullmatch(said.strip())
    if found is None:
        raise GunUnreadable
    hour, minute, second = (int(part or 0) for part in found.groups())
    about = min(now, event.starts_at)
    day = local(about, event.zone).replace(hour=hour, minute=minute, second=second, microsecond=0, tzinfo=None)
    moments = [at for days in (-1, 0, 1) for at in instants(day + timedelta(days=days), event.zone)]
    near = [at for at in moments if at <= now and abs(at - about) <= _NEAR]
    if not near:
        raise GunUnreadable
    return min(near, key=lambda at: abs(at - about))


async def judge(actor: Person, event_id: int, said: str, *, now: datetime) -> None:
    """Raises NotFound, NotAllowed, GunUnreadable."""
    event = await load(event_id, lock=False)
    require_timer(actor, event)
    read_gun(said, event, now=now)


async def fire_at(actor: Person, event_id: int, said: str, *, now: datetime) -> datetime:
    """From then on time is counted. Raises as `judge` and `finish.fire`."""
    event = await load(event_id, lock=False)
    require_timer(actor, event)
    at = read_gun(said, event, now=now)
    await finish.fire(actor, event_id, at=at, now=now)
    return at
