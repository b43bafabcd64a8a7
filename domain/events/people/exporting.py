"""The list of an event's people as a file: which columns, whose right, and the rows a job writes into it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, get_person
from domain.audit import trail
from domain.errors import NotAllowed
from domain.events import ways
from domain.events.entry import registration_form
from domain.events.entry.questions import organizer_fields_of
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money.prices import takes_ahead
from domain.events.party.rules import most_guests
from domain.events.people import roster
from domain.events.people.errors import NoColumns
from domain.events.people.roster import IS_PAID, MATCHING, PEOPLE, PeopleFilter, read_filter
from domain.events.people.tables import FORMATS
from domain.events.policy import may_read_answers, require_manager
from domain.events.teams.rules import rules_of
from domain.forms.form import Field, JsonValue
from domain.jobs import jobs

JOB = "event-export"
PAGE = 500
OWN = ("number", "name", "username", "status", "way", "squad", "party", "paid", "registered")
"""What is known of everybody; the rest is what the event asks and what its organizer notes."""


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: the question or note whose answers stand in it."""

    key: str
    field: Field | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """What was asked for."""

    event_id: int
    asker_id: int
    kind: str
    columns: tuple[str, ...]
    wanted: PeopleFilter

    def to_subject(self) -> str:
        said = {"event": self.event_id, "for": self.asker_id, "as": self.kind, "columns": ",".join(self.columns)}
        return urlencode({**said, **self.wanted.to_query()})


def read_export(subject: str) -> Export:
    said = dict(parse_qsl(subject))
    columns = tuple(said["columns"].split(","))
    return Export(int(said["event"]), int(said["for"]), said["as"], columns, read_filter(said))


async def require_exporter(actor: Person, event_id: int) -> Event:
    """Whose event it is, and nobody else: not even who keeps order in Forma. Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    if not may_read_answers(actor, event):
        raise NotAllowed
    return event


async def columns_of(event: Event) -> tuple[Column, ...]:
    """Every column there can be, in the order in which they stand."""
    is_hybrid = len(await ways.pools_of(event.id)) > 1
    left_out = {
        "way": not is_hybrid,
        "squad": await rules_of(event.id) is None,
        "party": not await most_guests(event.id),
        "paid": not takes_ahead(event),
    }
    form = await registration_form.build(event)
    return (
        *(Column(key) for key in OWN if not left_out.get(key)),
        *(Column(field.key, field) for field in form.fields),
        *(Column(field.key, field, is_note=True) for field in organizer_fields_of(event)),
    )


async def ask(
    actor: Person,
    event_id: int,
    kind: str,
    wanted: PeopleFilter,
    columns: Sequence[str] | None = None,
    *,
    now: datetime,
) -> int:
    """Have the file made and brought to the actor's private chat; how many people will be in it.

    `columns` None: all of them. Asked for again while it is made, it is one. Raises NotFound, NotAllowed, NoColumns.
    """
    event = await require_exporter(actor, event_id)
    known = [column.key for column in await columns_of(event)]
    chosen = tuple(key for key in known if columns is None or key in columns)
    if not chosen or kind not in FORMATS:
        raise NoColumns
    count = await roster.count_people(event.id, wanted)
    export = Export(event.id, actor.id, kind, chosen, wanted)
    if await jobs.enqueue(JOB, export.to_subject()):
        details = {"format": kind, "columns": len(chosen), "people": count}
        await trail.record(actor.id, "event-export-asked", f"event:{event.id}", now=now, details=details)
    return count


@dataclass(frozen=True, slots=True)
class Line:
    """One person, as the columns show them."""

    number: int | None
    name: str
    username: str | None
    status: str
    way: str | None
    team: str | None
    guests: str
    paid: bool
    registered: datetime
    answers: Mapping[str, JsonValue]
    notes: Mapping[str, JsonValue]


async def asker_of(export: Export) -> tuple[Person, Event] | None:
    """None: they may not have it (any more)."""
    person = await get_person(export.asker_id)
    event = await load(export.event_id, lock=False)
    return (person, event) if may_read_answers(person, event) else None


async def lines_of(export: Export) -> AsyncIterator[list[Line]]:
    """Some hundreds at a time, in the order of registering."""
    after = 0
    while rows := await _page(export, after):
        yield [_line(row) for row in rows]
        after = rows[-1]["id"]


async def _page(export: Export, after: int) -> list[asyncpg.Record]:
    return await database.fetch(
        f"SELECT r.id, r.number, {FULL_NAME} AS name, u.username, r.status, w.way, "
        "(SELECT t.name FROM event_team_members tm JOIN event_teams t ON t.id = tm.team_id "
        "WHERE tm.event_id = r.event_id AND tm.user_id = r.user_id) AS team, "
        "(SELECT coalesce(string_agg(coalesce(nullif(pg.name, ''), '+1'), ', ' ORDER BY pg.id), '') "
        "FROM party_guests pg WHERE pg.registration_id = r.id) AS guests, "
        f"{IS_PAID} AS paid, r.created_at AS registered, r.answers, r.notes "
        f"FROM {PEOPLE} WHERE {MATCHING} AND r.id > $10 ORDER BY r.id LIMIT $11",
        *(*roster.parameters(export.event_id, export.wanted), after, PAGE),
    )


def _line(row: asyncpg.Record) -> Line:
    answers, notes = orjson.loads(row["answers"]), orjson.loads(row["notes"])
    known = {
        name: row[name]
        for name in ("number", "name", "username", "status", "way", "team", "guests", "paid", "registered")
    }
    return Line(**known, answers=answers, notes=notes)


async def delivered(export: Export, rows: int, *, now: datetime) -> None:
    details = {"format": export.kind, "rows": rows}
    await trail.record(export.asker_id, "event-exported", f"event:{export.event_id}", now=now, details=details)
