"""A course as a picture for the chat, drawn by ourselves: no tiles, no network. Slow: to be called in a thread."""

from __future__ import annotations

import asyncio
import io
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from domain.lettering.fonts import font
from domain.lettering.letters import BOLD, REGULAR, drawable, fitted
from domain.maps.lines import Line
from domain.maps.scheme import Place, Profile, Scheme, directions, profile_of, scheme_of

WIDTH = 1080
LINE = (234, 88, 12)
"""The route's colour."""
START, FINISH = (23, 112, 58), (15, 17, 21)
_PAPER, _LAND, _GRID = (255, 255, 255), (246, 246, 241), (226, 227, 222)
_TEXT, _HINT, _HILLS = (15, 17, 21), (98, 102, 109), (255, 225, 204)
_HEAD, _MAP, _PROFILE, _EDGE = 160, 720, 190, 36
_FINE = 2
"""Drawn so many times larger, then made small: edges are smooth."""
_AT_ONCE = asyncio.Semaphore(1)
_DRAWN: OrderedDict[object, bytes] = OrderedDict()
_MOST_DRAWN = 32
Pen = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Labels:
    """Words for the picture, in the reader's language. `distance` says metres."""

    title: str
    facts: str
    start: str
    finish: str
    both: str
    """Where start and finish are one place."""
    north: str
    distance: Callable[[float], str]


async def draw_in_thread(line: Line, labels: Labels) -> bytes:
    """A PNG; one at a time, so that many who press at once do not fill the memory, and the same one is drawn once."""
    drawn = (line, labels.title, labels.facts, labels.both)
    async with _AT_ONCE:
        if drawn not in _DRAWN:
            _DRAWN[drawn] = await asyncio.to_thread(draw, line, labels)
        _DRAWN.move_to_end(drawn)
        while len(_DRAWN) > _MOST_DRAWN:
            _DRAWN.popitem(last=False)
        return _DRAWN[drawn]


def draw(line: Line, labels: Labels) -> bytes:
    hills = profile_of(line, WIDTH - 2 * _EDGE, _PROFILE - 70)
    size = (WIDTH * _FINE, (_HEAD + _MAP + (_PROFILE if hills else 0)) * _FINE)
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    _head(pen, labels)
    scheme = scheme_of(line, WIDTH, _MAP, pad=90)
    _map(pen, scheme, line, labels)
    if hills:
        _hills(pen, hills, labels)
    small = sheet.resize((size[0] // _FINE, size[1] // _FINE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _head(pen: Pen, labels: Labels) -> None:
    title = _fitting(drawable(labels.title), 50, bold=True)
    _write(pen, (_EDGE, 24), title, 50, _TEXT, bold=True)
    _write(pen, (_EDGE, 92), _fitting(labels.facts, 38, bold=False), 38, _HINT)


def _map(pen: Pen, scheme: Scheme, line: Line, labels: Labels) -> None:
    pen.rectangle(_box(0, _HEAD, WIDTH, _HEAD + _MAP), fill=_LAND)
    for x in scheme.columns:
        pen.line(_fine([(x, _HEAD), (x, _HEAD + _MAP)]), fill=_GRID, width=_FINE)
    for y in scheme.rows:
        pen.line(_fine([(0, _HEAD + y), (WIDTH, _HEAD + y)]), fill=_GRID, width=_FINE)
    points = [(x, y + _HEAD) for x, y in scheme.points]
    pen.line(_fine(points), fill=_PAPER, width=18 * _FINE, joint="curve")
    pen.line(_fine(points), fill=LINE, width=10 * _FINE, joint="curve")
    for x, y, angle in directions(points, 190.0):
        _arrow(pen, x, y, angle)
    for mark in scheme.marks:
        _kilometre(pen, mark.x, mark.y + _HEAD, str(mark.number))
    _ends(pen, points, labels, is_loop=line.is_loop)
    _scale(pen, scheme, labels)


def _ends(pen: Pen, points: list[Place], labels: Labels, *, is_loop: bool) -> None:
    if is_loop:
        _end(pen, points[0], points[1], labels.both, START)
        return
    _end(pen, points[-1], points[-2], labels.finish, FINISH)
    _end(pen, points[0], points[1], labels.start, START)


def _end(pen: Pen, at: Place, beside: Place, word: str, colour: tuple[int, int, int]) -> None:
    """The word stands where the line does not go."""
    x, y = at
    fits_above, fits_below = y - 72 > _HEAD + 8, y + 72 < _HEAD + _MAP - 8
    above = fits_above and (beside[1] >= y or not fits_below)
    pen.ellipse(_box(x - 17, y - 17, x + 17, y + 17), fill=_PAPER)
    pen.ellipse(_box(x - 12, y - 12, x + 12, y + 12), fill=colour)
    wide = _font(32, bold=True).getlength(word) / _FINE + 28
    left = min(max(x - wide / 2, 8), WIDTH - wide - 8)
    top = y - 72 if above else y + 26
    pen.rounded_rectangle(_box(left, top, left + wide, top + 46), radius=12 * _FINE, fill=colour)
    _write(pen, (left + 14, top + 1), word, 32, _PAPER, bold=True)


def _kilometre(pen: Pen, x: float, y: float, number: str) -> None:
    wide = max(19.0, _font(26, bold=True).getlength(number) / _FINE / 2 + 9)
    box = _box(x - wide, y - 19, x + wide, y + 19)
    pen.rounded_rectangle(box, radius=19 * _FINE, fill=_PAPER, outline=LINE, width=3 * _FINE)
    pen.text((x * _FINE, y * _FINE), number, font=_font(26, bold=True), fill=_TEXT, anchor="mm")


def _arrow(pen: Pen, x: float, y: float, angle: float) -> None:
    corners = [(x + 7 * math.cos(angle + turn), y + 7 * math.sin(angle + turn)) for turn in (0.0, 2.5, -2.5)]
    pen.polygon(_fine(corners), fill=_PAPER)


def _scale(pen: Pen, scheme: Scheme, labels: Labels) -> None:
    left, low = _EDGE, _HEAD + _MAP - 30
    bar = [(left, low - 12), (left, low), (left + scheme.bar, low), (left + scheme.bar, low - 12)]
    pen.line(_fine(bar), fill=_HINT, width=4 * _FINE)
    _write(pen, (left + 4, low - 56), labels.distance(scheme.bar_m), 30, _HINT)
    x, y = WIDTH - 50, _HEAD + 30
    pen.polygon(_fine([(x, y), (x - 13, y + 38), (x, y + 29), (x + 13, y + 38)]), fill=_HINT)
    pen.text((x * _FINE, (y + 62) * _FINE), labels.north, font=_font(28, bold=True), fill=_HINT, anchor="mm")


def _hills(pen: Pen, hills: Profile, labels: Labels) -> None:
    top, ground = _HEAD + _MAP + 40, _HEAD + _MAP + _PROFILE - 30
    points = [(x + _EDGE, y + top) for x, y in hills.points]
    pen.polygon(_fine([(_EDGE, ground), *points, (WIDTH - _EDGE, ground)]), fill=_HILLS)
    pen.line(_fine(points), fill=LINE, width=5 * _FINE, joint="curve")
    at = (WIDTH - _EDGE) * _FINE, (top - 14) * _FINE
    said = f"{labels.distance(hills.low)} – {labels.distance(hills.high)}"
    pen.text(at, said, font=_font(28, bold=False), fill=_HINT, anchor="rm")


def _write(pen: Pen, at: Place, words: str, size: int, colour: tuple[int, int, int], *, bold: bool = False) -> None:
    pen.text((at[0] * _FINE, at[1] * _FINE), words, font=_font(size, bold=bold), fill=colour)


def _fitting(words: str, size: int, *, bold: bool) -> str:
    return fitted(words, (WIDTH - 2 * _EDGE) * _FINE, _font(size, bold=bold).getlength)


def _font(size: int, *, bold: bool) -> FreeTypeFont:
    return font(BOLD if bold else REGULAR, size * _FINE)


def _fine(points: Sequence[Place]) -> list[Place]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * _FINE, top * _FINE, right * _FINE, bottom * _FINE
