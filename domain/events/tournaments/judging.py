"""What who manages the event does as a judge: enter and correct results, give a walkover, take somebody out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.errors import ReasonNeeded
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.tournaments import board, formats, playing, scores, telling
from domain.events.tournaments.board import Board
from domain.events.tournaments.errors import LaterPlayed, MatchChanged, MatchNotOpen, NotRunning
from domain.events.tournaments.models import TournamentMatch
from domain.forms.texts import clean_line
from domain.notifications import pace

REASON_LENGTH = 300


async def enter(
    actor: Person, match_id: int, first: int, second: int, *, version: int | None, undo: bool = False, now: datetime
) -> None:
    """The result, whatever was said before. `version`: of the match as it was shown; None does not ask.

    Another winner than before changes who meets whom later. Where that has been played, it raises LaterPlayed with how
    many matches; with `undo` they are played anew.
    Raises NotFound, NotAllowed, NotRunning, MatchNotOpen, MatchChanged, BadScore, DrawNotAllowed, SaidTooMuch.
    """
    hand, event, match = await _judged(actor, match_id)
    scores.check(first, second, hand.tournament.best_of, may_draw=formats.is_table(match.part))
    if match.state == "done" and (match.first_score, match.second_score) == (first, second):
        return
    _require(match, version)

    def decide() -> None:
        board.decide(match, (first, second), actor.id, now=now)

    await _change(actor, hand, event, match, decide, undo=undo, now=now)


async def walk_over(
    actor: Person, match_id: int, winner: int, *, version: int | None, undo: bool = False, now: datetime
) -> None:
    """One of the two did not come: the other goes on. Raises as `enter` does."""
    hand, event, match = await _judged(actor, match_id)
    if winner not in (match.first_seed, match.second_seed):
        raise NotFound
    if match.state == "walkover" and match.winner == winner:
        return
    _require(match, version)

    def give() -> None:
        board.clear(match)
        match.state, match.winner, match.decided_by, match.decided_at = "walkover", winner, actor.id, now

    await _change(actor, hand, event, match, give, undo=undo, now=now)


async def take_back(actor: Person, match_id: int, *, version: int | None, undo: bool = False, now: datetime) -> None:
    """As if it had not been played. Raises as `enter` does."""
    hand, event, match = await _judged(actor, match_id)
    if match.state == "ready":
        return
    _require(match, version)
    if not board.is_said(match):
        raise MatchNotOpen
    await _change(actor, hand, event, match, lambda: board.clear(match), undo=undo, now=now)


async def withdraw(actor: Person, player_id: int, reason: str, *, now: datetime) -> int:
    """Take a player out: what they have played stands, the rest is a walkover; they are told why. Answers the event.

    Raises NotFound, NotAllowed, NotRunning, ReasonNeeded, AlreadyWithdrawn.
    """
    found = await database.fetchval("SELECT tournament_id FROM tournament_players WHERE id = $1", player_id)
    hand = await board.hold(tournament_id=found) if found else None
    player = next((one for one in hand.players if one.id == player_id), None) if hand else None
    if hand is None or player is None:
        raise NotFound
    event = await _managed(actor, hand)
    if hand.tournament.state != "running":
        raise NotRunning
    because = clean_line(reason)[:REASON_LENGTH]
    if not because:
        raise ReasonNeeded
    await playing.take_out(hand, event, player.seed, because, now=now)
    await telling.withdrawn(event, player.user_id, because, now=now)
    details = {"player": player.user_id}
    await trail.record(actor.id, "tournament-withdrawn", f"event:{event.id}", now=now, details=details)
    return int(event.id)


async def _judged(actor: Person, match_id: int) -> tuple[Board, Event, TournamentMatch]:
    hand = await board.hold_match(match_id)
    event = await _managed(actor, hand)
    match = hand.match(match_id)
    if hand.tournament.state not in ("running", "finished") or event.status == "cancelled":
        raise NotRunning
    if not (match.first_seed and match.second_seed):
        raise MatchNotOpen
    return hand, event, match


async def _managed(actor: Person, hand: Board) -> Event:
    event = await lifecycle.load(hand.tournament.event_id, lock=False)
    require_manager(actor, event)
    return event


def _require(match: TournamentMatch, version: int | None) -> None:
    if version is not None and match.version != version:
        raise MatchChanged
    if match.state not in (*board.OPEN, "done", "walkover"):
        raise MatchNotOpen


async def _change(
    actor: Person,
    hand: Board,
    event: Event,
    match: TournamentMatch,
    change: Callable[[], None],
    *,
    undo: bool,
    now: datetime,
) -> None:
    said = [one for one in hand.matches if board.is_said(one) and one is not match]
    qualified = _playoff(hand)

    def with_all_that_follows() -> None:
        change()
        if qualified is not None:
            hand.settle()
            if _qualified(hand) != qualified:
                hand.drop("W", "B")
        hand.settle()
        lost = [one for one in said if one not in hand.matches or not board.is_said(one)]
        if lost and not undo:
            raise LaterPlayed(count=len(lost))

    await pace.require(actor.id, f"match:{match.id}", pace.CHANGES, now=now)
    await agenda.cancel(playing.STANDS, str(match.id))
    await playing.settle(hand, event, match, with_all_that_follows, told=actor.id, now=now)
    details = {"match": match.key, "state": match.state, "undone": undo}
    await trail.record(actor.id, "tournament-decided", f"event:{event.id}", now=now, details=details)


def _playoff(hand: Board) -> list[str] | None:
    """Who has come out of the groups, once they have."""
    drawn = hand.tournament.format == "groups" and any(one.part == "W" for one in hand.matches)
    return _qualified(hand) if drawn else None


def _qualified(hand: Board) -> list[str]:
    """As the playoff that there is, or would be, writes it; nobody while the groups are not played."""
    if any(formats.is_table(one.part) and one.state not in board.OVER for one in hand.matches):
        return []
    return [f"{one.key}{one.sides}" for one in hand.playoff()]
