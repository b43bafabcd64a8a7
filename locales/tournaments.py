"""How a tournament is played, in words."""

from __future__ import annotations

from collections.abc import Sized
from typing import Protocol

from locales import Translator


class Tournament(Protocol):
    """`format` and `best_of`: as the domain names them."""

    @property
    def format(self) -> str: ...
    @property
    def best_of(self) -> int: ...
    @property
    def players(self) -> Sized: ...


def format_words(tournament: Tournament, t: Translator) -> str:
    """«Олимпийская»"""
    return t(f"tournament-format-{tournament.format.replace('_', '-')}")


def best_of_words(tournament: Tournament, t: Translator) -> str:
    """«До 2 побед»"""
    return t(f"tournament-best-of-{tournament.best_of}")


def tournament_facts(tournament: Tournament, t: Translator) -> str:
    """Format, length of a match, how many play."""
    return t(
        "tournament-facts",
        format=format_words(tournament, t),
        best=best_of_words(tournament, t),
        players=t("tournament-players", count=len(tournament.players)),
    )
