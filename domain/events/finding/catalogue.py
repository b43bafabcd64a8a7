"""Finding events: filters, words with Russian morphology and typos, and the order of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.events.entry.statuses import OUT_SQL
from domain.events.finding.words import Words, fold, in_categories, level_of, read_words
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.money.prices import Priced
from domain.events.standstill import HOLDER_IS_ACTIVE
from domain.events.ways import ONLINE, ONSITE, WAYS_COLUMN, InWays, Way, read_ways
from domain.globe import EARTH_KM

NEAR_KM = 30.0
COUNTED_TO, COUNTED_IN_CATEGORY = 1000, 100
"""Nobody reads a list of more; so many mean "as many, or more"."""
WALKED = 1000
"""So much of the list is read for one word before all that have it are looked up; for three words a third of that."""
POPULAR_FOR = timedelta(days=14)
"""Popular are those for whom most people registered lately."""


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
class CatalogueRow(InWays, Priced):
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
    fee_stars: int | None = 0
    cover_is_open: bool = True
    """Everybody may see it, as they may all that is found."""


@dataclass(slots=True)
class Query:
    """`walked`: what the list itself is made of, in its order; `where`: what is asked of each event in it."""

    walked: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    args: list[object] = field(default_factory=list)

    def bind(self, value: object) -> str:
        self.args.append(value)
        return f"${len(self.args)}"

    def all_of(self, *more: str) -> str:
        return " AND ".join([*self.walked, *self.where, *more])


LISTED = (
    "e.visibility = 'public' AND e.archived_at IS NULL AND e.status IN ('published', 'registration_open', 'running') "
    f"AND {HOLDER_IS_ACTIVE}"
)
ON_GLOBE = "on_globe(e.latitude, e.longitude)"
_LATELY = (
    "SELECT event_id, count(*) AS newcomers FROM registrations WHERE created_at > {since} "
    f"AND status NOT IN {OUT_SQL} GROUP BY event_id"
)
NOT_OVER = "coalesce(e.ends_at, e.starts_at + make_interval(secs => {length})) >= {now}"
_COLUMNS = (
    "e.id, e.title, e.kind, e.status, e.starts_at, e.zone, e.place, e.fee_minor, e.currency, "
    f"CASE WHEN f.state = 'ready' THEN f.id END AS cover_id, {WAYS_COLUMN}, e.version, e.fee_stars"
)
_PAGE = (
    f"SELECT {_COLUMNS} FROM unnest({{ids}}) WITH ORDINALITY page (id, at) JOIN events e ON e.id = page.id "
    "LEFT JOIN files f ON f.id = e.cover_file_id ORDER BY page.at"
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
    words = await read_words(fold(wanted.text))
    if words is None:
        sql, args = _unworded(wanted, now, after, limit=limit, offset=offset)
        return [_row(row) for row in await database.fetch(_PAGE.format(ids=f"ARRAY({sql})"), *args)]
    if wanted.sort == "date":
        ids = (await _by_level(wanted, words, now=now, after=after, limit=offset + limit))[offset:]
    else:
        ids = await _ids(_ranked(wanted, words, now, limit=limit, offset=offset))
    return [_row(row) for row in await database.fetch(_PAGE.format(ids="$1::bigint[]"), ids)]


async def get_rows(event_ids: Sequence[int]) -> list[CatalogueRow]:
    """These events, in this order."""
    rows = await database.fetch(_PAGE.format(ids="$1::bigint[]"), list(event_ids)) if event_ids else []
    return [_row(row) for row in rows]


async def _ids(query: tuple[str, list[object]]) -> list[int]:
    sql, args = query
    return [row["id"] for row in await database.fetch(sql, *args)]


def _unworded(
    wanted: EventFilter, now: datetime, after: tuple[datetime, int] | None, *, limit: int, offset: int
) -> tuple[str, list[object]]:
    if wanted.sort == "popular":
        return _popular(wanted, now, limit=limit, offset=offset)
    query = _conditions(wanted, now, after)
    order = f"{_distance(wanted.near, query)}, " if wanted.sort == "near" and wanted.near else ""
    page = f"LIMIT {query.bind(limit)} OFFSET {query.bind(offset)}"
    return f"SELECT e.id FROM events e WHERE {query.all_of()} ORDER BY {order}e.starts_at, e.id {page}", query.args


def _popular(wanted: EventFilter, now: datetime, *, limit: int, offset: int) -> tuple[str, list[object]]:
    """Those to whom anybody came lately are few and are counted; the others follow by date, as far as the page goes."""
    query = _conditions(wanted, now, None)
    lately = _LATELY.format(since=query.bind(now - POPULAR_FOR))
    size, skipped = query.bind(limit), query.bind(offset)
    none_came = "NOT EXISTS (SELECT 1 FROM lately WHERE lately.event_id = e.id)"
    return (
        f"WITH lately AS MATERIALIZED ({lately}) SELECT id FROM ("
        "(SELECT e.id, e.starts_at, lately.newcomers FROM lately JOIN events e ON e.id = lately.event_id "
        f"WHERE {query.all_of()}) UNION ALL (SELECT e.id, e.starts_at, 0 FROM events e "
        f"WHERE {query.all_of(none_came)} ORDER BY e.starts_at, e.id LIMIT {size}::bigint + {skipped}::bigint)"
        f") one ORDER BY newcomers DESC, starts_at, id LIMIT {size} OFFSET {skipped}"
    ), query.args


def _ranked(wanted: EventFilter, words: Words, now: datetime, *, limit: int, offset: int) -> tuple[str, list[object]]:
    """Events with the words by popularity or nearness: before anything else, what has them as they were written."""
    query = _conditions(wanted, now, None)
    levels = list(words.levels(query.bind))
    rank = " ".join(f"WHEN {level} THEN {place}" for place, level in enumerate(levels))
    joined, order = "", ""
    if wanted.sort == "popular":
        joined = f"LEFT JOIN ({_LATELY.format(since=query.bind(now - POPULAR_FOR))}) lately ON lately.event_id = e.id "
        order = "coalesce(lately.newcomers, 0) DESC, "
    elif wanted.near:
        order = f"{_distance(wanted.near, query)}, "
    page = f"LIMIT {query.bind(limit)} OFFSET {query.bind(offset)}"
    return (
        f"SELECT e.id FROM events e {joined}WHERE {query.all_of(_any(levels))} "
        f"ORDER BY CASE {rank} END, {order}e.starts_at, e.id {page}"
    ), query.args


async def _by_level(
    wanted: EventFilter, words: Words, *, now: datetime, after: tuple[datetime, int] | None, limit: int
) -> list[int]:
    """What has the words as they were written, then what comes close: a level at a time, until the page is full."""
    first = await level_of(after[1], words) if after else 0
    ids: list[int] = []
    for level in range(first, words.count):
        if len(ids) < limit:
            beyond = after if level == first else None
            ids += await _ids(_in_level(wanted, words, level, now=now, after=beyond, limit=limit - len(ids)))
    return ids


def _in_level(
    wanted: EventFilter, words: Words, level: int, *, now: datetime, after: tuple[datetime, int] | None, limit: int
) -> tuple[str, list[object]]:
    """Common words fill the page from the first of the list; rare ones are looked up behind those.

    Sorting all events of a common word would take as long as there are such events, and walking for a rare one too.
    """
    query, walked = _conditions(wanted, now, after), WALKED // words.asked
    has, size = words.level(level, query.bind), query.bind(limit)
    columns = "e.id, e.starts_at, e.organizer_id, e.organization_id, e.kind, e.latitude, e.longitude, e.search"
    first = f"SELECT {columns} FROM events e WHERE {' AND '.join(query.walked)} ORDER BY e.starts_at, e.id"
    behind = query.all_of(
        *(has, f"(SELECT count(*) FROM here) < {size} AND (SELECT count(*) FROM next) = {walked}"),
        "(e.starts_at, e.id) > (SELECT starts_at, id FROM next ORDER BY starts_at DESC, id DESC LIMIT 1)",
    )
    return (
        f"WITH next AS MATERIALIZED ({first} LIMIT {walked}), here AS MATERIALIZED (SELECT e.id, e.starts_at "
        f"FROM next e WHERE {' AND '.join([*query.where, has])} ORDER BY e.starts_at, e.id LIMIT {size}), "
        f"behind AS MATERIALIZED (SELECT e.id, e.starts_at FROM events e WHERE {behind}) "
        "SELECT id FROM (SELECT * FROM here UNION ALL SELECT * FROM behind) one "
        f"ORDER BY starts_at, id LIMIT {size}"
    ), query.args


def _any(levels: Iterable[str]) -> str:
    return f"({' OR '.join(levels)})"


async def count_events(wanted: EventFilter, *, now: datetime) -> int:
    """COUNTED_TO stands for any number from there on."""
    words = await read_words(fold(wanted.text))
    if words is None:
        return await _count(wanted, None, 0, now=now, most=COUNTED_TO)
    count = 0
    for level in range(words.count):
        if count < COUNTED_TO:
            count += await _count(wanted, words, level, now=now, most=COUNTED_TO - count)
    return count


async def _count(wanted: EventFilter, words: Words | None, level: int, *, now: datetime, most: int) -> int:
    """Without words the list is walked in its order, and what is over long ago is not touched."""
    query = _conditions(wanted, now, None)
    has = [words.level(level, query.bind)] if words else []
    order = "" if words else "ORDER BY e.starts_at, e.id "
    found = f"SELECT 1 FROM events e WHERE {query.all_of(*has)} {order}LIMIT {query.bind(most)}"
    count: int = await database.fetchval(f"SELECT count(*) FROM ({found}) found", *query.args)
    return count


@dataclass(frozen=True, slots=True)
class CategoryCount:
    id: int
    slug: str
    name_ru: str
    name_en: str
    count: int

    def name(self, lang: str) -> str:
        return self.name_ru if lang == "ru" else self.name_en


async def list_categories(*, now: datetime) -> list[CategoryCount]:
    """Every category with the number of events listed in it now; COUNTED_IN_CATEGORY stands for any from there on.

    The newest are looked at first: among them are those that are still to come.
    """
    listed = f"(SELECT {LISTED} AND {NOT_OVER.format(length='$1', now='$2')} FROM events e WHERE e.id = l.event_id)"
    here = (
        f"SELECT 1 FROM events_in_categories l WHERE l.category_id = c.id AND {listed} "
        "ORDER BY l.event_id DESC LIMIT $3"
    )
    rows = await database.fetch(
        f"SELECT c.id, c.slug, c.name_ru, c.name_en, (SELECT count(*) FROM ({here}) counted) AS count "
        "FROM event_categories c ORDER BY c.position, c.id",
        *(UNSAID_LENGTH.total_seconds(), now, COUNTED_IN_CATEGORY),
    )
    return [CategoryCount(**dict(row)) for row in rows]


def _conditions(wanted: EventFilter, now: datetime, after: tuple[datetime, int] | None) -> Query:
    query = Query()
    add_conditions(query, wanted, now, after)
    return query


def add_conditions(query: Query, wanted: EventFilter, now: datetime, after: tuple[datetime, int] | None = None) -> None:
    """Everything but the words."""
    query.walked.append(LISTED)
    query.walked.append(NOT_OVER.format(length=query.bind(UNSAID_LENGTH.total_seconds()), now=query.bind(now)))
    if after:
        query.walked.append(f"(e.starts_at, e.id) > ({query.bind(after[0])}, {query.bind(after[1])})")
    if wanted.starts_from:
        query.walked.append(f"e.starts_at >= {query.bind(wanted.starts_from)}")
    if wanted.starts_before:
        query.walked.append(f"e.starts_at < {query.bind(wanted.starts_before)}")
    if wanted.event_id is not None:
        query.where.append(f"e.id = {query.bind(wanted.event_id)}")
    if wanted.kind:
        query.where.append(f"e.kind = {query.bind(wanted.kind)}")
    if wanted.is_online is not None:
        way = query.bind(ONLINE if wanted.is_online else ONSITE)
        query.where.append(f"EXISTS (SELECT 1 FROM event_ways w WHERE w.event_id = e.id AND w.way = {way})")
    if wanted.category:
        query.where.append(
            "EXISTS (SELECT 1 FROM events_in_categories l WHERE l.event_id = e.id "
            f"AND l.category_id = {category_id(query.bind(wanted.category))})"
        )
    if wanted.any_category:
        query.where.append(in_categories(query.bind(list(wanted.any_category))))
    if wanted.near:
        query.where.append(within(wanted.near, query.bind))


def category_id(slug: str) -> str:
    """Also by the name of one that was removed: of the one that stands for it."""
    return (
        f"(SELECT id FROM event_categories WHERE slug = {slug} "
        f"UNION ALL SELECT category_id FROM former_categories WHERE slug = {slug} LIMIT 1)"
    )


def within(point: tuple[float, float], bind: Callable[[object], str], km: float = NEAR_KM) -> str:
    """An index finds what is in the box around, the distance cuts its corners off."""
    here, reach = on_globe(point, bind), bind(km / EARTH_KM)
    return (
        f"e.latitude IS NOT NULL AND {ON_GLOBE} <@ cube_enlarge({here}, {reach}, 3) "
        f"AND cube_distance({ON_GLOBE}, {here}) < {reach}"
    )


def _distance(point: tuple[float, float], query: Query) -> str:
    return f"{ON_GLOBE} <-> {on_globe(point, query.bind)}"


def on_globe(point: tuple[float, float], bind: Callable[[object], str]) -> str:
    return f"on_globe({bind(point[0])}::float8, {bind(point[1])}::float8)"


def _row(row: asyncpg.Record) -> CatalogueRow:
    return CatalogueRow(**dict(row) | {"ways": read_ways(row["ways"])})
