"""A bracket as a picture, for a chat. The words come from whoever speaks the language."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from domain.events.tournaments.cards import MatchCard, SideCard
from domain.events.tournaments.layout import HEIGHT, WIDTH, Layout
from domain.lettering.fonts import font
from domain.lettering.letters import BOLD, REGULAR, drawable, fitted

SCALE = 2
"""Pixels for each of the page's: names can be read on a phone when the picture is opened."""
_MARGIN, _HEAD, _ROUNDS, _BETWEEN = 24, 64, 34, 40
_GROUND, _CARD, _EDGE, _INK, _SOFT, _WON, _COURSE = (
    *("#f2f2f5", "#ffffff", "#d5d8de", "#0f1115", "#8a8f98", "#17703a", "#aeb4be"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A layout with its title and the names of its columns."""

    layout: Layout
    title: str
    heads: Sequence[str]


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    side: Callable[[SideCard], str]
    """Who it is, or who will come."""


def draw(parts: Sequence[Part], words: Words) -> bytes:
    """A PNG. Slow: to be called in a thread."""
    width = max(part.layout.width for part in parts) + 2 * _MARGIN
    height = _HEAD + sum(_height(part, len(parts)) for part in parts) + _MARGIN
    picture = Image.new("RGB", (int(max(width, 420) * SCALE), int(height * SCALE)), _GROUND)
    on = ImageDraw.Draw(picture)
    large = _font(BOLD, 22)
    title = fitted(drawable(words.title), (max(width, 420) - 2 * _MARGIN) * SCALE, large.getlength)
    on.text((_MARGIN * SCALE, 34 * SCALE), title, font=large, fill=_INK, anchor="lm")
    y = float(_HEAD)
    for part in parts:
        _draw_part(on, part, words, y, titled=len(parts) > 1)
        y += _height(part, len(parts))
    out = io.BytesIO()
    picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _height(part: Part, count: int) -> float:
    return part.layout.height + _ROUNDS + (_BETWEEN if count > 1 else 0)


def _draw_part(on: ImageDraw.ImageDraw, part: Part, words: Words, y: float, *, titled: bool) -> None:
    if titled:
        on.text((_MARGIN * SCALE, (y + 12) * SCALE), part.title, font=_font(BOLD, 17), fill=_INK, anchor="lm")
        y += _BETWEEN - 8
    for head, (_, x) in zip(part.heads, part.layout.heads, strict=True):
        at = ((_MARGIN + x + 4) * SCALE, (y + 12) * SCALE)
        on.text(
            at,
            fitted(head, WIDTH * SCALE, _font(REGULAR, 14).getlength),
            font=_font(REGULAR, 14),
            fill=_SOFT,
            anchor="lm",
        )
    y += _ROUNDS
    for joint in part.layout.joints:
        points = [((_MARGIN + px) * SCALE, (y + py) * SCALE) for px, py in joint.points]
        on.line(points, fill=_WON if joint.user_id else _COURSE, width=2 * SCALE, joint="curve")
    for box in part.layout.boxes:
        _draw_box(on, box.match, words, _MARGIN + box.x, y + box.y)


def _draw_box(on: ImageDraw.ImageDraw, match: MatchCard, words: Words, x: float, y: float) -> None:
    corners = (x * SCALE, y * SCALE, (x + WIDTH) * SCALE, (y + HEIGHT) * SCALE)
    on.rounded_rectangle(corners, 10 * SCALE, fill=_CARD, outline=_EDGE, width=SCALE)
    middle = (y + HEIGHT / 2) * SCALE
    on.line([((x + 10) * SCALE, middle), ((x + WIDTH - 10) * SCALE, middle)], fill=_EDGE, width=SCALE)
    scores = (match.first_score, match.second_score)
    for at, (side, points) in enumerate(zip((match.first, match.second), scores, strict=True)):
        line = (y + HEIGHT * (0.25 + 0.5 * at)) * SCALE
        has_won = side.seed is not None and side.seed == match.winner
        face = _font(BOLD if has_won else REGULAR, 15)
        said = drawable(words.side(side)) or f"№ {side.seed or ''}"
        room = (WIDTH - (40 if points is not None else 22)) * SCALE
        colour = _SOFT if side.seed is None else _WON if has_won else _INK
        on.text(((x + 11) * SCALE, line), fitted(said, room, face.getlength), font=face, fill=colour, anchor="lm")
        if points is not None:
            on.text(((x + WIDTH - 11) * SCALE, line), str(points), font=face, fill=colour, anchor="rm")


def _font(face: str, size: int) -> FreeTypeFont:
    return font(face, size * SCALE)
