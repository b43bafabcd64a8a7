"""The world itself: its state, clock, faults, outboxes, reset, and waiting until nothing is left to do."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import asdict
from datetime import datetime
from typing import Any

import aiohttp
from aiogram.types import Update
from pydantic import ValidationError

from sandbox.sim.ask import Ask, SimTable
from sandbox.sim.gather import shown_group, shown_person
from sandbox.telegram.clock import seconds_of
from sandbox.telegram.errors import SimError
from sandbox.telegram.faults import KINDS
from sandbox.telegram.methods.callbacks import is_young
from sandbox.telegram.pressing import forget_old
from sandbox.telegram.records import Fields, PendingUpdate
from sandbox.telegram.typing_events import read_chat, show_typing
from sandbox.telegram.world import World

LONGEST_WAIT_S = 50.0
HEALTH_TIMEOUT = aiohttp.ClientTimeout(total=5)
LOOK_AGAIN_S = 0.05
QUIET_LOOKS = 2
ASKED = ("callback", "inline", "guest", "shipping", "pre_checkout")


async def state(ask: Ask) -> Fields:
    world = ask.world
    bot = world.bot
    return {
        "personas": [shown_person(person) for person in world.people],
        "chats": [shown_group(world, chat) for chat in world.records.chats.values()],
        "bot": {"id": bot.id, "username": bot.username, "name": bot.name},
        "webapp_origin": world.config.webapp_url,
        "clock": world.clock.reading(),
        "webhook": world.records.webhook.url if world.records.webhook else None,
        "pending_updates": len(world.updates.waiting()),
        "expired_updates": list(world.updates.expired),
        "settings": asdict(world.switches),
        "providers": [provider.name for provider in world.providers.values()],
        "faults": [vars(fault) for fault in world.faults.active.values()],
    }


async def calls(ask: Ask) -> list[Fields]:
    """Calls with an id above `after`; `wait` seconds for the first one; `method` filters."""
    after, until = ask.optional_number("after") or 0, time.monotonic() + min(ask.real("wait", 0), LONGEST_WAIT_S)
    while True:
        found = [call for call in ask.world.calls.after(after) if _asked(ask, call)]
        left = until - time.monotonic()
        if found or left <= 0 or not await ask.world.calls.bell.wait(left):
            return found


def _asked(ask: Ask, call: Fields) -> bool:
    return str(ask.fields.get("method") or call["method"]).lower() == str(call["method"]).lower()


async def add_fault(ask: Ask) -> Fields:
    kind, chat = ask.text("kind"), ask.fields.get("chat")
    if kind not in KINDS:
        raise SimError(f"unknown fault {kind!r}", ", ".join(KINDS))
    fault = ask.world.faults.add(
        kind=kind,
        method=ask.fields.get("method"),
        chat=_chat_number(ask.world, chat) if chat is not None else None,
        times=int(ask.real("times", 1)),
        retry_after=int(ask.real("retry_after", 3)),
        ms=int(ask.real("ms", 10_000)),
        when=ask.text("when", "before"),
        description=ask.fields.get("description"),
    )
    return {"id": fault.id}


def _chat_number(world: World, ref: Any) -> int:
    """A persona key means the private chat with that person."""
    known = world.people_by_key.get(str(ref))
    return known.id if known is not None else world.chat(ref).id


async def remove_fault(ask: Ask) -> Fields:
    if not ask.world.faults.remove(ask.number("id")):
        raise SimError("there is no such fault", status=404)
    return {"ok": True}


async def updates(ask: Ask) -> list[Fields]:
    """The last updates, oldest first: waiting, fetched by the bot, or expired."""
    return ask.world.updates.shown()


async def update(ask: Ask) -> Fields:
    """A raw update (or a list): repeated `times`, in random order with `shuffle`; its update_id is kept if given."""
    given = ask.fields.get("update")
    raw: list[Fields] = given if isinstance(given, list) else [given] if isinstance(given, dict) else []
    if not raw:
        raise SimError("update is missing")
    queued = [_raw_update(ask.world, one) for one in raw for _ in range(int(ask.real("times", 1)))]
    if ask.flag("shuffle"):
        random.shuffle(queued)
    for one in queued:
        ask.world.updates.put(one)
    return {"ok": True, "update_ids": [one.id for one in queued]}


def _raw_update(world: World, raw: Fields) -> PendingUpdate:
    fields = dict(raw)
    if "update_id" not in fields:
        world.records.last_update_id += 1
        fields["update_id"] = world.records.last_update_id
    try:
        Update.model_validate(fields)
    except ValidationError as problem:
        raise SimError(
            f"this is not an Update: {problem.errors()[0]['msg']}", str(problem.errors()[0]["loc"])
        ) from problem
    number = int(fields.pop("update_id"))
    kind = next(iter(fields))
    return PendingUpdate(id=number, kind=kind, payload=fields[kind], lane=f"raw:{number}", born=time.time())


async def clock(ask: Ask) -> Fields:
    """With `after` (a version) it answers when the clock has been moved since, or after `wait` seconds."""
    own = ask.world.clock
    after = ask.optional_number("after")
    if after is not None and own.version == after:
        await own.bell.wait(min(ask.real("wait", 25), LONGEST_WAIT_S))
    return dict(own.reading())


async def move_clock(ask: Ask) -> Fields:
    own = ask.world.clock
    try:
        if "advance" in ask.fields:
            own.advance(seconds_of(ask.text("advance")))
        else:
            own.set(_moment(ask.text("set")))
    except ValueError as problem:
        raise SimError(str(problem), 'advance: "24h" or set: "2026-12-07T09:00:00+03:00"') from problem
    ask.world.touch()
    ask.world.hub.tell_all({"type": "clock", "now": own.now().isoformat()})
    return dict(own.reading())


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("set needs a time with its offset from UTC")
    return moment


async def typing(ask: Ask) -> Fields:
    show_typing(ask.world, ask.person(), ask.chat(), ask.optional_number("thread"))
    return {"ok": True}


async def read(ask: Ask) -> Fields:
    read_chat(ask.world, ask.person(), ask.chat(), ask.optional_number("thread"))
    return {"ok": True}


async def idle(ask: Ask) -> Fields:
    """Nothing undelivered or unanswered here, and the product says twice in a row that it has nothing to do.

    With `heard` it has only taken in what was said: its own words may still wait for their time.
    """
    world, begun = ask.world, time.monotonic()
    until, quiet, report = begun + ask.real("timeout", 10), 0, {}
    async with aiohttp.ClientSession(timeout=HEALTH_TIMEOUT) as session:
        while time.monotonic() < until:
            left = _left_here(world)
            report = await _health(world, session) if not left else {}
            is_done = report.get("inbox") == 0 if ask.flag("heard") else report.get("idle", False)
            quiet = quiet + 1 if not left and is_done else 0
            if quiet >= QUIET_LOOKS:
                return {"ok": True, "waited_ms": round((time.monotonic() - begun) * 1000)}
            await asyncio.sleep(LOOK_AGAIN_S)
    raise SimError("there is still something to do", f"here: {_left_here(world)}; product: {_due(report)}", status=504)


def _left_here(world: World) -> Fields:
    forget_old(world)
    open_queries = [
        query.id
        for query in world.queries.values()
        if query.kind in ASKED and not query.answer and is_young(world, query)
    ]
    left = {"updates": [update.kind for update in world.updates.waiting()], "unanswered": open_queries}
    left["webhooks"] = [provider.name for provider in world.providers.values() if provider.is_busy()]
    return {name: items for name, items in left.items() if items}


async def _health(world: World, session: aiohttp.ClientSession) -> Fields:
    if world.config.health_url is None:
        return {"idle": True, "inbox": 0}
    try:
        async with session.get(world.config.health_url) as response:
            report: Fields = await response.json(content_type=None)
            return report
    except (aiohttp.ClientError, TimeoutError, ValueError) as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}


def _due(report: Fields) -> Fields:
    shown = ("idle", "inbox", "outbox_due", "agenda_due", "jobs", "error")
    return {name: report[name] for name in shown if name in report}


CALLS: SimTable = {
    ("GET", "state"): state,
    ("GET", "calls"): calls,
    ("POST", "fault"): add_fault,
    ("DELETE", "fault/{id}"): remove_fault,
    ("GET", "updates"): updates,
    ("POST", "update"): update,
    ("GET", "clock"): clock,
    ("POST", "clock"): move_clock,
    ("POST", "typing"): typing,
    ("POST", "read"): read,
    ("POST", "idle"): idle,
}
