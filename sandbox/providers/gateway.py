"""A gateway that takes messages over HTTP, in the manner of most SMS and push services.

POST {base}/v1/messages        Authorization: Bearer <key>, Idempotency-Key: <any text, optional>
    → 202 {"id", "status": "accepted", …}; the same key again → 200 and the same answer, nothing is sent twice
    → 400 invalid_request · 401 unauthorized · 409 idempotency_conflict · 413 too_large · 422 (the recipient)
    → 429 too_many_requests with Retry-After · 503 unavailable
GET  {base}/v1/messages/{id}   → 200 {"id", "status", …} · 404 not_found
Reports: POST to the message's callback_url {"id", "status", "at"}, X-Signature: sha256=<HMAC of the body by the key>;
anything but 2xx is reported again when the driver says so.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from abc import abstractmethod
from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp import web

from sandbox.providers.answers import refusal
from sandbox.providers.provider import Provider
from sandbox.providers.trouble import KINDS, Troubles
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

KEY = "sandbox-key"
REPORT_TIMEOUT = aiohttp.ClientTimeout(total=10)
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> web.Response:
        return refusal(self.status, self.code, self.message)


class Gateway(Provider):
    statuses: tuple[str, ...] = ("delivered", "undelivered")

    def __init__(self, world: World) -> None:
        self._world = world
        self._messages: dict[str, Fields] = {}
        self._answered: dict[str, tuple[str, Fields]] = {}
        self._callbacks: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.troubles = Troubles()

    @abstractmethod
    def read(self, body: Fields) -> Fields:
        """The message as it is kept, with `to`; raises Refused."""

    def routes(self) -> list[web.RouteDef]:
        base = f"{self.path}/v1/messages"
        return [web.post(base, self._guarded(self._accept)), web.get(base + "/{id}", self._guarded(self._look))]

    def outbox(self) -> list[Fields]:
        return list(self._messages.values())

    def reset(self) -> None:
        for table in (self._messages, self._answered, self._callbacks, self.refused):
            table.clear()
        self.troubles.end()

    def state(self) -> Fields:
        shown: Fields = {"name": self.name, "title": self.title, "url": self.path, "key": KEY}
        actions = [*KINDS, "restore", "report", "refuse", "allow"]
        trouble = {"trouble": self.troubles.shown(), "refused": dict(self.refused)}
        return shown | trouble | {"actions": actions, "statuses": list(self.statuses), "messages": self.outbox()}

    def _guarded(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            refused = await self.troubles.meet(request)
            if refused is not None:
                return refused
            if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {KEY}".encode()):
                return refusal(401, "unauthorized", "Authorization: Bearer <key> is missing or wrong")
            try:
                return await handler(request)
            except Refused as problem:
                return problem.answer()

        return answer

    async def _accept(self, request: web.Request) -> web.Response:
        body = await _json(request)
        key, print_ = request.headers.get("Idempotency-Key", ""), json.dumps(body, sort_keys=True)
        if key in self._answered:
            return self._again(key, print_)
        message = self.read(body)
        self._check_recipient(str(message["to"]))
        answer = self._keep(message, body)
        if key:
            self._answered[key] = (print_, answer)
        return web.json_response(answer, status=202)

    def _again(self, key: str, print_: str) -> web.Response:
        known, answer = self._answered[key]
        if known != print_:
            return refusal(409, "idempotency_conflict", "This Idempotency-Key came with another message")
        return web.json_response(answer)

    def _check_recipient(self, to: str) -> None:
        if to in self.refused:
            raise Refused(422, self.refused[to], "The message cannot be delivered to this recipient")

    def _keep(self, message: Fields, body: Fields) -> Fields:
        number = f"{self.name}_{secrets.token_hex(6)}"
        kept = {"id": number, "at": self._world.clock.now().isoformat(), "status": "accepted", **message}
        self._messages[number] = kept
        if body.get("callback_url"):
            self._callbacks[number] = str(body["callback_url"])
        self._world.hub.tell_drawers({"type": "outbox", "kind": self.name, "message": kept})
        return {"id": number, "status": "accepted"} | self.extra(message)

    def extra(self, message: Fields) -> Fields:
        """More that the answer says."""
        return {}

    async def _look(self, request: web.Request) -> web.Response:
        kept = self._messages.get(request.match_info["id"])
        if kept is None:
            return refusal(404, "not_found", "There is no such message")
        return web.json_response({"id": kept["id"], "status": kept["status"], "to": kept["to"]})

    async def drive(self, action: str, fields: Fields) -> Fields:
        if action in KINDS:
            self.troubles.begin(action, fields)
        elif action == "restore":
            self.troubles.end()
        elif action == "report":
            return await self._report(fields)
        elif action == "refuse":
            self.refused[_named(fields, "to")] = str(fields.get("code", "unreachable"))
        elif action == "allow":
            self.refused.pop(_named(fields, "to"), None)
        else:
            raise SimError(f"unknown action {action!r}", ", ".join(self.state()["actions"]))
        return {"ok": True}

    async def _report(self, fields: Fields) -> Fields:
        """The message (`id`, the last one when left out) came to `status`; `times: 2` reports it twice."""
        number = str(fields.get("id") or next(reversed(self._messages), ""))
        kept, status = self._messages.get(number), str(fields.get("status", self.statuses[0]))
        if kept is None:
            raise SimError(f"there is no message {number!r}", status=404)
        if status not in self.statuses:
            raise SimError(f"unknown status {status!r}", ", ".join(self.statuses))
        kept["status"] = status
        heard = [await self._call_back(number, status) for _ in range(int(fields.get("times", 1)))]
        return {"ok": True, "answers": heard}

    async def _call_back(self, number: str, status: str) -> int | None:
        url = self._callbacks.get(number)
        if url is None:
            return None
        body = json.dumps({"id": number, "status": status, "at": self._world.clock.now().isoformat()}).encode()
        headers = {"Content-Type": "application/json", "X-Signature": signature(body)}
        try:
            async with (
                aiohttp.ClientSession(timeout=REPORT_TIMEOUT) as session,
                session.post(url, data=body, headers=headers) as response,
            ):
                return response.status
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return 0


def signature(body: bytes) -> str:
    return "sha256=" + hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()


def text_of(body: Fields, name: str, longest: int, *, needed: bool = True) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise Refused(400, "invalid_request", f"{name} is a text and must not be empty")
    if len(value) > longest:
        raise Refused(413, "too_large", f"{name} is longer than {longest}")
    return value


def _named(fields: Fields, name: str) -> str:
    if not fields.get(name):
        raise SimError(f"{name} is missing")
    return str(fields[name])


async def _json(request: web.Request) -> Fields:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused(400, "invalid_request", "The body is not a JSON object")
    return body
