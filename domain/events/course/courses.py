"""The course of an event: sent as a file, read by a job, shown to whoever may see the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.access import require_access
from domain.events.lifecycle import load_changeable
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_line
from domain.jobs import jobs
from domain.maps.lines import Line, Vertex
from domain.notifications import outbox

READ = "event-course"
"""The job; its subject is the file's id."""
NAME_LENGTH = 120
COURSE_FORM = Form("event-course", (Field("file", Kind.FILE, words="course-ask"),), words="course-form")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Course:
    event_id: int
    line: Line
    version: int


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    telegram_file_id: str


async def receive(actor: Person, event_id: int, name: str, telegram_file_id: str, *, now: datetime) -> int:
    """A file has come; a job reads it, and tells who sent it. Raises NotAllowed, MoveNotAllowed."""
    event = await load_changeable(actor, event_id)
    file_id: int = await database.fetchval(
        "INSERT INTO course_files (event_id, user_id, name, telegram_file_id, sent_at) VALUES ($1, $2, $3, $4, $5) "
        "RETURNING id",
        *(event.id, actor.id, clean_line(name)[:NAME_LENGTH], telegram_file_id, now),
    )
    await jobs.enqueue(READ, str(file_id))
    return file_id


async def sent_file(file_id: int) -> SentFile | None:
    """What is still to be read."""
    row = await database.fetchrow("SELECT name, telegram_file_id FROM course_files WHERE id = $1", file_id)
    return SentFile(row["name"], row["telegram_file_id"]) if row else None


async def refuse(file_id: int, problem: str, *, now: datetime) -> None:
    """It cannot be read: the course that was there stays, and whoever sent the file is told why."""
    if row := await _settled(file_id):
        params = {"event_id": row[0], "problem": problem}
        await outbox.notify(row[1], "course-refused", params=params, dedupe_key=f"course-file:{file_id}", now=now)


async def take(file_id: int, line: Line, *, now: datetime) -> None:
    """Read twice, it is one."""
    if row := await _settled(file_id):
        event_id, user_id = row
        await _put(event_id, line)
        await trail.record(user_id, "event-course-set", f"event:{event_id}", now=now)
        params, key = {"event_id": event_id}, f"course-file:{file_id}"
        await outbox.notify(user_id, "course-taken", params=params, dedupe_key=key, now=now)


async def keep(actor: Person, event_id: int, line: Line, *, now: datetime) -> None:
    """A line that is in hand already. Raises NotAllowed, MoveNotAllowed."""
    event = await load_changeable(actor, event_id)
    await _put(event.id, line)
    await trail.record(actor.id, "event-course-set", f"event:{event.id}", now=now)


async def remove(actor: Person, event_id: int, *, now: datetime) -> None:
    """Raises NotAllowed, MoveNotAllowed."""
    event = await load_changeable(actor, event_id)
    gone = await database.fetchval("DELETE FROM event_courses WHERE event_id = $1 RETURNING id", event.id)
    if gone is not None:
        await trail.record(actor.id, "event-course-removed", f"event:{event.id}", now=now)


async def copy(from_id: int, to_id: int) -> None:
    await database.execute(
        "INSERT INTO event_courses (event_id, line, length_m, climb_m) "
        "SELECT $2, line, length_m, climb_m FROM event_courses WHERE event_id = $1",
        *(from_id, to_id),
    )


async def get_course(viewer: Person, event_id: int) -> Course:
    """Raises NotFound, also for an event that the viewer may not see."""
    await require_access(viewer, event_id)
    return await course_of(event_id)


async def course_of(event_id: int) -> Course:
    """For who may see the event. Raises NotFound."""
    row = await database.fetchrow(
        "SELECT line, length_m, climb_m, version FROM event_courses WHERE event_id = $1", event_id
    )
    if row is None:
        raise NotFound
    vertices = tuple(Vertex(*one) for one in orjson.loads(row["line"]))
    return Course(event_id, Line(vertices, row["length_m"], row["climb_m"]), row["version"])


async def _settled(file_id: int) -> tuple[int, int] | None:
    """The event and who sent the file, which is read by this."""
    row = await database.fetchrow("DELETE FROM course_files WHERE id = $1 RETURNING event_id, user_id", file_id)
    return (row["event_id"], row["user_id"]) if row else None


async def _put(event_id: int, line: Line) -> None:
    stored = [[round(one.latitude, _DIGITS), round(one.longitude, _DIGITS), one.height] for one in line.vertices]
    await database.execute(
        "INSERT INTO event_courses (event_id, line, length_m, climb_m) VALUES ($1, $2::jsonb, $3, $4) "
        "ON CONFLICT (event_id) DO UPDATE SET line = EXCLUDED.line, length_m = EXCLUDED.length_m, "
        "climb_m = EXCLUDED.climb_m, version = event_courses.version + 1",
        *(event_id, orjson.dumps(stored).decode(), line.length_m, line.climb_m),
    )
