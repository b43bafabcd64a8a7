"""A tournament as one viewer sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.access import require_access
from domain.events.entry.statuses import OUT_SQL
from domain.events.models import Event
from domain.events.tournaments import board, drawing
from domain.events.tournaments.board import Board
from domain.events.tournaments.cards import BracketCard, MatchCard
from domain.events.tournaments.shown import with_matches

_SHOWN = ("running", "finished")
_NAMES = """
SELECT p.user_id, coalesce(nullif(trim(p.first_name || CASE WHEN p.last_name <> '' AND p.first_name <> ''
           THEN ' ' || left(p.last_name, 1) || '.' ELSE p.last_name END), ''), p.nickname, '') AS name
FROM profiles p WHERE p.user_id = ANY($1)
"""


async def get_bracket(event_id: int, viewer: Person, *, now: datetime) -> BracketCard:
    """Raises NotFound for an event that the viewer may not see, and for one that is no tournament."""
    manages = await require_access(viewer, event_id)
    event = await lifecycle.load(event_id, lock=False)
    hand = await board.look(event_id)
    card = await _card(event, hand, manages=manages, now=now)
    plays = hand is not None and card.state in _SHOWN and event.status != "cancelled"
    return replace(card, own_seed=hand.seed_of(viewer.id) if hand and plays else None)


async def get_shared_bracket(event_id: int, *, now: datetime) -> BracketCard:
    """As everybody sees it."""
    event = await lifecycle.load(event_id, lock=False)
    if event.status == "draft":
        raise NotFound
    return await _card(event, await board.look(event_id), manages=False, now=now)


async def get_bracket_of_match(match_id: int, viewer: Person, *, now: datetime) -> tuple[BracketCard, MatchCard]:
    """Raises NotFound, also for a match that the viewer may not see yet."""
    event_id = await database.fetchval(
        "SELECT t.event_id FROM tournament_matches m JOIN tournaments t ON t.id = m.tournament_id WHERE m.id = $1",
        match_id,
    )
    if event_id is None:
        raise NotFound
    card = await get_bracket(event_id, viewer, now=now)
    for one in card.matches:
        if one.id == match_id:
            return card, one
    raise NotFound


async def event_of_player(player_id: int) -> int:
    """Raises NotFound."""
    event_id: int | None = await database.fetchval(
        "SELECT t.event_id FROM tournament_players p JOIN tournaments t ON t.id = p.tournament_id WHERE p.id = $1",
        player_id,
    )
    if event_id is None:
        raise NotFound
    return event_id


async def own_tournaments(user_id: int, *, limit: int = 6) -> list[tuple[int, str]]:
    """Those that the person plays in or manages, the running ones first: event ids with titles."""
    rows = await database.fetch(
        "SELECT e.id, e.title FROM events e LEFT JOIN tournaments t ON t.event_id = e.id "
        "WHERE e.kind = 'tournament' AND e.status NOT IN ('draft', 'cancelled') AND e.archived_at IS NULL "
        "AND (e.organizer_id = $1 OR EXISTS (SELECT 1 FROM registrations r WHERE r.event_id = e.id "
        f"AND r.user_id = $1 AND r.status NOT IN {OUT_SQL})) "
        "ORDER BY coalesce(t.state, '') <> 'running', e.starts_at DESC, e.id LIMIT $2",
        *(user_id, limit),
    )
    return [(row["id"], row["title"]) for row in rows]


async def _card(event: Event, hand: Board | None, *, manages: bool, now: datetime) -> BracketCard:
    if event.kind != "tournament":
        raise NotFound
    known = BracketCard(
        event_id=event.id,
        title=event.title,
        event_status=event.status,
        zone=event.zone,
        registration_is_open=drawing.takes_registrations(event, now=now),
        manages=manages,
        state="none",
    )
    if hand is None:
        return known
    tournament = hand.tournament
    known = replace(
        known,
        state=tournament.state,
        format=tournament.format,
        best_of=tournament.best_of,
        seeding=tournament.seeding,
        bronze=tournament.bronze,
        version=tournament.version,
    )
    if tournament.state not in _SHOWN and not (manages and tournament.state == "drawn"):
        return known
    rows = await database.fetch(_NAMES, [one.user_id for one in hand.players])
    return with_matches(known, hand, {row["user_id"]: row["name"] for row in rows})
