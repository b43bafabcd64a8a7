"""The team board: in the order of the sums, without end, as it changes."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.events.results.queries import BoardCard, board_for
from domain.events.teams import queries
from domain.events.teams.queries import After
from domain.events.teams.rules import require_rules
from locales.marks import mark
from webapp.events.board import cursor, read_after, version_of
from webapp.kit.paging import part_of
from webapp.kit.visit import Visit

SIZE = 30


async def page(visit: Visit) -> web.Response:
    card = await board_for(visit.id("event_id"), visit.person)
    if after := read_after(visit.query("after")):
        return visit.page("events/team_board_rows.html", **await _rows(visit, card, after))
    own_id = await queries.own_team_id(card.id, visit.viewer.id)
    own = await queries.standing_of(own_id) if own_id else None
    return visit.page("events/team_board.html", own=own, version=version_of(card), **await _rows(visit, card))


async def rows(visit: Visit) -> web.Response:
    """The first rows, when the board has changed."""
    card = await board_for(visit.id("event_id"), visit.person)
    return visit.page("events/team_board_list.html", **await _rows(visit, card))


async def _rows(visit: Visit, card: BoardCard, after: After | None = None) -> dict[str, Any]:
    rules = await require_rules(card.id)
    part = part_of(await queries.standings(card.id, after=after, limit=SIZE + 1), SIZE)
    last = part.rows[-1] if part.more else None
    more = f"/events/{card.id}/live/teams?after={cursor((last.sort_key, last.id))}" if last else ""
    return {
        "card": card,
        "rules": rules,
        "rows": part.rows,
        "more": more,
        "said": lambda one: mark(visit.t, card.board.scoring.shown, one.total or 0),
    }
