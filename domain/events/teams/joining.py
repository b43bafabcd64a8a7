"""Into a team and out of it: by its link, with the registration, by the organizer's hand."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import links
from domain.events.access import require_access_to
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.events.people import standing
from domain.events.results.boards import RUNNING, hold_board
from domain.events.teams import members
from domain.events.teams.errors import InTeamAlready, NotInTeam, TeamFull, TeamLinkGone, TeamsClosed
from domain.events.teams.rules import require_rules, rules_of
from domain.notifications import pace


async def open_link(person: Person, token: str) -> int:
    """The team behind a link; a private event can be seen by who has it. Raises TeamLinkGone."""
    row = await database.fetchrow(
        "SELECT t.id, e.visibility, e.link_token FROM event_teams t JOIN events e ON e.id = t.event_id "
        "WHERE t.token = $1",
        token,
    )
    if row is None:
        raise TeamLinkGone
    if row["visibility"] == "private" and row["link_token"]:
        await links.open_link(person.id, row["link_token"])
    team_id: int = row["id"]
    return team_id


async def join(person: Person, token: str, *, now: datetime) -> bool:
    """True: they are in the team now. False: they are not in the event yet, and will be in the team with that.

    Raises TeamLinkGone, TeamsClosed, InTeamAlready, TeamFull.
    """
    team_id = await open_link(person, token)
    event = await load(await _event_of(team_id))
    team = await database.fetchrow("SELECT * FROM event_teams WHERE id = $1 AND token = $2", team_id, token)
    if team is None:
        raise TeamLinkGone
    members.require_open(event, now=now)
    own = await members.team_of(event.id, person.id)
    if own is not None:
        if own["id"] == team_id:
            return True
        raise InTeamAlready(name=own["name"])
    rules = await require_rules(event.id)
    if team["members"] >= rules.most:
        raise TeamFull(name=team["name"], most=rules.most)
    if not await standing.is_in(event.id, person.id):
        await _wish(event.id, team_id, person.id, now=now)
        return False
    await _come_in(event, team, person.id, now=now)
    return True


async def _come_in(event: Event, team: asyncpg.Record, user_id: int, *, now: datetime) -> None:
    await members.come_in(event, team, user_id, await require_rules(event.id), now=now)
    if team["captain_id"] != user_id:
        await members.tell(team["captain_id"], "joined", event.id, team["id"], who=user_id, now=now)


async def _event_of(team_id: int) -> int:
    event_id: int | None = await database.fetchval("SELECT event_id FROM event_teams WHERE id = $1", team_id)
    if event_id is None:  # its last member has gone meanwhile
        raise TeamLinkGone
    return event_id


async def _wish(event_id: int, team_id: int, user_id: int, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO event_team_wishes (event_id, team_id, user_id, asked_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (event_id, user_id) DO UPDATE SET team_id = excluded.team_id, asked_at = excluded.asked_at",
        *(event_id, team_id, user_id, now),
    )


async def registered(event: Event, user_id: int, *, now: datetime) -> None:
    """Who came by a team's link is in the event now, and so in the team; told if it has filled up meanwhile."""
    team = await database.fetchrow(
        "SELECT t.* FROM event_team_wishes w JOIN event_teams t ON t.id = w.team_id "
        "WHERE w.event_id = $1 AND w.user_id = $2",
        *(event.id, user_id),
    )
    if team is None or await rules_of(event.id) is None:
        return
    try:
        members.require_open(event, now=now)
        await _come_in(event, team, user_id, now=now)
    except (TeamFull, TeamsClosed):
        await database.execute("DELETE FROM event_team_wishes WHERE event_id = $1 AND user_id = $2", event.id, user_id)
        await members.tell(user_id, "full", event.id, team["id"], name=team["name"], now=now)


async def leave(person: Person, event_id: int, *, now: datetime) -> None:
    """Raises NotFound, NotInTeam, TeamsClosed."""
    event = await load(event_id)
    team = await members.team_of(event.id, person.id)
    if team is None:
        await require_access_to(person, event)
        raise NotInTeam
    members.require_open(event, now=now)
    await members.go_out(event, team, person.id, now=now)


async def left_event(event: Event, user_id: int, *, now: datetime) -> None:
    """Who is not in the event any more is in no team of it. The caller holds the event."""
    await database.execute("DELETE FROM event_team_wishes WHERE event_id = $1 AND user_id = $2", event.id, user_id)
    team = await members.team_of(event.id, user_id)
    if team is not None:
        await members.go_out(event, team, user_id, now=now)


async def put(actor: Person, registration_id: int, team_id: int | None, *, now: datetime) -> None:
    """The organizer puts somebody into a team, or takes them out of theirs (None); they are told.

    Raises NotFound, NotAllowed, NoTeamsHere, TeamFirst, TeamFull, SaidTooMuch.
    """
    row = await database.fetchrow("SELECT event_id, user_id FROM registrations WHERE id = $1", registration_id)
    if row is None:
        raise NotFound
    event = await load_managed(actor, row["event_id"])
    if event.status in RUNNING:
        await hold_board(event)
    rules, user_id = await require_rules(event.id), row["user_id"]
    await members.require_in_event(event.id, user_id)
    before = await members.team_of(event.id, user_id)
    if (before["id"] if before else None) == team_id:
        return
    await pace.require_call(actor.id, user_id, now=now)
    wanted = await _team_in(event.id, team_id) if team_id is not None else None
    if before is not None:
        await members.go_out(event, before, user_id, now=now)
    if wanted is not None:
        await members.come_in(event, wanted, user_id, rules, now=now)
        await members.tell(user_id, "put", event.id, wanted["id"], now=now)
    elif before is not None:
        await members.tell(user_id, "removed", event.id, before["id"], name=before["name"], now=now)
    details = {"registration": registration_id, "team": team_id}
    await trail.record(actor.id, "event-team-put", f"event:{event.id}", now=now, details=details)


async def _team_in(event_id: int, team_id: int) -> asyncpg.Record:
    team = await database.fetchrow("SELECT * FROM event_teams WHERE id = $1 AND event_id = $2", team_id, event_id)
    if team is None:
        raise NotFound
    return team
