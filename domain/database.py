"""PostgreSQL: one pool for models and for plain SQL, and the one way to open a transaction."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import inspect
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
import structlog
import tortoise.exceptions
import tortoise.models
from tortoise import Model as TortoiseModel
from tortoise import Tortoise
from tortoise.connection import get_connection, get_connections
from tortoise.migrations.api import migrate as run_migrations
from tortoise.migrations.schema_generator.state_apps import StateApps

from domain.borrowing import COMPLAINTS, Lender, is_open
from domain.borrowing import Connection as Connection
from domain.borrowing import Unavailable as Unavailable

log = structlog.get_logger("forma.database")

T = TypeVar("T")
M = TypeVar("M", bound="Model")
AfterCommit = Callable[[], Awaitable[None] | None]

LOCK_WAIT_S = 5.0
"""Longer than any queue for a row; who holds one longer is in trouble, and who waits says so instead of hanging."""
IDLE_IN_TRANSACTION_S = 10.0
"""A frozen process keeps its locks only so long: the server ends its transaction, and it can commit nothing."""
STATEMENT_S = 20.0
ANSWER_S = 25.0
"""A server that says nothing for so long is away."""
MEMORY = {"random_page_cost": "1.1"}
"""What is asked for lies in memory or on an SSD, where any page costs as much as the next one."""
HINTS = "forma_hints"
"""The NOTIFY channel of `publish`, heard through `domain.hints`; the payload is a topic such as `event:17`."""


tortoise.models._get_comments = lambda cls: {}
"""Tortoise parses the source of every model for comments of a kind that we do not write: a tenth of a start."""


class Erasure(enum.Enum):
    """What erasing a person does to the rows that name them."""

    DELETE = "delete"
    PSEUDONYMISE = "pseudonymise"
    KEEP = "keep"
    NONE = "none"


class Model(TortoiseModel):
    """A table that says whose rows it holds and what erasing that person does to them."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    class Meta:
        abstract = True


class Transaction:
    """What is done together, and what waits for its commit."""

    def __init__(self, sql: Connection) -> None:
        self.sql = sql
        self.topics: set[str] = set()
        self.after_commit: list[AfterCommit] = []


_lent_by: list[Lender] = []
"""The one of this process, while it is connected."""
_hurried: list[tuple[asyncpg.Pool[asyncpg.Record], Lender]] = []
"""The few connections that are kept for what cannot wait."""
_in_a_hurry: ContextVar[bool] = ContextVar("forma_in_a_hurry", default=False)
_hearers: list[Callable[[str], None]] = []
_current: ContextVar[Transaction | None] = ContextVar("forma_transaction", default=None)


RIVALS = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
"""Two units of work met; the whole of the loser is repeated."""
_MET = (
    *RIVALS,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
    asyncpg.CheckViolationError,
    tortoise.exceptions.IntegrityError,  # the same, said by a model
)
"""Also where it did not wait: what it had read was not so any more when it wrote. Repeated, it reads how things stand,
and says what is to be said of that; a mistake of ours is refused again.
"""
RIVAL_GOES_FIRST_S = 0.1
"""At once, the loser might take its rows again before the other has woken, and both would meet once more."""


def configuration(url: str, *, pool_size: int = 10, **options: object) -> dict[str, Any]:
    """Tortoise's configuration for a libpq URL; `?host=<directory>` means a Unix socket."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    credentials: dict[str, object] = {
        "host": query.get("host", parts.hostname or "127.0.0.1"),
        "port": int(query.get("port", parts.port or 5432)),
        "user": unquote(parts.username or "forma"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/"),
        "minsize": 1,
        "maxsize": pool_size,
        "reset": _leave_as_it_is,
        **options,
    }
    return {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}},
        "apps": {"forma": {"models": _model_modules(), "migrations": "domain.migrations"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def _leave_as_it_is(_: asyncpg.Connection) -> None:
    """Nothing of a session outlives its use here (see `session`), so the question that resets it is not asked.

    asyncpg would ask it each time a connection comes back: a third of all questions.
    """


def _model_modules() -> list[str]:
    here = Path(__file__).parent
    rooms = sorted(".".join(path.parent.relative_to(here).parts) for path in here.glob("**/models.py"))
    return [f"domain.{room}.models" for room in rooms]


def _patience() -> dict[str, object]:
    """No wait is without end: neither ours for the server nor the server's for us."""
    limits = {
        "lock_timeout": LOCK_WAIT_S,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_S,
        "statement_timeout": STATEMENT_S,
    }
    settings = {name: str(int(seconds * 1000)) for name, seconds in limits.items()}
    return {"server_settings": settings | MEMORY, "command_timeout": ANSWER_S}


async def connect(url: str, *, pool_size: int = 10, hurried: int = 0) -> None:
    """`hurried`: so many connections more, for what is done `in_a_hurry`."""
    config = configuration(url, pool_size=pool_size, **_patience())
    await Tortoise.init(config=config, _enable_global_fallback=True)
    client: Any = get_connection("default")  # Tortoise's base class does not say what the one of asyncpg has
    await client.create_connection(with_db=True)
    _lent_by.append(Lender(client._pool))
    if hurried:
        like = {**client._template, "min_size": 1, "max_size": hurried}
        own = await client.create_pool(password=client.password, **like)
        _hurried.append((own, Lender(own)))


async def close() -> None:
    """Whatever dying connections complain of: afterwards there are none, and one may connect again."""
    while _hurried:
        pool, lender = _hurried.pop()
        await lender.close()
        with contextlib.suppress(*COMPLAINTS):
            await pool.close()
    while _lent_by:
        await _lent_by.pop().close()
    try:
        await Tortoise.close_connections()
    except COMPLAINTS:
        await Tortoise.close_connections()  # the pool has ended them all by now; Tortoise still has to let go of it


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """What somebody waits for with a watch in hand has connections of its own, however busy the others are."""
    mark = _in_a_hurry.set(True)
    try:
        yield
    finally:
        _in_a_hurry.reset(mark)


@contextmanager
def _no_rows_through_models() -> Iterator[None]:
    """Our steps are statements. Making every model ready to be asked for rows, anew for each operation, is half of
    what bringing up an empty database costs.
    """
    made_ready = StateApps._build_initial_querysets
    StateApps._build_initial_querysets = lambda self: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        StateApps._build_initial_querysets = made_ready  # type: ignore[method-assign]


async def migrate(url: str) -> None:
    """Bring the schema to the newest version; safe to call from several processes at once."""
    guard = await asyncpg.connect(url)
    try:
        await guard.execute("SELECT pg_advisory_lock(4672001)")
        with _no_rows_through_models():
            await run_migrations(config=configuration(url, pool_size=3))
    finally:
        await guard.close()
        await close()


def lent() -> int:
    """How many connections are in somebody's hands now."""
    return sum(lender.lent() for lender in (*_lent_by, *(own for _, own in _hurried)))


def _lender() -> Lender:
    if not _lent_by:
        raise Unavailable("not connected")
    return _hurried[-1][1] if _hurried and _in_a_hurry.get() else _lent_by[-1]


@asynccontextmanager
async def transaction() -> AsyncIterator[Transaction]:
    """Everything inside is done together or not at all. Doors open it (a lane, a page action, a job); use-cases do not.

    Tortoise's own context leaks its connection when it is cancelled during BEGIN, so the steps are taken here.
    """
    if _current.get() is not None:
        raise RuntimeError("a transaction is already open: only doors open one")
    client = get_connection("default")._in_transaction().client
    lender = _lender()
    connection = await lender.lend()
    token, done = None, False
    try:
        client._connection = connection
        token = get_connections().set("default", client)
        await client.begin()
        unit = Transaction(connection)
        mark = _current.set(unit)
        try:
            yield unit
            await _send_hints(unit)
            await client.commit()
            done = True
        except BaseException:
            if not client._finalized and is_open(connection):
                with contextlib.suppress(asyncpg.InterfaceError):  # broken off in its COMMIT: the pool cleans up
                    await asyncio.shield(client.rollback())
            raise
        finally:
            _current.reset(mark)
    finally:
        if token is not None:
            get_connections().reset(token)
        await lender.take_back(connection, clean=done)
    await _run_after_commit(unit)


async def _send_hints(unit: Transaction) -> None:
    if unit.topics:
        await unit.sql.execute("SELECT pg_notify($1, topic) FROM unnest($2::text[]) topic", HINTS, sorted(unit.topics))


async def _run_after_commit(unit: Transaction) -> None:
    mark = _in_a_hurry.set(False)  # tasks that begin here live on
    try:
        await _follow(unit)
    finally:
        _in_a_hurry.reset(mark)


async def _follow(unit: Transaction) -> None:
    for topic in unit.topics:
        for hear in _hearers:
            hear(topic)
    for callback in unit.after_commit:
        result = callback()
        if inspect.isawaitable(result):
            await result


async def in_transaction(work: Callable[[], Awaitable[T]], *, attempts: int = 3) -> T:
    """Run `work` in a transaction of its own; who loses to a rival does the whole of it again."""
    for left in range(attempts - 1, -1, -1):
        try:
            async with transaction():
                return await work()
        except _MET as met:
            if not left:
                raise
            said = met.__cause__ if isinstance(met, tortoise.exceptions.IntegrityError) else met
            log.warning("unit-repeated", error=type(said).__name__, rule=getattr(said, "constraint_name", None))
            await asyncio.sleep(random.uniform(0, RIVAL_GOES_FIRST_S))
    raise AssertionError("unreachable")


def on_commit(callback: AfterCommit) -> None:
    """Call back once the current transaction is durable; never if it is rolled back."""
    _open_transaction().after_commit.append(callback)


def publish(topic: str) -> None:
    """Hint, at commit, that what `topic` names has changed. A hint may be lost; versions decide."""
    _open_transaction().topics.add(topic)


@contextmanager
def heard_at_commit(hear: Callable[[str], None]) -> Iterator[None]:
    """Pass on what this process itself publishes, sooner than `hints.hear` can."""
    _hearers.append(hear)
    try:
        yield
    finally:
        _hearers.remove(hear)


def _open_transaction() -> Transaction:
    unit = _current.get()
    if unit is None:
        raise RuntimeError("no transaction is open")
    return unit


def connection() -> AbstractAsyncContextManager[Connection]:
    """The current transaction's connection, or one borrowed for reading."""
    return _Borrowed()


class _Borrowed:
    """A class, not a generator: every question passes here, and a generator costs it as much as its answer."""

    __slots__ = ("_lender", "_lent")

    async def __aenter__(self) -> Connection:
        unit = _current.get()
        if unit is not None:
            self._lent = None
            return unit.sql
        self._lender = _lender()
        self._lent = lent = await self._lender.lend()
        return lent

    async def __aexit__(self, error: object, *_: object) -> None:
        if self._lent is not None:
            await self._lender.take_back(self._lent, clean=error is None)


@asynccontextmanager
async def session() -> AsyncIterator[Connection]:
    """A connection for what lasts as long as it does, such as LISTEN or a lock; it is closed afterwards, not reused."""
    lender = _lender()
    own = await lender.lend()
    try:
        yield own
    finally:
        own.terminate()
        await lender.take_back(own, clean=False)


async def fetch(sql: str, *args: object) -> list[asyncpg.Record]:
    async with connection() as on:
        return await on.fetch(sql, *args)


async def fetchrow(sql: str, *args: object) -> asyncpg.Record | None:
    async with connection() as on:
        return await on.fetchrow(sql, *args)


async def fetchval(sql: str, *args: object) -> Any:
    async with connection() as on:
        return await on.fetchval(sql, *args)


async def fetch_by_id(model: type[M], row_id: int, *, lock: bool = False) -> M | None:
    """The row as its model, by the statement that Tortoise would make; building it costs Tortoise thrice the answer."""
    columns = ", ".join(f'"{name}"' for name in model._meta.fields_db_projection.values())
    how = " FOR UPDATE" if lock else ""
    row = await fetchrow(f"SELECT {columns} FROM {model._meta.db_table} WHERE id = $1{how}", row_id)
    return None if row is None else model._init_from_db(**dict(row))


async def execute(sql: str, *args: object) -> str:
    """The command tag, such as `UPDATE 1`."""
    async with connection() as on:
        return await on.execute(sql, *args)


async def one_after_the_other(name: str) -> None:
    """Whoever does what bears this name waits here until the transactions are over that came before."""
    await _open_transaction().sql.execute("SELECT pg_advisory_xact_lock(4672, hashtext($1))", name)


async def executemany(sql: str, rows: Iterable[tuple[object, ...]]) -> None:
    async with connection() as on:
        await on.executemany(sql, rows)
