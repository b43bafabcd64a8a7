"""How a payment provider is asked over HTTP: with time-outs, without redirects, its errors translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import orjson

from domain.payments.errors import ProviderTrouble
from domain.payments.ports import ProviderAway

CONNECT_S = 5.0
ANSWER_S = 20.0
LARGEST_ANSWER = 4 << 20
_LATER = frozenset({401, 403, 408, 409, 425, 429})
"""A key that is refused is ours to mend, and nothing is lost meanwhile; the others pass by themselves."""


class Refused(ProviderTrouble):
    """A definite no. `reason` is the provider's code, never what a person wrote."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason=reason)
        self.http_status = status
        self.reason = reason


class Api:
    """One provider's API. Open it inside the running loop and close it with `close`."""

    def __init__(self, base: str, login: str, password: str = "", *, headers: Mapping[str, str] | None = None) -> None:
        self._base = base.rstrip("/")
        self._session = aiohttp.ClientSession(
            headers={"Authorization": aiohttp.encode_basic_auth(login, password), **(headers or {})},
            timeout=aiohttp.ClientTimeout(total=ANSWER_S, sock_connect=CONNECT_S),
            skip_auto_headers=("User-Agent",),
        )

    async def close(self) -> None:
        await self._session.close()

    async def ask(self, method: str, path: str, **how: Any) -> dict[str, Any]:
        """The answer, an object. Raises ProviderAway, Refused, or ProviderTrouble for what cannot be read."""
        try:
            asked = self._session.request(method, self._base + path, allow_redirects=False, **how)
            async with asked as response:
                status, body = response.status, await _read(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise ProviderAway(type(error).__name__) from None
        return _judged(status, body)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise unreadable()
    return bytes(body)


def _judged(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500 or status in _LATER:
        raise ProviderAway(f"answered {status}")
    try:
        answer = orjson.loads(body)
    except ValueError:
        answer = None
    if not 200 <= status < 300:
        raise Refused(status, _code(answer) or f"answered {status}")
    if not isinstance(answer, dict):
        raise unreadable()
    return answer


def _code(answer: Any) -> str:
    """Stripe's `error.code` or `error.type`; YooKassa's `code`."""
    if not isinstance(answer, dict):
        return ""
    error = answer.get("error")
    said = error if isinstance(error, dict) else answer
    return str(said.get("code") or said.get("type") or "")[:64]


def unreadable() -> ProviderTrouble:
    return ProviderTrouble(reason="unreadable")


@contextmanager
def reading() -> Iterator[None]:
    """An answer without what it must have, or of another shape, is trouble with the provider and not ours."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError):
        raise unreadable() from None
