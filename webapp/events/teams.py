"""Teams as pages: all of an event's, one with its people, the way in by a link."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events.entry import registration
from domain.events.teams import captains, joining, queries
from domain.events.teams.errors import TeamNameTaken, TeamNameWrong
from domain.events.teams.queries import TeamCard
from webapp.events import views
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

SIZE = 30


async def page(visit: Visit) -> web.Response:
    return await _list(visit)


async def _list(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    """Of a name one types how it begins; behind the last row the next ones come."""
    event_id, text, after = visit.id("event_id"), visit.query("q")[:40], visit.query("after")[:80]
    card = await queries.teams_for(event_id, visit.person, text=text, after=after, limit=SIZE, now=visit.now)
    query = {"q": text, "after": card.rows[-1].name_key} if card.more else {}
    more = f"/events/{event_id}/teams?{urlencode({k: v for k, v in query.items() if v})}" if card.more else ""
    values: dict[str, Any] = {"card": card, "more": more, "rows": card.rows, "text": text}
    if after:
        return visit.page("events/teams_rows.html", **values)
    shown = filled or forms.Filled(captains.NAME_FORM, {}, visit.person.zone)
    main = {"text": visit.t("team-page-make"), "action": "submit:#team"} if card.may_make else None
    return visit.page("events/teams.html", status=status, **values, lines=shown.lines(visit.t), main=main)


async def make(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, captains.NAME_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _list(visit, filled, status=422)
    event_id = visit.id("event_id")
    try:
        team_id = await captains.make(visit.person, event_id, str(parsed.values["name"]), now=visit.now)
    except (TeamNameTaken, TeamNameWrong) as refused:
        errors: dict[str, Refusal] = {"name": refused}
        wrong = forms.Filled(captains.NAME_FORM, {}, filled.zone, filled.sent, errors)
        return await _list(visit, wrong, status=422)
    return visit.go(f"/events/{event_id}/teams/{team_id}", toast=visit.t("team-made"), replace=False)


async def team(visit: Visit) -> web.Response:
    return await _team(visit)


async def _team(visit: Visit, *, toast: str = "", wrong: str = "") -> web.Response:
    card = await _card(visit)
    return visit.page(
        "events/team.html",
        status=422 if wrong else 200,
        toast=toast,
        card=card,
        wrong=wrong,
        standing=await queries.standing_of(card.id),
        share_link=_share(visit, card),
        longest=captains.LONGEST,
    )


async def _card(visit: Visit) -> TeamCard:
    card = await queries.get_team(visit.id("team_id"), visit.person, now=visit.now)
    if card.event.id != visit.id("event_id"):
        raise NotFound
    return card


def _share(visit: Visit, card: TeamCard) -> str:
    if not card.token or not card.is_open or card.is_full:
        return ""
    url = visit.context.startapp_link(f"t_{card.token}")
    words = visit.t("team-share-words", name=card.line.name, title=card.event.title)
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(words)}"


async def rename(visit: Visit) -> web.Response:
    card = await _card(visit)
    try:
        await captains.rename(visit.person, card.id, visit.said("name"), now=visit.now)
    except (TeamNameTaken, TeamNameWrong) as refused:
        return await _team(visit, wrong=visit.t(refused.code, **refused.params))
    return await _team(visit, toast=visit.t("team-renamed"))


async def pass_on(visit: Visit) -> web.Response:
    card = await _card(visit)
    await captains.pass_on(visit.person, card.id, read_cursor(visit.said("user")), now=visit.now)
    return await _team(visit, toast=visit.t("team-captain-passed"))


async def take_out(visit: Visit) -> web.Response:
    card = await _card(visit)
    await captains.remove(visit.person, card.id, read_cursor(visit.said("user")), now=visit.now)
    if card.line.members == 1:
        return visit.go(f"/events/{card.event.id}/teams", toast=visit.t("team-taken-out"))
    return await _team(visit, toast=visit.t("team-taken-out"))


async def leave(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await joining.leave(visit.person, event_id, now=visit.now)
    return visit.go(f"/events/{event_id}/teams", toast=visit.t("team-left"))


async def by_link(visit: Visit) -> web.Response:
    token = visit.request.match_info["token"]
    team_id = await joining.open_link(visit.person, token)
    card = await queries.get_team(team_id, visit.person, token=token, now=visit.now)
    own_id = await queries.own_team_id(card.event.id, visit.viewer.id)
    may_join = own_id is None and card.is_open and not card.is_full
    words = visit.t("team-button-join" if card.event.own_status else "team-page-join-both")
    return visit.page(
        "events/team_joining.html",
        card=card,
        token=token,
        own_id=own_id,
        main={"text": words, "action": "submit:#joining"} if may_join else None,
    )


async def join(visit: Visit) -> web.Response:
    """Who does not take part yet registers, and is in the team with that."""
    token = visit.request.match_info["token"]
    team_id = await joining.open_link(visit.person, token)
    is_in = await joining.join(visit.person, token, now=visit.now)
    card = await queries.get_team(team_id, visit.person, token=token, now=visit.now)
    event = card.event
    if not is_in and (event.has_questions or event.is_hybrid):
        return visit.go(f"/events/{event.id}" + ("" if event.is_hybrid else "/form"))
    if not is_in:
        outcome = await registration.register(visit.person, event.id, {}, now=visit.now)
        if outcome.status == "unpaid":
            return visit.go(f"/events/{event.id}/pay", toast=visit.t("team-joined", name=card.line.name))
        if outcome.status != "confirmed":
            return visit.go(f"/events/{event.id}/teams/{team_id}", toast=views.said_of(visit, outcome))
    return visit.go(f"/events/{event.id}/teams/{team_id}", toast=visit.t("team-joined", name=card.line.name))
