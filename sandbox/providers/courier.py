"""Webhooks on their way to who listens: in order, again until they are heard; repeated and out of order on demand."""

from __future__ import annotations

import random
from collections.abc import Callable

import aiohttp

from sandbox.providers.notices import Notice, Told
from sandbox.telegram.bell import Bell
from sandbox.telegram.errors import SimError
from sandbox.telegram.world import World

PATIENCE = aiohttp.ClientTimeout(total=10)
PAUSES_S = (5, 30, 300, 1800, 7200, 21_600, 43_200)
"""Before each further try, by the world's clock; then it is given up."""
MOST_KEPT = 500
Headers = Callable[[bytes], dict[str, str]]


class Courier:
    """`headers` are made for each sending: a signature bears the time at which it was made."""

    def __init__(
        self,
        world: World,
        kept: Callable[[], Told],
        url: str | None,
        headers: Headers,
        pauses_s: tuple[int, ...] = PAUSES_S,
    ) -> None:
        self._world, self._kept, self._url, self._headers = world, kept, url, headers
        self._pauses_s = pauses_s
        self.bell = Bell()

    @property
    def url(self) -> str | None:
        return self._kept().hook or self._url

    def put(self, notice: Notice) -> None:
        kept = self._kept()
        kept.notices.append(notice)
        del kept.notices[:-MOST_KEPT]
        self._world.touch()
        self.bell.ring()

    def again(self, notice_id: str) -> None:
        """Once more, whatever it was answered; raises SimError."""
        found = next((one for one in self._kept().notices if one.id == notice_id), None)
        if found is None:
            raise SimError(f"there is no webhook {notice_id!r}", status=404)
        found.next_at = self._world.clock.unix()
        self.bell.ring()

    def release(self, *, shuffle: bool) -> None:
        """What was held goes out; with `shuffle` never in the order in which it happened."""
        kept = self._kept()
        waiting = [one for one in kept.notices if one.next_at is not None]
        mixed = random.sample(waiting, len(waiting)) if shuffle else list(waiting)
        if shuffle and mixed == waiting:
            mixed.reverse()
        kept.notices = [one for one in kept.notices if one.next_at is None] + mixed
        kept.held = False
        self.bell.ring()

    async def send_due(self, session: aiohttp.ClientSession) -> None:
        now = self._world.clock.unix()
        for notice in list(self._kept().notices):
            if notice.next_at is not None and notice.next_at <= now and not self._kept().held:
                await self._send(session, notice)

    async def _send(self, session: aiohttp.ClientSession, notice: Notice) -> None:
        first = not notice.answers
        for _ in range(self._kept().copies if first else 1):
            notice.answers.append(await self._post(session, notice))
        tries = len(notice.answers)
        heard = 200 <= notice.answers[-1] < 300
        over = heard or (notice.url or self.url) is None or tries > len(self._pauses_s)
        notice.next_at = None if over else self._world.clock.unix() + self._pauses_s[tries - 1]
        self._world.touch()
        self._world.hub.tell_drawers({"type": "provider"})

    async def _post(self, session: aiohttp.ClientSession, notice: Notice) -> int:
        url = notice.url or self.url
        if url is None:
            return 0
        body = notice.body.encode()
        headers = {"Content-Type": "application/json", **self._headers(body), **notice.headers}
        try:
            async with session.post(url, data=body, headers=headers, timeout=PATIENCE) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return 0
