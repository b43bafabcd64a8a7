"""What players, who judges and the groups are told of a tournament."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from domain.audit import trail
from domain.events import announcements
from domain.events.addressee import told_for
from domain.events.models import Event
from domain.events.tournaments import rewards
from domain.events.tournaments.board import Board
from domain.events.tournaments.models import TournamentMatch
from domain.notifications import outbox
from domain.notifications.rules import Topic
from domain.spaces.queries import linked_spaces

Current = dict[int, tuple[int, int]]
"""Each player's next match and opponent, as `Board.current` knows it."""


async def begun(hand: Board, event: Event, *, now: datetime) -> None:
    """Everybody's first match, or that they rest; the groups hear that there is a bracket."""
    meets = hand.current()
    for player in hand.players:
        if player.withdrawn_at:
            continue
        if player.seed in meets:
            await _next(hand, event, player.seed, meets[player.seed][0], None, now=now)
        else:
            await _tell(hand, event, player.seed, "tournament-rest", now=now)
    await _tell_groups(event, "tournament-begun-in-group", now=now)


async def moved_on(
    hand: Board,
    event: Event,
    before: Current,
    ended: TournamentMatch | None,
    told: int | None,
    *,
    now: datetime,
    but: Collection[int] = (),
) -> None:
    """Who has a next match hears of it; whose match has ended hears how, and what that means for them.

    `told` is the person whose own screen says it already; `but` are matches of which their players have heard.
    """
    after = hand.current()
    fresh = {seed for seed, meeting in after.items() if before.get(seed) != meeting and meeting[0] not in but}
    fresh = {seed for seed in fresh if hand.match(after[seed][0]).state == "ready"}
    of_match = {ended.first_seed, ended.second_seed} - {None} if ended else set()
    for seed in sorted(fresh):
        match_id = ended.id if ended and seed in of_match else None
        await _next(hand, event, seed, after[seed][0], match_id, now=now)
    for seed in sorted(one for one in of_match if one is not None and one not in fresh):
        player = hand.player(seed)
        if ended and player.user_id != told and not player.withdrawn_at:
            await _tell(hand, event, seed, "tournament-result", ended.id, now=now)


async def _next(hand: Board, event: Event, seed: int, match_id: int, ended: int | None, *, now: datetime) -> None:
    await _tell(hand, event, seed, "tournament-next", match_id, ended=ended, now=now)


async def _tell(
    hand: Board, event: Event, seed: int, kind: str, match_id: int | None = None, *, now: datetime, **more: object
) -> None:
    """Once for each state of the tournament; a player can switch it off."""
    params: dict[str, object] = {"event_id": event.id, **more}
    if match_id is not None:
        params["match_id"] = match_id
    await outbox.notify(
        hand.player(seed).user_id,
        kind,
        params=params,
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{kind}:{event.id}:{match_id}:{seed}:{hand.tournament.version}",
        now=now,
    )


async def reported(hand: Board, event: Event, match: TournamentMatch, *, now: datetime) -> None:
    """The other of the two is asked: is that so?"""
    seed = match.second_seed if hand.seed_of(match.reported_by or 0) == match.first_seed else match.first_seed
    assert seed is not None
    await _tell(hand, event, seed, "tournament-reported", match.id, version=match.version, now=now)


async def disputed(hand: Board, event: Event, match: TournamentMatch, by: int, *, now: datetime) -> None:
    """Who judges is asked, and cannot switch it off; the other player hears that the match stands still."""
    params = {"event_id": event.id, "match_id": match.id, "by": by}
    key = f"tournament-disputed:{match.id}:{match.version}"
    judge_id = await told_for(event.organizer_id, event.organization_id)
    await outbox.notify(judge_id, "tournament-disputed", params=params, dedupe_key=key, now=now)
    for seed in (match.first_seed, match.second_seed):
        if seed and hand.player(seed).user_id != by:
            await _tell(hand, event, seed, "tournament-frozen", match.id, now=now)


async def undone(hand: Board, event: Event, matches: list[TournamentMatch], *, now: datetime) -> None:
    """A result that counted does not any more: whoever is still in that match plays it again."""
    for match in matches:
        for seed in (match.first_seed, match.second_seed):
            if seed and not hand.player(seed).withdrawn_at:
                await _tell(hand, event, seed, "tournament-undone", match.id, now=now)


async def withdrawn(event: Event, user_id: int, reason: str, *, now: datetime) -> None:
    """Who is taken out is told why, whatever they have switched off."""
    params = {"event_id": event.id, "reason": reason}
    await outbox.notify(user_id, "tournament-withdrawn", params=params, now=now)


async def ended_if_over(hand: Board, event: Event, *, now: datetime) -> None:
    """Once nothing is left to play: the winner, to everybody. A corrected result may open it again."""
    tournament = hand.tournament
    was_over = tournament.state == "finished"
    if tournament.state not in ("running", "finished") or not (hand.is_over or was_over):
        return
    if hand.is_over != was_over:
        tournament.state, tournament.finished_at = ("finished", now) if hand.is_over else ("running", None)
        await tournament.save()
    await rewards.follow(event, hand, told=not was_over, now=now)
    if was_over:
        return
    details = {"champion": hand.player(tournament.champion).user_id if tournament.champion else None}
    await trail.record(None, "tournament-finished", f"event:{event.id}", now=now, details=details)
    people = {one.user_id for one in hand.players} | {await told_for(event.organizer_id, event.organization_id)}
    await outbox.notify_all(
        sorted(people),
        "tournament-finished",
        params={"event_id": event.id},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"tournament-finished:{event.id}:{tournament.version}",
        now=now,
    )
    await _tell_groups(event, "tournament-finished-in-group", now=now)


async def time_to_draw(event: Event, *, now: datetime) -> None:
    organizer_id = await told_for(event.organizer_id, event.organization_id)
    await announcements.tell(organizer_id, "tournament-time-to-draw", event.id, now=now)


async def _tell_groups(event: Event, kind: str, *, now: datetime) -> None:
    for space in await linked_spaces(f"event:{event.id}"):
        await outbox.tell_chat(space.chat_id, kind, params={"event_id": event.id}, now=now)
