"""What a blocked person sees instead of every page: why, until when, and a way to object."""

from __future__ import annotations

from aiohttp import web

from domain import database
from domain.accounts import sanctions
from domain.moderation import appeals
from webapp.kit.visit import Visit


async def screen(visit: Visit) -> web.Response | None:
    """None when the block has ended by time: the account is open again."""
    block = await sanctions.find_block(visit.viewer.id, now=visit.now)
    if block is None:
        await database.in_transaction(lambda: sanctions.restore_if_over(visit.viewer.id, now=visit.now))
        return None
    appeal = await appeals.find_own_appeal(visit.viewer.id, block.id)
    main = None if appeal else {"text": visit.t("moderation-page-appeal"), "action": "submit:#appeal"}
    return visit.page("moderation/blocked.html", status=403, block=block, appeal=appeal, main=main)


async def appeal(visit: Visit) -> web.Response:
    await appeals.appeal(visit.viewer.id, visit.said("text"), now=visit.now)
    return visit.go("/", toast=visit.t("moderation-page-appealed"))
