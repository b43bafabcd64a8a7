"""What faces show of a season: the standings by pages, one's own row, what each date gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.events.recurring import series_queries
from domain.events.recurring.series_queries import SEEN, SeriesCard, who_of
from domain.events.results.queries import SHOWN_NAME
from domain.events.season import sums
from domain.events.season.rules import SeasonRules, rules_of
from domain.time.local import local

After: TypeAlias = tuple[tuple[int, ...], int]
Seen: TypeAlias = tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """`name` is empty where the person shows their results to nobody; `points` are in thousandths."""

    user_id: int
    name: str
    points: int
    dates: int
    sort_key: tuple[int, ...]
    place: int


@dataclass(frozen=True, slots=True)
class DatePoints:
    """One date of somebody's season. `place` None: without one."""

    event_id: int
    title: str
    starts_at: datetime
    zone: str
    place: int | None
    points: int
    counts: bool

    @property
    def day(self) -> date:
        """Where it was."""
        return local(self.starts_at, self.zone).date()


@dataclass(frozen=True, slots=True)
class SeasonCard:
    series: SeriesCard
    rules: SeasonRules | None
    done: int
    """Dates whose results are approved."""
    own: Standing | None
    seen: Seen = None
    """The dates by which the viewer sees it, where there are others that they may not see; None: by all of them."""

    @property
    def id(self) -> int:
        return self.series.id


async def season_for(series_id: int, viewer: Person) -> SeasonCard:
    """Raises NotFound where the viewer may see none of its dates.

    What was done on a date that they may not see counts for nothing, as if it had not been.
    """
    card = await series_queries.get_series(series_id, viewer)
    dates = await database.fetch(
        f"SELECT e.id, {SEEN} AS seen FROM events e JOIN event_boards b ON b.event_id = e.id AND b.state = 'final' "
        "WHERE e.series_id = $4 ORDER BY e.id",
        *(*who_of(viewer), series_id),
    )
    found = tuple(row["id"] for row in dates if row["seen"])
    seen = None if len(found) == len(dates) else found
    return SeasonCard(card, await rules_of(series_id), len(found), await _own(series_id, viewer.id, seen), seen)


_ROW = """
SELECT s.user_id, {name} AS name, s.points, s.dates, s.sort_key FROM {found} s
JOIN profiles p ON p.user_id = s.user_id
"""


def _standings(seen: Seen) -> str:
    """Summed up already, or now by the dates $2 that are seen."""
    summed = "SELECT * FROM season_standings WHERE series_id = $1 AND $2::bigint[] IS NULL"
    return f"({summed if seen is None else sums.STANDINGS})"


async def standings(
    card: SeasonCard, *, after: After | None = None, offset: int = 0, limit: int = 20
) -> list[Standing]:
    """`after` is for lists without end; the chat's numbered pages use `offset`."""
    beyond = "WHERE (sort_key, user_id) > ($5::bigint[], $6::bigint)" if after else ""
    found = f"(SELECT * FROM {_standings(card.seen)} a {beyond} ORDER BY sort_key, user_id OFFSET $3 LIMIT $4)"
    name = FULL_NAME if card.series.manages else SHOWN_NAME
    rows = await database.fetch(
        f"{_ROW.format(name=name, found=found)} ORDER BY s.sort_key, s.user_id",
        *(card.id, card.seen, offset, limit, *([list(after[0]), after[1]] if after else ())),
    )
    return await _placed(card.id, card.seen, rows, is_first=not after and not offset)


async def _own(series_id: int, user_id: int, seen: Seen) -> Standing | None:
    row = await database.fetchrow(
        f"{_ROW.format(name=FULL_NAME, found=_standings(seen))} WHERE s.user_id = $3", series_id, seen, user_id
    )
    return (await _placed(series_id, seen, [row], is_first=False))[0] if row else None


async def _placed(series_id: int, seen: Seen, rows: Sequence[asyncpg.Record], *, is_first: bool) -> list[Standing]:
    """Equal keys share a place."""
    if not rows:
        return []
    better, before = (0, 0) if is_first else await _in_front(series_id, seen, rows[0])
    found: list[Standing] = []
    for at, row in enumerate(rows):
        same = at > 0 and rows[at - 1]["sort_key"] == row["sort_key"]
        place = found[-1].place if same else (better if at == 0 else before + at) + 1
        found.append(Standing(**dict(row) | {"sort_key": tuple(row["sort_key"])}, place=place))
    return found


async def _in_front(series_id: int, seen: Seen, row: asyncpg.Record) -> tuple[int, int]:
    found = await database.fetchrow(
        "SELECT count(*) FILTER (WHERE sort_key < $3) AS better, "
        "count(*) FILTER (WHERE (sort_key, user_id) < ($3, $4::bigint)) AS before "
        f"FROM {_standings(seen)} a WHERE sort_key <= $3::bigint[]",
        *(series_id, seen, row["sort_key"], row["user_id"]),
    )
    assert found is not None
    return found["better"], found["before"]


async def dates_of(card: SeasonCard, user_id: int) -> list[DatePoints]:
    """What each date gave, the newest first; `counts`: it is among the best that are summed up."""
    counted = card.rules.counted if card.rules else None
    rows = await database.fetch(
        "SELECT e.id AS event_id, e.title, e.starts_at, e.zone, p.place, p.points, "
        "$3::int IS NULL OR row_number() OVER (ORDER BY p.points DESC, p.id) <= $3::int AS counts "
        "FROM season_points p JOIN events e ON e.id = p.event_id WHERE p.series_id = $1 AND p.user_id = $2 "
        "AND ($4::bigint[] IS NULL OR e.id = ANY($4)) ORDER BY e.starts_at DESC, e.id DESC",
        *(card.id, user_id, counted, card.seen),
    )
    return [DatePoints(**dict(row)) for row in rows]
