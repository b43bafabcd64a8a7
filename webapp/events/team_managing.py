"""Teams for the organizer as a page: what a team is; one participant is put into another one."""

from __future__ import annotations

from aiohttp import web

from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.teams import joining, queries
from domain.events.teams import rules as team_rules
from domain.events.teams.errors import TeamRulesWrong, TeamsBigger
from domain.events.teams.rules import RULES_FORM, read_rules
from webapp.kit import forms
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    known = await team_rules.rules_of(event.id)
    shown = filled or forms.Filled(RULES_FORM, known.to_answers() if known else team_rules.USUAL, event.zone)
    rows = await queries.list_teams(event.id, limit=1)
    return visit.page(
        "events/team_rules.html",
        status=status,
        event_id=event.id,
        event_title=event.title,
        known=known,
        has_teams=bool(rows),
        lines=shown.lines(visit.t),
        main={"text": visit.t("webapp-save" if known else "team-button-set-rules"), "action": "submit:#rules"},
    )


async def set_rules(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    filled, parsed = forms.read(visit, RULES_FORM, {}, event.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    try:
        await team_rules.set_rules(visit.person, event.id, read_rules(parsed.values), now=visit.now)
    except (TeamRulesWrong, TeamsBigger) as refused:
        errors: dict[str, Refusal] = {"counted" if isinstance(refused, TeamRulesWrong) else "most": refused}
        return await _show(visit, forms.Filled(RULES_FORM, {}, filled.zone, filled.sent, errors), status=422)
    return visit.go(f"/org/events/{event.id}/teams", toast=visit.t("team-rules-saved"))


async def switch_off(visit: Visit) -> web.Response:
    await team_rules.drop_rules(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go(f"/org/events/{visit.id('event_id')}", toast=visit.t("team-rules-dropped"))


async def put(visit: Visit) -> web.Response:
    """By the team's name; without one out of any team."""
    event_id, registration_id, name = visit.id("event_id"), visit.id("registration_id"), visit.said("team")
    path = f"/org/events/{event_id}/people/{registration_id}"
    team_id = await queries.team_named(event_id, name) if name else None
    if name and team_id is None:
        return visit.go(path, toast=visit.t("team-find-none"))
    await joining.put(visit.person, registration_id, team_id, now=visit.now)
    return visit.go(path, toast=visit.t("team-put-done" if team_id else "team-put-out"))
