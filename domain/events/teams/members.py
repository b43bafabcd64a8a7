"""Teams as rows: who comes in, who goes out, what becomes of the captain. The callers hold the event."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.events.models import Event
from domain.events.people import standing
from domain.events.results.boards import RUNNING, changed, hold_board
from domain.events.teams import sums
from domain.events.teams.errors import InTeamAlready, TeamFirst, TeamFull, TeamsClosed
from domain.events.teams.rules import TeamRules
from domain.notifications import outbox
from domain.notifications.rules import Topic

NEWS = "team-news"


def require_open(event: Event, *, now: datetime) -> None:
    """Raises TeamsClosed."""
    closes_at = event.registration_closes_at or event.starts_at
    if event.status != "registration_open" or closes_at <= now:
        raise TeamsClosed


async def require_in_event(event_id: int, user_id: int) -> None:
    """Raises TeamFirst."""
    if not await standing.is_in(event_id, user_id):
        raise TeamFirst


async def team_of(event_id: int, user_id: int) -> asyncpg.Record | None:
    return await database.fetchrow(
        "SELECT t.* FROM event_team_members m JOIN event_teams t ON t.id = m.team_id "
        "WHERE m.event_id = $1 AND m.user_id = $2",
        *(event_id, user_id),
    )


async def require_no_team(event_id: int, user_id: int) -> None:
    """Raises InTeamAlready."""
    team = await team_of(event_id, user_id)
    if team is not None:
        raise InTeamAlready(name=team["name"])


async def come_in(event: Event, team: asyncpg.Record, user_id: int, rules: TeamRules, *, now: datetime) -> None:
    """Never more than the rules allow, in one conditional statement. Raises TeamFull."""
    is_room = await database.fetchval(
        "UPDATE event_teams SET members = members + 1 WHERE id = $1 AND members < $2 RETURNING TRUE",
        *(team["id"], rules.most),
    )
    if not is_room:
        raise TeamFull(name=team["name"], most=rules.most)
    await add(event.id, team["id"], user_id, now=now)
    await _sum_up(event, team["id"], now=now)


async def add(event_id: int, team_id: int, user_id: int, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO event_team_members (event_id, team_id, user_id, joined_at) VALUES ($1, $2, $3, $4)",
        *(event_id, team_id, user_id, now),
    )
    await database.execute("DELETE FROM event_team_wishes WHERE event_id = $1 AND user_id = $2", event_id, user_id)


async def go_out(event: Event, team: asyncpg.Record, user_id: int, *, now: datetime) -> None:
    """The last one takes the team with them; after the captain who has been in it longest is captain, and told so."""
    await database.execute("DELETE FROM event_team_members WHERE team_id = $1 AND user_id = $2", team["id"], user_id)
    left: int = await database.fetchval(
        "UPDATE event_teams SET members = members - 1 WHERE id = $1 RETURNING members", team["id"]
    )
    if left == 0:
        await database.execute("DELETE FROM event_teams WHERE id = $1", team["id"])
        return
    if team["captain_id"] == user_id:
        await _next_captain(event, team["id"], now=now)
    await _sum_up(event, team["id"], now=now)


async def _next_captain(event: Event, team_id: int, *, now: datetime) -> None:
    captain_id: int = await database.fetchval(
        "UPDATE event_teams SET captain_id = (SELECT user_id FROM event_team_members WHERE team_id = $1 "
        "ORDER BY id LIMIT 1) WHERE id = $1 RETURNING captain_id",
        team_id,
    )
    await tell(captain_id, "captain", event.id, team_id, now=now)


async def _sum_up(event: Event, team_id: int, *, now: datetime) -> None:
    """Before the start nobody has a result."""
    if event.status not in RUNNING:
        return
    board = await hold_board(event)
    await sums.sum_up(event.id, board.scoring, team_id=team_id)
    await changed(event.id, now=now)


async def tell(
    user_id: int, what: str, event_id: int, team_id: int, *, name: str = "", who: int | None = None, now: datetime
) -> None:
    """`what`: joined, captain, removed, put, full. `name`: of a team that may be gone by then."""
    params = {"event_id": event_id, "team_id": team_id, "what": what, "name": name, "who": who}
    subject = f"event:{event_id}"
    await outbox.notify(user_id, NEWS, params=params, topic=Topic.EVENTS, subject=subject, now=now)
