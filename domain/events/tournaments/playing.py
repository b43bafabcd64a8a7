"""What players do: they report how their match went, the other confirms or disputes it; time confirms in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.models import Event
from domain.events.policy import require_player
from domain.events.tournaments import board, formats, scores, setup, telling
from domain.events.tournaments.board import Board
from domain.events.tournaments.errors import (
    AlreadyWithdrawn,
    MatchChanged,
    MatchFrozen,
    MatchNotOpen,
    NotRunning,
)
from domain.events.tournaments.models import TournamentMatch
from domain.events.tournaments.scores import Score
from domain.notifications import pace
from domain.notifications.rules import quiet_until

STANDS_AFTER = timedelta(hours=3)
STANDS = "tournament-stands"
_NIGHT = (22, 9)
"""At the event: nobody's silence at night is a yes."""


async def report(person: Person, match_id: int, mine: int, theirs: int, *, version: int, now: datetime) -> str:
    """«Моя победа 2:1», of one's own match: the score is said from the player's own side. Answers the match's state.

    Said again, it is nothing; when both say the same at once, it is confirmed; when they say different things, it is
    disputed. Raises NotFound, NotRunning, MatchNotOpen, MatchFrozen, MatchChanged, BadScore, DrawNotAllowed,
    SaidTooMuch.
    """
    hand, event, match = await _own_match(person, match_id)
    score = (mine, theirs) if hand.seed_of(person.id) == match.first_seed else (theirs, mine)
    scores.check(*score, hand.tournament.best_of, may_draw=formats.is_table(match.part))
    same = score == (match.first_score, match.second_score)
    if match.state == "reported" and match.reported_by != person.id:
        return await (_agree if same else _disagree)(person, hand, event, match, now=now)
    if same and match.state in ("reported", "done"):
        return str(match.state)
    _require_open(match)
    if match.version != version:
        raise MatchChanged
    await pace.require(person.id, f"match:{match.id}", pace.CHANGES, now=now)
    await _report(person, hand, event, match, score, now=now)
    return "reported"


async def confirm(person: Person, match_id: int, *, version: int, now: datetime) -> None:
    """The other's report is right. `version` is that of the match as it was shown. Raises as `report` does."""
    hand, event, match = await _own_match(person, match_id)
    if match.state == "done" and match.decided_by == person.id:
        return
    if match.state != "reported" or match.reported_by == person.id:
        _require_open(match)
        raise MatchNotOpen
    if match.version != version:
        raise MatchChanged
    await _agree(person, hand, event, match, now=now)


async def dispute(person: Person, match_id: int, *, version: int, now: datetime) -> None:
    """The other's report is wrong: nothing moves until who judges has decided. Raises as `report` does."""
    hand, event, match = await _own_match(person, match_id)
    if match.state == "disputed":
        return
    if match.state != "reported" or match.reported_by == person.id:
        raise MatchNotOpen
    if match.version != version:
        raise MatchChanged
    await _disagree(person, hand, event, match, now=now)


async def stand(match_id: int, *, now: datetime) -> datetime | None:
    """What the agenda asks for: a report that nobody has answered becomes the result."""
    try:
        hand = await board.hold_match(match_id)
    except NotFound:
        return None
    match = hand.match(match_id)
    event = await lifecycle.load(hand.tournament.event_id, lock=False)
    if match.state != "reported" or event.status == "cancelled":
        return None
    if match.stands_at and match.stands_at > now:
        return match.stands_at
    await settle(hand, event, match, lambda: board.decide(match, _said(match), None, now=now), told=None, now=now)
    return None


async def leave(person: Person, event_id: int, *, now: datetime) -> None:
    """Out of the tournament by oneself: what is still to be played is a walkover. Raises NotFound, NotRunning."""
    hand = await board.hold(event_id=event_id)
    seed = hand.seed_of(person.id) if hand else None
    if hand is None or seed is None:
        raise NotFound
    event = await lifecycle.load(event_id, lock=False)
    if hand.tournament.state != "running":
        raise NotRunning
    await take_out(hand, event, seed, "", now=now)
    await trail.record(person.id, "tournament-left", f"event:{event.id}", now=now)


async def left_event(event: Event, user_id: int, *, now: datetime) -> None:
    """Who gives up their place in the event gives up the tournament with it. The caller holds the event."""
    if event.kind != "tournament":
        return
    hand = await board.hold(event_id=event.id)
    seed = hand.seed_of(user_id) if hand else None
    if hand and seed and hand.tournament.state in ("drawn", "running") and not hand.player(seed).withdrawn_at:
        await take_out(hand, event, seed, "", now=now)


async def take_out(hand: Board, event: Event, seed: int, reason: str, *, now: datetime) -> None:
    """Raises AlreadyWithdrawn."""
    player = hand.player(seed)
    if player.withdrawn_at:
        raise AlreadyWithdrawn
    before = hand.current()
    lost = [one for one in hand.matches if one.state in board.OPEN and seed in (one.first_seed, one.second_seed)]
    player.withdrawn_at, player.withdrawn_because = now, reason
    await player.save()
    hand.settle()
    await hand.keep()
    for one in lost:
        await agenda.cancel(STANDS, str(one.id))
    if hand.tournament.state != "drawn":
        now_first = lost[0] if lost and lost[0].state == "walkover" else None
        await telling.moved_on(hand, event, before, now_first, player.user_id, now=now)
        await telling.ended_if_over(hand, event, now=now)
    await setup.changed(event.id, now=now)


async def settle(
    hand: Board,
    event: Event,
    match: TournamentMatch,
    change: Callable[[], None],
    *,
    told: int | None,
    now: datetime,
) -> None:
    """Change a match, and let everything follow from it: rounds, messages, the end.

    What is on the agenda for it is the caller's: the agenda itself may be the caller.
    """
    before, decided = hand.current(), {one.id for one in hand.matches if board.is_decided(one)}
    change()
    hand.settle()
    await hand.keep()
    undone = [one for one in hand.matches if one.id in decided and not board.is_decided(one)]
    ended = match if match.state in board.OVER else None
    await telling.undone(hand, event, undone, now=now)
    await telling.moved_on(hand, event, before, ended, told, now=now, but={one.id for one in undone})
    await telling.ended_if_over(hand, event, now=now)
    await setup.changed(event.id, now=now)


async def _own_match(person: Person, match_id: int) -> tuple[Board, Event, TournamentMatch]:
    """For everybody else it does not exist."""
    hand = await board.hold_match(match_id)
    match = hand.match(match_id)
    players = [hand.player(seed).user_id for seed in (match.first_seed, match.second_seed) if seed]
    event = await lifecycle.load(hand.tournament.event_id, lock=False)
    require_player(person, players, shown=hand.tournament.state in ("running", "finished"))
    if event.status == "cancelled":
        raise NotRunning
    return hand, event, match


def _require_open(match: TournamentMatch) -> None:
    if match.state == "disputed":
        raise MatchFrozen
    if match.state not in ("ready", "reported"):
        raise MatchNotOpen


async def _report(
    person: Person, hand: Board, event: Event, match: TournamentMatch, score: Score, *, now: datetime
) -> None:
    """Also one that takes the place of the same player's own, as long as it is not answered."""
    match.state, match.reported_by = "reported", person.id
    match.first_score, match.second_score = score
    match.stands_at = stands_at(event, now=now)
    await hand.keep()
    await agenda.plan(STANDS, str(match.id), match.stands_at)
    await telling.reported(hand, event, match, now=now)
    await setup.changed(event.id, now=now)


async def _agree(person: Person, hand: Board, event: Event, match: TournamentMatch, *, now: datetime) -> str:
    said = _said(match)
    await agenda.cancel(STANDS, str(match.id))
    await settle(hand, event, match, lambda: board.decide(match, said, person.id, now=now), told=person.id, now=now)
    return "done"


async def _disagree(person: Person, hand: Board, event: Event, match: TournamentMatch, *, now: datetime) -> str:
    match.state, match.stands_at = "disputed", None
    await hand.keep()
    await agenda.cancel(STANDS, str(match.id))
    await telling.disputed(hand, event, match, person.id, now=now)
    await setup.changed(event.id, now=now)
    return "disputed"


def _said(match: TournamentMatch) -> Score:
    assert match.first_score is not None and match.second_score is not None
    return match.first_score, match.second_score


def stands_at(event: Event, *, now: datetime) -> datetime:
    """Three hours on; in the morning, where that would be at night."""
    moment = now + STANDS_AFTER
    return quiet_until(moment, event.zone, *_NIGHT) or moment
