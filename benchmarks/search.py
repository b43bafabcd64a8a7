"""P7: the catalogue's searches over many events, in the database: how long each takes, and what its plan walks.

The statements are those of `find_events` and `count_events`, caught on their way to PostgreSQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import orjson

from benchmarks import ground
from benchmarks.ground import Servers, line, percentile, size, title
from benchmarks.people import settle_in
from domain import database
from domain.events.finding import catalogue, on_map
from domain.events.finding.catalogue import EventFilter
from domain.maps.mercator import Box

TIMES = 40
WORDS = (
    *("забег", "марафон", "трейл", "полумарафон", "эстафета", "заплыв", "велогонка", "турнир", "тренировка", "йога"),
    *("лыжи", "кросс", "триатлон", "прогулка", "интервалы", "разминка", "футбол", "волейбол", "баскетбол", "теннис"),
    *("спринт", "ориентирование", "скандинавская", "ходьба", "плавание"),
)
PARKS = ("Сокольники", "Лужники", "Горького", "Измайлово", "Фили", "Битца", "Кузьминки", "Коломенское", "Царицыно")
CITIES = ["Москва", "Казань", "Самара", "Пермь", "Тула", "Омск", "Уфа", "Тверь", "Псков", "Рязань"]
MISSPELT = (
    "марофон",
    "забек",
    "трэйл",
    "турнер",
    "валейбол",
    "баскетбл",
    "триотлон",
    "плаванье",
    "сокольнеки",
    "тенис",
)

_EVENTS = """
WITH made AS (
    INSERT INTO events (organizer_id, status, title, description, kind, starts_at, ends_at, zone, place, latitude,
                        longitude, distance_m, fee_minor, currency, rules, requirements, questions, visibility,
                        link_token, version, online_address, created_at, published_at)
    SELECT $1, CASE WHEN n % 20 = 0 THEN 'finished' WHEN n % 33 = 0 THEN 'draft' ELSE 'registration_open' END,
           initcap(($2::text[])[1 + (n * 7919::bigint % array_length($2::text[], 1))::int]) || ' '
             || ($2::text[])[1 + (n * 104729::bigint % array_length($2::text[], 1))::int] || ' № ' || n,
           'Приходите все: ' || ($2::text[])[1 + (n * 31::bigint % array_length($2::text[], 1))::int],
           ($5::text[])[1 + n % array_length($5::text[], 1)], $4::timestamptz + n * interval '17 s',
           $4::timestamptz + n * interval '17 s' + interval '2 h', 'Europe/Moscow',
           ($3::text[])[1 + (n * 13::bigint % array_length($3::text[], 1))::int] || ', '
             || ($6::text[])[1 + (n * 17::bigint % array_length($6::text[], 1))::int],
           50 + (n * 7919::bigint % 100000) / 10000.0, 30 + (n * 104729::bigint % 300000) / 10000.0, 5000, 0, 'RUB', '',
           '{}', '[]', CASE WHEN n % 50 = 0 THEN 'private' ELSE 'public' END,
           CASE WHEN n % 50 = 0 THEN lpad(n::text, 22, '0') END, 1, '', $4, $4
    FROM generate_series($7::int, $8::int) n
    RETURNING id, title
), pools AS (
    INSERT INTO place_pools (capacity, taken, waiting) SELECT 50, 12, 0 FROM made RETURNING id
), ways AS (
    INSERT INTO event_ways (event_id, way, pool_id)
    SELECT made.id, 'onsite', pool.id
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM made) made
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM pools) pool USING (n)
)
INSERT INTO events_in_categories (event_id, category_id) SELECT id, 1 + id % 9 FROM made
"""
COUNTRY = Box(45, 19, 70, 90)
KINDS = ("race", "tournament", "marathon", "ride", "training", "challenge", "other")


async def seed(url: str, count: int, organizer: int | None = None) -> None:
    """On a connection without our limits of time."""
    if organizer is None:
        (organizer,) = await settle_in(1)
    plain = await asyncpg.connect(url)
    now = datetime.now(UTC)
    await plain.execute("ALTER TABLE event_ways DISABLE TRIGGER ALL")
    for first in range(1, count + 1, 50_000):
        last = min(first + 49_999, count)
        await plain.execute(_EVENTS, organizer, WORDS, PARKS, now, list(KINDS), CITIES, first, last)
    await plain.execute("ALTER TABLE event_ways ENABLE TRIGGER ALL")
    for table in ("events", "place_pools", "event_ways", "events_in_categories", "event_words"):
        await plain.execute(f"VACUUM ANALYZE {table}")
    await plain.close()


@contextlib.contextmanager
def overheard() -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """The statements of a search, with what was bound to them, while they are asked."""
    said: list[tuple[str, tuple[object, ...]]] = []
    asks = {name: getattr(database, name) for name in ("fetch", "fetchrow", "fetchval")}

    def hears(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def hear(sql: str, *args: object) -> Any:
            said.append((sql, args))
            return await ask(sql, *args)

        return hear

    for name, ask in asks.items():
        setattr(database, name, hears(ask))
    try:
        yield said
    finally:
        for name, ask in asks.items():
            setattr(database, name, ask)


Search = Callable[[random.Random], Awaitable[object]]


def searches(now: datetime) -> dict[str, tuple[Search, str]]:
    """What people ask for, with the goal of each in milliseconds."""

    def find(made: Callable[[random.Random], EventFilter], **more: object) -> Search:
        return lambda dice: catalogue.find_events(made(dice), now=now, limit=13, **more)  # type: ignore[arg-type]  # `more` is `after` or nothing

    def count(made: Callable[[random.Random], EventFilter]) -> Search:
        return lambda dice: catalogue.count_events(made(dice), now=now)

    def week(dice: random.Random) -> EventFilter:
        return EventFilter(kind=dice.choice(KINDS), starts_from=now, starts_before=now + timedelta(days=7))

    def category(dice: random.Random) -> EventFilter:
        return EventFilter(category=dice.choice(("running", "yoga", "team")))

    def words(dice: random.Random) -> EventFilter:
        asked = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {dice.choice(PARKS)}"
        return EventFilter(text=asked, kind=dice.choice(KINDS), starts_from=now)

    def common(dice: random.Random) -> EventFilter:
        return EventFilter(text=dice.choice(WORDS))

    def misspelt(dice: random.Random) -> EventFilter:
        return EventFilter(text=dice.choice(MISSPELT))

    def near(dice: random.Random) -> EventFilter:
        return EventFilter(near=(50 + dice.random() * 10, 30 + dice.random() * 30), sort="near")

    def anything(dice: random.Random) -> EventFilter:
        return EventFilter()

    return {
        "no filter": (find(anything), "1"),
        "filters: kind, week": (find(week), "1"),
        "filter: category": (find(category), "1"),
        "three words with filters": (find(words), "5"),
        "a common word": (find(common), "15"),
        "a misspelt word": (find(misspelt), "20"),
        "near me, nearest first": (find(near), "3"),
        "how many: kind, week": (count(week), "1"),
        "how many: everything": (count(anything), "1"),
        "how many: a common word": (count(common), "15"),
        "how many in each category": (lambda dice: catalogue.list_categories(now=now), "1"),
        **on_the_map(now),
    }


def on_the_map(now: datetime) -> dict[str, tuple[Search, str]]:
    def marks(box: Callable[[random.Random], Box], zoom: int, **wanted: str) -> Search:
        return lambda dice: on_map.find_marks(EventFilter(**wanted), box(dice), zoom, now=now)  # type: ignore[arg-type]  # words alone

    def in_view(box: Callable[[random.Random], Box], zoom: int) -> Search:
        return lambda dice: on_map.find_in_view(EventFilter(), box(dice), zoom, now=now, limit=13)

    def city(dice: random.Random) -> Box:
        south, west = 50 + dice.random() * 9, 30 + dice.random() * 29
        return Box(south, west, south + 0.2, west + 0.25)

    return {
        "the map: a country": (marks(lambda dice: COUNTRY, 3), "200"),
        "the map: a country, kind": (marks(lambda dice: COUNTRY, 3, kind="race"), "200"),
        "the map: a country, category": (marks(lambda dice: COUNTRY, 3, category="running"), "200"),
        "the map: a country, a word": (marks(lambda dice: COUNTRY, 3, text="забег"), "200"),
        "the map: a city": (marks(city, 10), "15"),
        "below the map: a country": (in_view(lambda dice: COUNTRY, 3), "200"),
        "below the map: a city": (in_view(city, 10), "15"),
    }


_LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
_MISTAKES = 200


def mistaken(word: str, dice: random.Random) -> str:
    """One slip: a letter left out, doubled, changed, or swapped with the next."""
    at = dice.randrange(1, len(word) - 1)
    head, letter, tail = word[:at], word[at], word[at + 1 :]
    slips = (head + tail, head + letter * 2 + tail, head + dice.choice(_LETTERS) + tail)
    return dice.choice((*slips, head + tail[0] + letter + tail[1:]))


async def forgiven() -> None:
    """Is what was meant on the first page?"""
    dice, right, asked = random.Random(7), 0, 0
    words = [word for word in WORDS if len(word) > 3]
    while asked < _MISTAKES:
        meant = dice.choice(words)
        said = mistaken(meant, dice)
        if said in words:
            continue
        asked += 1
        rows = await catalogue.find_events(EventFilter(text=said), now=datetime.now(UTC), limit=13)
        right += any(meant in row.title.lower() for row in rows)
    line(f"{asked} misspelt words: what was meant is on the first page", f"{100 * right / asked:.0f} %", "≥ 90 %")


async def measure(servers: Servers) -> None:
    events = size("EVENTS", 50_000)
    async with ground.connected(servers):
        begun = time.perf_counter()
        await seed(servers.postgres, events)
        line(f"{events} events made", f"{time.perf_counter() - begun:.0f} s")
        connection = await asyncpg.connect(servers.postgres, server_settings=database.MEMORY)
        for name, (search, goal) in searches(datetime.now(UTC)).items():
            await one(connection, name, search, goal)
        await forgiven()
        await connection.close()


async def one(connection: asyncpg.Connection, name: str, search: Search, goal: str) -> None:
    """A search may ask twice: what it takes is the sum. The plan shown is that of the slowest."""
    dice, took, plans = random.Random(7), [], []
    for _ in range(TIMES):
        with overheard() as said:
            try:
                await search(dice)
            except asyncpg.QueryCanceledError:
                line(name, "longer than 20 s", f"≤ {goal} ms")
                return
        told = [await _explained(connection, sql, args) for sql, args in said]
        took.append(sum(one["Execution Time"] + one["Planning Time"] for one in told))
        plans.append((took[-1], [_walked(one["Plan"]) for one in told]))
        if sum(took) > 15_000:
            break
    line(name, f"p95 {percentile(took, 0.95):.1f}, median {percentile(took, 0.5):.1f} ms", f"≤ {goal} ms")
    for plan in max(plans)[1]:
        print(f"        {plan}")


async def _explained(connection: asyncpg.Connection, sql: str, args: tuple[object, ...]) -> dict[str, Any]:
    """The quickest of three: what other programs on the machine take from it is no part of a search."""
    told = [orjson.loads(await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", *args))[0] for _ in "123"]
    return min(told, key=lambda one: one["Execution Time"] + one["Planning Time"])


def _walked(plan: dict[str, object]) -> str:
    """The scans of a plan, in its order."""
    found = []
    nodes: list[dict[str, object]] = [plan]
    while nodes:
        node = nodes.pop(0)
        if "Scan" in str(node["Node Type"]):
            what = node.get("Index Name") or node.get("Relation Name") or node.get("Function Name") or ""
            found.append(f"{node['Node Type']} {what}")
        children = node.get("Plans", [])
        nodes[:0] = children if isinstance(children, Sequence) else []
    return ", ".join(dict.fromkeys(found))


def main() -> None:
    title("P7  searching, time in the database")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
