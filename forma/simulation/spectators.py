"""Those who look: each holds the live page's stream open, in a process of its own so that nobody else slows them.

`python -m forma.simulation.spectators JOB.json`: when everybody has the page it makes JOB.open, and when it is told to
end it writes JOB.seen: what changed when, and who saw which version when, on the machine's one monotonic clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import asyncpg

from domain.database import HINTS

AGAIN_S = 2.0
"""As the stream asks for."""
_VERSIONS = """
SELECT b.version AS results, coalesce(l.version, 0) AS positions
FROM event_boards b LEFT JOIN live_boards l ON l.event_id = b.event_id WHERE b.event_id = $1
"""
Version = tuple[int, int]
"""Of the results, of the positions."""


@dataclass(slots=True)
class Seen:
    """`changes` and each viewer's `arrivals`: when, and the version."""

    changes: list[tuple[float, Version]] = field(default_factory=list)
    arrivals: list[list[tuple[float, Version]]] = field(default_factory=list)
    streams: int = 0
    received: int = 0


def read_version(told: str) -> Version:
    """The first and the last number of what a stream's events are called."""
    parts = told.split(".")
    return int(parts[0]), int(parts[-1])


class Stand:
    def __init__(self, url: str, event_id: int, tokens: Sequence[str], seen: Seen) -> None:
        self._url, self._event_id, self._tokens, self.seen = url, event_id, tokens, seen
        self._hinted: asyncio.Queue[float] = asyncio.Queue()
        seen.arrivals.extend([] for _ in tokens)

    @property
    def is_full(self) -> bool:
        return all(self.seen.arrivals)

    async def note_changes(self, database_url: str) -> None:
        """A version belongs to the first hint after which it was there: never to a later one than its own."""
        on = await asyncpg.connect(database_url)
        topic, hinted = f"board:{self._event_id}", self._hinted
        await on.add_listener(HINTS, lambda *news: hinted.put_nowait(time.monotonic()) if news[-1] == topic else None)
        asking = await asyncpg.connect(database_url)
        while True:
            first = await hinted.get()
            while not hinted.empty():
                hinted.get_nowait()
            row = await asking.fetchrow(_VERSIONS, self._event_id)
            if row is not None:
                self.seen.changes.append((first, (row["results"], row["positions"])))

    async def look(self, index: int) -> None:
        told = ""
        while True:
            stream = Stream(self.seen, self.seen.arrivals[index], told)
            with contextlib.suppress(OSError):
                await stream.open(self._url, f"board:{self._event_id}", self._tokens[index])
            told = stream.told
            await asyncio.sleep(AGAIN_S)


class Stream(asyncio.Protocol):
    """One stream, read as it comes: a client that did more with it would be slower than who speaks to thousands."""

    def __init__(self, seen: Seen, arrivals: list[tuple[float, Version]], told: str) -> None:
        self._seen, self._arrivals, self.told = seen, arrivals, told
        self._unread = b""
        self._over = asyncio.Event()

    async def open(self, url: str, topic: str, token: str) -> None:
        """Until it ends."""
        to = urlsplit(url)
        query = urlencode({"topic": topic, "after": self.told})
        transport, _ = await asyncio.get_running_loop().create_connection(
            lambda: self, to.hostname or "", to.port or 80
        )
        asked = f"GET /live?{query} HTTP/1.1\r\nHost: {to.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
        transport.write(asked.encode())
        try:
            await self._over.wait()
        finally:
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._over.set()

    def data_received(self, data: bytes) -> None:
        self._seen.received += len(data)
        if data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 200"):
            self._over.set()  # busy: they ask again
        self._unread += data
        while (end := self._unread.find(b"\n\n")) >= 0:
            event, self._unread = self._unread[:end], self._unread[end + 2 :]
            self._hear(event)

    def _hear(self, event: bytes) -> None:
        """Between the events stand the sizes of chunks, and in front of the first one the headers."""
        if event.endswith(b"retry: 2000"):
            self._seen.streams += 1
        at = event.find(b"\nid: ")
        if at >= 0:
            self.told = event[at + 5 :].split(b"\n", 1)[0].decode()
            self._arrivals.append((time.monotonic(), read_version(self.told)))


async def _watch(asked: dict[str, Any], seen: Seen, is_open: Callable[[], None]) -> None:
    stand = Stand(asked["url"], asked["event_id"], asked["tokens"], seen)
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    tasks = [asyncio.create_task(stand.note_changes(asked["database"]))]
    for index in range(len(asked["tokens"])):
        tasks.append(asyncio.create_task(stand.look(index)))
        await asyncio.sleep(0.002)  # people come one after another
    while not stand.is_full and not stop.is_set():
        await asyncio.sleep(0.05)
    is_open()
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def main() -> None:
    job, seen = Path(sys.argv[1]), Seen()
    asyncio.run(_watch(json.loads(job.read_text()), seen, job.with_suffix(".open").touch))
    job.with_suffix(".seen").write_text(json.dumps(asdict(seen)))


if __name__ == "__main__":
    main()
