"""Webhook delivery: in order inside a lane, lanes in parallel, again and again until 2xx."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp

from sandbox.telegram.botapi import Dropped, perform
from sandbox.telegram.call import Upload
from sandbox.telegram.records import Fields, PendingUpdate, Webhook
from sandbox.telegram.updates import as_json
from sandbox.telegram.world import World

LONGEST_DELAY_S = 60.0
LONGEST_RETRY_AFTER_S = 3600.0
GONE_S = 23 * 3600
ANSWER_TIMEOUT = aiohttp.ClientTimeout(total=60)
NOT_AS_ANSWER = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class Delivery:
    def __init__(self, world: World, session: aiohttp.ClientSession) -> None:
        self._world = world
        self._session = session
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[int, float] = {}
        self._gone_since: float | None = None

    async def run(self) -> None:
        try:
            while True:
                self._start_lanes()
                await self._world.updates.bell.wait(0.5 if self._world.records.webhook else 60)
        finally:
            for task in self._busy.values():
                task.cancel()

    def _start_lanes(self) -> None:
        hook = self._world.records.webhook
        if hook is None:
            return
        blocked = set(self._busy)
        for update in list(self._world.updates.waiting()):
            if update.lane in blocked or len(self._busy) >= hook.max_connections:
                continue
            blocked.add(update.lane)
            if self._not_before.get(update.id, 0.0) <= time.monotonic():
                self._busy[update.lane] = asyncio.create_task(self._deliver(hook, update))

    async def _deliver(self, hook: Webhook, update: PendingUpdate) -> None:
        try:
            delay = await self._post(hook, update)
        finally:
            self._busy.pop(update.lane, None)
        if delay is None:
            self._not_before.pop(update.id, None)
            self._world.updates.remove(update)
        else:
            update.attempts += 1
            self._not_before[update.id] = time.monotonic() + delay
            self._world.updates.bell.ring()

    async def _post(self, hook: Webhook, update: PendingUpdate) -> float | None:
        """None when delivered, otherwise the seconds until the next attempt."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token} if hook.secret_token else {}
        try:
            async with self._session.post(
                hook.url, json=as_json(update), headers=headers, timeout=ANSWER_TIMEOUT
            ) as response:
                if response.status // 100 == 2:
                    self._gone_since = None
                    await self._answer_in_body(response)
                    return None
                return self._refused(hook, update, response)
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._failed(hook, f"Connection failed: {type(problem).__name__}")
            return _delay(update)

    def _refused(self, hook: Webhook, update: PendingUpdate, response: aiohttp.ClientResponse) -> float:
        self._failed(hook, f"Wrong response from the webhook: {response.status} {response.reason}")
        self._note_gone(response.status)
        asked = response.headers.get("Retry-After", "")
        return min(float(asked), LONGEST_RETRY_AFTER_S) if asked.isdigit() else _delay(update)

    def _note_gone(self, status: int) -> None:
        if status != 410:
            self._gone_since = None
            return
        self._gone_since = self._gone_since or time.monotonic()
        if time.monotonic() - self._gone_since > GONE_S:
            self._world.records.webhook = None

    def _failed(self, hook: Webhook, text: str) -> None:
        hook.last_error_date, hook.last_error_message = self._world.clock.unix(), text

    async def _answer_in_body(self, response: aiohttp.ClientResponse) -> None:
        """A call may come back as the answer to the webhook request itself."""
        fields, uploads = await _read_answer(response)
        method = str(fields.pop("method", ""))
        if not method or method.lower() in NOT_AS_ANSWER or method.lower().startswith("get"):
            return
        try:
            await perform(self._world, method, fields, uploads)
        except Dropped:
            return


async def _read_answer(response: aiohttp.ClientResponse) -> tuple[Fields, dict[str, Upload]]:
    if response.content_type == "multipart/form-data":
        return await _read_parts(response)
    body = await response.read()
    if response.content_type != "application/json" or not body:
        return {}, {}
    try:
        fields = json.loads(body)
    except ValueError:
        return {}, {}
    return (fields, {}) if isinstance(fields, dict) else ({}, {})


async def _read_parts(response: aiohttp.ClientResponse) -> tuple[Fields, dict[str, Upload]]:
    fields: Fields = {}
    uploads: dict[str, Upload] = {}
    reader: Any = aiohttp.MultipartReader.from_response(response)
    async for part in reader:
        if part.filename:
            uploads[part.name] = Upload(part.filename, bytes(await part.read()))
        else:
            fields[part.name] = await part.text()
    return fields, uploads


def _delay(update: PendingUpdate) -> float:
    return min(LONGEST_DELAY_S, 0.5 * float(2**update.attempts))
