"""A bracket as the page's SVG: the geometry that pictures share, with words and paths."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.tournaments.cards import BracketCard, MatchCard, round_name
from domain.events.tournaments.layout import Box, Joint, Layout, layouts
from locales import Translator

_TITLES = {"upper": "tournament-page-upper", "lower": "tournament-page-lower", "whole": "tournament-button"}


@dataclass(frozen=True, slots=True)
class Line:
    """`user_id` is who went this way, once somebody has."""

    path: str
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Drawing:
    title: str
    width: float
    height: float
    heads: tuple[tuple[str, float], ...]
    """Names of the rounds and where their columns begin."""
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawings(card: BracketCard, t: Translator) -> list[Drawing]:
    return [_drawn(card, one, t) for one in layouts(card)]


def _drawn(card: BracketCard, layout: Layout, t: Translator) -> Drawing:
    return Drawing(
        title=t(_TITLES[layout.part]),
        width=layout.width,
        height=layout.height,
        heads=tuple((_name(card, one, t), x) for one, x in layout.heads),
        boxes=layout.boxes,
        lines=tuple(Line(_path(one), one.user_id) for one in layout.joints),
    )


def _name(card: BracketCard, match: MatchCard, t: Translator) -> str:
    kind, number = round_name(card, match.part, match.round)
    if kind in ("upper", "lower"):
        kind = "tour"
    return t("tournament-round", kind=kind, number=number)


def _path(joint: Joint) -> str:
    (from_x, from_y), (middle, _), (_, to_y), (to_x, _) = joint.points
    return f"M{from_x:g} {from_y:g}H{middle:g}V{to_y:g}H{to_x:g}"
