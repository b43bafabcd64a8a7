"""My badges: the collection, with an empty state."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.achievements.queries import BadgeCard, collection, counts
from domain.time import local
from webapp.kit.paging import moment_cursor, part_of, read_moment_cursor
from webapp.kit.visit import Visit

SIZE = 24


async def page(visit: Visit) -> web.Response:
    after = read_moment_cursor(visit.query("after"))
    part = part_of(await collection(visit.viewer.id, after=after, limit=SIZE + 1), SIZE)
    last = part.rows[-1] if part.more else None
    more = f"/me/badges?after={moment_cursor(last.given_at, last.id)}" if last else ""
    values: dict[str, Any] = {
        "rows": [(one, _day(visit, one)) for one in part.rows],
        "more": more,
    }
    if after:
        return visit.page("achievements/rows.html", **values)
    counted = await counts(visit.viewer.id)
    return visit.page("achievements/badges.html", counted=counted, **values)


def _day(visit: Visit, badge: BadgeCard) -> str:
    return visit.t.date(local(badge.given_at, visit.person.zone).date())
