"""The catalogue on a map: the events of what is in view, many of them as one mark; and those of a mark as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import database
from domain.events.finding import catalogue
from domain.events.finding.catalogue import CatalogueRow, EventFilter, Query
from domain.events.finding.errors import BoxRefused
from domain.events.finding.words import fold, read_words
from domain.maps.mercator import FINEST, Box, Cell, cell_of, cells_of, stretches

MOST_MARKS = 200
A_CELL = 2
"""Steps of zoom by which a mark's cell is smaller than a tile: its sides are 64 points on the screen."""
DEEPEST = FINEST - A_CELL
_OF_CATEGORY = "(e.id IN (SELECT l.event_id FROM events_in_categories l WHERE l.category_id = {category})) IS TRUE"
"""Said so that the events of the category are read once and not for each cell."""
_CELL = "map_cell(e.latitude, e.longitude)"


@dataclass(frozen=True, slots=True)
class Mark:
    """Events that stand for one at this zoom: how many, around which point, and the smallest box that has them all."""

    cell: Cell
    count: int
    latitude: float
    longitude: float
    box: Box

    @property
    def is_one_place(self) -> bool:
        """All at the same point: coming closer takes none of them apart."""
        return self.box.south == self.box.north and self.box.west == self.box.east


_SUMMED = (
    "count(*) AS count, avg(e.latitude) AS latitude, avg(e.longitude) AS longitude, min(e.latitude) AS south, "
    "min(e.longitude) AS west, max(e.latitude) AS north, max(e.longitude) AS east"
)


async def find_marks(wanted: EventFilter, box: Box, zoom: int, *, now: datetime) -> list[Mark]:
    """MOST_MARKS at most, all events of the box among them. Raises BoxRefused."""
    cells = cells_in_view(box, zoom)
    query = await query_of(wanted, box, now=now)
    sql = _of_words(query, cells) if query.opening else of_cells(query, cells)
    rows = await database.fetch(query.opening + sql, *query.args)
    return [
        Mark(
            cell_of(cells[0].level, row["cell"]),
            *(row["count"], row["latitude"], row["longitude"]),
            Box(row["south"], row["west"], row["north"], row["east"]),
        )
        for row in rows
    ]


def of_cells(query: MapQuery, cells: Sequence[Cell]) -> str:
    """Each cell is summed up along its stretch of the index: nothing is sorted."""
    keys = query.bind([one.key for one in cells])
    first, last = query.bind([one.finest.start for one in cells]), query.bind([one.finest.stop - 1 for one in cells])
    inside = query.all_of(f"{_CELL} BETWEEN cell.first AND cell.last")
    return (
        f"SELECT cell.key AS cell, found.* FROM unnest({keys}::bigint[], {first}::bigint[], {last}::bigint[]) "
        f"cell (key, first, last) CROSS JOIN LATERAL (SELECT {_SUMMED} FROM events e WHERE {inside}) found "
        "WHERE found.count > 0"
    )


def _of_words(query: MapQuery, cells: Sequence[Cell]) -> str:
    shift = query.bind(2 * (FINEST - cells[0].level))
    return f"SELECT {_CELL} >> {shift}::int AS cell, {_SUMMED} FROM found e GROUP BY 1 ORDER BY 1"


async def find_in_view(
    wanted: EventFilter,
    box: Box,
    zoom: int,
    *,
    now: datetime,
    cell: Cell | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int = 10,
) -> list[CatalogueRow]:
    """The events of the box, or of one of its marks, by date; `after` as in `find_events`. Raises BoxRefused."""
    cells = cells_in_view(box, zoom)
    query = await query_of(wanted, box, now=now)
    stretch = f"{_stretches([cell] if cell else cells, query)} ON {_CELL} BETWEEN stretch.first AND stretch.last"
    source, where = ("found e", ["TRUE"]) if query.opening else ("events e", [query.all_of()])
    if after:
        where.append(f"(e.starts_at, e.id) > ({query.bind(after[0])}, {query.bind(after[1])})")
    sql = (
        f"SELECT e.id FROM {source} JOIN {stretch} WHERE {' AND '.join(where)} "
        f"ORDER BY e.starts_at, e.id LIMIT {query.bind(limit)}"
    )
    rows = await database.fetch(query.opening + sql, *query.args)
    return await catalogue.get_rows([row["id"] for row in rows])


def cells_in_view(box: Box, zoom: int) -> list[Cell]:
    if not box.is_one or not 0 <= zoom <= DEEPEST:
        raise BoxRefused
    return cells_of(box, zoom + A_CELL, most=MOST_MARKS)


@dataclass(slots=True)
class MapQuery(Query):
    """`opening`: the events that the words find, each looked up once."""

    opening: str = ""


async def query_of(wanted: EventFilter, box: Box, *, now: datetime) -> MapQuery:
    """What is asked of each event. With words they are found first, by their own indexes."""
    words = await read_words(fold(wanted.text))
    query = MapQuery()
    catalogue.add_conditions(query, replace(wanted, near=None, is_online=None, category=None), now)
    if wanted.category:
        one = catalogue.category_id(query.bind(wanted.category))
        query.where.append(_OF_CATEGORY.format(category=one))
    query.walked.append(
        f"e.latitude BETWEEN {query.bind(box.south)} AND {query.bind(box.north)} "
        f"AND e.longitude BETWEEN {query.bind(box.west)} AND {query.bind(box.east)}"
    )
    if words is not None:
        has = f"({' OR '.join(words.levels(query.bind))})"
        columns = "e.id, e.starts_at, e.latitude, e.longitude"
        query.opening = f"WITH found AS MATERIALIZED (SELECT {columns} FROM events e WHERE {query.all_of(has)}) "
    return query


def _stretches(cells: Sequence[Cell], query: Query) -> str:
    keys = stretches(list(cells))
    first, last = query.bind([one.start for one in keys]), query.bind([one.stop - 1 for one in keys])
    return f"unnest({first}::bigint[], {last}::bigint[]) stretch (first, last)"
