"""P5: very many reminders due in the same minute: how fast they are claimed, and sent within the budget."""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import UTC, datetime

import aiohttp

from benchmarks import ground
from benchmarks.ground import Running, Servers, line, size, title
from benchmarks.people import FIRST, publish_events, settle_in
from benchmarks.telegram import YesSayer, telegram
from domain import database
from domain.notifications import rows
from domain.notifications.ports import Urgency

BATCH = 500
_DUE = """
INSERT INTO outbox (kind, params, user_id, channel, urgency, topic, subject, dedupe_key, not_before, created_at)
SELECT 'event-reminder', jsonb_build_object('event_id', $2::int, 'hours', 24), person, 'telegram', $3, 'events',
       'event:' || $2::int, 'event-reminder:' || $2::int || ':24:1:' || person, $4::timestamptz, $4::timestamptz
FROM unnest($1::bigint[]) person
"""
_FLOOR = """
UPDATE outbox SET leased_until = now() + interval '6 s' WHERE id = ANY (ARRAY(
    SELECT id FROM outbox WHERE state = 'waiting' AND channel = 'telegram' AND urgency = 1 AND not_before <= $1
    AND leased_until IS NULL ORDER BY not_before, id LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING id
"""
_TAKING_PART = """
WITH pool AS (SELECT pool_id FROM event_ways WHERE event_id = $1), place AS (
    INSERT INTO places (pool_id, user_id, state, asked_at, changed_at)
    SELECT pool_id, person, 'confirmed', $3::timestamptz, $3::timestamptz FROM pool, unnest($2::bigint[]) person
    RETURNING id, user_id)
INSERT INTO registrations (event_id, user_id, place_id, status, answers, number, created_at, changed_at)
SELECT $1, user_id, id, 'confirmed', '{}', row_number() OVER (), $3, $3 FROM place
"""


async def claims(people: list[int], event_id: int) -> None:
    """Ours and the barest statement that could do it take turns; what was taken is marked as sent before the next."""
    now = datetime.now(UTC)
    await database.execute(_DUE, people, event_id, Urgency.MUST, now)
    await database.execute("VACUUM ANALYZE outbox")
    ours: list[float] = []
    floor: list[float] = []
    marking: list[float] = []
    for round_ in range(len(people) // BATCH):
        begun = time.perf_counter()
        if round_ % 2:
            taken = [row["id"] for row in await database.fetch(_FLOOR, now, BATCH)]
        else:
            taken = [item.id for item in await rows.claim("telegram", now, BATCH)]
        spent = time.perf_counter() - begun
        if len(taken) < BATCH:
            break
        (floor if round_ % 2 else ours).append(spent)
        begun = time.perf_counter()
        await rows.mark_sent([(row_id, 7) for row_id in taken], now)
        marking.append(time.perf_counter() - begun)
    a_second = {name: BATCH / statistics.median(found) for name, found in (("ours", ours), ("floor", floor))}
    marked = BATCH / statistics.median(marking)
    line(f"claimed, {BATCH} at a time, of {len(people)} due", f"{a_second['ours']:.0f}/s", "≥ 30,000/s")
    line("the barest statement that returns ids alone", f"{a_second['floor']:.0f}/s")
    line("ours to the floor", f"{a_second['ours'] / a_second['floor']:.2f}")
    line("marked as sent, in the same batches", f"{marked:.0f}/s")


async def delivery(servers: Servers, people: list[int], event_id: int, rate: int) -> None:
    """The real `forma bot` sends what is due; every word is made from the database as in life."""
    await database.execute("TRUNCATE outbox")
    async with telegram() as says, aiohttp.ClientSession() as session:
        with ground.process(servers, "benchmarks.unlimited", "bot", telegram=says.url, BENCH_RATE=str(rate)) as bot:
            await ground.answers(session, bot.url)
            await database.execute(_DUE, people, event_id, Urgency.MUST, datetime.now(UTC))
            begun_mb, cpu = await _sent(says, bot, len(people) // 10), bot.cpu_s
            ended_mb = await _sent(says, bot, len(people))
            cpu = bot.cpu_s - cpu
    seconds, most = says.at[-1] - says.at[0], _most_in_a_second(list(says.at))
    reached = (len(people) - 1) / seconds
    line(f"{len(people)} reminders sent, budget {rate}/s", f"{reached:.0f}/s")
    line("of the budget", f"{100 * reached / rate:.1f} %", "≥ 97 %")
    line("most in any second, of the budget", f"{100 * most / rate:.1f} %", "≤ 107 %: 30 of Telegram's for our 28")
    line("CPU for each", f"{cpu / (0.9 * len(people)) * 1e3:.2f} ms")
    line("memory after a tenth, and at the end", f"{begun_mb:.0f} MB, {ended_mb:.0f} MB", "flat")
    wrong = sum(says.to[FIRST + 1 + n] != 1 for n in range(len(people)))
    line("people who got none, or more than one", str(wrong), "0")


async def _sent(says: YesSayer, bot: Running, count: int) -> float:
    """Wait for that many messages; the process's resident megabytes then."""
    while says.seen["sendMessage"] < count:
        await asyncio.sleep(0.02)
    return bot.resident_mb


def _most_in_a_second(at: list[float]) -> int:
    most = first = 0
    for last, moment in enumerate(at):
        while at[first] <= moment - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


async def measure(servers: Servers) -> None:
    count, rate = size("REMINDERS", 100_000), size("REMINDER_RATE", 280)
    async with ground.connected(servers):
        people = await settle_in(count)
        (event_id,) = await publish_events(people[0], 1)
        await database.execute(_TAKING_PART, event_id, people, datetime.now(UTC))
        await database.execute("ANALYZE")
        await claims(people, event_id)
        await delivery(servers, people[: size("REMINDERS_SENT", 20 * rate)], event_id, rate)


def main() -> None:
    title("P5  reminders: 100,000 due in the same minute")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
