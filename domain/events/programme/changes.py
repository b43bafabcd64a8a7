"""What has changed in a programme that people know: told once to those concerned, old and new, however often it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain import database
from domain.events import settled
from domain.events.entry.statuses import IN_IT_SQL
from domain.events.models import Event
from domain.events.programme.items import items_of

KIND = "programme-changed"
LATE = timedelta(minutes=30)
"""Before an item a change is told sooner."""
_TOLD_WHILE = ("published", "registration_open", "running")


@dataclass(frozen=True, slots=True)
class Said:
    """An item as people know it."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    by_choice: bool

    def to_json(self) -> dict[str, Any]:
        ends_at = self.ends_at.isoformat() if self.ends_at else None
        return {
            "id": self.id,
            "title": self.title,
            "start": self.starts_at.isoformat(),
            "end": ends_at,
            "choice": self.by_choice,
        }


def _read(one: Mapping[str, Any]) -> Said:
    ends_at = datetime.fromisoformat(one["end"]) if one["end"] else None
    return Said(one["id"], one["title"], datetime.fromisoformat(one["start"]), ends_at, one["choice"])


@dataclass(frozen=True, slots=True)
class Change:
    """`before` None: it is new; `after` None: it is off."""

    item_id: int
    before: Said | None
    after: Said | None

    @property
    def concerns_all(self) -> bool:
        """Who may choose it hears of a new one, too."""
        sides = (self.before, self.after)
        return self.before is None or any(one is not None and not one.by_choice for one in sides)


async def known(event_id: int) -> list[Said]:
    items = await items_of(event_id)
    return [Said(one.id, one.title, one.starts_at, one.ends_at, one.by_choice) for one in items]


def between(old: Sequence[Said], new: Sequence[Said]) -> list[Change]:
    """In the order of their time."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    found = [Change(one, before.get(one), after.get(one)) for one in {**before, **after}]
    differ = [one for one in found if one.before != one.after]
    return sorted(differ, key=lambda one: ((one.after or one.before).starts_at, one.item_id))  # type: ignore[union-attr]


async def tell(event: Event, before: Sequence[Said], *, now: datetime) -> None:
    """`before`: the programme before this change. Nothing, once it is as people know it. The caller holds the event."""
    if event.status not in _TOLD_WHILE:
        return
    waiting = await settled.take_back(KIND, event)
    old = [_read(one) for one in waiting["old"]] if waiting else list(before)
    new = await known(event.id)
    changes = between(old, new)
    people = await _concerned(event.id, changes)
    if not people:
        return
    soon = any(now < one.starts_at <= now + LATE for one in (*old, *new))
    after = settled.SETTLES_LATE if soon else settled.SETTLES
    await settled.tell_later(people, KIND, event, after=after, now=now, old=[one.to_json() for one in old])


async def _concerned(event_id: int, changes: Sequence[Change]) -> list[int]:
    if not changes:
        return []
    rows = await database.fetch(
        f"SELECT r.user_id FROM registrations r WHERE r.event_id = $1 AND r.status IN {IN_IT_SQL} AND ($2 OR EXISTS ("
        "SELECT 1 FROM places p JOIN programme_items i ON i.pool_id = p.pool_id WHERE i.id = ANY($3::bigint[]) "
        "AND p.user_id = r.user_id AND p.state = 'confirmed')) ORDER BY r.id",
        *(event_id, any(one.concerns_all for one in changes), [one.item_id for one in changes]),
    )
    return [row["user_id"] for row in rows]


async def for_person(event_id: int, user_id: int, old: Sequence[Mapping[str, Any]]) -> list[Change]:
    """What of it is theirs, as it is when it is said."""
    changes = between([_read(one) for one in old], await known(event_id))
    rows = await database.fetch(
        "SELECT i.id FROM programme_items i JOIN places p ON p.pool_id = i.pool_id "
        "WHERE i.event_id = $1 AND p.user_id = $2 AND p.state = 'confirmed'",
        *(event_id, user_id),
    )
    own = {row["id"] for row in rows}
    return [one for one in changes if one.concerns_all or one.item_id in own]
