"""What a blocked person sees instead of every page: why, until when, and a way to object."""

from __future__ import annotations

from aiohttp import web

from domain import database
from domain.accounts import sanctions
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.moderation import appeals
from webapp.kit.live import Topic, Update, follow_topic
from webapp.kit.visit import Visit


async def screen(visit: Visit) -> web.Response | None:
    """None when the block has ended by time: the account is open again."""
    block = await sanctions.find_block(visit.viewer.id, now=visit.now)
    if block is None:
        await database.in_transaction(lambda: sanctions.restore_if_over(visit.viewer.id, now=visit.now))
        return None
    appeal = await appeals.find_own_appeal(visit.viewer.id, block.id)
    main = None if appeal else {"text": visit.t("moderation-page-appeal"), "action": "submit:#appeal"}
    another = await appeals.another_reads(block.imposed_by)
    return visit.page("moderation/blocked.html", status=403, block=block, appeal=appeal, another=another, main=main)


async def _is_blocked(person: Person, user_id: int) -> None:
    if person.id != user_id or person.status != "blocked":
        raise NotFound


async def _nothing(app: web.Application, _: int, lang: str, seen: str) -> Update | None:
    return None


BLOCK = Topic(may_follow=_is_blocked, news=_nothing, of_blocked=True)
"""Ends with the block: the page that says so gives way to the one that was asked for."""


async def follow(visit: Visit) -> web.StreamResponse:
    """Of a page that is open when the block ends."""
    if await sanctions.find_block(visit.viewer.id, now=visit.now) is None:
        raise NotFound
    return await follow_topic(visit, f"block:{visit.viewer.id}")


async def appeal(visit: Visit) -> web.Response:
    await appeals.appeal(visit.viewer.id, visit.said("text"), now=visit.now)
    return visit.go("/", toast=visit.t("moderation-page-appealed"))
