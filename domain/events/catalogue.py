"""Finding events: filters, words with Russian morphology and typos, and the order of the list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.sports import categories_named
from domain.events.ways import ONLINE, ONSITE, WAYS_COLUMN, InWays, Way, read_ways

NEAR_KM = 30.0
POPULAR_FOR = timedelta(days=14)
"""Popular are those for whom most people registered lately."""
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to look for; None and empty mean any. `near` is (latitude, longitude). Sort: date, popular or near.

    `is_online`: one can take part online, or else on site; a hybrid event is found by both.
    """

    text: str = ""
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    kind: str | None = None
    category: str | None = None
    any_category: tuple[str, ...] = ()
    is_online: bool | None = None
    near: tuple[float, float] | None = None
    sort: str = "date"
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class CatalogueRow(InWays):
    id: int
    title: str
    kind: str
    status: str
    starts_at: datetime
    zone: str
    place: str
    fee_minor: int
    currency: str
    cover_id: int | None
    ways: tuple[Way, ...]
    version: int


@dataclass(slots=True)
class _Query:
    where: list[str] = field(default_factory=list)
    args: list[object] = field(default_factory=list)
    found: str = ""
    """Where words are looked for: (id, inexact) of the events that have them."""

    def bind(self, value: object) -> str:
        self.args.append(value)
        return f"${len(self.args)}"

    @property
    def before(self) -> str:
        return f"WITH found AS MATERIALIZED (SELECT id, inexact FROM {self.found}) " if self.found else ""

    @property
    def joined(self) -> str:
        return "JOIN found ON found.id = e.id " if self.found else ""


_LISTED = (
    "e.visibility = 'public' AND e.archived_at IS NULL AND e.status IN ('published', 'registration_open', 'running')"
)
_DISTANCE = "(abs(e.latitude - {lat}) + abs(e.longitude - {lon}) * cos(radians({lat})))"
_LATELY = (
    "LEFT JOIN (SELECT event_id, count(*) AS newcomers FROM registrations WHERE created_at > {since} "
    "AND status NOT IN ('withdrawn', 'rejected', 'refunded') GROUP BY event_id) lately ON lately.event_id = e.id "
)
_NOT_OVER = "coalesce(e.ends_at, e.starts_at + make_interval(secs => {length})) >= {now}"
_COLUMNS = (
    "e.id, e.title, e.kind, e.status, e.starts_at, e.zone, e.place, e.fee_minor, e.currency, "
    f"CASE WHEN f.state = 'ready' THEN f.id END AS cover_id, {WAYS_COLUMN}, e.version"
)


async def find_events(
    wanted: EventFilter,
    *,
    now: datetime,
    after: tuple[datetime, int] | None = None,
    offset: int = 0,
    limit: int = 10,
) -> list[CatalogueRow]:
    """A page of public events that are not over, in the wanted order.

    `after`, for the order by date, is the start and the id of the last row shown: no page costs more than the first.
    """
    query = _conditions(wanted, now)
    if after:
        query.where.append(_beyond(after, query))
    lately, order = _order(wanted, query, now)
    page = (
        f"SELECT e.id FROM events e {query.joined}{lately}WHERE {' AND '.join(query.where)} "
        f"ORDER BY {order} LIMIT {query.bind(limit)} OFFSET {query.bind(offset)}"
    )
    sql = (
        f"{query.before}SELECT {_COLUMNS} FROM (SELECT id, row_number() OVER () AS at FROM ({page}) one) page "
        "JOIN events e ON e.id = page.id "
        "LEFT JOIN files f ON f.id = e.cover_file_id ORDER BY page.at"
    )
    return [_row(row) for row in await database.fetch(sql, *query.args)]


async def count_events(wanted: EventFilter, *, now: datetime) -> int:
    query = _conditions(wanted, now)
    sql = f"{query.before}SELECT count(*) FROM events e {query.joined}WHERE {' AND '.join(query.where)}"
    count: int = await database.fetchval(sql, *query.args)
    return count


@dataclass(frozen=True, slots=True)
class CategoryCount:
    slug: str
    name_ru: str
    name_en: str
    count: int


async def list_categories(*, now: datetime) -> list[CategoryCount]:
    """Every category with the number of events listed in it now."""
    rows = await database.fetch(
        "SELECT c.slug, c.name_ru, c.name_en, (SELECT count(*) FROM events_in_categories l JOIN events e "
        f"ON e.id = l.event_id WHERE l.category_id = c.id AND {_LISTED} AND {_NOT_OVER.format(length='$1', now='$2')}) "
        "AS count FROM event_categories c ORDER BY c.position",
        *(UNSAID_LENGTH.total_seconds(), now),
    )
    return [CategoryCount(**dict(row)) for row in rows]


def _conditions(wanted: EventFilter, now: datetime) -> _Query:
    query = _Query(where=[_LISTED])
    query.where.append(_NOT_OVER.format(length=query.bind(UNSAID_LENGTH.total_seconds()), now=query.bind(now)))
    if wanted.event_id is not None:
        query.where.append(f"e.id = {query.bind(wanted.event_id)}")
    if wanted.starts_from:
        query.where.append(f"e.starts_at >= {query.bind(wanted.starts_from)}")
    if wanted.starts_before:
        query.where.append(f"e.starts_at < {query.bind(wanted.starts_before)}")
    if wanted.kind:
        query.where.append(f"e.kind = {query.bind(wanted.kind)}")
    if wanted.is_online is not None:
        way = query.bind(ONLINE if wanted.is_online else ONSITE)
        query.where.append(f"EXISTS (SELECT 1 FROM event_ways w WHERE w.event_id = e.id AND w.way = {way})")
    if wanted.category:
        slug = query.bind(wanted.category)
        query.where.append(
            "EXISTS (SELECT 1 FROM events_in_categories l JOIN event_categories c ON c.id = l.category_id "
            f"WHERE l.event_id = e.id AND c.slug = {slug})"
        )
    if wanted.any_category:
        slugs = query.bind(list(wanted.any_category))
        query.where.append(
            "EXISTS (SELECT 1 FROM events_in_categories l JOIN event_categories c ON c.id = l.category_id "
            f"WHERE l.event_id = e.id AND c.slug = ANY({slugs}))"
        )
    if wanted.near:
        _near(wanted.near, query)
    if fold(wanted.text):
        _matching(fold(wanted.text), query)
    return query


def _near(point: tuple[float, float], query: _Query) -> None:
    """A box of NEAR_KM around the point; one degree of latitude is 111 km."""
    lat, lon = query.bind(point[0]), query.bind(point[1])
    reach = query.bind(NEAR_KM / 111.0)
    query.where.append(
        f"abs(e.latitude - {lat}) < {reach} AND abs(e.longitude - {lon}) * cos(radians({lat})) < {reach}"
    )


def _matching(text: str, query: _Query) -> None:
    """Each word by its stem, or by likeness for the misspelt; or the organizer's name.

    After those come the events of a category that is named, however their titles are written.
    """
    words = query.bind(list(dict.fromkeys(text.split()))[:_MOST_WORDS])
    query.found = f"events_matching({words}, {query.bind(text)})"
    if named := categories_named(text):
        query.found = (
            f"(SELECT one.id, bool_and(one.inexact) AS inexact FROM (SELECT id, inexact FROM {query.found} UNION ALL "
            "SELECT l.event_id, TRUE FROM events_in_categories l JOIN event_categories c ON c.id = l.category_id "
            f"WHERE c.slug = ANY({query.bind(list(named))})) one GROUP BY one.id) either"
        )


def _beyond(after: tuple[datetime, int], query: _Query) -> str:
    starts_at, event_id = query.bind(after[0]), query.bind(after[1])
    if not query.found:
        return f"(e.starts_at, e.id) > ({starts_at}, {event_id})"
    last = f"coalesce((SELECT last.inexact FROM found last WHERE last.id = {event_id}), FALSE)"
    return f"(found.inexact, e.starts_at, e.id) > ({last}, {starts_at}, {event_id})"


def fold(text: str) -> str:
    """Lower case, ё as е, punctuation as spaces: how titles are stored for search."""
    lowered = text.lower().replace("ё", "е")
    return " ".join("".join(char if char.isalnum() else " " for char in lowered).split())


def _order(wanted: EventFilter, query: _Query, now: datetime) -> tuple[str, str]:
    """What to join for it, and the order itself: before anything else, what has the words as they were written."""
    exact = "found.inexact, " if query.found else ""
    if wanted.sort == "popular":
        lately = _LATELY.format(since=query.bind(now - POPULAR_FOR))
        return lately, f"{exact}coalesce(lately.newcomers, 0) DESC, e.starts_at, e.id"
    if wanted.sort == "near" and wanted.near:
        distance = _DISTANCE.format(lat=query.bind(wanted.near[0]), lon=query.bind(wanted.near[1]))
        return "", f"{exact}{distance}, e.starts_at, e.id"
    return "", f"{exact}e.starts_at, e.id"


def _row(row: asyncpg.Record) -> CatalogueRow:
    return CatalogueRow(**dict(row) | {"ways": read_ways(row["ways"])})
