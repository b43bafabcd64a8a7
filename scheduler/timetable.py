"""The whole table of ticks. A tick only says "look now": what is due is in PostgreSQL, any number may look."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.inbox.outages import is_outage
from domain.inbox.rows import place_of

log = structlog.get_logger("forma.scheduler")
Look = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Tick:
    """`every` in real seconds."""

    name: str
    every: float
    what: str


TIMETABLE = (
    Tick("outbox", 0.5, "send what is due and has no sender"),
    Tick("agenda", 1.0, "do what is due"),
    Tick("inbox", 2.0, "work what a killed process left behind"),
    Tick("nights", 600.0, "plan the next night's work where it is not planned"),
    Tick("purge", 3600.0, "forget what is no longer needed"),
)

AT_ONCE = frozenset({"outbox", "agenda"})
"""What follows the domain's time."""


class Timetable:
    """Runs the ticks that this process has a look for; a look that takes long is not started twice."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        unknown = looks.keys() - {tick.name for tick in TIMETABLE}
        if unknown:
            raise ValueError(f"not in the timetable: {sorted(unknown)}")
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)  # only a tick that is ended reaches it
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._names = frozenset(looks)
        for tick in TIMETABLE:
            if tick.name in looks:
                look = _guarded(tick.name, looks[tick.name])
                self._scheduler.add_job(look, "interval", seconds=tick.every, id=tick.name)

    def start(self) -> None:
        self._scheduler.start()

    def look_now(self) -> None:
        """The time has been moved: what became due by it does not wait for the next tick."""
        for name in AT_ONCE & self._names:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        self._names = frozenset()
        self._scheduler.shutdown(wait=False)


def _guarded(name: str, look: Look) -> Look:
    async def tick() -> None:
        try:
            await look()
        except Exception as error:
            if is_outage(error):
                log.warning("tick: something is away", tick=name, error=type(error).__name__)
            else:
                log.error("tick failed", tick=name, error=place_of(error))

    return tick
