"""The draw: who takes part, in which order of strength, and the matches that this makes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.events import lifecycle
from domain.events.entry.statuses import PLACED_SQL
from domain.events.models import Event
from domain.events.tournaments import board, formats, setup, telling
from domain.events.tournaments.board import Board
from domain.events.tournaments.errors import (
    AlreadyPlayed,
    NotDrawn,
    NotSetUp,
    RegistrationStillOpen,
    TooFewPlayers,
    TooManyPlayers,
)
from domain.events.tournaments.models import TournamentPlayer

_dice = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Entrant:
    registration_id: int
    user_id: int
    number: int


_ENTRANTS = f"""
SELECT id AS registration_id, user_id, coalesce(number, id) AS number FROM registrations
WHERE event_id = $1 AND status IN {PLACED_SQL} ORDER BY number, id
"""
_RATED = """
SELECT id, coalesce(answers ->> $2, notes ->> $2) AS rating FROM registrations WHERE event_id = $1
"""


async def draw(actor: Person, event_id: int, *, now: datetime) -> None:
    """Draw, or draw anew, as long as nobody has reported anything. Only who manages the event sees it until it starts.

    Raises NotFound, NotAllowed, NotSetUp, RegistrationStillOpen, AlreadyPlayed, TooFewPlayers, TooManyPlayers.
    """
    event = await setup.managed(actor, event_id)
    hand = await board.hold(event_id=event.id)
    if hand is None:
        raise NotSetUp
    if hand.has_results or hand.tournament.state == "finished":
        raise AlreadyPlayed
    if takes_registrations(event, now=now):
        raise RegistrationStillOpen
    entrants = await _seeded(event, hand)
    _check_count(len(entrants), hand.tournament.format)
    await _deal(hand, entrants)
    running = hand.tournament.state == "running"
    hand.tournament.state = "running" if running else "drawn"
    await hand.keep()
    await agenda.cancel(setup.DRAW_TIME, str(event.id))
    details = {"players": len(entrants)}
    await trail.record(actor.id, "tournament-drawn", f"event:{event.id}", now=now, details=details)
    if running:
        await telling.begun(hand, event, now=now)
    await setup.changed(event.id, now=now)


async def close_and_draw(actor: Person, event_id: int, *, now: datetime) -> None:
    """[Начать событие и провести жеребьёвку]: whoever would come later, does not."""
    event = await setup.managed(actor, event_id)
    if event.status in ("published", "registration_open"):
        await lifecycle.start(actor, event_id, now=now)
    await draw(actor, event_id, now=now)


async def begin(actor: Person, event_id: int, *, now: datetime) -> None:
    """Show the bracket to everybody and send the players into their first matches. Once; raises NotDrawn."""
    event = await setup.managed(actor, event_id)
    hand = await board.hold(event_id=event.id)
    if hand is None or hand.tournament.state == "open":
        raise NotDrawn
    if hand.tournament.state != "drawn":
        return
    hand.tournament.state, hand.tournament.started_at = "running", now
    await hand.keep()
    await trail.record(actor.id, "tournament-begun", f"event:{event.id}", now=now)
    await telling.begun(hand, event, now=now)
    await telling.ended_if_over(hand, event, now=now)
    await setup.changed(event.id, now=now)


async def remind(event_id: int, *, now: datetime) -> datetime | None:
    """What the agenda asks for: nobody can enter any more, so it can be drawn. Answers when to look again."""
    event = await lifecycle.load(event_id)
    hand = await board.hold(event_id=event.id)
    if hand is None or hand.tournament.state != "open" or event.status in ("draft", "finished", "cancelled"):
        return None
    if takes_registrations(event, now=now) or event.status == "published":
        closes_at = setup.closes_at(event)
        return closes_at if closes_at > now else None
    await telling.time_to_draw(event, now=now)
    return None


def takes_registrations(event: Event, *, now: datetime) -> bool:
    return event.status in ("published", "registration_open") and now < setup.closes_at(event)


def _check_count(count: int, name: str) -> None:
    if count < formats.LEAST:
        raise TooFewPlayers
    if count > formats.MOST[name]:
        raise TooManyPlayers(most=formats.MOST[name], count=count)


async def _seeded(event: Event, hand: Board) -> list[Entrant]:
    """The best first."""
    rows = await database.fetch(_ENTRANTS, event.id)
    entrants = [Entrant(**dict(row)) for row in rows]
    seeding = hand.tournament.seeding
    if seeding == "random":
        _dice.shuffle(entrants)
    elif seeding == "manual":
        by_id = {one.registration_id: one for one in entrants}
        numbers = {one.number: one.registration_id for one in entrants}
        entrants = [by_id[one] for one in setup.in_order(numbers, hand.tournament.seed_order)]
    elif seeding.startswith(setup.RATING):
        ratings = await _ratings(event.id, seeding.removeprefix(setup.RATING))
        entrants.sort(key=lambda one: (-ratings.get(one.registration_id, float("-inf")), one.number))
    return entrants


async def _ratings(event_id: int, key: str) -> dict[int, float]:
    """Who has named none comes last."""
    found = {}
    for row in await database.fetch(_RATED, event_id, key):
        try:
            found[row["id"]] = float(row["rating"])
        except (TypeError, ValueError):
            continue
    return found


async def _deal(hand: Board, entrants: list[Entrant]) -> None:
    tournament = hand.tournament
    await setup.wipe(tournament.id)
    hand.players = [
        TournamentPlayer(
            tournament_id=tournament.id, seed=seed, user_id=one.user_id, registration_id=one.registration_id
        )
        for seed, one in enumerate(entrants, 1)
    ]
    await TournamentPlayer.bulk_create(hand.players)
    hand.matches = []
    hand.add(formats.first_matches(hand.plan))
    hand.settle()
