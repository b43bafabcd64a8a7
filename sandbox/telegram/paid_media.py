"""Pictures and films that are opened with Stars: locked for everybody who has not paid."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import show
from sandbox.telegram.records import Fields, Person, Post, Unlock
from sandbox.telegram.stars import give
from sandbox.telegram.world import World


def unlock(world: World, person: Person, post: Post) -> Unlock:
    """The person pays and sees; the bot hears of it when it gave the message a payload."""
    paid: Fields | None = post.body.get("paid_media")
    if paid is None:
        raise SimError("there is nothing to pay for in this message")
    if any(one.seq == post.seq and one.person == person.id for one in world.records.unlocks):
        raise SimError("it is open already")
    price = int(paid["star_count"])
    if person.stars < price:
        raise SimError(f"{person.key} has not {price} Stars", "POST /sim/stars")
    opened = Unlock(
        charge_id=world.next_id("paid"),
        seq=post.seq,
        person=person.id,
        amount=price,
        date=world.clock.unix(),
        payload=post.paid_payload,
    )
    world.records.unlocks.append(opened)
    if world.records.chats[post.chat_id].type != "channel":
        world.records.bot_stars += price
    give(world, person, -price)
    if post.paid_payload:
        told: dict[str, Any] = {"from": world.user(person.id), "paid_media_payload": post.paid_payload}
        world.updates.push("purchased_paid_media", told, f"chat:{person.id}")
    show(world, post, "edited")
    return opened
