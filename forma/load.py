"""`forma doctor --load`: how much a running system has to do, whether it keeps up, and what would help."""

from __future__ import annotations

from collections.abc import Mapping

import redis.asyncio
import redis.exceptions

from domain import database
from domain.agenda.queries import agenda_state
from domain.inbox.outages import is_outage
from domain.inbox.queries import inbox_state
from domain.jobs.queries import jobs_state
from domain.notifications.budgets import Booked, Budgets
from domain.notifications.queries import ChannelState, outbox_state
from forma.clock import open_clock
from forma.embedded import postgres, valkey
from forma.findings import Finding
from forma.settings import Settings

LANES_S, AGENDA_S, WORDS_S = 10.0, 60.0, 900.0
"""How long the oldest may wait: a person who pressed, a change of state, words and long work."""
PAUSE_S = 10.0
PATIENCE_S = 5.0
MOST_CONNECTIONS = 0.8
LONGEST_TRANSACTION_S = 10.0

_CONNECTIONS = """
SELECT count(*) AS open, count(*) FILTER (WHERE datname = current_database()) AS ours,
       count(*) FILTER (WHERE state = 'active') AS active, current_setting('max_connections')::int AS most,
       coalesce(max(extract(epoch FROM clock_timestamp() - xact_start))
                FILTER (WHERE datname = current_database() AND pid <> pg_backend_pid()), 0)::float8 AS longest_s
FROM pg_stat_activity WHERE backend_type = 'client backend'
"""
"""Connections are shared with the server's other databases; for the locks of those nobody waits here."""


async def load_of(settings: Settings) -> list[Finding]:
    url = settings.database_url or (postgres.url(settings.data_dir) if postgres.is_running(settings.data_dir) else "")
    if not url:
        return [Finding("database", False, "not running", "Start Forma; this command looks at one that runs.")]
    try:
        await database.connect(url, pool_size=1)
        return await _findings(settings)
    except Exception as error:
        if not is_outage(error) and not isinstance(error, OSError):
            raise
        return [Finding("database", False, "does not answer", "`forma doctor` says what is wrong.")]
    finally:
        await database.close()


async def _findings(settings: Settings) -> list[Finding]:
    async with open_clock(settings.clock) as clock:
        now = clock.now()
    booked = await _booked(settings)
    channels = await outbox_state(now=now)
    inbox, agenda, jobs = await inbox_state(now=now), await agenda_state(now=now), await jobs_state()
    return [
        _judged(
            "lanes",
            f"{inbox.open} updates open in {inbox.lanes} lanes",
            inbox.oldest_s if inbox.open else 0.0,
            LANES_S,
            "Start another `forma bot`. If it is one lane alone, the operators' page says what is wrong with its row.",
        ),
        *(_channel(one, booked) for one in channels),
        _judged(
            "agenda", f"{agenda.due} due, {agenda.planned} planned", agenda.overdue_s, AGENDA_S,
            "Start another `forma scheduler`, or look at the log of the one that should run.",
        ),
        _judged("jobs", f"{jobs.open} open", jobs.oldest_s, WORDS_S, "Start another `forma work`."),
        _budgets(booked),
        _connections(await _asked(_CONNECTIONS)),
        _set_aside({"updates": inbox.dead, "due work": agenda.dead, "jobs": jobs.dead}, channels),
    ]  # fmt: skip


async def _asked(sql: str) -> Mapping[str, float]:
    row = await database.fetchrow(sql)
    assert row is not None  # an aggregate always has one row
    return dict(row)


def _judged(name: str, said: str, oldest_s: float, limit_s: float, remedy: str) -> Finding:
    ok = oldest_s <= limit_s
    waits = f", the oldest has waited {span(oldest_s)} (at most {span(limit_s)})" if oldest_s >= 1 else ""
    return Finding(name, ok, said + waits, "" if ok else remedy)


def _channel(one: ChannelState, booked: Booked | None) -> Finding:
    remedy = "Start another `forma bot`." if one.channel == "telegram" else "Look at `forma doctor`: is mail reachable?"
    if one.channel == "telegram" and booked and max(booked.ahead_s, booked.paused_s) >= 0.5:
        remedy = "Telegram's limit holds it, not this machine: more processes would not help."
    said = f"{one.due} due, {one.planned} planned, {one.late} sent late in 24 hours"
    return _judged(f"outbox, {one.channel}", said, one.oldest_s, WORDS_S, remedy)


async def _booked(settings: Settings) -> Booked | None:
    url = settings.redis_url or (valkey.url(settings.data_dir) if valkey.is_running(settings.data_dir) else "")
    if not url:
        return None
    try:
        async with redis.asyncio.from_url(url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S) as client:
            return await Budgets(client).booked()
    except (OSError, redis.exceptions.RedisError):
        return None


def _budgets(booked: Booked | None) -> Finding:
    if booked is None:
        return Finding("budgets", False, "Valkey does not answer: each process keeps its own", "Start Valkey.")
    said = f"the bot is booked {span(booked.ahead_s)} ahead, {booked.chats} chats up to {span(booked.farthest_s)}"
    if booked.paused_s <= PAUSE_S:
        return Finding("budgets", True, said)
    return Finding(
        "budgets", False, f"{said}; Telegram wants silence for {span(booked.paused_s)}", "Wait: it ends by itself."
    )


def _connections(told: Mapping[str, float]) -> Finding:
    said = (
        f"{told['open']} of {told['most']} open ({told['ours']} to this database, {told['active']} at work), "
        f"the longest transaction {span(told['longest_s'])}"
    )
    if told["open"] > MOST_CONNECTIONS * told["most"]:
        return Finding("connections", False, said, "Raise max_connections, run fewer processes, or use a pooler.")
    if told["longest_s"] > LONGEST_TRANSACTION_S:
        return Finding("connections", False, said, "Find it in pg_stat_activity: everybody waits for its locks.")
    return Finding("connections", True, said)


def _set_aside(kinds: Mapping[str, int], channels: list[ChannelState]) -> Finding:
    told = {**kinds, "messages": sum(one.dead for one in channels)}
    waiting = [f"{count} {name}" for name, count in told.items() if count]
    remedy = "The operators' page (/ops) shows each with its reason, to be tried again or dropped." if waiting else ""
    return Finding("set aside", True, ", ".join(waiting) or "nothing", remedy)


def span(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
