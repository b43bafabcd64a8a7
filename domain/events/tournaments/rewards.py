"""What the end of a tournament gives: badges and prizes; taken back while it is not over again."""

from __future__ import annotations

from datetime import datetime

from domain.events.awards import giving
from domain.events.awards.standing import Holder, Standing
from domain.events.models import Event
from domain.events.tournaments.board import Board
from domain.events.tournaments.cards import BracketCard, podium
from domain.events.tournaments.shown import with_matches


def standing_of(event: Event, hand: Board) -> Standing:
    """Nobody, as long as it is not over."""
    tournament = hand.tournament
    if tournament.state != "finished":
        return Standing("player", (), ())
    known = BracketCard(
        event_id=event.id,
        title=event.title,
        event_status=event.status,
        zone=event.zone,
        registration_is_open=False,
        manages=False,
        state=tournament.state,
        format=tournament.format,
        bronze=tournament.bronze,
    )
    places = podium(with_matches(known, hand, {}))
    holders = [Holder(hand.player(seed).user_id, place) for place, seed in places]
    return Standing("player", [one.user_id for one in hand.players if not one.withdrawn_at], holders)


async def follow(event: Event, hand: Board, *, told: bool, now: datetime) -> None:
    """`told`: everybody hears of the end anyhow; else those hear of it to whom a correction gave a prize."""
    found = standing_of(event, hand)
    if hand.tournament.state != "finished":
        await giving.take_back(event.id, found, now=now)
        return
    fresh = await giving.approved(event.id, event.title, found, now=now)
    if not told:
        await giving.tell_winners(event.id, fresh, now=now)
