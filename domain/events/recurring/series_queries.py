"""What faces show of series, and who has subscribed to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.access import IS_OPEN
from domain.events.entry.statuses import OUT_SQL
from domain.events.finding.catalogue import CatalogueRow
from domain.events.ways import WAYS_COLUMN, read_ways
from domain.organizations.policy import managed_by

_MANAGED = "(e.organizer_id = $1 AND e.organization_id IS NULL OR e.organization_id = ANY($2::bigint[]) OR $3)"
SEEN = f"""
({_MANAGED} OR e.status <> 'draft' AND (e.visibility = 'public' OR EXISTS (
    SELECT 1 FROM registrations r WHERE r.event_id = e.id AND r.user_id = $1
    AND r.status NOT IN {OUT_SQL}) OR EXISTS (
    SELECT 1 FROM event_guests g WHERE g.event_id = e.id AND g.user_id = $1 AND g.link_token = e.link_token)))
"""
"""Whether a date `e` is there for who `who_of` says: public, theirs, or opened by its present link."""
_OVER = "e.status IN ('finished', 'cancelled')"


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """As one viewer sees it: `title` is that of its next date, else of its last."""

    id: int
    title: str
    event_id: int
    """That date."""
    dates: int
    to_come: int
    subscribers: int
    subscribed: bool
    manages: bool
    has_season: bool = False
    """Its dates are summed up."""


_CARD = f"""
SELECT e.series_id AS id, (array_agg(e.title ORDER BY {_OVER}, CASE WHEN {_OVER} THEN NULL ELSE e.starts_at END,
                                     e.starts_at DESC))[1] AS title,
       (array_agg(e.id ORDER BY {_OVER}, CASE WHEN {_OVER} THEN NULL ELSE e.starts_at END,
                                e.starts_at DESC))[1] AS event_id,
       count(*) AS dates, count(*) FILTER (WHERE NOT {_OVER}) AS to_come,
       (SELECT count(*) FROM series_subscriptions s WHERE s.series_id = e.series_id) AS subscribers,
       EXISTS (SELECT 1 FROM series_subscriptions s WHERE s.series_id = e.series_id AND s.user_id = $1) AS subscribed,
       bool_or({_MANAGED}) AS manages,
       EXISTS (SELECT 1 FROM season_rules sr WHERE sr.series_id = e.series_id) AS has_season
FROM events e
"""


async def get_series(series_id: int, viewer: Person) -> SeriesCard:
    """Raises NotFound where the viewer may see none of its dates."""
    rows = await database.fetch(
        f"{_CARD} WHERE e.series_id = $4 AND {SEEN} GROUP BY e.series_id", *who_of(viewer), series_id
    )
    if not rows:
        raise NotFound
    return SeriesCard(**dict(rows[0]))


async def list_series(person: Person, *, limit: int = 30) -> list[SeriesCard]:
    """Those that the person makes or has subscribed to, the next date first."""
    own = (
        "e.series_id IN (SELECT s.series_id FROM series_subscriptions s WHERE s.user_id = $1 UNION "
        "SELECT m.series_id FROM events m WHERE m.series_id IS NOT NULL AND (m.organizer_id = $1 "
        "AND m.organization_id IS NULL OR m.organization_id = ANY($2::bigint[])))"
    )
    rows = await database.fetch(
        f"{_CARD} WHERE {own} AND {SEEN} GROUP BY e.series_id "
        f"ORDER BY min(e.starts_at) FILTER (WHERE NOT {_OVER}) NULLS LAST, e.series_id DESC LIMIT $4",
        *(*who_of(person), limit),
    )
    return [SeriesCard(**dict(row)) for row in rows]


def who_of(person: Person) -> tuple[int, list[int], bool]:
    return person.id, managed_by(person), person.is_administrator


DATES = (
    "e.id, e.title, e.kind, e.status, e.starts_at, e.zone, e.place, e.fee_minor, e.currency, "
    f"CASE WHEN f.state = 'ready' THEN f.id END AS cover_id, {WAYS_COLUMN}, e.version, e.fee_stars, "
    f"{IS_OPEN} AS cover_is_open"
)


async def list_dates(
    series_id: int, viewer: Person, *, past: bool = False, offset: int = 0, limit: int = 20
) -> list[CatalogueRow]:
    """To come, the next first; or those that are over and off, the last first."""
    which, order = (_OVER, "DESC") if past else (f"NOT {_OVER}", "ASC")
    rows = await database.fetch(
        f"SELECT {DATES} FROM events e LEFT JOIN files f ON f.id = e.cover_file_id "
        f"WHERE e.series_id = $4 AND {SEEN} AND {which} ORDER BY e.starts_at {order}, e.id {order} "
        "LIMIT $5 OFFSET $6",
        *(*who_of(viewer), series_id, limit, offset),
    )
    return [date_row(row) for row in rows]


def date_row(row: asyncpg.Record) -> CatalogueRow:
    return CatalogueRow(**dict(row) | {"ways": read_ways(row["ways"])})


async def subscribe(person: Person, series_id: int, *, now: datetime) -> bool:
    """False: they had. Raises NotFound."""
    await get_series(series_id, person)
    tag = await database.execute(
        "INSERT INTO series_subscriptions (series_id, user_id, subscribed_at) VALUES ($1, $2, $3) "
        "ON CONFLICT DO NOTHING",
        *(series_id, person.id, now),
    )
    return tag.endswith(" 1")


async def unsubscribe(person: Person, series_id: int) -> None:
    await database.execute(
        "DELETE FROM series_subscriptions WHERE series_id = $1 AND user_id = $2", series_id, person.id
    )
