"""What is known of a person that says which events may please them. Nothing of events by link is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import orjson

from domain import database
from domain.events.entry.statuses import ARRIVED_SQL, OUT_SQL, PLACED_SQL

REMEMBERED = timedelta(days=365)
MOST_HABITS = 3
Names = tuple[str, str]
"""In Russian and in English."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes events alike: their categories (by id), their series, and whose they are (`o5`, `u17`)."""

    event_id: int
    categories: frozenset[int]
    organizer: str
    series_id: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """A public event that the person took part in; `came`: somebody saw them there, or they have a result."""

    kind: Kind
    at: datetime
    came: bool


@dataclass(frozen=True, slots=True)
class Taste:
    """`interests` are categories. `own`: events that they are in or make. `names`: of every category."""

    interests: frozenset[int] = frozenset()
    near: tuple[float, float] | None = None
    level: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    weight: float | None = None
    own: frozenset[int] = frozenset()
    declined: tuple[Kind, ...] = ()
    follows: frozenset[str] = frozenset()
    past: tuple[Past, ...] = ()
    names: Mapping[int, Names] = field(default_factory=dict)

    @property
    def liked(self) -> frozenset[int]:
        """Said to be liked, and what they came to most."""
        often = Counter(category for one in self.past for category in one.kind.categories)
        return self.interests | {category for category, _ in often.most_common(MOST_HABITS)}


ORGANIZER = "CASE WHEN e.organization_id IS NULL THEN 'u' || e.organizer_id ELSE 'o' || e.organization_id END"
CATEGORIES = "ARRAY(SELECT l.category_id FROM events_in_categories l WHERE l.event_id = e.id)"
KNOWN_AS = (
    "ARRAY(SELECT id FROM event_categories WHERE slug = ANY({slugs}) "
    "UNION SELECT category_id FROM former_categories WHERE slug = ANY({slugs}))"
)
"""The ids of categories, whatever has become of them."""
TASTE = f"""
{KNOWN_AS.format(slugs="p.interests")} AS liked, p.latitude, p.longitude, p.level, p.gender, p.birth_date,
(p.remembered->>'weight')::float8 AS weight,
ARRAY(SELECT r.event_id FROM registrations r WHERE r.user_id = $1 AND r.status NOT IN {OUT_SQL}
      UNION SELECT e.id FROM events e WHERE e.organizer_id = $1) AS own,
(SELECT json_agg(json_build_array(e.id, {CATEGORIES}, {ORGANIZER}, e.series_id)) FROM (SELECT event_id
     FROM declined_events WHERE user_id = $1 ORDER BY id DESC LIMIT 100) d JOIN events e ON e.id = d.event_id)
AS declined,
ARRAY(SELECT CASE WHEN f.organization_id IS NULL THEN 'u' || f.organizer_id ELSE 'o' || f.organization_id END
      FROM organizer_follows f WHERE f.follower_id = $1 ORDER BY f.id DESC LIMIT 100) AS follows,
(SELECT json_agg(json_build_array(e.id, {CATEGORIES}, {ORGANIZER}, e.series_id, e.starts_at,
     r.status IN {ARRIVED_SQL} OR EXISTS (SELECT 1 FROM results t WHERE t.registration_id = r.id
     AND t.state IN ('ok', 'review', 'dnf'))))
 FROM (SELECT r.id, r.event_id, r.status FROM registrations r WHERE r.user_id = $1
       AND r.status NOT IN {OUT_SQL} ORDER BY r.id DESC LIMIT 60) r
 JOIN events e ON e.id = r.event_id WHERE e.visibility = 'public' AND e.status IN ('running', 'finished')
 AND r.status IN {PLACED_SQL} AND e.starts_at > $2) AS past,
(SELECT json_object_agg(c.id, json_build_array(c.name_ru, c.name_en)) FROM event_categories c) AS names
"""
"""Columns of the person $1 with the profile `p`; what they did is remembered since $2."""
_ALONE = f"SELECT {TASTE} FROM profiles p WHERE p.user_id = $1"


async def get_taste(user_id: int, *, now: datetime) -> Taste:
    row = await database.fetchrow(_ALONE, user_id, now - REMEMBERED)
    return read_taste(row) if row else Taste()


def read_taste(row: asyncpg.Record) -> Taste:
    past = [Past(_kind(one[:4]), datetime.fromisoformat(one[4]), one[5]) for one in _listed(row["past"])]
    return Taste(
        interests=frozenset(row["liked"]),
        near=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        level=row["level"],
        gender=row["gender"],
        birth_date=row["birth_date"],
        weight=row["weight"],
        own=frozenset(row["own"]),
        declined=tuple(_kind(one) for one in _listed(row["declined"])),
        follows=frozenset(row["follows"]),
        past=tuple(sorted(past, key=lambda one: one.at, reverse=True)),
        names={int(key): (ru, en) for key, (ru, en) in orjson.loads(row["names"] or "{}").items()},
    )


def _listed(column: str | None) -> list[list[Any]]:
    return orjson.loads(column) if column else []


def _kind(said: list[Any]) -> Kind:
    event_id, categories, organizer, series_id = said
    return Kind(event_id, frozenset(categories), organizer, series_id)
