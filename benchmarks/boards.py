"""P6: a board of 100,000 that changes while 2,000 look at it, and the pinned card of its group.

An update is the change with its history, the first 50 rows and one's own place. Beside it, in the same run: a sorted
set of Valkey in one pipeline, which keeps nothing else, and a bare table that counts who is better.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from random import Random

import aiohttp
import redis.asyncio

from benchmarks import ground
from benchmarks.ground import Servers, line, medians, size, title
from benchmarks.people import settle_in
from benchmarks.telegram import telegram
from domain import database
from domain.accounts.people import Person, get_person
from domain.events import lifecycle
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.results import boards, rules
from domain.events.results.queries import Category, board_for, board_page, row_of
from domain.events.results.writing import Entry, write
from domain.forms.form import JsonValue
from forma.simulation.crowd import register_runners
from forma.simulation.looks import audience, let_in
from forma.simulation.outcome import MOST_EDITS, most_in_a_minute

ROUNDS, SHOWN, TOGETHER = 5, 50, 500
GROUP = -1_002_000_000_001
RULES: dict[str, JsonValue] = {"measure": "time", "stages": 1, "by_sex": True, "ages": "30, 40", "tracks": False}
_RESULTS = """
INSERT INTO results (event_id, registration_id, user_id, state, marks, total, reason, source, verified, sort_key,
                     entered_at)
SELECT event_id, id, user_id, 'ok', jsonb_build_array(ms), ms, '', 'organizer', TRUE, ARRAY[0, ms], $2
FROM (SELECT *, 900000 + (id * 7919 % 5400000) AS ms FROM registrations WHERE event_id = $1) g
"""
_BARE = """
CREATE UNLOGGED TABLE bare_board AS SELECT registration_id AS id, total FROM results WHERE event_id = $1
"""
_FIRST = "SELECT registration_id FROM results WHERE event_id = $1 ORDER BY sort_key, registration_id LIMIT $2"
_LINKED = (
    "INSERT INTO spaces (chat_id, title, kind, is_forum, present, language, joined_at) "
    "VALUES ($1, 'Забег', 'supergroup', FALSE, TRUE, 'ru', $2)",
    "INSERT INTO space_links (chat_id, subject, linked_by, linked_at, card_message_id, card_version, tags) "
    "VALUES ($1, $4, $3, $2, 7, 1, FALSE)",
)
Update = Callable[[int, int], Awaitable[object]]
"""(registration, milliseconds)"""


class Big:
    """An event with a result of everybody in it."""

    def __init__(self, organizer: Person, event_id: int, registrations: list[int]) -> None:
        self.organizer, self.event_id, self.registrations = organizer, event_id, registrations
        self._chance = Random(6)

    def change(self) -> tuple[int, int]:
        return self._chance.choice(self.registrations), self._chance.randrange(900_000, 6_300_000)

    def change_first(self, among: Sequence[int]) -> tuple[int, int]:
        """One of those who are in front gets another time that leaves them there."""
        return self._chance.choice(among), self._chance.randrange(800_000, 900_000)

    async def put(self, *changes: tuple[int, int]) -> None:
        async def work() -> None:
            now = datetime.now(UTC)
            event, board = await boards.hold_managed(self.organizer, self.event_id)
            wanted: dict[int, Entry | None] = {one: Entry("ok", (taken,)) for one, taken in changes}
            await write(event, board, wanted, actor_id=self.organizer.id, now=now)

        await database.in_transaction(work)

    async def read(self, registration_id: int) -> int:
        card = await board_for(self.event_id, self.organizer)
        assert len(await board_page(card, Category(), limit=SHOWN)) == SHOWN
        row = await row_of(card, registration_id, Category())
        assert row is not None and row.place is not None
        return row.place


async def made(count: int) -> Big:
    now = datetime.now(UTC)
    (organizer_id,) = await settle_in(1)
    organizer = await get_person(organizer_id)
    plan = EventPlan("Большой забег", now + timedelta(days=7), "Europe/Moscow", kind="race", distance_m=10_000)
    async with database.transaction():
        event = await creation.create_event(organizer, plan, now=now)
        await lifecycle.publish(organizer, event.id, now=now)
    await register_runners(event.id, count, now=now)
    async with database.transaction():
        await lifecycle.start(organizer, event.id, now=now)
        await rules.set_scoring(organizer, event.id, RULES, now=now)
    await database.execute(_RESULTS, event.id, now)
    await database.execute("VACUUM ANALYZE")
    rows = await database.fetch("SELECT id FROM registrations WHERE event_id = $1", event.id)
    return Big(organizer, int(event.id), [row["id"] for row in rows])


def _ours(big: Big) -> Update:
    async def update(registration_id: int, taken: int) -> int:
        await big.put((registration_id, taken))
        return await big.read(registration_id)

    return update


async def _sorted_set(big: Big, client: redis.asyncio.Redis) -> Update:
    rows = await database.fetch("SELECT id, total FROM bare_board")
    await client.zadd("board", {str(row["id"]): row["total"] for row in rows})

    async def update(registration_id: int, taken: int) -> object:
        async with client.pipeline(transaction=False) as pipe:
            pipe.zadd("board", {str(registration_id): taken})
            pipe.zrange("board", 0, SHOWN - 1, withscores=True)
            pipe.zrank("board", str(registration_id))
            return await pipe.execute()

    return update


async def _counting() -> Update:
    await database.execute("CREATE UNIQUE INDEX ON bare_board (id)")
    await database.execute("CREATE INDEX ON bare_board (total)")
    await database.execute("ANALYZE bare_board")

    async def update(registration_id: int, taken: int) -> object:
        await database.execute("UPDATE bare_board SET total = $2 WHERE id = $1", registration_id, taken)
        await database.fetch("SELECT id, total FROM bare_board ORDER BY total LIMIT $1", SHOWN)
        return await database.fetchval("SELECT count(*) + 1 FROM bare_board WHERE total < $1", taken)

    return update


async def _rate(big: Big, update: Update, count: int) -> float:
    begun = time.perf_counter()
    for _ in range(count):
        await update(*big.change())
    return count / (time.perf_counter() - begun)


async def _rate_together(big: Big) -> float:
    """As a list of results comes in: many in one change, and one look at the board."""
    changes = dict(big.change() for _ in range(TOGETHER))
    begun = time.perf_counter()
    await big.put(*changes.items())
    await big.read(next(iter(changes)))
    return len(changes) / (time.perf_counter() - begun)


async def updates(servers: Servers, big: Big) -> None:
    await database.execute(_BARE.replace("$1", str(big.event_id)))
    async with redis.asyncio.from_url(servers.redis) as client:
        ways = {
            "ours, one by one": _ours(big),
            "Valkey's sorted set, one pipeline": await _sorted_set(big, client),
            "a bare table, count()": await _counting(),
        }
        found: dict[str, list[float]] = {name: [] for name in (*ways, "together")}
        for round_ in range(ROUNDS + 1):
            for name, update in ways.items():
                rate = await _rate(big, update, 40)
                found[name] += [rate] if round_ else []
            together = await _rate_together(big)
            found["together"] += [together] if round_ else []
    rates = medians(found)
    for name in ways:
        line(f"updates, first {SHOWN} rows and own place: {name}", f"{rates[name]:.0f}/s")
    line(f"ours, {TOGETHER} in one change", f"{rates['together']:.0f}/s", "≥ 2,700/s")
    ours, pipeline, counting = (rates[name] for name in ways)
    line("one by one, to counting", f"{ours / counting:.2f} ×")
    line("one by one, to the sorted set", f"{ours / pipeline:.2f} ×")


async def viewers(servers: Servers, big: Big) -> None:
    """The real `forma web` tells them, and the real `forma bot` edits the card, within Telegram's limits."""
    now = datetime.now(UTC)
    await database.execute(_LINKED[0], GROUP, now)
    await database.execute(_LINKED[1], GROUP, now, big.organizer.id, f"event:{big.event_id}")
    tokens = await let_in(size("BOARD_VIEWERS", 2000), now=now)
    await _watched(servers, big, tokens, "anywhere", big.change, seconds=size("BOARD_SECONDS", 70))
    first = await database.fetch(_FIRST, big.event_id, SHOWN // 2)
    among = [row["registration_id"] for row in first]
    await _watched(servers, big, tokens, "among the first", lambda: big.change_first(among), seconds=20)


async def _watched(
    servers: Servers,
    big: Big,
    tokens: Sequence[str],
    where: str,
    change: Callable[[], tuple[int, int]],
    *,
    seconds: int,
) -> None:
    """A change among the first rows is the rows; one further down is that there was one."""
    pace = size("BOARD_CHANGES", 4)
    async with telegram() as says, aiohttp.ClientSession() as session:
        with ExitStack() as stack:
            web, bot = (
                stack.enter_context(ground.process(servers, "forma", kind, telegram=says.url))
                for kind in ("web", "bot")
            )
            for one in (web, bot):
                await ground.answers(session, one.url)
            with audience(servers.directory, web.url, servers.postgres, big.event_id, tokens) as looking:
                async with asyncio.timeout(180):
                    while not looking.is_open:
                        await asyncio.sleep(0.1)
                begun, cpu = time.perf_counter(), web.cpu_s
                for number in range(seconds * pace):
                    await asyncio.sleep(max(0.0, begun + number / pace - time.perf_counter()))
                    await big.put(change())
                took, cpu = time.perf_counter() - begun, web.cpu_s - cpu
                await asyncio.sleep(3.0)
        looks = looking.read()
    line(
        f"{looks.viewers} viewers, {looks.changes} changes {where}, {seconds * pace / took:.1f} a second: unseen",
        f"{looks.unseen}",
    )
    told = ", ".join(f"{looks.delay_ms(share):.0f}" for share in (0.5, 0.99, 1.0))
    line("from a change to every viewer: median, p99, worst", f"{told} ms", "p99 ≤ 250 ms")
    line("messages to viewers", f"{len(looks.delays_s) / took:.0f}/s")
    line("CPU of the web process for each change", f"{cpu / max(1, looks.changes) * 1e3:.0f} ms")
    most = most_in_a_minute(list(says.at))
    line("edits of the pinned card, most in a minute", f"{len(says.at)}, {most}", f"≤ {MOST_EDITS}")


async def measure(servers: Servers) -> None:
    async with ground.connected(servers):
        big = await made(size("BOARD", 100_000))
        await updates(servers, big)
        await viewers(servers, big)


def main() -> None:
    title("P6  a board of 100,000 and 2,000 who look at it")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
