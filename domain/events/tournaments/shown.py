"""A tournament in hand as a card: with names, tables and where each side comes from. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.events.brackets.tables import Line
from domain.events.tournaments.board import Board
from domain.events.tournaments.cards import BracketCard, MatchCard, PlayerCard, SideCard
from domain.events.tournaments.models import TournamentMatch


def with_matches(known: BracketCard, hand: Board, by_user: Mapping[int, str]) -> BracketCard:
    names = {one.seed: by_user.get(one.user_id) or f"№ {one.seed}" for one in hand.players}
    players = tuple(
        PlayerCard(one.id, one.seed, one.user_id, names[one.seed], one.withdrawn_at is not None) for one in hand.players
    )
    seeds = {one.user_id: one.seed for one in hand.players}
    numbers = {one.key: one.position for one in hand.matches}
    return replace(
        known,
        players=players,
        matches=tuple(_match(one, names, seeds, numbers) for one in hand.matches),
        tables=_tables(hand),
        champion=hand.tournament.champion,
        has_results=hand.has_results,
    )


def _tables(hand: Board) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    swiss = hand.tournament.format == "swiss"
    return tuple(("S" if swiss else f"G{number}", tuple(lines)) for number, lines in enumerate(hand.tables(), 1))


def _match(
    row: TournamentMatch, names: Mapping[int, str], seeds: Mapping[int, int], numbers: Mapping[str, int]
) -> MatchCard:
    return MatchCard(
        id=row.id,
        key=row.key,
        part=row.part,
        round=row.round,
        number=row.position,
        first=_side(row.first_seed, row.first_from, names, numbers),
        second=_side(row.second_seed, row.second_from, names, numbers),
        state=row.state,
        first_score=row.first_score,
        second_score=row.second_score,
        winner=row.winner,
        reported_by=seeds.get(row.reported_by or 0),
        stands_at=row.stands_at,
        version=row.version,
        sources=(row.first_from, row.second_from),
    )


def _side(seed: int | None, written: str, names: Mapping[int, str], numbers: Mapping[str, int]) -> SideCard:
    if seed is not None:
        return SideCard(seed, names[seed])
    kind, of = written[0], written[1:]
    return SideCard(None, "", _SOURCES.get(kind, ""), of if kind in _SOURCES else "", numbers.get(of, 0))


_SOURCES = {"W": "winner", "L": "loser"}
