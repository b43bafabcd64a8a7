"""What faces show of an album: pages of thumbnails, one photo with who is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.names import SHORT_NAME
from domain.errors import NotFound
from domain.events.entry.statuses import OUT_SQL, PLACED_SQL

LATELY = timedelta(days=7)
"""So long after an event a photo that nobody asked for may be meant for its album."""


@dataclass(frozen=True, slots=True)
class Thumb:
    id: int
    file_id: int
    width: int
    height: int
    author: str


@dataclass(frozen=True, slots=True)
class Tag:
    registration_id: int
    number: int | None
    is_viewer: bool


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """`own`: the viewer is on it; `takes_part`: they could be; `older`, `newer`: the photos beside it."""

    id: int
    event_id: int
    file_id: int
    width: int
    height: int
    author_id: int
    author: str
    caption: str
    shown_at: datetime
    removed: bool
    removed_by: int | None
    takes_part: bool
    older: int | None
    newer: int | None
    tags: tuple[Tag, ...]

    @property
    def own(self) -> bool:
        return any(one.is_viewer for one in self.tags)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which photos: those with that number, or those that the viewer is on."""

    number: int | None = None
    mine: bool = False


_SHOWN = "a.event_id = $1 AND a.removed_at IS NULL AND f.state = 'ready'"
_WITH = "EXISTS (SELECT 1 FROM album_tags t WHERE t.photo_id = a.id AND t.removed_at IS NULL AND {})"


def _narrowed(wanted: Wanted, viewer_id: int, first: int) -> tuple[str, list[object]]:
    if wanted.mine:
        return f" AND {_WITH.format(f't.user_id = ${first}')}", [viewer_id]
    if wanted.number is not None:
        whose = f"t.registration_id = (SELECT g.id FROM registrations g WHERE g.event_id = $1 AND g.number = ${first})"
        return f" AND {_WITH.format(whose)}", [wanted.number]
    return "", []


async def page(
    event_id: int, viewer_id: int, wanted: Wanted, *, before: int | None = None, limit: int = 30
) -> list[Thumb]:
    """The newest first; `before` is the last one seen."""
    narrowed, more = _narrowed(wanted, viewer_id, 4)
    rows = await database.fetch(
        f"SELECT a.id, a.file_id, f.width, f.height, {SHORT_NAME} AS author FROM album_photos a "
        "JOIN files f ON f.id = a.file_id LEFT JOIN profiles p ON p.user_id = a.author_id "
        f"WHERE {_SHOWN} AND ($2::bigint IS NULL OR a.id < $2){narrowed} ORDER BY a.id DESC LIMIT $3",
        *(event_id, before, limit, *more),
    )
    return [Thumb(**dict(row)) for row in rows]


async def newest(event_id: int, since: int, *, limit: int) -> list[Thumb]:
    """Those from this one on, the newest first."""
    rows = await database.fetch(
        f"SELECT a.id, a.file_id, f.width, f.height, {SHORT_NAME} AS author FROM album_photos a "
        "JOIN files f ON f.id = a.file_id LEFT JOIN profiles p ON p.user_id = a.author_id "
        f"WHERE {_SHOWN} AND a.id >= $2 ORDER BY a.id DESC LIMIT $3",
        *(event_id, since, limit),
    )
    return [Thumb(**dict(row)) for row in rows]


async def counts(event_id: int, viewer_id: int) -> tuple[int, int]:
    """How many photos there are, and on how many the viewer is."""
    narrowed, more = _narrowed(Wanted(mine=True), viewer_id, 2)
    row = await database.fetchrow(
        f"SELECT count(*) AS total, count(*) FILTER (WHERE TRUE{narrowed}) AS own "
        f"FROM album_photos a JOIN files f ON f.id = a.file_id WHERE {_SHOWN}",
        *(event_id, *more),
    )
    assert row is not None
    return row["total"], row["own"]


_PHOTO = f"""
SELECT a.id, a.event_id, a.file_id, f.width, f.height, a.author_id, {SHORT_NAME} AS author, a.caption, a.shown_at,
       a.removed_at IS NOT NULL AS removed, a.removed_by,
       EXISTS (SELECT 1 FROM registrations g WHERE g.event_id = $1 AND g.user_id = $3
               AND g.status NOT IN {OUT_SQL}) AS takes_part,
       (SELECT max(o.id) FROM album_photos o JOIN files w ON w.id = o.file_id AND w.state = 'ready'
        WHERE o.event_id = $1 AND o.removed_at IS NULL AND o.id < a.id) AS older,
       (SELECT min(o.id) FROM album_photos o JOIN files w ON w.id = o.file_id AND w.state = 'ready'
        WHERE o.event_id = $1 AND o.removed_at IS NULL AND o.id > a.id) AS newer
FROM album_photos a JOIN files f ON f.id = a.file_id AND f.state = 'ready'
LEFT JOIN profiles p ON p.user_id = a.author_id WHERE a.event_id = $1 AND a.id = $2
"""


async def get_photo(event_id: int, photo_id: int, viewer_id: int, *, manages: bool) -> PhotoCard:
    """One that was taken out is there for its author and for who manages the event. Raises NotFound."""
    row = await database.fetchrow(_PHOTO, event_id, photo_id, viewer_id)
    if row is None or (row["removed"] and not (manages or row["author_id"] == viewer_id)):
        raise NotFound
    tags = await database.fetch(
        "SELECT t.registration_id, g.number, t.user_id = $2 AS is_viewer FROM album_tags t "
        "JOIN registrations g ON g.id = t.registration_id WHERE t.photo_id = $1 AND t.removed_at IS NULL "
        "ORDER BY g.number NULLS LAST, t.id",
        *(photo_id, viewer_id),
    )
    return PhotoCard(**dict(row), tags=tuple(Tag(**dict(one)) for one in tags))


@dataclass(frozen=True, slots=True)
class OpenAlbum:
    event_id: int
    title: str


async def albums_of(user_id: int, *, now: datetime) -> list[OpenAlbum]:
    """Of what the person takes part in and goes on, or was over lately; the latest first."""
    rows = await database.fetch(
        "SELECT e.id AS event_id, e.title FROM registrations r JOIN events e ON e.id = r.event_id "
        f"WHERE r.user_id = $1 AND r.status IN {PLACED_SQL} AND e.status IN ('running', 'finished') "
        "AND coalesce(e.ends_at, e.starts_at) > $2 ORDER BY e.starts_at DESC, e.id LIMIT 4",
        *(user_id, now - LATELY),
    )
    return [OpenAlbum(**dict(row)) for row in rows]
