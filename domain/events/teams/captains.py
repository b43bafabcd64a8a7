"""A team's captain: makes it, names it, invites, passes the armband on, takes somebody out. So may the organizer."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.access import require_access_to
from domain.events.lifecycle import load
from domain.events.links import new_token, open_link
from domain.events.models import Event
from domain.events.policy import may_manage
from domain.events.teams import members, sums
from domain.events.teams.errors import NotInTeam, NotTheCaptain, TeamNameTaken, TeamNameWrong
from domain.events.teams.rules import require_rules
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_line
from domain.notifications import outbox, pace
from domain.notifications.rules import Topic

SHORTEST, LONGEST = 1, 40
INVITATION = "team-invitation"
NAME_FORM = Form("team-name", (Field("name", Kind.TEXT, words="team-ask-name", min=SHORTEST, max=LONGEST),))
RENAME_FORM = Form("team-rename", (Field("name", Kind.TEXT, words="team-ask-name", min=SHORTEST, max=LONGEST),))


def clean_name(said: str) -> str:
    """Raises TeamNameWrong."""
    name = clean_line(said)
    if not SHORTEST <= len(name) <= LONGEST or not any(letter.isalnum() for letter in name):
        raise TeamNameWrong(shortest=SHORTEST, longest=LONGEST)
    return name


def key_of(name: str) -> str:
    return name.casefold().replace("ё", "е")


async def make(person: Person, event_id: int, name: str, *, now: datetime) -> int:
    """The new team's id; who made it is its captain.

    Raises NotFound, NoTeamsHere, TeamsClosed, TeamFirst, InTeamAlready, TeamNameWrong, TeamNameTaken.
    """
    event = await load(event_id)
    await require_access_to(person, event)
    await require_rules(event.id)
    members.require_open(event, now=now)
    await members.require_in_event(event.id, person.id)
    await members.require_no_team(event.id, person.id)
    team_id = await _insert(event, person.id, clean_name(name), now=now)
    await members.add(event.id, team_id, person.id, now=now)
    return team_id


async def _insert(event: Event, captain_id: int, name: str, *, now: datetime) -> int:
    team_id: int | None = await database.fetchval(
        "INSERT INTO event_teams (event_id, captain_id, name, name_key, token, members, counted, sort_key, created_at) "
        "VALUES ($1, $2, $3, $4, $5, 1, 0, $6, $7) ON CONFLICT (event_id, name_key) DO NOTHING RETURNING id",
        *(event.id, captain_id, name, key_of(name), new_token(), sums.EMPTY, now),
    )
    if team_id is None:
        raise TeamNameTaken(name=name)
    return team_id


async def rename(actor: Person, team_id: int, name: str, *, now: datetime) -> None:
    """Raises NotFound, NotTheCaptain, TeamsClosed, TeamNameWrong, TeamNameTaken."""
    event, team = await _led(actor, team_id, now=now)
    said = clean_name(name)
    taken = "SELECT EXISTS (SELECT 1 FROM event_teams WHERE event_id = $1 AND name_key = $2 AND id <> $3)"
    if await database.fetchval(taken, event.id, key_of(said), team_id):
        raise TeamNameTaken(name=said)
    await database.execute("UPDATE event_teams SET name = $2, name_key = $3 WHERE id = $1", team_id, said, key_of(said))
    await _note(actor, event, team, "event-team-renamed", now=now)


async def remove(actor: Person, team_id: int, user_id: int, *, now: datetime) -> None:
    """Who is taken out is told, and does not come back by the old link: the team has another one.

    Raises NotFound, NotTheCaptain, TeamsClosed, NotInTeam.
    """
    event, team = await _led(actor, team_id, now=now)
    await _require_member(event.id, team_id, user_id)
    await members.go_out(event, team, user_id, now=now)
    await database.execute("UPDATE event_teams SET token = $2 WHERE id = $1", team_id, new_token())
    if user_id != actor.id:
        await members.tell(user_id, "removed", event.id, team_id, name=team["name"], now=now)
    await _note(actor, event, team, "event-team-member-removed", now=now, user=user_id)


async def _require_member(event_id: int, team_id: int, user_id: int) -> None:
    own = await members.team_of(event_id, user_id)
    if own is None or own["id"] != team_id:
        raise NotInTeam


async def pass_on(actor: Person, team_id: int, user_id: int, *, now: datetime) -> None:
    """Another member is the captain. Raises NotFound, NotTheCaptain, TeamsClosed, NotInTeam."""
    event, team = await _led(actor, team_id, now=now)
    await _require_member(event.id, team_id, user_id)
    if team["captain_id"] == user_id:
        return
    await database.execute("UPDATE event_teams SET captain_id = $2 WHERE id = $1", team_id, user_id)
    await members.tell(user_id, "captain", event.id, team_id, now=now)
    await _note(actor, event, team, "event-team-captain-changed", now=now, user=user_id)


async def invite(actor: Person, team_id: int, person: Person, *, now: datetime) -> bool:
    """A word to somebody with the way into the team, and to its event if that is private; once a day.

    Raises NotFound, NotTheCaptain, TeamsClosed, InTeamAlready, SaidTooMuch.
    """
    event, _ = await _led(actor, team_id, now=now)
    await members.require_no_team(event.id, person.id)
    await pace.require_call(actor.id, person.id, now=now)
    if event.visibility == "private" and event.link_token:
        await open_link(person.id, event.link_token)
    return await outbox.notify(
        person.id,
        INVITATION,
        params={"event_id": event.id, "team_id": team_id, "by": actor.id},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{INVITATION}:{team_id}:{person.id}:{now:%Y%m%d}",
        expires_at=event.registration_closes_at or event.starts_at,
        now=now,
    )


async def _led(actor: Person, team_id: int, *, now: datetime) -> tuple[Event, asyncpg.Record]:
    """The captain's until registration closes, the organizer's always. Raises NotFound, NotTheCaptain, TeamsClosed."""
    event_id = await database.fetchval("SELECT event_id FROM event_teams WHERE id = $1", team_id)
    if event_id is None:
        raise NotFound
    event = await load(event_id)
    await require_access_to(actor, event)
    team = await database.fetchrow("SELECT * FROM event_teams WHERE id = $1", team_id)
    if team is None:
        raise NotFound
    if may_manage(actor, event):
        return event, team
    if team["captain_id"] != actor.id:
        raise NotTheCaptain
    members.require_open(event, now=now)
    return event, team


async def _note(actor: Person, event: Event, team: asyncpg.Record, what: str, *, now: datetime, **more: int) -> None:
    """What the organizer does with a team that is not theirs is audited."""
    if team["captain_id"] != actor.id:
        details = {"team": team["id"], **more}
        await trail.record(actor.id, what, f"event:{event.id}", now=now, details=details)
