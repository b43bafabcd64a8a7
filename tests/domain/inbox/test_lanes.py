"""What the world told us is worked once, in order, and survives what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from domain import database as db
from domain.errors import Refusal
from domain.inbox import rows
from domain.inbox.lanes import Lanes
from domain.inbox.outages import Outage
from domain.inbox.queries import dead_rows, inbox_state
from domain.inbox.receiving import InboxItem, Received, accept
from tests.kit.clock import START

OLYA, PETYA = 101, 102


@dataclass
class Diary:
    """A worker whose effect is a row in the database: who, what, in which order."""

    act_hook: Callable[[InboxItem], Any] = lambda item: None
    gather_hook: Callable[[InboxItem], Any] = lambda item: None
    told: list[str] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)

    async def gather(self, item: InboxItem) -> str:
        result = self.gather_hook(item)
        if asyncio.iscoroutine(result):
            await result
        return str(item.content["text"])

    async def act(self, item: InboxItem, prepared: str) -> str:
        await db.execute("INSERT INTO diary (lane, words) VALUES ($1, $2)", item.lane, prepared)
        result = self.act_hook(item)
        if asyncio.iscoroutine(result):
            await result
        return prepared

    async def give_up(self, item: InboxItem) -> None:
        self.given_up.append(item.id)

    async def refuse(self, item: InboxItem, prepared: str, refusal: Refusal) -> str:
        await db.execute("INSERT INTO diary (lane, words) VALUES ($1, $2)", item.lane, f"no: {refusal.code}")
        return refusal.code

    async def tell(self, item: InboxItem, told: str) -> None:
        self.told.append(told)


@pytest.fixture
async def diary(database: str) -> Diary:
    await db.execute("CREATE TABLE diary (id BIGSERIAL PRIMARY KEY, lane BIGINT, words TEXT)")
    return Diary()


def said(number: int, lane: int, text: str) -> Received:
    return Received(str(number), lane, orjson.dumps({"text": text}).decode())


async def written(lane: int | None = None) -> list[str]:
    found = await db.fetch("SELECT words FROM diary WHERE $1::bigint IS NULL OR lane = $1 ORDER BY id", lane)
    return [row["words"] for row in found]


async def states() -> list[str]:
    return [row["state"] for row in await db.fetch("SELECT state FROM inbox ORDER BY id")]


async def test_an_update_is_worked_at_once_and_told_after_commit(diary: Diary) -> None:
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "привет")], now=START))
    await lanes.settle()
    assert await written() == ["привет"]
    assert diary.told == ["привет"]
    assert await states() == ["done"]


async def test_the_same_update_five_times_at_once_has_one_effect(diary: Diary) -> None:
    lanes = Lanes({"telegram": diary})
    copies = await asyncio.gather(*(accept("telegram", [said(1, OLYA, "раз")], now=START) for _ in range(5)))
    for copy in copies:
        lanes.submit(copy)
    await lanes.settle()
    assert sum(map(len, copies)) == 1
    assert await written() == ["раз"]


async def test_one_row_in_two_processes_has_one_effect(diary: Diary) -> None:
    first, second = Lanes({"telegram": diary}), Lanes({"telegram": diary})
    for number in range(20):
        items = await accept("telegram", [said(number, OLYA, str(number))], now=START)
        first.submit(items)
        second.submit(items)
    await first.settle()
    await second.settle()
    assert await written() == [str(number) for number in range(20)]


async def test_a_lane_keeps_its_order_across_two_processes(diary: Diary) -> None:
    processes = [Lanes({"telegram": diary}), Lanes({"telegram": diary})]
    for number in range(30):
        items = await accept("telegram", [said(number, OLYA, str(number))], now=START)
        processes[number % 2].submit(items)
    for lanes in processes:
        await lanes.settle()
    assert await written() == [str(number) for number in range(30)]


async def test_one_persons_trouble_does_not_hold_another(diary: Diary) -> None:
    gate = asyncio.Event()
    diary.gather_hook = lambda item: gate.wait() if item.lane == OLYA else None
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "медленно"), said(2, PETYA, "быстро")], now=START))
    while not await written(PETYA):
        await asyncio.sleep(0.005)
    assert await written(OLYA) == []
    gate.set()
    await lanes.settle()
    assert await written(OLYA) == ["медленно"]


async def test_a_poisoned_update_is_set_aside_with_its_reason_and_the_lane_goes_on(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_BACK_OFF_S", (0.01, 0.01, 0.01, 0.01))

    def fail(item: InboxItem) -> None:
        if "яд" in item.payload:
            raise ValueError("the words of a person: яд")

    diary.act_hook = fail
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "яд"), said(2, OLYA, "дальше")], now=START))
    await lanes.settle()
    assert await written() == ["дальше"]
    (dead,) = await dead_rows()
    assert dead.attempts == 5
    assert dead.error.startswith("ValueError at ")
    assert "яд" not in dead.error
    assert diary.given_up == [dead.id], "who waits is told, once"
    assert (await inbox_state(now=START)).dead == 1

    diary.act_hook = lambda item: None
    assert await rows.retry_dead(dead.id)
    assert await lanes.sweep() == 1
    await lanes.settle()
    assert await written() == ["дальше", "яд"]


async def test_a_refusal_undoes_the_act_and_is_said_in_its_place(diary: Diary) -> None:
    def refuse(item: InboxItem) -> None:
        raise Refusal

    diary.act_hook = refuse
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "хочу")], now=START))
    await lanes.settle()
    assert await written() == ["no: refused"]
    assert await states() == ["done"]


async def test_what_is_away_is_waited_for_and_never_counted(diary: Diary) -> None:
    left = iter(range(3))

    def away(item: InboxItem) -> None:
        if next(left, None) is not None:
            raise Outage("redis")

    diary.gather_hook = away
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "терпение")], now=START))
    await lanes.settle()
    assert await written() == ["терпение"]
    assert await db.fetchval("SELECT attempts FROM inbox") == 0


async def test_a_sweep_leaves_fresh_rows_to_their_receiver_and_takes_those_left_behind(diary: Diary) -> None:
    await accept("telegram", [said(1, OLYA, "раз"), said(2, OLYA, "два"), said(3, PETYA, "три")], now=START)
    lanes = Lanes({"telegram": diary})
    assert await lanes.sweep() == 0
    await db.execute("UPDATE inbox SET not_before = now() - interval '1 second'")
    assert await lanes.sweep() == 3
    await lanes.settle()
    assert await written(OLYA) == ["раз", "два"]
    assert await states() == ["done"] * 3


async def left_behind(*items: Received) -> None:
    await accept("telegram", list(items), now=START)
    await db.execute("UPDATE inbox SET not_before = now() - interval '1 second'")


async def counted() -> list[int]:
    return [row["attempts"] for row in await db.fetch("SELECT attempts FROM inbox ORDER BY id")]


async def test_a_row_left_behind_is_counted_before_it_is_handled(diary: Diary) -> None:
    """What dies in the handler says nothing: the count has to be there, and seen by others, before."""
    seen: list[list[int]] = []

    async def look(item: InboxItem) -> None:
        seen.append(await counted())

    diary.gather_hook = look
    await left_behind(said(1, OLYA, "раз"))
    for _ in range(rows.TRIES):  # each time, its process ended in the handler
        await rows.begin((await rows.left_behind(["telegram"], 9))[0])
        await db.execute("UPDATE inbox SET not_before = now() - interval '1 second'")
    await accept("telegram", [said(2, OLYA, "два")], now=START)
    await db.execute("UPDATE inbox SET not_before = now() - interval '1 second'")
    lanes = Lanes({"telegram": diary})
    assert await lanes.sweep() == 2
    await lanes.settle()
    assert await written() == ["два"] and await states() == ["dead", "done"]
    assert seen == [[rows.TRIES, 1]]
    (dead,) = await dead_rows()
    assert dead.error == rows.DIED


async def test_an_outage_is_not_counted_for_what_was_left_behind_either(diary: Diary) -> None:
    left = iter(range(rows.TRIES + 2))

    def away(item: InboxItem) -> None:
        if next(left, None) is not None:
            raise Outage("telegram")

    diary.gather_hook = away
    await left_behind(said(1, OLYA, "терпение"))
    lanes = Lanes({"telegram": diary})
    await lanes.sweep()
    await lanes.settle()
    assert await written() == ["терпение"] and await states() == ["done"]


async def test_what_fails_by_itself_is_counted_once_each_time(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_BACK_OFF_S", (0.01, 0.01, 0.01, 0.01))
    tries = 0

    def fail(item: InboxItem) -> None:
        nonlocal tries
        tries += 1
        raise ValueError

    diary.act_hook = fail
    await left_behind(said(1, OLYA, "яд"))
    lanes = Lanes({"telegram": diary})
    await lanes.sweep()
    await lanes.settle()
    assert tries == rows.TRIES and await counted() == [rows.TRIES] and await states() == ["dead"]


async def test_a_process_that_is_stopped_takes_its_count_back(diary: Diary) -> None:
    begun = asyncio.Event()

    async def wait(item: InboxItem) -> None:
        begun.set()
        await asyncio.Event().wait()

    diary.gather_hook = wait
    await left_behind(said(1, OLYA, "долго"))
    lanes = Lanes({"telegram": diary})
    await lanes.sweep()
    await asyncio.wait_for(begun.wait(), 60)
    assert await counted() == [1]
    await lanes.stop(grace_s=0.01)
    assert await counted() == [0] and await states() == ["new"]


async def test_stopping_finishes_the_row_at_work_and_leaves_the_rest(diary: Diary) -> None:
    gate = asyncio.Event()
    diary.gather_hook = lambda item: gate.wait()
    lanes = Lanes({"telegram": diary})
    lanes.submit(await accept("telegram", [said(1, OLYA, "раз"), said(2, OLYA, "два")], now=START))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(lanes.stop())
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert await states() == ["done", "new"]


async def test_worked_rows_are_forgotten_after_two_days(diary: Diary) -> None:
    await accept("telegram", [said(1, OLYA, "раз"), said(2, OLYA, "два"), said(3, OLYA, "три")], now=START)
    await db.execute("UPDATE inbox SET state = 'done', worked_at = now() - interval '49 hours' WHERE external_id = '1'")
    await db.execute("UPDATE inbox SET state = 'dead', worked_at = now() - interval '49 hours' WHERE external_id = '2'")
    assert await rows.purge() == 1
    assert await states() == ["dead", "new"]
