"""A badge as a picture: a medal, and beside it what for. The words come from whoever speaks the language."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from domain.lettering.fonts import font
from domain.lettering.letters import BOLD, REGULAR, drawable, in_lines

WIDTH, HEIGHT = 960, 480
_FINE = 2
"""Drawn so much larger and made smaller: edges become smooth."""
_GROUND = {"winner": "#33270a", "prize": "#1d2733", "finisher": "#0b2d2a", "player": "#1d2148"}
_METAL = {1: ("#f6c945", "#b98312"), 2: ("#d5dde6", "#8795a5"), 3: ("#e0a06a", "#9a5a2a")}
_ENAMEL = {"finisher": ("#35c7a5", "#0f7f69"), "player": ("#8d9bff", "#4754c4"), "prize": ("#7fb2e8", "#3c73b0")}
_RIBBON = {"winner": "#d6453d", "prize": "#3f7fd1", "finisher": "#f2a33a", "player": "#f07ab0"}


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on it. `place` is on the medal; without one it wears a flag."""

    kind: str
    place: int | None
    name: str
    title: str
    day: str


@lru_cache(maxsize=64)
def draw(face: Face) -> bytes:
    """A JPEG. Slow the first time: to be called in a thread."""
    picture = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _GROUND[face.kind])
    on = ImageDraw.Draw(picture)
    _rays(on, face)
    _medal(on, face)
    _words(on, face)
    out = io.BytesIO()
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
    return out.getvalue()


def _rays(on: ImageDraw.ImageDraw, face: Face) -> None:
    """Of light behind the medal."""
    red, green, blue = (int(_GROUND[face.kind][at : at + 2], 16) for at in (1, 3, 5))
    lighter = (red + 14, green + 14, blue + 16)
    x, y, far = 235 * _FINE, 250 * _FINE, 1200 * _FINE
    for ray in range(16):
        angles = [math.tau * (ray + part) / 16 for part in (0, 0.5)]
        on.polygon([(x, y), *((x + far * math.cos(a), y + far * math.sin(a)) for a in angles)], fill=lighter)


def _medal(on: ImageDraw.ImageDraw, face: Face) -> None:
    light, dark = _METAL.get(face.place or 0) or _ENAMEL.get(face.kind, _ENAMEL["prize"])
    x, y, radius = 235 * _FINE, 270 * _FINE, 140 * _FINE
    half, top = 62 * _FINE, -10 * _FINE
    for side in (-1, 1):
        upper = [(x + side * 2 * half, top), (x + side * half // 2, top)]
        on.polygon([*upper, (x - side * half, y - 60), (x + side * half, y - 60)], fill=_RIBBON[face.kind])
    for edge, colour in ((0, dark), (10 * _FINE, light), (24 * _FINE, dark), (29 * _FINE, light)):
        on.ellipse((x - radius + edge, y - radius + edge, x + radius - edge, y + radius - edge), fill=colour)
    if face.place:
        said = str(face.place)
        size = (150, 120, 88, 68)[min(len(said), 4) - 1] * _FINE
        on.text((x, y), said, font=font(BOLD, size), fill=dark, anchor="mm")
    else:
        _flag(on, x, y, dark)


def _flag(on: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
    """Of the finish: a pole and chequers."""
    cell = 24 * _FINE
    left, top = x - 2 * cell + 14 * _FINE, y - 64 * _FINE
    on.rounded_rectangle((left - 14 * _FINE, top - 4 * _FINE, left - 4 * _FINE, y + 76 * _FINE), 5 * _FINE, fill=colour)
    for row in range(3):
        for column in range(4):
            if (row + column) % 2 == 0:
                corner = (left + column * cell, top + row * cell)
                on.rectangle((*corner, corner[0] + cell, corner[1] + cell), fill=colour)
    on.rectangle((left, top, left + 4 * cell, top + 3 * cell), outline=colour, width=4 * _FINE)


def _words(on: ImageDraw.ImageDraw, face: Face) -> None:
    left, width = 440 * _FINE, 480 * _FINE
    large, small, least = font(BOLD, 58 * _FINE), font(REGULAR, 38 * _FINE), font(REGULAR, 30 * _FINE)
    name = in_lines(face.name, width, 2, large.getlength)
    title = in_lines(drawable(face.title), width, 3, small.getlength)
    height = len(name) * 66 + 18 + len(title) * 46 + 16 + 34
    y = (HEIGHT - height) // 2 * _FINE
    for line in name:
        on.text((left, y), line, font=large, fill="#ffffff")
        y += 66 * _FINE
    y += 18 * _FINE
    for line in title:
        on.text((left, y), line, font=small, fill="#e8ebef")
        y += 46 * _FINE
    on.text((left, y + 16 * _FINE), face.day, font=least, fill="#aeb7c2")
