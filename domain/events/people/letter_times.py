"""When a letter goes out: at a moment, or so long before the start, with which it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.agenda import agenda
from domain.events.making.clocks import read_at
from domain.events.models import Event
from domain.events.people.errors import LetterTimePassed
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf

DUE = "event-letter"
"""The agenda's word for a letter whose time comes."""
AHEAD = {"day": 24, "three": 3, "hour": 1}
"""What is offered at once, in hours before the start."""
MOST_HOURS = 720
FARTHEST = timedelta(days=366)
TIME_FORM = Form(
    "event-letter-time",
    (
        Field(
            "by",
            Kind.CHOICE,
            words="letter-ask-by",
            choices=tuple(Choice(one, f"letter-by-{one}") for one in (*AHEAD, "before", "at")),
        ),
        Field("hours", Kind.NUMBER, words="letter-ask-hours", min=1, max=MOST_HOURS, only_if=OnlyIf("by", ("before",))),
        Field("at", Kind.DATE_TIME, words="letter-ask-at", only_if=OnlyIf("by", ("at",))),
    ),
    words="letter-time-form",
)
OPEN_SQL = "due_at IS NOT NULL AND sent_at IS NULL AND ended IS NULL"
"""Of a letter that is put off and may still go out."""


@dataclass(frozen=True, slots=True)
class LetterTime:
    """One of both."""

    at: datetime | None = None
    hours: int | None = None


def read_time(answers: Mapping[str, JsonValue], zone: str) -> LetterTime:
    """What was said in `TIME_FORM`, by the clock of the place."""
    by = str(answers["by"])
    if by != "at":
        return LetterTime(hours=AHEAD.get(by) or int(str(answers["hours"])))
    said = answers["at"]
    assert isinstance(said, Mapping)
    return LetterTime(at=read_at(said, zone)["start"])


def as_answers(at: datetime, hours: int | None, zone: str) -> dict[str, JsonValue]:
    """The same the other way round, to be changed."""
    if hours is None:
        return {"by": "at", "at": {"start": at.isoformat(), "end": None, "zone": zone}}
    known = next((name for name, one in AHEAD.items() if one == hours), None)
    return {"by": known} if known else {"by": "before", "hours": hours}


def due_of(event: Event, time: LetterTime, *, now: datetime) -> datetime:
    """Raises LetterTimePassed."""
    due_at = time.at or event.starts_at - timedelta(hours=time.hours or 0)
    if due_at <= now:
        raise LetterTimePassed(by="start" if time.hours else "clock")
    if due_at > now + FARTHEST:
        raise LetterTimePassed(by="far")
    return due_at


async def follow(event: Event) -> None:
    """The start was moved: what is said so long before it moves along, and goes at once if its time is over.

    The caller holds the event.
    """
    rows = await database.fetch(
        "UPDATE event_letters SET due_at = $2::timestamptz - make_interval(hours => hours_before) "
        f"WHERE event_id = $1 AND hours_before IS NOT NULL AND held_at IS NULL AND {OPEN_SQL} RETURNING id, due_at",
        *(event.id, event.starts_at),
    )
    for row in rows:
        await agenda.plan(DUE, str(row["id"]), row["due_at"])


async def called_off(event: Event) -> None:
    """Nothing that was put off is sent for an event that does not take place. The caller holds the event."""
    rows = await database.fetch(
        f"UPDATE event_letters SET ended = 'called_off' WHERE event_id = $1 AND {OPEN_SQL} RETURNING id", event.id
    )
    for row in rows:
        await agenda.cancel(DUE, str(row["id"]))
