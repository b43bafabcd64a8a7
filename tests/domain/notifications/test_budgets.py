"""Telegram's limits: never more than it takes, answers to people first, each chat for itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import redis.asyncio

from domain.notifications import budgets as budgets_module
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


@dataclass(frozen=True)
class Leave:
    """Granted for some moment in between: this machine may have held us up on the way there and back."""

    first: float
    last: float


async def spend(budgets: Budgets, chats: range, urgency: Urgency) -> list[Leave]:
    """When each message could leave."""
    found: list[Leave] = []

    async def one(chat: int) -> None:
        while True:
            asked = time.monotonic()
            granted, wait_s = await budgets.take(chat, urgency)
            answered = time.monotonic()
            await asyncio.sleep(wait_s)
            if granted:
                found.append(Leave(asked + wait_s, answered + wait_s))
                return

    await asyncio.gather(*(one(chat) for chat in chats))
    return found


async def test_never_more_than_thirty_in_any_second(budgets: Budgets) -> None:
    found = await spend(budgets, range(1, 71), Urgency.MUST)
    for at in (one.first for one in found):
        assert sum(1 for one in found if at <= one.first and one.last < at + 1.0) <= 30


async def test_what_may_leave_at_once_is_not_held_back(budgets: Budgets) -> None:
    """Answers are given their moments ahead: as many as the budget has, one after the other."""
    taken = [await budgets.take(chat, Urgency.INTERACTIVE) for chat in range(1, 71)]
    waits = [wait_s for granted, wait_s in taken if granted]
    assert len(waits) > 50 and waits[-1] <= (len(waits) - 1) / 28 + 1e-3


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


SLOWER = 100


@pytest.fixture
def wide(budgets: Budgets, monkeypatch: pytest.MonkeyPatch) -> Budgets:
    """The same with no limit overall: what is left are the limits of one chat.

    They are so much slower that it does not matter how long this machine takes for a few questions.
    """
    usual = Rates()
    budgets.rates = replace(
        usual, overall=1e6, chat_s=usual.chat_s * SLOWER, group_a_minute=usual.group_a_minute / SLOWER
    )
    monkeypatch.setattr(budgets_module, "CARD_EVERY_S", budgets_module.CARD_EVERY_S * SLOWER)
    return budgets


async def test_a_person_gets_a_few_answers_in_a_row_but_one_notification_a_second(wide: Budgets) -> None:
    answers = [await wide.take(5, Urgency.INTERACTIVE) for _ in range(6)]
    assert [granted for granted, _ in answers] == [True] * 5 + [False]
    assert (await wide.take(6, Urgency.MUST))[0]
    granted, wait_s = await wide.take(6, Urgency.MUST)
    assert not granted
    assert 0.5 < wait_s / SLOWER <= 1.0


async def test_a_group_gets_eighteen_a_minute(wide: Budgets) -> None:
    taken = [await wide.take(GROUP, Urgency.INTERACTIVE) for _ in range(4)]
    assert [granted for granted, _ in taken] == [True, True, False, False]
    assert 2.5 < taken[-1][1] / SLOWER <= 60 / 18


async def test_a_card_is_edited_once_in_five_seconds(wide: Budgets) -> None:
    assert (await wide.take(GROUP, Urgency.MUST, card="card:1"))[0]
    granted, wait_s = await wide.take(GROUP - 1, Urgency.MUST, card="card:1")
    assert not granted
    assert 4 < wait_s / SLOWER <= 5
    assert (await wide.take(GROUP - 1, Urgency.MUST, card="card:2"))[0]


@pytest.mark.parametrize("urgency", [Urgency.INTERACTIVE, Urgency.MUST])
async def test_a_pause_holds_its_scope_and_no_other(wide: Budgets, urgency: Urgency) -> None:
    await wide.pause(5, 700)
    granted, wait_s = await wide.take(5, urgency)
    assert not granted and 650 < wait_s <= 700
    assert (await wide.take(6, urgency))[0]
    await wide.pause(None, 700)
    granted, wait_s = await wide.take(6, urgency)
    assert not granted and 650 < wait_s <= 700


async def test_redis_away_is_no_reason_to_stop(free_port: int) -> None:
    async with redis.asyncio.from_url(f"redis://127.0.0.1:{free_port}") as client:
        budgets = Budgets(client, Rates(chat_s=60))
        assert (await budgets.take(5, Urgency.MUST))[0]
        assert not (await budgets.take(5, Urgency.MUST))[0]
        await budgets.pause(6, 700)
        assert not (await budgets.take(6, Urgency.MUST))[0]
