"""What a blocked person sees instead of every page."""

from __future__ import annotations

from aiohttp import web

from domain import database
from domain.accounts import sanctions
from webapp.kit.visit import Visit


async def screen(visit: Visit) -> web.Response | None:
    """None when the block has ended by time: the account is open again."""
    block = await sanctions.find_block(visit.viewer.id, now=visit.now)
    if block is None:
        await database.in_transaction(lambda: sanctions.restore_if_over(visit.viewer.id, now=visit.now))
        return None
    return visit.page("kit/blocked.html", status=403, block=block)
