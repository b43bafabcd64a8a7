"""How a map service is asked over HTTP: briefly, without redirects, and no more is read than an answer can be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import orjson

from domain.maps.ports import MapsAway

CONNECT_S = 2.0
ANSWER_S = 4.0
"""A person waits for it."""
LARGEST_ANSWER = 4 << 20
_LATER = frozenset({401, 403, 408, 409, 425, 429})
"""A key that is refused is ours to mend; the others pass by themselves."""
APPLICATION = "Forma/1.0"


class NothingThere(Exception):
    """The service says no to this very question, and will say it again."""


class Api:
    """One service at the address that the settings name: what people write is a parameter, never an address.

    Open it inside the running loop and close it with `close`.
    """

    def __init__(self, base: str, *, contact: str = "", answer_s: float = ANSWER_S) -> None:
        self._base = base.rstrip("/")
        self._session = aiohttp.ClientSession(
            headers={"User-Agent": f"{APPLICATION} ({contact})" if contact else APPLICATION},
            timeout=aiohttp.ClientTimeout(total=answer_s, sock_connect=CONNECT_S),
        )

    async def close(self) -> None:
        await self._session.close()

    async def ask(self, method: str, path: str, **how: Any) -> Any:
        """The answer's JSON. Raises MapsAway, NothingThere."""
        try:
            asked = self._session.request(method, self._base + path, allow_redirects=False, **how)
            async with asked as response:
                status, body = response.status, await _read(response)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise MapsAway(type(error).__name__) from None
        return _judged(status, body)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise MapsAway("answered too much")
    return bytes(body)


def _judged(status: int, body: bytes) -> Any:
    if 400 <= status < 500 and status not in _LATER:
        raise NothingThere(f"answered {status}")
    if not 200 <= status < 300:
        raise MapsAway(f"answered {status}")
    try:
        return orjson.loads(body)
    except ValueError:
        raise MapsAway("unreadable") from None


@contextmanager
def reading() -> Iterator[None]:
    """An answer without what it must have, or of another shape, is trouble with the service and not ours."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise MapsAway("unreadable") from None


def text(value: Any) -> str:
    """One line of what a service says; raises ValueError for what is no text."""
    if not isinstance(value, str):
        raise ValueError("a text was expected")
    return " ".join(value.replace("\0", " ").split())
