"""What every test may ask for."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
import redis.asyncio
from _pytest.runner import runtestprotocol
from playwright.async_api import Browser

from domain import borrowing
from domain import database as forma_database
from domain.payments import methods
from forma import ports
from tests.kit import services as kit
from tests.kit.chromium import Chromium
from tests.kit.databases import Databases
from tests.kit.forkery import Forkery, open_forkery
from tests.kit.services import Services

PROOFS = Path(__file__).parent / "proofs"
SERVICES = pytest.StashKey[Services]()
CHROMIUM_ENDED = pytest.StashKey[bool]()
hypothesis.settings.register_profile(
    "forma",
    deadline=None,  # no test asserts a time
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=True,  # what one run finds, every run finds
)
hypothesis.settings.load_profile("forma")
borrowing.ACQUIRE_TIMEOUT_S = 30.0  # a busy machine is slow, not wrong
forma_database.LOCK_WAIT_S = 15.0
forma_database.IDLE_IN_TRANSACTION_S = 60.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--big", action="store_true", help="proofs with their big numbers, printed as tables")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--big` only what has a big size, without it all but what is marked `big`; what is `long` comes first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    wanted = _is_proof if config.getoption("--big") else _is_test
    left_out = [item for item in items if not wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if wanted(item)]


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: looking through it for garbage, again and again, finds none."""
    gc.collect()
    gc.freeze()


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A test whose Chromium the system has ended says nothing about us: it is played once more, with another one."""
    if "browser" not in getattr(item, "fixturenames", ()):
        return None
    where = {"nodeid": item.nodeid, "location": item.location}
    item.ihook.pytest_runtest_logstart(**where)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if item.stash.get(CHROMIUM_ENDED, False) and any(report.failed for report in reports):
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        reports[-1].sections.append(("Chromium", "the one before had ended by itself"))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(**where)
    return True


def _is_proof(item: pytest.Item) -> bool:
    has_size = "big" in getattr(item, "fixturenames", ())
    return has_size or item.get_closest_marker("big") is not None or PROOFS in item.path.parents


def _is_test(item: pytest.Item) -> bool:
    return item.get_closest_marker("big") is None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]  # xdist publishes no type for its nodes
    """In the process that leads the workers: one set of servers for all of them."""
    worker = int(node.gateway.id.removeprefix("gw"))
    node.workerinput["services"] = _started(node.config).for_worker(worker)


def _started(config: pytest.Config) -> Services:
    """Start the servers at first need; they end with this process's test run."""
    if SERVICES not in config.stash:
        stack = ExitStack()
        config.stash[SERVICES] = stack.enter_context(kit.running_services(tidied=config.getoption("--big")))
        config.add_cleanup(stack.close)
    return config.stash[SERVICES]


@pytest.fixture
def telegram_takes_money() -> Iterator[None]:
    """The one provider there is."""
    methods.configure({methods.TELEGRAM})
    yield
    methods.configure(())


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Services:
    given = getattr(pytestconfig, "workerinput", None)
    return Services.from_values(given["services"]) if given else _started(pytestconfig)


@pytest.fixture(scope="session")
async def databases(services: Services) -> AsyncIterator[Databases]:
    kept = Databases(services)
    yield kept
    await kept.let_go()


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[str]:
    """A migrated database with nobody in it, the domain connected to it."""
    async with databases.connected() as url:
        yield url


@pytest.fixture
async def unconnected(databases: Databases) -> None:
    """For tests that connect the domain themselves."""
    await databases.let_go()


@pytest.fixture
async def database_url(services: Services, unconnected: None) -> AsyncIterator[str]:
    """A migrated, empty database of the test's own; nothing has ever been connected to it."""
    async with kit.cloned_database(services) as url:
        yield url


@pytest.fixture
async def redis_url(services: Services) -> AsyncIterator[str]:
    """An empty Valkey of the test's own."""
    url = services.redis_url()
    async with redis.asyncio.from_url(url) as client:
        await client.flushdb()
    yield url


@pytest.fixture(scope="session")
def forkery() -> Iterator[Forkery]:
    """For tests that run our programs as processes."""
    with open_forkery() as opened:
        yield opened


@pytest.fixture(scope="session")
async def running_chromium() -> AsyncIterator[Chromium]:
    """For all tests of this process."""
    chromium = Chromium()
    yield chromium
    await chromium.close()


@pytest.fixture
async def browser(request: pytest.FixtureRequest, running_chromium: Chromium) -> AsyncIterator[Browser]:
    async with running_chromium.lent() as browser:
        yield browser
    request.node.stash[CHROMIUM_ENDED] = not await running_chromium.answers()


@pytest.fixture(scope="session")
def big(pytestconfig: pytest.Config) -> bool:
    """Whether a proof runs with its big numbers (`make proofs`) or a small sample."""
    return bool(pytestconfig.getoption("--big"))


@pytest.fixture
def free_port() -> int:
    return ports.free_port()


@pytest.fixture
def server_directory() -> Iterator[Path]:
    """A data directory for servers that the test starts itself."""
    with kit.server_directory() as path:
        yield path
