"""Rows of many lanes that want the same: one transaction, everybody's own answer, nothing lost and nothing twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from domain import database as db
from domain.errors import Refusal
from domain.inbox import crowds
from domain.inbox.lanes import Lanes
from domain.inbox.receiving import InboxItem, Received, accept
from tests.kit.clock import START


@dataclass
class Booth:
    """A worker whose effect is a row that says in which transaction it was written."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """The first one is at work until it is opened."""
    told: list[str] = field(default_factory=list)
    gathered: Counter[int] = field(default_factory=Counter)
    broken: bool = False
    batches: list[int] = field(default_factory=list)
    """How many at a time were worked together."""

    def crowd_of(self, item: InboxItem) -> str | None:
        return str(item.content["about"])

    async def gather(self, item: InboxItem) -> str:
        self.gathered[item.id] += 1
        return str(item.content["text"])

    async def act(self, item: InboxItem, words: str) -> str:
        if words == "refused":
            raise Refusal
        await db.execute("INSERT INTO booth (words, unit) VALUES ($1, pg_current_xact_id()::text::bigint)", words)
        if words == "first":
            await self.gate.wait()
        return words

    async def act_together(self, items: Sequence[tuple[InboxItem, str]]) -> list[str | None]:
        self.batches.append(len(items))
        plain = [words if words != "refused" else None for _, words in items]
        for words in filter(None, plain):
            await db.execute("INSERT INTO booth (words, unit) VALUES ($1, pg_current_xact_id()::text::bigint)", words)
        if self.broken:
            raise ValueError
        return plain

    async def refuse(self, item: InboxItem, words: str, refusal: Refusal) -> str:
        return f"no: {words}"

    async def tell(self, item: InboxItem, told: str) -> None:
        self.told.append(told)

    async def give_up(self, item: InboxItem) -> None: ...


@pytest.fixture
async def booth(database: str) -> Booth:
    await db.execute("CREATE TABLE booth (id BIGSERIAL PRIMARY KEY, words TEXT, unit BIGINT)")
    return Booth()


def lanes_of(booth: Booth) -> Lanes:
    return Lanes({"telegram": booth}, crowded={"telegram": booth})


async def pressed(*words: str, about: str = "17") -> list[InboxItem]:
    """Each by somebody else."""
    first = await db.fetchval("SELECT count(*) FROM inbox")
    said = [
        Received(str(number), number, orjson.dumps({"text": one, "about": about}).decode())
        for number, one in enumerate(words, first + 1)
    ]
    return await accept("telegram", said, now=START)


async def waiting(lanes: Lanes, count: int) -> None:
    async with asyncio.timeout(60):
        while sum(map(len, lanes._crowds._waiting.values())) < count:
            await asyncio.sleep(0.005)


async def written() -> dict[str, int]:
    """In which transaction, by the words."""
    rows = await db.fetch("SELECT words, unit FROM booth ORDER BY id")
    found = {row["words"]: row["unit"] for row in rows}
    assert len(found) == len(rows), "nothing is written twice"
    return found


async def states() -> set[str]:
    return {row["state"] for row in await db.fetch("SELECT state FROM inbox")}


async def crowd(booth: Booth, lanes: Lanes, *words: str) -> None:
    """They press while the first one is at work."""
    lanes.submit(await pressed("first", *words))
    await waiting(lanes, len(words))
    booth.gate.set()
    await lanes.settle()
    assert not lanes._crowds.gathered and not lanes._crowds._waiting, "nothing is remembered of them"


async def test_who_presses_meanwhile_is_worked_by_one_transaction_and_each_is_answered(booth: Booth) -> None:
    await crowd(booth, lanes_of(booth), "a", "b", "c")
    units = await written()
    assert units["a"] == units["b"] == units["c"] != units["first"]
    assert Counter(booth.told) == Counter(["first", "a", "b", "c"]) and await states() == {"done"}


async def test_one_who_presses_alone_is_worked_as_ever(booth: Booth) -> None:
    booth.gate.set()
    lanes = lanes_of(booth)
    lanes.submit(await pressed("first"))
    await lanes.settle()
    lanes.submit(await pressed("second"))
    await lanes.settle()
    assert list(await written()) == booth.told == ["first", "second"]


async def test_a_refusal_is_said_to_whom_it_is_for_and_costs_nobody_else(booth: Booth) -> None:
    await crowd(booth, lanes_of(booth), "a", "refused", "b")
    units = await written()
    assert set(units) == {"first", "a", "b"} and units["a"] == units["b"]
    assert Counter(booth.told) == Counter(["first", "a", "b", "no: refused"]) and await states() == {"done"}
    assert set(booth.gathered.values()) == {1}, "what the network said is not asked again"


async def test_what_fails_together_is_worked_one_by_one(booth: Booth) -> None:
    booth.broken = True
    await crowd(booth, lanes_of(booth), "a", "b", "c")
    units = await written()
    assert len(set(units.values())) == 4 and set(units) == {"first", "a", "b", "c"}
    assert await states() == {"done"}


async def test_a_crowd_is_worked_in_batches(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "MOST", 3)
    await crowd(booth, lanes_of(booth), *"abcdefg")
    units = await written()
    assert Counter(Counter(units.values()).values()) == {1: 2, 3: 2}
    assert booth.batches == [3, 3], "who is left over is worked alone"


async def test_a_crowd_is_one_of_those_that_are_worked_at_a_time(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    lanes = Lanes({"telegram": booth}, parallel=1, crowded={"telegram": booth})
    has_its_turn, act_together = list[bool](), booth.act_together

    async def noted(items: Sequence[tuple[InboxItem, str]]) -> list[str | None]:
        has_its_turn.append(lanes._free.locked())
        return await act_together(items)

    monkeypatch.setattr(booth, "act_together", noted)
    await crowd(booth, lanes, "a", "b")
    assert has_its_turn == [True]


async def test_who_wants_something_else_does_not_wait(booth: Booth) -> None:
    lanes = lanes_of(booth)
    lanes.submit(await pressed("first"))
    lanes.submit(await pressed("a", about="18"))
    async with asyncio.timeout(60):
        while "a" not in booth.told:
            await asyncio.sleep(0.005)
    booth.gate.set()
    await lanes.settle()


async def test_two_processes_with_the_same_rows_do_each_once(booth: Booth) -> None:
    first, second = lanes_of(booth), lanes_of(booth)
    items = await pressed("first", *"abcdefgh")
    first.submit(items)
    second.submit(items[1:])
    booth.gate.set()
    await first.settle()
    await second.settle()
    assert set(await written()) == {"first", *"abcdefgh"} and await states() == {"done"}
    assert Counter(booth.told) == Counter(["first", *"abcdefgh"])


async def test_stopping_leaves_what_was_not_begun_to_whoever_comes_next(booth: Booth) -> None:
    lanes: Any = lanes_of(booth)
    lanes.submit(await pressed("first", "a", "b"))
    await waiting(lanes, 2)
    await lanes.stop(grace_s=0.01)
    await lanes.settle()
    assert await written() == {} and await states() == {"new"}
    await db.execute("UPDATE inbox SET not_before = now() - interval '1 second'")
    booth.gate.set()
    again = lanes_of(booth)
    await again.sweep()
    await again.settle()
    assert set(await written()) == {"first", "a", "b"} and await states() == {"done"}
