from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser

from domain.accounts.people import Person
from tests.kit.clock import FakeClock
from tests.webapp import world
from tests.webapp.phones import PickUp, phones
from tests.webapp.world import IGOR, OLYA, PAUL, Opened, WebClient


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def app(database: str, clock: FakeClock, tmp_path: Path) -> web.Application:
    return world.app_for(clock, data_dir=tmp_path)


@pytest.fixture
async def client(app: web.Application, aiohttp_client: Callable[[web.Application], Awaitable[WebClient]]) -> WebClient:
    return await aiohttp_client(app)


@dataclass(frozen=True, slots=True)
class Cast:
    """Igor organizes, Olya and Paul take part; Paul reads English."""

    igor: Person
    olya: Person
    paul: Person


@pytest.fixture
async def cast(database: str, clock: FakeClock) -> Cast:
    return Cast(*[await world.person(who, clock.now()) for who in (IGOR, OLYA, PAUL)])


@pytest.fixture
async def igor(cast: Cast, client: WebClient) -> Opened:
    return await world.open_app(client, IGOR)


@pytest.fixture
async def olya(cast: Cast, client: WebClient) -> Opened:
    return await world.open_app(client, OLYA)


@pytest.fixture
async def paul(cast: Cast, client: WebClient) -> Opened:
    return await world.open_app(client, PAUL)


@pytest.fixture
async def event_id(cast: Cast, clock: FakeClock) -> int:
    return await world.published(cast.igor, clock.now())


@pytest.fixture
async def phone(database: str, browser: Browser, tmp_path: Path) -> AsyncIterator[PickUp]:
    async with phones(browser, tmp_path) as pick_up:
        yield pick_up
