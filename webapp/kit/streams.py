"""Open streams of events: what is made once is written to every one of them, and no task is woken for it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from aiohttp import hdrs, web

UNREAD_AT_MOST = 256 * 1024
"""Bytes that wait for somebody to read them."""
UNSENT_AT_MOST = 16 * 1024
"""Bytes that the kernel takes before they can go out: more would be old before they are read."""
_UNSENT = getattr(socket, "TCP_NOTSENT_LOWAT", None)
UNANSWERED_MS = 60_000
"""What was said and is not acknowledged for so long was said to nobody: a phone that vanishes says no goodbye."""
_UNANSWERED = getattr(socket, "TCP_USER_TIMEOUT", None)


class Message(NamedTuple):
    """As it goes over the wire, made ready once for all: alone, and as a chunk of HTTP/1.1."""

    plain: bytes
    chunk: bytes


def message(said: bytes) -> Message:
    return Message(said, b"%x\r\n%b\r\n" % (len(said), said))


STILL_HERE = message(b": still here\n\n")


@dataclass(eq=False, slots=True)
class Follower:
    """Somebody who looks at an open page; `version` is the state that it shows."""

    lang: str
    version: str
    person_id: int
    is_welcome: Callable[[], Awaitable[bool]]
    """May they still look? Asked when something about them changes, and now and then."""
    transport: asyncio.Transport | None
    in_chunks: bool
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def unread(self) -> int:
        """Bytes said to them that have not gone out yet."""
        return self.transport.get_write_buffer_size() if self.transport else 0

    @property
    def is_reading(self) -> bool:
        """What was said has gone out. Who still has to be sent something old is told the newest state afterwards."""
        return self.over.is_set() or self.unread == 0

    def tell(self, said: Message) -> bool:
        """At once. False if nobody is there any more, or they are too slow.

        Once it is over nothing is: behind the end of the stream the connection carries somebody's next answer.
        """
        if self.over.is_set():
            return True
        to = self.transport
        if to is None or to.is_closing() or to.get_write_buffer_size() > UNREAD_AT_MOST:
            return False
        to.write(said.chunk if self.in_chunks else said.plain)
        return True

    def end(self) -> None:
        """After what was said to them already."""
        self.over.set()

    def cut(self) -> None:
        """Whatever is still unread: they come back with the version that they have."""
        if self.transport:
            self.transport.abort()
        self.over.set()


async def opened(request: web.Request, first: bytes) -> web.StreamResponse:
    """A stream on which a `Follower` can be told: its headers and its first words are on the way."""
    response = web.StreamResponse(headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
    response.content_type = "text/event-stream"
    await response.prepare(request)
    _keep_short(request.transport)
    with contextlib.suppress(ConnectionResetError):  # gone already: nobody will be told
        await response.write(first)
    return response


def _keep_short(transport: asyncio.Transport | None) -> None:
    """Without this the kernel queues megabytes for who reads slowly, all of them states that are over, and asks for
    a quarter of an hour whether somebody is there.
    """
    connection = transport.get_extra_info("socket") if transport else None
    if connection is None or connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    for option, most in ((_UNSENT, UNSENT_AT_MOST), (_UNANSWERED, UNANSWERED_MS)):
        if option is not None:
            with contextlib.suppress(OSError):  # gone already
                connection.setsockopt(socket.IPPROTO_TCP, option, most)


def is_in_chunks(response: web.StreamResponse) -> bool:
    """Not where a proxy speaks HTTP/1.0."""
    return response.headers.get(hdrs.TRANSFER_ENCODING) == "chunked"
