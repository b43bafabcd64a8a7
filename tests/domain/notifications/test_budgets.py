"""Telegram's limits: never more than it takes, answers to people first, each chat for itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import redis.asyncio

from domain.notifications.budgets import Budgets, Rates
from domain.notifications.ports import Urgency

GROUP = -1001


@pytest.fixture(params=["redis", "local"])
async def budgets(request: pytest.FixtureRequest, redis_url: str) -> AsyncIterator[Budgets]:
    if request.param == "local":
        yield Budgets(None)
        return
    async with redis.asyncio.from_url(redis_url) as client:
        yield Budgets(client)


async def spend(budgets: Budgets, chats: range, urgency: Urgency) -> list[float]:
    """When each message could leave."""
    left: list[float] = []

    async def one(chat: int) -> None:
        while True:
            granted, wait_s = await budgets.take(chat, urgency)
            await asyncio.sleep(wait_s)
            if granted:
                left.append(time.monotonic())
                return

    await asyncio.gather(*(one(chat) for chat in chats))
    return sorted(left)


@asynccontextmanager
async def watched_loop() -> AsyncIterator[list[float]]:
    """How long this machine held us up each time, in seconds: what was granted meanwhile leaves all at once."""
    held = [0.0]

    async def watch() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.005)
            held.append(time.monotonic() - before - 0.005)

    watching = asyncio.create_task(watch())
    try:
        yield held
    finally:
        watching.cancel()


async def test_never_more_than_thirty_in_any_second(budgets: Budgets) -> None:
    async with watched_loop() as held:
        left = await spend(budgets, range(1, 71), Urgency.MUST)
    most = max(sum(1 for other in left if at <= other < at + 1.0) for at in left)
    assert most <= 30 + int(28 * max(held))
    assert left[-1] - left[0] < 70 / 28 * 1.5


async def test_answers_go_before_everything_else(budgets: Budgets) -> None:
    finished: list[str] = []

    async def send(name: str, chats: range, urgency: Urgency) -> None:
        await spend(budgets, chats, urgency)
        finished.append(name)

    bulk = asyncio.create_task(send("bulk", range(1, 60), Urgency.MARKETING))
    await asyncio.sleep(0.1)
    await send("answers", range(100, 110), Urgency.INTERACTIVE)
    await bulk
    assert finished == ["answers", "bulk"]


@pytest.fixture
def wide(budgets: Budgets) -> Budgets:
    """The same with no limit overall: what is left are the limits of one chat."""
    budgets.rates = Rates(overall=1e6)
    return budgets


async def test_a_person_gets_a_few_answers_in_a_row_but_one_notification_a_second(wide: Budgets) -> None:
    answers = [await wide.take(5, Urgency.INTERACTIVE) for _ in range(6)]
    assert [granted for granted, _ in answers] == [True] * 5 + [False]
    assert (await wide.take(6, Urgency.MUST))[0]
    granted, wait_s = await wide.take(6, Urgency.MUST)
    assert not granted
    assert 0.5 < wait_s <= 1.0


async def test_a_group_gets_eighteen_a_minute(wide: Budgets) -> None:
    taken = [await wide.take(GROUP, Urgency.INTERACTIVE) for _ in range(4)]
    assert [granted for granted, _ in taken] == [True, True, False, False]
    assert 2.5 < taken[-1][1] <= 60 / 18


async def test_a_card_is_edited_once_in_five_seconds(wide: Budgets) -> None:
    assert (await wide.take(GROUP, Urgency.MUST, card="card:1"))[0]
    granted, wait_s = await wide.take(GROUP - 1, Urgency.MUST, card="card:1")
    assert not granted
    assert 4 < wait_s <= 5
    assert (await wide.take(GROUP - 1, Urgency.MUST, card="card:2"))[0]


@pytest.mark.parametrize("urgency", [Urgency.INTERACTIVE, Urgency.MUST])
async def test_a_pause_holds_its_scope_and_no_other(wide: Budgets, urgency: Urgency) -> None:
    await wide.pause(5, 7)
    granted, wait_s = await wide.take(5, urgency)
    assert not granted and wait_s > 6.5
    assert (await wide.take(6, urgency))[0]
    await wide.pause(None, 7)
    granted, wait_s = await wide.take(6, urgency)
    assert not granted and wait_s > 6.5


async def test_redis_away_is_no_reason_to_stop(free_port: int) -> None:
    async with redis.asyncio.from_url(f"redis://127.0.0.1:{free_port}") as client:
        budgets = Budgets(client)
        assert (await budgets.take(5, Urgency.MUST))[0]
        assert not (await budgets.take(5, Urgency.MUST))[0]
        await budgets.pause(6, 7)
        assert not (await budgets.take(6, Urgency.MUST))[0]
