"""Invented tournaments: dealt and played by the domain's own board, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.events.tournaments import board, formats
from domain.events.tournaments.board import Board
from domain.events.tournaments.cards import BracketCard
from domain.events.tournaments.models import Tournament, TournamentMatch, TournamentPlayer
from domain.events.tournaments.shown import with_matches
from locales import Translator
from webapp.showroom.samples import NOW, ZONE

Played = Mapping[str, tuple[int, int]]
SIX: Played = {"W1.2": (2, 1), "W1.4": (0, 2), "W2.1": (2, 0)}
"""Of six in double elimination, as far as is nice to look at."""
EIGHT: Played = {"W1.1": (2, 0), "W1.2": (2, 1), "W1.4": (0, 2), "W2.1": (1, 2)}


def bracket(
    t: Translator,
    *,
    name: str = "double",
    players: int = 6,
    played: Played = SIX,
    state: str = "running",
    own: int | None = None,
    manages: bool = False,
    best_of: int = 3,
    reported: Iterable[str] = (),
    disputed: Iterable[str] = (),
) -> BracketCard:
    tournament = Tournament(id=1, event_id=17, format=name, best_of=best_of, bronze=True, state=state, version=1)
    people = [TournamentPlayer(id=one, tournament_id=1, seed=one, user_id=one) for one in _to(players)]
    hand = Board(tournament, people, [])
    hand.add(formats.first_matches(hand.plan))
    _settle(hand)
    for key, score in played.items():
        board.decide(_match(hand, key), score, 1, now=NOW)
        _settle(hand)
    for key in (*reported, *disputed):
        match = _match(hand, key)
        match.state = "disputed" if key in disputed else "reported"
        match.first_score, match.second_score, match.reported_by, match.stands_at = 2, 1, match.first_seed, NOW
    known = BracketCard(
        event_id=17,
        title=t("showroom-event"),
        event_status="running",
        zone=ZONE,
        registration_is_open=False,
        manages=manages,
        state=state,
        format=name,
        best_of=best_of,
    )
    shown = with_matches(known, hand, {one: t("showroom-player", number=one) for one in _to(players)})
    return replace(shown, own_seed=own)


def finished(t: Translator, **known: int | None) -> BracketCard:
    """Four, and the better seeds win."""
    played = {"W1.1": (2, 0), "W1.2": (2, 1), "B1.1": (2, 1), "W2.1": (2, 1)}
    return bracket(t, name="single", players=4, played=played, state="finished", own=known.get("own"))


def _to(players: int) -> range:
    return range(1, players + 1)


def _settle(hand: Board) -> None:
    hand.settle()
    for number, one in enumerate(hand.matches, 1):
        one.id = number


def _match(hand: Board, key: str) -> TournamentMatch:
    return next(one for one in hand.matches if one.key == key)
