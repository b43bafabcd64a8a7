"""A wire between a client and its servers that passes everything on, and makes trouble when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

Address = tuple[str, int] | str
"""Host and port, or the path of a Unix socket."""
CHUNK = 1 << 16


@dataclass(eq=False)
class Line:
    """One connection: both its ends."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter


@dataclass(eq=False)
class Proxy:
    """With several targets each connection goes to the next one that answers."""

    targets: list[Address]
    port: int = 0
    delay_s: float = 0.0
    refuses: bool = False
    lines: set[Line] = field(default_factory=set)
    connections: int = 0
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def hold(self) -> None:
        """Nothing goes through and nobody is told: a wire that was pulled out."""
        self._flowing.clear()

    def let_go(self) -> None:
        self._flowing.set()

    def cut(self) -> int:
        """Reset every connection; how many there were."""
        lines = list(self.lines)
        for line in lines:
            for end in (line.client, line.server):
                end.transport.abort()
        return len(lines)

    def half_close(self) -> int:
        """The servers hear that nothing more will come; what they say still arrives."""
        lines = list(self.lines)
        for line in lines:
            with contextlib.suppress(OSError):
                line.server.write_eof()
        return len(lines)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._carry(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # trouble is what it is for
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._flowing.wait()  # through a wire that was pulled out nobody reaches the server
        opened = None if self.refuses or reader.at_eof() else await self._reach()
        if opened is None:
            return
        from_server, to_server = opened
        line = Line(writer, to_server)
        self.lines.add(line)
        try:
            there = asyncio.create_task(self._pump(reader, to_server))
            back = asyncio.create_task(self._pump(from_server, writer))
            await asyncio.wait({there, back})
        finally:
            there.cancel()
            back.cancel()
            await asyncio.gather(there, back, return_exceptions=True)
            self.lines.discard(line)
            to_server.transport.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self.targets:
            target = self.targets[self.connections % len(self.targets)]
            self.connections += 1
            with contextlib.suppress(OSError):
                if isinstance(target, str):
                    return await asyncio.open_unix_connection(target)
                return await asyncio.open_connection(*target)
        return None

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._flowing.wait()
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                writer.write(chunk)
                await writer.drain()
            await self._flowing.wait()
            writer.write_eof()

    async def close(self) -> None:
        self.let_go()
        self.cut()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def open_proxy(*targets: Address, port: int = 0) -> AsyncIterator[Proxy]:
    proxy = Proxy(list(targets))
    proxy.let_go()
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", port)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
        await server.wait_closed()


def postgres_address(url: str) -> Address:
    """Where the server of a database URL listens."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host, port = query.get("host", [parts.hostname or "127.0.0.1"])[0], parts.port or 5432
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


def by_way_of(proxy: Proxy, database_url: str) -> str:
    """The same database, through the proxy."""
    parts = urlsplit(database_url)
    return f"postgresql://{parts.username or 'forma'}@127.0.0.1:{proxy.port}{parts.path}"
