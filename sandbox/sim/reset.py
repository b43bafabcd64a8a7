from __future__ import annotations

import aiohttp

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields, Records
from sandbox.telegram.world import World

NUMBERS = ("last_update_id", "last_message_id", "last_seq", "last_poll", "last_chat_number")
KEPT = (*NUMBERS, "webhook", "allowed_updates", "profile")
STORIES = ("demo", "empty")
RESET_TIMEOUT = aiohttp.ClientTimeout(total=120)


async def reset(ask: Ask) -> Fields:
    """The world as new; numbers go on, so that no update_id or message_id is met twice."""
    story = ask.text("story", "demo")
    if story not in STORIES:
        raise SimError(f"unknown story {story!r}", ", ".join(STORIES))
    make_new(ask.world)
    await _tell_product(ask.world, story)
    ask.world.hub.tell_all({"type": "reset"})
    return {"ok": True}


def make_new(world: World) -> None:
    fresh, old = Records(), world.records
    kept = {name: getattr(old, name) for name in KEPT} | {"outside": old.outside.as_new()}
    for name in Records.model_fields:
        setattr(old, name, kept.get(name, getattr(fresh, name)))
    world.queries.clear()
    world.drafts.clear()
    world.faults.clear()
    for walk in world.walks.values():
        walk.cancel()
    world.walks.clear()
    world.mail.clear()
    for provider in world.providers.values():
        provider.reset()
    world.clock.reset()
    world.switches.as_at_start(world.config)
    world.repopulate()
    world.touch()


async def _tell_product(world: World, story: str) -> None:
    if world.config.reset_url is None:
        return
    try:
        async with (
            aiohttp.ClientSession(timeout=RESET_TIMEOUT) as session,
            session.post(world.config.reset_url, json={"story": story}) as response,
        ):
            if response.status >= 400:
                raise SimError(f"the product refused to reset: {response.status}", status=502)
    except aiohttp.ClientError as problem:
        raise SimError(f"the product cannot be reached: {problem}", status=502) from problem


CALLS: SimTable = {("POST", "reset"): reset}
