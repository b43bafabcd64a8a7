"""Brackets in words: names, scores, rounds and tables, as lines of a message."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kit.screen import Bold, Text, Words
from domain.events.brackets.tables import Line
from domain.events.tournaments.cards import BracketCard, MatchCard, SideCard, podium, round_name
from domain.forms.texts import shortened
from locales import Translator

NAME = 20
MATCHES, LINES = 12, 20
"""Of a round, and of a table, on one page."""
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


@dataclass(frozen=True, slots=True)
class View:
    """A page of the bracket: a table, or a part of a round from its match `first` on."""

    kind: str
    part: str
    number: int = 0
    first: int = 0


def views(card: BracketCard) -> list[View]:
    """Tables first, then the rounds as they are played."""
    tables = [View("table", part) for part, _ in card.tables]
    rounds = [
        View("round", part, number, first)
        for part, number in card.rounds
        for first in range(0, len(card.of_round(part, number)), MATCHES)
    ]
    return [*tables, *rounds]


def view_now(card: BracketCard) -> int:
    """Where the tournament is: the round that is being played."""
    rounds = card.rounds
    if not rounds:
        return 0
    part, number = rounds[card.current_round]
    return next(at for at, one in enumerate(views(card)) if (one.kind, one.part, one.number) == ("round", part, number))


def round_words(card: BracketCard, part: str, number: int, t: Translator) -> str:
    kind, number = round_name(card, part, number)
    return t("tournament-round", kind=kind, number=number)


def view_title(card: BracketCard, view: View, t: Translator) -> str:
    if view.kind == "table":
        return table_title(card, view.part, t)
    return round_words(card, view.part, view.number, t)


def table_title(card: BracketCard, part: str, t: Translator) -> str:
    return t("tournament-group", number=part[1:]) if card.format == "groups" else t("tournament-table")


def view_lines(card: BracketCard, view: View, t: Translator) -> list[Words]:
    if view.kind == "table":
        table = next(lines for part, lines in card.tables if part == view.part)
        shown: list[Words] = [table_line(place, one, card, t) for place, one in enumerate(table[:LINES], 1)]
        more = len(table) - LINES
        return [*shown, t("tournament-more", count=more)] if more > 0 else shown
    matches = card.of_round(view.part, view.number)[view.first : view.first + MATCHES]
    return [match_line(card, one, t) for one in matches]


def table_line(place: int, line: Line, card: BracketCard, t: Translator) -> Text:
    points = line.points / 2
    said = t("tournament-points", points=points, shown=t.number(points))
    rest = t("tournament-line", points=said, games=line.games)
    out = f" · {t('tournament-withdrawn-mark')}" if card.players[line.player - 1].withdrawn else ""
    name = short(card.name(line.player))
    return Text(f"{place}. ", Bold(name) if line.player == card.own_seed else name, f" — {rest}{out}")


def match_line(card: BracketCard, match: MatchCard, t: Translator) -> Text:
    """№ 3 · **Аня З.** 2:1 Боря К."""
    head = f"{t('tournament-number', number=match.number)} · "
    if match.state == "bye":
        seed = match.winner or 0
        return Text(head, Bold(short(card.name(seed))), f" · {t('tournament-state-bye')}")
    between = f" {score(match)} " if match.first_score is not None else " — "
    state = match.state if match.state in ("reported", "disputed", "walkover") else ""
    tail = f" · {t(f'tournament-state-{state}')}" if state else ""
    first, second = (_side(one, match, t) for one in (match.first, match.second))
    return Text(head, first, between, second, tail)


def _side(side: SideCard, match: MatchCard, t: Translator) -> Words:
    name = side_name(side, t)
    return Bold(name) if side.seed and side.seed == match.winner else name


def side_name(side: SideCard, t: Translator) -> str:
    if side.seed:
        return short(side.name)
    return (
        t("tournament-side-nobody") if not side.source else t(f"tournament-side-{side.source}", number=side.of_number)
    )


def short(name: str) -> str:
    return shortened(name, NAME)


def score(match: MatchCard, seed: int | None = None) -> str:
    """From one player's side; without one, as the match is written."""
    if seed is not None and (said := match.score_of(seed)):
        return f"{said[0]}:{said[1]}"
    return f"{match.first_score}:{match.second_score}"


def podium_lines(card: BracketCard) -> list[Words]:
    return [Text(f"{MEDALS[place]} ", Bold(short(card.name(seed)))) for place, seed in podium(card)]
