"""IN-20: a course is drawn with no network: its line where it should be, its ends, its kilometres, its hills."""

from __future__ import annotations

import io
import math
import socket
from dataclasses import replace

import pytest
from PIL import Image

from domain.maps.lines import Line, Vertex, line_of
from domain.maps.picture import FINISH, LINE, START, WIDTH, Labels, draw, draw_in_thread
from domain.maps.scheme import scheme_of
from forma.story.course import park_loop

HEAD, MAP = 160, 720
LABELS = Labels(
    "Забег в Сокольниках, 5 км", "5 км · набор 28 м", "Старт", "Финиш", "Старт и финиш", "С", lambda m: f"{m:.0f} м"
)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def some(picture: Image.Image, x: float, y: float, colour: tuple[int, int, int], reach: int = 9) -> bool:
    """Whether there is something of that colour around here."""
    spots = ((x + dx, y + dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1))
    return any(near(picture.getpixel((int(a), int(b))), colour) for a, b in spots)  # type: ignore[arg-type]


def across() -> Line:
    return line_of([Vertex(55.79, 37.60 + n / 1_000) for n in range(40)])


def test_the_line_stands_where_the_scheme_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    line = park_loop()
    picture = opened(draw(line, LABELS))
    assert picture.size == (WIDTH, HEAD + MAP + 190)
    scheme = scheme_of(line, WIDTH, MAP, pad=90)
    start, signs = scheme.points[0], [(mark.x, mark.y) for mark in scheme.marks]
    open_ = [one for one in scheme.points if math.dist(one, start) > 110 and all(math.dist(one, s) > 24 for s in signs)]
    assert len(open_) > 25 and all(some(picture, x, y + HEAD, LINE) for x, y in open_)
    assert not some(picture, WIDTH / 2, HEAD + MAP / 2, LINE, reach=40)  # within the loop there is land
    assert some(picture, scheme.points[0][0], scheme.points[0][1] + HEAD, START)


def test_start_and_finish_are_told_apart_and_flat_lands_have_no_profile() -> None:
    line = across()
    picture = opened(draw(line, LABELS))
    assert picture.size == (WIDTH, HEAD + MAP)
    (first_x, first_y), *_, (last_x, last_y) = scheme_of(line, WIDTH, MAP, pad=90).points
    assert some(picture, first_x, first_y + HEAD, START) and not some(picture, first_x, first_y + HEAD, FINISH)
    assert some(picture, last_x, last_y + HEAD, FINISH) and not some(picture, last_x, last_y + HEAD, START)


@pytest.mark.parametrize(
    "title", ["", "🏃" * 50, "الجري", "Ж" * 5_000, "a\nb\tc\x00"], ids=["none", "emoji", "arabic", "long", "odd"]
)
def test_any_title_can_be_drawn(title: str) -> None:
    labels = Labels(title, "x" * 500, "Start", "Finish", "Start and finish", "N", str)
    assert opened(draw(across(), labels)).size == (WIDTH, HEAD + MAP)


async def test_it_is_small_enough_for_a_chat_and_drawn_beside_the_loop() -> None:
    drawn = await draw_in_thread(park_loop(), LABELS)
    assert drawn.startswith(b"\x89PNG") and len(drawn) < 300_000
    assert await draw_in_thread(park_loop(), LABELS) is drawn  # whoever presses next gets the same one
    assert await draw_in_thread(park_loop(), replace(LABELS, both="Both")) != drawn
    assert await draw_in_thread(across(), LABELS) != drawn
