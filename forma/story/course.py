"""The course of the story's run: a loop through the park, put down by hand."""

from __future__ import annotations

import math
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.events.course import courses
from domain.maps.lines import Line, Vertex, line_of

START = (55.7944, 37.6765)
_AROUND = 72
_NORTH_M, _EAST_M = 632.0, 876.0
_A_DEGREE_M = 111_320.0


def park_loop() -> Line:
    """About five kilometres from the gate and back to it, with a hill on the way."""
    return line_of([_at(number / _AROUND) for number in range(_AROUND + 1)])


def _at(share: float) -> Vertex:
    """It bends in and out as paths of a park do."""
    turn = 2 * math.pi * share
    bend = 1 + 0.10 * math.sin(3 * turn) + 0.05 * math.sin(7 * turn)
    north = _NORTH_M * bend * math.sin(turn)
    east = _EAST_M * (bend * math.cos(turn) - 1)
    height = 148 + 11 * math.sin(turn - 0.6) + 4 * math.sin(5 * turn)
    across = _A_DEGREE_M * math.cos(math.radians(START[0]))
    return Vertex(round(START[0] + north / _A_DEGREE_M, 6), round(START[1] + east / across, 6), round(height, 1))


async def give_course(organizer: Person, title: str, *, now: datetime) -> None:
    """To the newest event of that name."""
    async with database.transaction():
        event_id = await database.fetchval("SELECT max(id) FROM events WHERE title = $1", title)
        await courses.keep(organizer, event_id, park_loop(), now=now)
