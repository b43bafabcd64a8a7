"""EV-13: the catalogue on a map. Many events are one mark, and every mark's events are in the list beneath."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import transaction
from domain.events.finding import on_map
from domain.events.finding.catalogue import EventFilter
from domain.events.finding.errors import BoxRefused
from domain.maps.mercator import Box, Sheet
from tests.kit.clock import START
from tests.kit.people import drafted, published
from tests.kit.people import meet as meet_named

MOSCOW, KAZAN = (55.75, 37.62), (55.79, 49.11)
RUSSIA = Box(45, 19, 70, 90)
NEAR_MOSCOW = Sheet(*MOSCOW, 9, 360, 320).box


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet_named("Игорь")


async def held(igor: Person, title: str, at: tuple[float, float] | None = MOSCOW, **plan: object) -> int:
    point = {"latitude": at[0], "longitude": at[1]} if at else {}
    return (await published(igor, title, **point, **plan)).id


async def counts(box: Box = RUSSIA, zoom: int = 3, **wanted: object) -> list[int]:
    marks = await on_map.find_marks(EventFilter(**wanted), box, zoom, now=START)  # type: ignore[arg-type]
    return sorted(one.count for one in marks)


async def titles(box: Box = RUSSIA, zoom: int = 3, **wanted: object) -> list[str]:
    rows = await on_map.find_in_view(EventFilter(**wanted), box, zoom, now=START, limit=50)  # type: ignore[arg-type]
    return [row.title for row in rows]


async def test_what_is_near_by_is_one_mark_until_one_comes_closer(igor: Person) -> None:
    for n, at in enumerate((MOSCOW, (55.76, 37.63), (55.60, 37.40), KAZAN)):
        await held(igor, f"Забег {n}", at, starts_at=START + timedelta(days=n + 1))
    country = await on_map.find_marks(EventFilter(), RUSSIA, 3, now=START)
    assert sorted(one.count for one in country) == [1, 3]
    moscow = max(country, key=lambda one: one.count)
    assert (moscow.box.south, moscow.box.west, moscow.box.north, moscow.box.east) == (55.60, 37.40, 55.76, 37.63)
    assert moscow.box.south < moscow.latitude < moscow.box.north and not moscow.is_one_place
    assert await titles() == ["Забег 0", "Забег 1", "Забег 2", "Забег 3"]
    assert await counts(NEAR_MOSCOW, 9) == [1, 2]
    assert await titles(NEAR_MOSCOW, 9) == ["Забег 0", "Забег 1", "Забег 2"]
    of_mark = await on_map.find_in_view(EventFilter(), RUSSIA, 3, now=START, cell=moscow.cell, limit=2)
    last = of_mark[-1]
    more = await on_map.find_in_view(
        EventFilter(), RUSSIA, 3, now=START, cell=moscow.cell, after=(last.starts_at, last.id), limit=2
    )
    assert [one.title for one in (*of_mark, *more)] == ["Забег 0", "Забег 1", "Забег 2"]


async def test_events_at_one_place_are_never_parted(igor: Person) -> None:
    for n in range(3):
        await held(igor, f"Пробежка {n}")
    (mark,) = await on_map.find_marks(EventFilter(), Sheet(*MOSCOW, 18, 360, 320).box, 18, now=START)
    assert mark.count == 3 and mark.is_one_place


async def test_what_is_private_a_draft_over_called_off_or_nowhere_is_on_no_map(igor: Person) -> None:
    await held(igor, "Для всех")
    await held(igor, "По ссылке", visibility="private")
    await held(igor, "Без адреса", None)
    await held(igor, "Онлайн", None, format="online")
    await drafted(igor, "Черновик", latitude=MOSCOW[0], longitude=MOSCOW[1])
    await held(igor, "Давно", starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2))
    cancelled = await held(igor, "Отменили")
    await forma_database.execute("UPDATE events SET status = 'cancelled' WHERE id = $1", cancelled)
    later = START + timedelta(hours=5)
    marks = await on_map.find_marks(EventFilter(), RUSSIA, 3, now=later)
    assert [one.count for one in marks] == [1]
    rows = await on_map.find_in_view(EventFilter(), RUSSIA, 3, now=later)
    assert [row.title for row in rows] == ["Для всех"]


async def test_filters_are_those_of_the_list(igor: Person) -> None:
    soon, later = START + timedelta(days=1), START + timedelta(days=20)
    await held(igor, "Забег в парке", kind="race", starts_at=soon, categories=("running",))
    await held(igor, "Турнир во дворе", KAZAN, kind="tournament", starts_at=later, categories=("team",))
    assert await counts() == [1, 1]
    for wanted in ({"kind": "race"}, {"category": "running"}, {"starts_before": later}, {"text": "забеги"}):
        assert await counts(**wanted) == [1], wanted
        assert await titles(**wanted) == ["Забег в парке"], wanted
    assert await counts(text="плавание") == []
    assert await counts(is_online=True, near=KAZAN) == [1, 1], "a map has other ways of saying where"


@pytest.mark.parametrize(
    ("box", "zoom"),
    [
        pytest.param(Box(70, 19, 45, 90), 3, id="upside down"),
        pytest.param(Box(45, 90, 70, 19), 3, id="inside out"),
        pytest.param(Box(45, 19, 100, 90), 3, id="beyond the pole"),
        pytest.param(Box(45, 19, float("nan"), 90), 3, id="no number"),
        pytest.param(RUSSIA, -1, id="no zoom"),
        pytest.param(RUSSIA, 19, id="too near"),
    ],
)
async def test_what_is_no_piece_of_the_world_is_refused(database: str, box: Box, zoom: int) -> None:
    for ask in (on_map.find_marks, on_map.find_in_view):
        with pytest.raises(BoxRefused):
            await ask(EventFilter(), box, zoom, now=START)


_SCATTERED = """
WITH pools AS (
    INSERT INTO place_pools (capacity, taken, waiting) SELECT 50, 0, 0 FROM generate_series(1, $3::int) RETURNING id
), held AS (
    INSERT INTO events (organizer_id, status, title, description, kind, starts_at, zone, place, latitude, longitude,
        online_address, fee_minor, currency, rules, requirements, questions, visibility, version, created_at)
    SELECT $1, 'registration_open', 'Тренировка ' || n, '', 'training', $2::timestamptz + n * interval '10 minutes',
        'Europe/Moscow', 'Парк', 45 + n * 7919 % 25000 / 1000.0, 19 + n * 10473::bigint % 71000 / 1000.0,
        '', 0, 'RUB', '', '{}', '[]', 'public', 1, $2 FROM generate_series(1, $3::int) n RETURNING id
)
INSERT INTO event_ways (event_id, way, pool_id)
    SELECT e.id, 'onsite', p.id FROM (SELECT id, row_number() OVER () AS n FROM held) e
    JOIN (SELECT id, row_number() OVER () AS n FROM pools) p USING (n)
"""


async def test_thousands_of_events_are_few_marks_read_from_one_index(igor: Person) -> None:
    await forma_database.execute(_SCATTERED, igor.id, START, 8_000)
    await forma_database.execute("VACUUM ANALYZE events")
    whole = Box(-85, -180, 85, 180)
    for box, zoom in ((whole, 18), (RUSSIA, 3), (NEAR_MOSCOW, 9)):
        async with transaction() as tx:
            marks = await on_map.find_marks(EventFilter(), box, zoom, now=START)
            touched = await tx.sql.fetchrow(
                "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'events'"
            )
        assert 0 < len(marks) <= on_map.MOST_MARKS
        assert touched["seq_scan"] == 0 and touched["idx_scan"] > 0, box
    assert sum(await counts()) == 8_000


async def test_the_marks_of_a_country_are_read_from_the_index_alone(igor: Person) -> None:
    await forma_database.execute(_SCATTERED, igor.id, START, 8_000)
    await forma_database.execute("VACUUM ANALYZE events")
    for wanted in (EventFilter(), EventFilter(kind="training"), EventFilter(category="running")):
        async with transaction() as tx:
            plan = "\n".join(row[0] for row in await tx.sql.fetch("EXPLAIN " + await said(wanted)))
        assert "Index Only Scan using events_on_map on events e" in plan and "Sort" not in plan, plan


async def said(wanted: EventFilter) -> str:
    """The statement for the marks of the country, with what was bound to it."""
    query = await on_map.query_of(wanted, RUSSIA, now=START)
    sql = on_map.of_cells(query, on_map.cells_in_view(RUSSIA, 3))
    for n, value in reversed(list(enumerate(query.args, 1))):
        sql = sql.replace(f"${n}", literal(value))
    return sql


def literal(value: object) -> str:
    if isinstance(value, list):
        return f"'{{{','.join(map(str, value))}}}'"
    return f"'{value}'" if isinstance(value, str | datetime) else str(value)
