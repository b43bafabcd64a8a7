"""The season of a series as a page: the standings without end, what one's own dates gave, the rules."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.errors import NotAllowed, Refusal
from domain.events.season import queries
from domain.events.season import rules as season_rules
from domain.events.season.errors import SeasonTableWrong
from domain.events.season.queries import After, SeasonCard
from domain.events.season.rules import SEASON_FORM, read_rules
from locales.marks import mark
from webapp.events.board import cursor, read_after
from webapp.kit import forms
from webapp.kit.paging import part_of
from webapp.kit.visit import Visit

SIZE = 30


async def page(visit: Visit) -> web.Response:
    card = await queries.season_for(visit.id("series_id"), visit.person)
    if after := read_after(visit.query("after")):
        return visit.page("events/season_rows.html", **await _rows(visit, card, after))
    own = await queries.dates_of(card, visit.viewer.id) if card.own else []
    return visit.page("events/season.html", own_dates=own, **await _rows(visit, card))


async def _rows(visit: Visit, card: SeasonCard, after: After | None = None) -> dict[str, Any]:
    part = part_of(await queries.standings(card, after=after, limit=SIZE + 1), SIZE)
    last = part.rows[-1] if part.more else None
    more = f"/series/{card.id}/season?after={cursor((last.sort_key, last.user_id))}" if last else ""
    return {
        "card": card,
        "rows": part.rows,
        "more": more,
        "points": lambda value: mark(visit.t, "points", value),
    }


async def rules(visit: Visit) -> web.Response:
    return await _show_rules(visit)


async def _show_rules(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    card = await queries.season_for(visit.id("series_id"), visit.person)
    if not card.series.manages:
        raise NotAllowed
    before = card.rules.to_answers() if card.rules else season_rules.USUAL
    shown = filled or forms.Filled(SEASON_FORM, before, visit.person.zone)
    return visit.page(
        "events/season_rules.html",
        status=status,
        card=card,
        lines=shown.lines(visit.t),
        main={"text": visit.t("webapp-save" if card.rules else "season-button-set"), "action": "submit:#season"},
    )


async def set_rules(visit: Visit) -> web.Response:
    series_id = visit.id("series_id")
    filled, parsed = forms.read(visit, SEASON_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show_rules(visit, filled, status=422)
    try:
        wanted = read_rules(parsed.values)
    except SeasonTableWrong as refused:
        errors: dict[str, Refusal] = {"table": refused}
        wrong = forms.Filled(SEASON_FORM, {}, filled.zone, filled.sent, errors)
        return await _show_rules(visit, wrong, status=422)
    await season_rules.set_rules(visit.person, series_id, wanted, now=visit.now)
    return visit.go(f"/series/{series_id}/season", toast=visit.t("season-saved"))


async def switch_off(visit: Visit) -> web.Response:
    series_id = visit.id("series_id")
    await season_rules.drop_rules(visit.person, series_id, now=visit.now)
    return visit.go(f"/series/{series_id}", toast=visit.t("season-dropped"))
