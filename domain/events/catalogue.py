"""Finding events: filters, words with Russian morphology and typos, and the order of the list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.sports import categories_named
from domain.events.ways import ONLINE, ONSITE, WAYS_COLUMN, InWays, Way, read_ways

NEAR_KM = 30.0
_EARTH_KM = 6371.0
COUNTED_TO, COUNTED_IN_CATEGORY = 1000, 100
"""Nobody reads a list of more; so many mean "as many, or more"."""
WALKED = 1000
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
    having: str = ""
    """What the first WALKED of the list are asked one by one."""

    def bind(self, value: object) -> str:
        self.args.append(value)
        return f"${len(self.args)}"

    @property
    def before(self) -> str:
        return f"WITH found AS MATERIALIZED (SELECT id, inexact FROM {self.found}) " if self.found else ""

    def listed(self, more: str = "") -> str:
        """The ids that are wanted; `more` is joined."""
        joined = "JOIN found ON found.id = e.id " if self.found else ""
        among = f"FROM events e {joined}{more}WHERE {' AND '.join(self.where)}"
        if not self.having:
            return f"SELECT e.id {among}"
        first = f"SELECT e.id, e.starts_at, e.search {among} ORDER BY e.starts_at, e.id LIMIT {WALKED}"
        return f"SELECT e.id FROM ({first}) e WHERE {self.having}"


_LISTED = (
    "e.visibility = 'public' AND e.archived_at IS NULL AND e.status IN ('published', 'registration_open', 'running')"
)
_ON_GLOBE = "on_globe(e.latitude, e.longitude)"
_NAME = "translate(lower(first_name || ' ' || last_name), 'ё', 'е')"
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
    if fold(wanted.text) and wanted.sort == "date":
        exact = await _page(_exact(wanted, now, after), wanted, now=now, after=after, offset=offset, limit=limit)
        if len(exact) == limit:
            return exact
    return await _page(_conditions(wanted, now), wanted, now=now, after=after, offset=offset, limit=limit)


async def _page(
    query: _Query,
    wanted: EventFilter,
    *,
    now: datetime,
    after: tuple[datetime, int] | None,
    offset: int,
    limit: int,
) -> list[CatalogueRow]:
    if after:
        query.where.append(_beyond(after, query))
    lately, order = _order(wanted, query, now)
    page = f"{query.listed(lately)} ORDER BY {order} LIMIT {query.bind(limit)} OFFSET {query.bind(offset)}"
    sql = (
        f"{query.before}SELECT {_COLUMNS} FROM (SELECT id, row_number() OVER () AS at FROM ({page}) one) page "
        "JOIN events e ON e.id = page.id "
        "LEFT JOIN files f ON f.id = e.cover_file_id ORDER BY page.at"
    )
    return [_row(row) for row in await database.fetch(sql, *query.args)]


async def count_events(wanted: EventFilter, *, now: datetime) -> int:
    """COUNTED_TO stands for any number from there on."""
    if fold(wanted.text):
        exact = _exact(wanted, now, None)
        exact.where.append(exact.having)
        exact.having = ""
        if (count := await _count(exact, asked_words=True)) == COUNTED_TO:
            return count
    return await _count(_conditions(wanted, now), asked_words=bool(fold(wanted.text)))


async def _count(query: _Query, *, asked_words: bool) -> int:
    """Without words the list is walked in its order, and what is over long ago is not touched."""
    order = "" if asked_words else "ORDER BY e.starts_at, e.id "
    found = f"{query.listed()} {order}LIMIT {query.bind(COUNTED_TO)}"
    count: int = await database.fetchval(f"{query.before}SELECT count(*) FROM ({found}) found_here", *query.args)
    return count


@dataclass(frozen=True, slots=True)
class CategoryCount:
    slug: str
    name_ru: str
    name_en: str
    count: int


async def list_categories(*, now: datetime) -> list[CategoryCount]:
    """Every category with the number of events listed in it now; COUNTED_IN_CATEGORY stands for any from there on.

    The newest are looked at first: among them are those that are still to come.
    """
    here = (
        "SELECT 1 FROM events_in_categories l JOIN events e ON e.id = l.event_id WHERE l.category_id = c.id "
        f"AND {_LISTED} AND {_NOT_OVER.format(length='$1', now='$2')} ORDER BY l.event_id DESC LIMIT $3"
    )
    rows = await database.fetch(
        f"SELECT c.slug, c.name_ru, c.name_en, (SELECT count(*) FROM ({here}) counted) AS count "
        "FROM event_categories c ORDER BY c.position",
        *(UNSAID_LENGTH.total_seconds(), now, COUNTED_IN_CATEGORY),
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
            "EXISTS (SELECT 1 FROM events_in_categories l WHERE l.event_id = e.id "
            f"AND l.category_id = (SELECT id FROM event_categories WHERE slug = {slug}))"
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
    """Within NEAR_KM: an index finds what is in the box around, the distance cuts its corners off."""
    here, reach = _here(point, query), query.bind(NEAR_KM / _EARTH_KM)
    query.where.append(
        f"e.latitude IS NOT NULL AND {_ON_GLOBE} <@ cube_enlarge({here}, {reach}, 3) "
        f"AND cube_distance({_ON_GLOBE}, {here}) < {reach}"
    )


def _here(point: tuple[float, float], query: _Query) -> str:
    return f"on_globe({query.bind(point[0])}::float8, {query.bind(point[1])}::float8)"


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


def _exact(wanted: EventFilter, now: datetime, after: tuple[datetime, int] | None) -> _Query:
    """Only events with the words as they were written, among the first WALKED of the list; nothing where the words may
    be an organizer's name, or where the list has gone on to likenesses.

    What has the words comes first, so a whole page of it is the answer: common words are found without looking at all
    of their events. Where there is less than a page, the words are rare, and all of them are looked up.
    """
    text = fold(wanted.text)
    query = _conditions(replace(wanted, text=""), now)
    asked, name = query.bind(" ".join(text.split()[:_MOST_WORDS])), query.bind(text)
    words = f"plainto_tsquery('russian', {asked})"
    query.where.append(
        f"NOT EXISTS (SELECT 1 FROM profiles WHERE length({name}::text) >= 3 "
        f"AND {_NAME} LIKE '%' || {name}::text || '%')"
    )
    if after:
        last = query.bind(after[1])
        query.where.append(f"EXISTS (SELECT 1 FROM events last WHERE last.id = {last} AND last.search @@ {words})")
    query.having = f"e.search @@ {words}"
    return query


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
        return "", f"{exact}{_ON_GLOBE} <-> {_here(wanted.near, query)}, e.starts_at, e.id"
    return "", f"{exact}e.starts_at, e.id"


def _row(row: asyncpg.Record) -> CatalogueRow:
    return CatalogueRow(**dict(row) | {"ways": read_ways(row["ways"])})
