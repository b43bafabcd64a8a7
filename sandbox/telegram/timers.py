"""What happens by itself when its time has come, by the world's clock."""

from __future__ import annotations

from sandbox.telegram import paid_members
from sandbox.telegram.checkout import renew_due
from sandbox.telegram.polls import close_due
from sandbox.telegram.world import World

LOOK_EVERY_S = 1.0


async def keep_time(world: World) -> None:
    """Looks once a second, and at once when the clock is moved."""
    while True:
        look(world)
        await world.clock.bell.wait(LOOK_EVERY_S)


def look(world: World) -> None:
    close_due(world)
    renew_due(world)
    paid_members.renew_due(world)
