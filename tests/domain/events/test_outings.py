"""M-07: when an outing may be moved, and to when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events.errors import StartsInPast
from domain.events.outings import outings
from domain.events.outings.errors import NotTheMaker, OutingClosed
from domain.events.outings.words import Wanted
from tests.kit.clock import START
from tests.kit.people import meet_many

HOUR = timedelta(hours=1)


async def called(maker: Person) -> int:
    wanted = Wanted("10 км", "", START + 2 * HOUR, True, "Europe/Moscow")
    done = await in_transaction(lambda: outings.call_out(maker, wanted, source="s", language="ru", now=START))
    return await in_transaction(lambda: outings.seen(done.outing_id, "card", now=START))


async def move(maker: Person, outing_id: int, to: datetime, *, now: datetime = START) -> None:
    await in_transaction(lambda: outings.move(maker, outing_id, to, "Europe/Moscow", now=now))


async def test_an_outing_is_moved_to_a_time_to_come_and_while_it_is_to_come(database: str) -> None:
    olya, masha, lena = await meet_many(3)
    outing_id = await called(olya)
    await in_transaction(lambda: outings.answer(masha, outing_id, "yes", now=START))
    for past in (START - 24 * HOUR, START - timedelta(minutes=1), START):
        with pytest.raises(StartsInPast):
            await move(olya, outing_id, past)
    with pytest.raises(NotTheMaker):
        await move(masha, outing_id, START + 3 * HOUR)
    assert await heard() == [], "nobody is sent to what has been"
    assert await in_transaction(lambda: outings.answer(lena, outing_id, "yes", now=START)), "it is still open"
    await move(olya, outing_id, START + 3 * HOUR)
    assert await heard() == [masha.id, lena.id]
    with pytest.raises(OutingClosed):
        await move(olya, outing_id, START + 9 * HOUR, now=START + 3 * HOUR)


async def test_who_is_blocked_calls_nobody_out(database: str) -> None:
    [olya] = await meet_many(1)
    with pytest.raises(NotAllowed):
        await called(replace(olya, status="blocked"))


async def heard() -> list[int]:
    rows = await database.fetch("SELECT user_id FROM outbox WHERE kind = 'outing-moved' ORDER BY user_id")
    return [row["user_id"] for row in rows]
