"""What providers with an API have in common: a guarded door, trouble on demand, webhooks, hands to drive all that."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.providers.courier import PAUSES_S, Courier
from sandbox.providers.notices import Notice, Told
from sandbox.providers.provider import Provider
from sandbox.providers.trouble import KINDS, Trouble, Troubles
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields, Person
from sandbox.telegram.world import World

TROUBLES = (*KINDS, "garbage", "lost")
COURIER = ("repeat", "copies", "hold", "release", "hook")
MOST_SHOWN = 100
LOOK_EVERY_S = 0.5
LONGEST_NUMBER = 18
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Refused(Exception):
    """In the provider's own words."""

    def __init__(self, status: int, code: str, message: str, parameter: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.parameter = status, code, message, parameter


class Service(Provider):
    pauses_s: tuple[int, ...] = PAUSES_S
    hands: tuple[str, ...] = ()
    """What `drive` knows beyond trouble and webhooks."""
    tells: bool = True
    """Whether it has webhooks at all."""

    def __init__(self, world: World, origin: str, hook: str | None = None) -> None:
        self._world, self._origin = world, origin
        self.troubles = Troubles()
        self.courier = Courier(world, lambda: self.kept, hook, self.sign, self.pauses_s)

    @property
    @abstractmethod
    def kept(self) -> Told: ...

    @abstractmethod
    def refusal(self, problem: Refused) -> web.Response: ...

    @abstractmethod
    def shown(self) -> Fields:
        """What a state page shows of this provider alone."""

    async def act(self, hand: str, fields: Fields) -> Fields:
        raise SimError(f"unknown action {hand!r}", ", ".join(self.hands))

    def admit(self, request: web.Request) -> None:
        """Raises Refused when the key is missing or wrong."""

    def trouble(self, status: int) -> Refused:
        """How it says that it cannot now: 429 or 503."""
        return Refused(status, "too_many_requests" if status == 429 else "unavailable", "Try again later")

    def sign(self, body: bytes) -> dict[str, str]:
        """Headers of a webhook."""
        return {}

    def look(self) -> None:
        """What its time has come for."""

    def base(self, request: web.Request) -> str:
        """This provider's own address, as people and programs reach it."""
        return f"{self._origin or request.url.origin()}{self.path}"

    def guarded(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            trouble = self.troubles.take()
            if trouble and (struck := await self._struck(trouble, request)):
                return struck
            try:
                self.admit(request)
                done = await handler(request)
            except Refused as problem:
                done = self.refusal(problem)
            if trouble and trouble.kind == "lost" and request.transport is not None:
                request.transport.abort()
            return done

        return answer

    async def _struck(self, trouble: Trouble, request: web.Request) -> web.Response | None:
        if trouble.kind == "garbage":
            return web.Response(text="<html>It works!</html>", content_type="text/html")
        if trouble.kind == "lost":
            return None
        struck = await self.troubles.strike(trouble, request)
        if struck is None or trouble.kind == "drop":
            return struck
        answer = self.refusal(self.trouble(struck.status))
        answer.headers.update({name: struck.headers[name] for name in ("Retry-After",) if name in struck.headers})
        return answer

    def notice(
        self, notice_id: str, kind: str, about: str, body: Fields | None, url: str | None = None, **headers: str
    ) -> None:
        """`body` None: the headers say it all."""
        text = "" if body is None else json.dumps(body, ensure_ascii=False)
        now = self._world.clock.unix()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = Notice(id=notice_id, kind=kind, about=about, body=text, at=now, next_at=now, url=url, headers=named)
        self.courier.put(kept)

    def is_busy(self) -> bool:
        """A webhook is on its way."""
        now = self._world.clock.unix()
        return not self.kept.held and any(one.next_at is not None and one.next_at <= now for one in self.kept.notices)

    def outbox(self) -> list[Fields]:
        return [one.model_dump() for one in self.kept.notices]

    def reset(self) -> None:
        self.troubles.end()

    def changed(self) -> None:
        self._world.touch()
        self._world.hub.tell_drawers({"type": "provider", "name": self.name})

    def state(self) -> Fields:
        return {
            "name": self.name,
            "title": self.title,
            "url": self.path,
            "tells": self.tells,
            "hook": self.courier.url,
            "held": self.kept.held,
            "copies": self.kept.copies,
            "trouble": self.troubles.shown(),
            "actions": [*TROUBLES, "restore", *self.hands, *COURIER],
            "webhooks": [one.model_dump() for one in self.kept.notices[-MOST_SHOWN:]],
            **self.shown(),
        }

    async def drive(self, action: str, fields: Fields) -> Fields:
        if action in TROUBLES:
            self.troubles.begin(action, fields)
        elif action == "restore":
            self.troubles.end()
        elif action in COURIER:
            self._drive_courier(action, fields)
        else:
            done = await self.act(action, fields)
            self.changed()
            return done
        return {"ok": True}

    def _drive_courier(self, action: str, fields: Fields) -> None:
        kept = self.kept
        if action == "repeat":
            self.courier.again(str(fields.get("id") or (kept.notices[-1].id if kept.notices else "")))
        elif action == "copies":
            kept.copies = max(1, whole(fields, "times", 1))
        elif action == "hold":
            kept.held = True
        elif action == "release":
            self.courier.release(shuffle=bool(fields.get("shuffle", False)))
        else:
            kept.hook = str(fields["url"]) if fields.get("url") else None

    def person(self, fields: Fields) -> Person:
        """`as`; raises SimError."""
        return self._world.person(str(fields.get("as", "")))


def whole(fields: Fields, name: str, default: int) -> int:
    """Raises SimError."""
    try:
        return int(fields.get(name, default))
    except (TypeError, ValueError) as problem:
        raise SimError(f"{name} is a whole number") from problem


def real(fields: Fields, name: str, default: float) -> float:
    """Raises SimError."""
    try:
        return float(fields.get(name, default))
    except (TypeError, ValueError) as problem:
        raise SimError(f"{name} is a number") from problem


def number_of(text: str) -> int | None:
    """A whole number of a sensible length, in plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


async def json_of(request: web.Request) -> Any:
    """The body, or None when it is no JSON."""
    try:
        return json.loads(await request.read())
    except (ValueError, RecursionError):
        return None


async def keep_telling(service: Service) -> None:
    """Sends what is due: at once when something happened, and whenever the clock has come to it."""
    async with aiohttp.ClientSession() as session:
        while True:
            service.look()
            await service.courier.send_due(session)
            await service.courier.bell.wait(LOOK_EVERY_S)
