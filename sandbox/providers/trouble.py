"""Trouble of a provider on demand: away, too fast, slow, or gone without an answer."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass

from aiohttp import web

from sandbox.providers.answers import refusal
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields

KINDS = ("outage", "limit", "slow", "drop")


@dataclass
class Trouble:
    """For the next `times` requests; 0 is until it is over by hand."""

    kind: str
    times: int = 1
    retry_after: int = 3
    ms: int = 10_000


class Troubles:
    def __init__(self) -> None:
        self.now: Trouble | None = None

    def begin(self, kind: str, fields: Fields) -> None:
        try:
            given = {name: int(fields[name]) for name in ("times", "retry_after", "ms") if name in fields}
        except (TypeError, ValueError) as problem:
            raise SimError("times, retry_after and ms are whole numbers") from problem
        self.now = Trouble(kind, **given)

    def end(self) -> None:
        self.now = None

    def shown(self) -> Fields | None:
        return asdict(self.now) if self.now else None

    async def meet(self, request: web.Request) -> web.Response | None:
        """The refusal this request gets; None when it goes on (perhaps later)."""
        trouble = self.take()
        return None if trouble is None else await self.strike(trouble, request)

    async def strike(self, trouble: Trouble, request: web.Request) -> web.Response | None:
        if trouble.kind == "outage":
            return refusal(503, "unavailable", "The service is temporarily unavailable")
        if trouble.kind == "limit":
            answer = refusal(429, "too_many_requests", "Slow down")
            answer.headers["Retry-After"] = str(trouble.retry_after)
            return answer
        if trouble.kind == "drop" and request.transport is not None:
            request.transport.abort()
            return web.Response(status=500)
        await asyncio.sleep(trouble.ms / 1000)
        return None

    def take(self) -> Trouble | None:
        """The trouble that this request meets."""
        trouble = self.now
        if trouble is not None and trouble.times > 0:
            trouble.times -= 1
            if trouble.times == 0:
                self.now = None
        return trouble
