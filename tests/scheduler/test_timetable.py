"""The metronome: it says "look now", and goes on whatever happens."""

from __future__ import annotations

import asyncio

import pytest

from scheduler.timetable import TIMETABLE, Tick, Timetable


async def test_every_look_is_called_and_a_failing_one_is_called_again() -> None:
    looks = 0
    twice = asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            twice.set()
        raise RuntimeError("broken")

    timetable = Timetable({"outbox": look})
    timetable.start()
    try:
        await asyncio.wait_for(twice.wait(), 60)
    finally:
        timetable.stop()


async def test_a_slow_look_is_not_started_twice() -> None:
    running = most = 0
    enough = asyncio.Event()

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(1.2)
        running -= 1
        enough.set()

    timetable = Timetable({"outbox": slow})
    timetable.start()
    try:
        await asyncio.wait_for(enough.wait(), 60)
    finally:
        timetable.stop()
    assert most == 1


async def test_where_the_time_is_moved_nobody_waits_for_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for what is looked for by the world's own time."""
    rare = tuple(Tick(tick.name, 3600.0, tick.what) for tick in TIMETABLE)
    monkeypatch.setattr("scheduler.timetable.TIMETABLE", rare)
    looked, seen = asyncio.Event(), []

    async def look() -> None:
        looked.set()

    async def note() -> None:
        seen.append("purge")

    timetable = Timetable({"agenda": look, "purge": note})
    timetable.start()
    try:
        timetable.look_now()
        await asyncio.wait_for(looked.wait(), 60)
    finally:
        timetable.stop()
    timetable.look_now()
    assert seen == []


async def test_names_are_those_of_the_table() -> None:
    with pytest.raises(ValueError, match="not in the timetable"):
        Timetable({"moon": asyncio.sleep})  # type: ignore[dict-item]  # never called
    assert len({tick.name for tick in TIMETABLE}) == len(TIMETABLE)
