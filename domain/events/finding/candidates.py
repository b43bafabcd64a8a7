"""Events among which the best for a person are looked for: some of each sort, each found by an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import asyncpg
import orjson

from domain import database
from domain.events.finding.catalogue import LISTED, NOT_OVER, ON_GLOBE, on_globe, within
from domain.events.finding.ranking import Candidate
from domain.events.finding.taste import CATEGORIES, ORGANIZER, Kind, Taste
from domain.events.lifecycle import UNSAID_LENGTH

_SOME = 30
_IN_CATEGORY = 15
_OF_ORGANIZER = 10
_PAST = 40
_LEFT = (
    "(SELECT CASE WHEN bool_and(p.capacity IS NOT NULL) THEN sum(CASE WHEN p.waiting > 0 THEN 0 "
    "ELSE greatest(0, p.capacity - p.taken) END) END FROM event_ways w JOIN place_pools p ON p.id = w.pool_id "
    "WHERE w.event_id = e.id)"
)
_ONLINE = "NOT EXISTS (SELECT 1 FROM event_ways w WHERE w.event_id = e.id AND w.way = 'onsite')"


async def find_candidates(taste: Taste, *, now: datetime) -> list[Candidate]:
    """A hundred or two, in one statement."""
    query = _Query(now)
    found = " UNION ".join(f"({one})" for one in _sorts(taste, query))
    own = query.bind(list(taste.own | {one.event_id for one in taste.declined}))
    return await _read(query, f"SELECT id FROM ({found}) found WHERE id <> ALL({own}::bigint[])", taste)


async def get_candidates(event_ids: Sequence[int], taste: Taste, *, now: datetime) -> list[Candidate]:
    """Of these events those that can be joined now."""
    query = _Query(now)
    return await _read(query, f"SELECT unnest({query.bind(list(event_ids))}::bigint[]) AS id", taste)


class _Query:
    def __init__(self, now: datetime) -> None:
        self.args: list[object] = []
        self.now = self.bind(now)
        self.joinable = (
            f"{LISTED} AND e.status <> 'running' AND e.starts_at > {self.now} "
            f"AND coalesce(e.registration_closes_at, e.starts_at) > {self.now}"
        )

    def bind(self, value: object) -> str:
        self.args.append(value)
        return f"${len(self.args)}"


def _sorts(taste: Taste, query: _Query) -> Iterator[str]:
    length = query.bind(UNSAID_LENGTH.total_seconds())
    listed = f"{LISTED} AND {NOT_OVER.format(length=length, now=query.now)}"
    liked = query.bind(list(taste.liked)) if taste.liked else ""
    in_liked = f"EXISTS (SELECT 1 FROM events_in_categories l WHERE l.event_id = e.id AND l.category_id = ANY({liked}))"
    by_date = "ORDER BY e.starts_at, e.id LIMIT"
    if taste.near:
        if liked:
            near = within(taste.near, query.bind)
            yield f"SELECT e.id FROM events e WHERE {listed} AND {near} AND {in_liked} {by_date} {_SOME}"
        yield (
            f"SELECT e.id FROM events e WHERE {LISTED} AND e.latitude IS NOT NULL "
            f"ORDER BY {ON_GLOBE} <-> {on_globe(taste.near, query.bind)} LIMIT {_SOME}"
        )
    if liked:
        yield (
            f"SELECT l.event_id AS id FROM unnest({liked}::bigint[]) c (id) CROSS JOIN LATERAL (SELECT event_id "
            f"FROM events_in_categories WHERE category_id = c.id ORDER BY event_id DESC LIMIT {_IN_CATEGORY}) l"
        )
    yield from _by_people(taste, query, listed, by_date)
    yield f"SELECT e.id FROM events e WHERE {listed} {by_date} {_SOME}"


def _by_people(taste: Taste, query: _Query, listed: str, by_date: str) -> Iterator[str]:
    ids = {kind: [int(code[1:]) for code in taste.follows if code[0] == kind] for kind in ("o", "u")}
    for kind, held in (("o", "e.organization_id = f.id"), ("u", "e.organizer_id = f.id AND e.organization_id IS NULL")):
        if ids[kind]:
            yield (
                f"SELECT n.id FROM unnest({query.bind(ids[kind])}::bigint[]) f (id) CROSS JOIN LATERAL ("
                f"SELECT e.id FROM events e WHERE {held} AND {listed} {by_date} {_OF_ORGANIZER}) n"
            )
    if taste.past:
        yield (
            f"SELECT event_id AS id FROM event_likeness WHERE alike_id = ANY({query.bind(_past(taste))}::bigint[]) "
            f"ORDER BY likeness DESC LIMIT {_SOME}"
        )


def _past(taste: Taste) -> list[int]:
    return [one.kind.event_id for one in taste.past[:_PAST]]


async def _read(query: _Query, ids: str, taste: Taste) -> list[Candidate]:
    past = query.bind(_past(taste))
    rows = await database.fetch(
        f"SELECT e.id, {CATEGORIES} AS categories, {ORGANIZER} AS organizer, e.series_id, e.starts_at, e.zone, "
        f"e.published_at, e.latitude, e.longitude, {_ONLINE} AS is_online, e.requirements, "
        f"e.status = 'registration_open' AS is_open, {_LEFT} AS places_left, coalesce((SELECT max(k.likeness) "
        f"FROM event_likeness k WHERE k.event_id = e.id AND k.alike_id = ANY({past}::bigint[])), 0) AS likeness "
        f"FROM ({ids}) found JOIN events e ON e.id = found.id WHERE {query.joinable}",
        *query.args,
    )
    return [_candidate(row) for row in rows]


def _candidate(row: asyncpg.Record) -> Candidate:
    return Candidate(
        kind=Kind(row["id"], frozenset(row["categories"]), row["organizer"], row["series_id"]),
        starts_at=row["starts_at"],
        zone=row["zone"],
        published_at=row["published_at"],
        point=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        is_online=row["is_online"],
        requirements=orjson.loads(row["requirements"]),
        is_open=row["is_open"],
        places_left=None if row["places_left"] is None else int(row["places_left"]),
        likeness=min(1.0, row["likeness"]),
    )
