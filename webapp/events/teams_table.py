"""The routes of an event's teams."""

from __future__ import annotations

from webapp.events import team_board, teams
from webapp.events.policies import SEES_EVENT
from webapp.kit.routing import PERSON, Route, page, route


def teams_routes(event: str) -> tuple[Route, ...]:
    one = rf"{event}/teams/{{team_id:\d{{1,16}}}}"
    link = "/teams/{token:[A-Za-z0-9_-]{22}}"
    return (
        page(f"{event}/teams", teams.page, policy=SEES_EVENT, shape="people"),
        route("POST", f"{event}/teams", teams.make, policy=SEES_EVENT),
        route("POST", f"{event}/teams/leaving", teams.leave, policy=SEES_EVENT),
        page(one, teams.team, policy=SEES_EVENT, shape="titled"),
        route("POST", f"{one}/renaming", teams.rename, policy=SEES_EVENT),
        route("POST", f"{one}/captain", teams.pass_on, policy=SEES_EVENT),
        route("POST", f"{one}/removing", teams.take_out, policy=SEES_EVENT),
        page(f"{event}/live/teams", team_board.page, policy=SEES_EVENT, shape="people"),
        route("GET", f"{event}/live/teams/list", team_board.rows, policy=SEES_EVENT),
        page(link, teams.by_link, policy=PERSON, shape="titled"),
        route("POST", link, teams.join, policy=PERSON),
    )
