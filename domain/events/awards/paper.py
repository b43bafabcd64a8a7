"""A diploma drawn as a PDF, A4 across. The words come from whoever speaks the language; here is where they stand."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import segno

from domain.lettering.letters import BOLD, REGULAR, drawable, fitted, in_lines, path_of

WIDTH, HEIGHT = 841.89, 595.28
"""Points of A4 across."""
INK, SOFT, FAINT = "#17202b", "#5b6775", "#c7ced6"
_COLOURS = {1: "#b98312", 2: "#7b8794", 3: "#a9612c"}
_OTHERS = "#0f7f69"
_LEFT, _RIGHT = 96.0, WIDTH - 96.0
_QR = 92.0


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that stands on it. `facts`: a word over each value, such as «результат» and «21:43»."""

    heading: str
    given_to: str
    name: str
    nameless: str
    """Instead of a name of which the typeface has no letter."""
    for_what: str
    title: str
    where: str
    place: int | None
    place_words: str
    facts: Sequence[tuple[str, str]]
    organizer: str
    signature: str
    check: str
    code: str
    url: str


def draw(said: Wording, *, compressed: bool = True) -> bytes:
    """The bytes of the PDF. Slow: to be called in a thread."""
    from reportlab.pdfgen.canvas import Canvas  # here: it is slow to read, and most processes draw nothing

    _learn_letters()
    out = io.BytesIO()
    on = Canvas(out, pagesize=(WIDTH, HEIGHT), pageCompression=int(compressed), invariant=1)
    on.setTitle(f"{said.heading}: {drawable(said.title)}")
    on.setAuthor(drawable(said.organizer))
    colour = _COLOURS.get(said.place or 0, _OTHERS)
    _frame(on, colour)
    _head(on, said, colour)
    _middle(on, said, colour)
    _foot(on, said)
    on.showPage()
    on.save()
    return out.getvalue()


@cache
def _learn_letters() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(face, str(path_of(face))))


def _measure(face: str, size: float) -> Callable[[str], float]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def width(text: str) -> float:
        return float(stringWidth(text, face, size))

    return width


def _frame(on: Any, colour: str) -> None:
    """A border with a band, and rays from a corner that nobody has to read."""
    on.setFillColor("#fbfaf6")
    on.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    on.saveState()
    inside = on.beginPath()
    inside.roundRect(32, 32, WIDTH - 64, HEIGHT - 64, 10)
    on.clipPath(inside, stroke=0)
    on.setStrokeColor(colour)
    on.setStrokeAlpha(0.10)
    on.setLineWidth(1)
    for ring in range(14):
        on.circle(WIDTH - 130, HEIGHT - 118, 50 + ring * 26)
    on.restoreState()
    on.setStrokeColor(colour)
    on.setLineWidth(2.4)
    on.roundRect(24, 24, WIDTH - 48, HEIGHT - 48, 14)
    on.setLineWidth(0.7)
    on.roundRect(32, 32, WIDTH - 64, HEIGHT - 64, 10)
    on.setFillColor(colour)
    on.rect(54, 32.4, 10, HEIGHT - 64.8, stroke=0, fill=1)


def _head(on: Any, said: Wording, colour: str) -> None:
    _line(on, said.heading.upper(), _LEFT, HEIGHT - 112, BOLD, 40, colour, width=500, spaced=4)
    _line(on, said.given_to, _LEFT, HEIGHT - 152, REGULAR, 15, SOFT, width=480)
    _medal(on, said, colour)


def _medal(on: Any, said: Wording, colour: str) -> None:
    x, y, radius = WIDTH - 130, HEIGHT - 118, 46
    on.setFillColor(colour)
    points = 24
    path = on.beginPath()
    for step in range(points * 2):
        far = radius + (4 if step % 2 else -1)
        angle = math.pi * step / points
        corner = (x + far * math.cos(angle), y + far * math.sin(angle))
        path.moveTo(*corner) if step == 0 else path.lineTo(*corner)
    path.close()
    on.drawPath(path, stroke=0, fill=1)
    on.setStrokeColor("#ffffff")
    on.setLineWidth(1.2)
    on.circle(x, y, radius - 8)
    on.setFillColor("#ffffff")
    if said.place:
        words = str(said.place)
        size = (44.0, 38.0, 30.0, 24.0, 19.0)[min(len(words), 5) - 1]
        on.setFont(BOLD, size)
        on.drawCentredString(x, y - size * 0.34, words)
    else:
        path = on.beginPath()
        path.moveTo(x - 17, y + 1)
        path.lineTo(x - 5, y - 12)
        path.lineTo(x + 18, y + 14)
        on.setStrokeColor("#ffffff")
        on.setLineWidth(6)
        on.drawPath(path, stroke=1, fill=0)


def _middle(on: Any, said: Wording, colour: str) -> None:
    name = drawable(said.name) or drawable(said.nameless)
    size = next((one for one in (46, 40, 34, 28, 23) if _measure(BOLD, one)(name) <= _RIGHT - _LEFT), 23)
    y = HEIGHT - 204
    for row in in_lines(name, _RIGHT - _LEFT, 2, _measure(BOLD, size)):
        _line(on, row, _LEFT, y, BOLD, size, INK)
        y -= size + 4
    y -= 6
    _line(on, said.for_what, _LEFT, y, REGULAR, 15, SOFT, width=_RIGHT - _LEFT)
    y -= 30
    letters, rows = _whole(drawable(said.title), _RIGHT - _LEFT, BOLD, (24, 21, 18))
    for row in rows:
        _line(on, row, _LEFT, y, BOLD, letters, INK)
        y -= letters + 4
    _line(on, drawable(said.where), _LEFT, y, REGULAR, 15, SOFT, width=_RIGHT - _LEFT)
    y -= 44
    _line(on, said.place_words, _LEFT, y, BOLD, 30, colour, width=_RIGHT - _LEFT)


def _foot(on: Any, said: Wording) -> None:
    x = _LEFT
    for over, value in said.facts[:4]:
        _line(on, over, x, 168, REGULAR, 11, SOFT, width=150)
        _line(on, drawable(value), x, 148, BOLD, 18, INK, width=150)
        x += max(110.0, _measure(BOLD, 18)(drawable(value)) + 36, _measure(REGULAR, 11)(over) + 30)
    on.setStrokeColor(FAINT)
    on.setLineWidth(0.7)
    on.line(_LEFT, 104, 420, 104)
    _line(on, drawable(said.organizer), _LEFT, 84, BOLD, 13, INK, width=330)
    size, rows = _whole(drawable(said.signature), 330, REGULAR, (12, 11, 10))
    for at, row in enumerate(rows):
        _line(on, row, _LEFT, 66 - at * 13, REGULAR, size, SOFT)
    _qr(on, said.url, _RIGHT - _QR, 56)
    for at, row in enumerate(in_lines(said.check, 200, 3, _measure(REGULAR, 10.5))):
        _right(on, row, _RIGHT - _QR - 14, 112 - at * 13, REGULAR, 10.5, SOFT)
    _right(on, said.code, _RIGHT - _QR - 14, 58, REGULAR, 9, SOFT)


def _whole(text: str, width: float, face: str, sizes: Sequence[float]) -> tuple[float, list[str]]:
    """In two lines and the greatest of the sizes in which nothing of it is cut; the least one cuts."""
    for size in sizes:
        rows = in_lines(text, width, 2, _measure(face, size))
        if " ".join(rows) == " ".join(text.split()):
            break
    return size, rows


def _qr(on: Any, url: str, x: float, y: float) -> None:
    cells = segno.make_qr(url, error="m").matrix
    size = _QR / len(cells)
    on.setFillColor(INK)
    for row, line in enumerate(cells):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                top = y + _QR - (row + 1) * size
                on.rect(x + start * size, top, (column - start) * size, size + 0.05, stroke=0, fill=1)
                start = None


def _line(
    on: Any, text: str, x: float, y: float, face: str, size: float, colour: str, *, width: float = 0, spaced: float = 0
) -> None:
    if width:
        text = fitted(text, width, _measure(face, size))
    on.setFillColor(colour)
    on.setFont(face, size)
    on.drawString(x, y, text, charSpace=spaced)


def _right(on: Any, text: str, x: float, y: float, face: str, size: float, colour: str) -> None:
    on.setFillColor(colour)
    on.setFont(face, size)
    on.drawRightString(x, y, text)
