"""The items of an event's programme, as everybody sees them and as one person does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from domain import database
from domain.places import pools
from domain.time import local


@dataclass(frozen=True, slots=True)
class Item:
    """Without places of its own it is for everybody in the event. `own`: the viewer has chosen it."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    remind_minutes: int | None
    pool_id: int | None
    capacity: int | None
    taken: int
    own: bool

    @property
    def by_choice(self) -> bool:
        return self.pool_id is not None

    @property
    def places_left(self) -> int | None:
        """None: they never run out."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    def can_be_chosen(self, now: datetime) -> bool:
        """Whether it is there to be chosen, or given up again."""
        return self.by_choice and self.starts_at > now and (self.own or not self.is_full)

    def overlaps(self, other: Item) -> bool:
        """One of which no end is known takes its beginning alone."""
        first, second = sorted((self, other), key=lambda one: one.starts_at)
        return first.starts_at == second.starts_at or (first.ends_at is not None and first.ends_at > second.starts_at)


def words_of(item: Item, zone: str, event_day: date) -> str:
    """«10:30–11:00 старт 5 км» by the place's clocks, in any language; with its day where that is another."""
    start = local(item.starts_at, zone)
    day = "" if start.date() == event_day else f"{start:%d.%m} "
    until = f"–{local(item.ends_at, zone):%H:%M}" if item.ends_at else ""
    return f"{day}{start:%H:%M}{until} {item.title}"


def _list(event: str, viewer: str) -> str:
    return (
        "(SELECT json_agg(json_build_object('id', i.id, 'title', i.title, 'starts_at', i.starts_at, "
        "'ends_at', i.ends_at, 'remind_minutes', i.remind_minutes, 'pool_id', i.pool_id, "
        "'capacity', pool.capacity, 'taken', coalesce(pool.taken, 0), 'own', EXISTS ("
        f"SELECT 1 FROM places own WHERE own.pool_id = i.pool_id AND own.user_id = {viewer} "
        "AND own.state <> 'released')) ORDER BY i.starts_at, i.id) "
        "FROM programme_items i LEFT JOIN place_pools pool ON pool.id = i.pool_id "
        f"WHERE i.event_id = {event} AND i.removed_at IS NULL)"
    )


PROGRAMME_COLUMN = f"{_list('e.id', '$1')} AS programme"
"""Of the event `e`, for `read_items`; $1 is the viewer."""


def read_items(column: str | None) -> tuple[Item, ...]:
    return tuple(Item(**_moments(one)) for one in orjson.loads(column)) if column else ()


def _moments(said: Mapping[str, Any]) -> dict[str, Any]:
    moments = {key: said[key] and datetime.fromisoformat(said[key]) for key in ("starts_at", "ends_at")}
    return {**said, **moments}


async def items_of(event_id: int, user_id: int = 0) -> tuple[Item, ...]:
    """In the order of their time."""
    return read_items(await database.fetchval(f"SELECT {_list('$1', '$2')}", event_id, user_id))


async def delete_with_event(event_id: int) -> None:
    """Of a draft in which nobody ever registered, which is deleted in the same transaction."""
    rows = await database.fetch("DELETE FROM programme_items WHERE event_id = $1 RETURNING pool_id", event_id)
    for row in rows:
        if row["pool_id"] is not None:
            await pools.delete_unused_pool(row["pool_id"])
