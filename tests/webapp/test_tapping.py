"""Many who tap [Участвовать] at the same moment are let in together, each with their own answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from domain import database
from domain.accounts.people import TelegramPerson
from domain.events.entry.admitting import Outcome
from tests.kit.clock import FakeClock
from tests.kit.waiting import until
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, open_app, published
from webapp.events import tapping
from webapp.events.tapping import TAPS, Tap
from webapp.kit.crowd import Crowd

CROWD = 12


@pytest.fixture
async def crowd(client: WebClient, cast: Cast) -> list[Opened]:
    people = [TelegramPerson(9000 + n, f"Бегун {n}", "", f"runner{n}", "en") for n in range(CROWD)]
    opened = [await open_app(client, one) for one in people]
    await database.execute(
        "INSERT INTO consents (user_id, kind, given_at) SELECT id, 'service', now() FROM users u "
        "WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.user_id = u.id AND c.kind = 'service')"
    )
    return opened


@asynccontextmanager
async def held(event_id: int) -> AsyncIterator[None]:
    """Somebody works on the event: whoever taps waits."""
    async with database.transaction():
        await database.execute("SELECT 1 FROM events WHERE id = $1 FOR UPDATE", event_id)
        yield


async def gathered(app: web.Application, count: int) -> None:
    await until(lambda: sum(map(len, app[TAPS]._waiting.values())) >= count)


class Watched:
    """The batches that were worked together."""

    def __init__(self, app: web.Application) -> None:
        self.batches: list[int] = []
        app[TAPS]._together = self._together

    async def _together(self, event_id: Hashable, taps: Sequence[Tap]) -> list[Outcome | None]:
        self.batches.append(len(taps))
        return await tapping.together(event_id, taps)


async def test_who_taps_together_is_let_in_together_each_with_their_own_answer(
    app: web.Application, cast: Cast, clock: FakeClock, crowd: list[Opened]
) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=5)
    watched, path = Watched(app), f"/events/{event_id}/registration"
    async with held(event_id):
        taps = [asyncio.create_task(one.post(path)) for one in (*crowd, crowd[-1])]
        await gathered(app, CROWD)
    answers = [await tap for tap in taps]
    assert watched.batches == [CROWD]
    assert sorted(one.status for one in answers) == [200] * CROWD + [409], "the second tap of one person is a repeat"
    rows = await database.fetch(
        "SELECT p.state, r.number FROM places p JOIN registrations r ON r.place_id = p.id WHERE r.event_id = $1",
        event_id,
    )
    numbers = sorted(row["number"] for row in rows if row["state"] == "confirmed")
    assert numbers == [1, 2, 3, 4, 5] and sum(row["state"] == "waiting" for row in rows) == CROWD - 5
    said = " ".join([await one.text() for one in answers])
    assert all(f"No. {position} on" in said for position in range(1, CROWD - 4)), said


async def test_an_error_among_many_costs_nobody_else(
    app: web.Application, cast: Cast, clock: FakeClock, crowd: list[Opened]
) -> None:
    async def fails(_: Hashable, taps: Sequence[Tap]) -> list[Outcome | None]:
        await tapping.together(_, taps)
        raise RuntimeError

    event_id = await published(cast.igor, clock.now(), capacity=None)
    app[TAPS]._together = fails
    async with held(event_id):
        taps = [asyncio.create_task(one.post(f"/events/{event_id}/registration")) for one in crowd[:4]]
        await gathered(app, 3)
    assert [(await tap).status for tap in taps] == [200] * 4
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE event_id = $1", event_id) == 4


async def test_what_is_not_simple_goes_alone(
    app: web.Application, cast: Cast, clock: FakeClock, crowd: list[Opened]
) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=None, requirements={"min_age": 18})
    async with held(event_id):
        taps = [asyncio.create_task(one.post(f"/events/{event_id}/registration")) for one in crowd[:3]]
        await gathered(app, 2)
    assert 200 not in {(await tap).status for tap in taps}, "each is asked for what is missing"
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE event_id = $1", event_id) == 0


async def test_nobody_waits_for_who_is_gone() -> None:
    async def together(_: Hashable, wishes: Sequence[int]) -> list[int | None]:
        return list(wishes)

    crowd: Crowd[int, int] = Crowd(together)
    async with crowd.beside("race", 1) as outcome:
        assert outcome is None
    assert not crowd._waiting
