"""Ways of taking part in an event, on site and online: each has places and a waiting list of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from domain import database
from domain.events.errors import WayClosed, WayInUse, WayNeeded
from domain.places import pools

ONSITE, ONLINE = "onsite", "online"
WAYS = (ONSITE, ONLINE)
FORMATS: Mapping[str, tuple[str, ...]] = {"onsite": (ONSITE,), "online": (ONLINE,), "hybrid": WAYS}
"""What an organizer chooses from, and the ways that it opens."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way with its places; capacity None is unlimited."""

    name: str
    capacity: int | None
    taken: int
    waiting: int

    @property
    def places_left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Nobody gets a place at once. What is free while some wait is too little for their parties."""
        return self.capacity is not None and self.taken >= self.capacity


class InWays:
    """What a card with `ways` says of the event as a whole."""

    __slots__ = ()
    ways: tuple[Way, ...]

    @property
    def is_hybrid(self) -> bool:
        return len(self.ways) > 1

    @property
    def is_online(self) -> bool:
        """Online alone: there is no place to go to."""
        return all(way.name == ONLINE for way in self.ways)

    @property
    def format(self) -> str:
        """onsite, online or hybrid."""
        return "hybrid" if self.is_hybrid else self.ways[0].name

    @property
    def capacity(self) -> int | None:
        sizes = [way.capacity for way in self.ways if way.capacity is not None]
        return sum(sizes) if len(sizes) == len(self.ways) else None

    @property
    def taken(self) -> int:
        return sum(way.taken for way in self.ways)

    @property
    def waiting(self) -> int:
        return sum(way.waiting for way in self.ways)

    @property
    def places_left(self) -> int | None:
        """None: unlimited."""
        left = [way.places_left for way in self.ways if way.places_left is not None]
        return sum(left) if len(left) == len(self.ways) else None

    @property
    def is_full(self) -> bool:
        return all(way.is_full for way in self.ways)

    def way(self, name: str) -> Way:
        """Raises KeyError."""
        return {way.name: way for way in self.ways}[name]


WAYS_COLUMN = (
    "(SELECT json_agg(json_build_array(w.way, p.capacity, p.taken, p.waiting) ORDER BY w.way DESC) "
    "FROM event_ways w JOIN place_pools p ON p.id = w.pool_id WHERE w.event_id = e.id) AS ways"
)
"""Of the event `e`, for `read_ways`; on site comes before online."""


def read_ways(column: str) -> tuple[Way, ...]:
    return tuple(Way(*one) for one in orjson.loads(column))


async def pools_of(event_id: int) -> dict[str, int]:
    """The pool of each way, on site first."""
    rows = await database.fetch("SELECT way, pool_id FROM event_ways WHERE event_id = $1 ORDER BY way DESC", event_id)
    return {row["way"]: row["pool_id"] for row in rows}


async def way_of(pool_id: int) -> str | None:
    """None: the way was closed."""
    way: str | None = await database.fetchval("SELECT way FROM event_ways WHERE pool_id = $1", pool_id)
    return way


async def capacities_of(event_id: int) -> dict[str, int | None]:
    rows = await database.fetch(
        "SELECT w.way, p.capacity FROM event_ways w JOIN place_pools p ON p.id = w.pool_id "
        "WHERE w.event_id = $1 ORDER BY w.way DESC",
        event_id,
    )
    return {row["way"]: row["capacity"] for row in rows}


def choose(opened: Mapping[str, int], wanted: str | None) -> int:
    """The pool to ask for a place. Raises WayNeeded where there is a choice and none was made, WayClosed."""
    if wanted is None and len(opened) > 1:
        raise WayNeeded
    if wanted is None:
        return next(iter(opened.values()))
    if wanted not in opened:
        raise WayClosed(way=wanted)
    return opened[wanted]


async def open_ways(event_id: int, wanted: Mapping[str, int | None]) -> None:
    for way, capacity in wanted.items():
        await database.execute(
            "INSERT INTO event_ways (event_id, way, pool_id) VALUES ($1, $2, $3)",
            *(event_id, way, await pools.create_pool(capacity)),
        )


async def change_ways(event_id: int, wanted: Mapping[str, int | None]) -> None:
    """Resize what stays, open what is new, close what goes. The caller holds the event.

    Where the one way becomes the other, everybody goes along with their places. Raises CapacityBelowTaken, WayInUse.
    """
    opened = await pools_of(event_id)
    if len(opened) == len(wanted) == 1 and opened.keys() != wanted.keys():
        (new,) = wanted
        await database.execute("UPDATE event_ways SET way = $2 WHERE event_id = $1", event_id, new)
        opened = {new: next(iter(opened.values()))}
    await open_ways(event_id, {way: capacity for way, capacity in wanted.items() if way not in opened})
    for way, pool_id in opened.items():
        if way in wanted:
            await pools.resize(pool_id, wanted[way])
        else:
            await _close(event_id, way, pool_id)


async def _close(event_id: int, way: str, pool_id: int) -> None:
    """Who left it before keeps their history: the pool stays while it has one."""
    people = await pools.count_people(pool_id)
    if people:
        raise WayInUse(way=way, count=people)
    await database.execute("DELETE FROM event_ways WHERE event_id = $1 AND way = $2", event_id, way)
    await pools.delete_unused_pool(pool_id)


async def delete_with_event(event_id: int) -> None:
    """Of a draft in which nobody ever registered, which is deleted in the same transaction."""
    for pool_id in (await pools_of(event_id)).values():
        await database.execute("DELETE FROM event_ways WHERE pool_id = $1", pool_id)
        await pools.delete_unused_pool(pool_id)
