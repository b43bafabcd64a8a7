"""Who is in an event, for its organizer: a list that can be narrowed, and numbers that are the lists' own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import ways
from domain.events.entry import registration_form
from domain.events.entry.statuses import ARRIVED, EXPECTED, IS_CURRENT, OUT, PLACED, QUEUED, TO_PAY
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.money.prices import takes_ahead
from domain.events.people.statuses import count_by_status
from domain.events.policy import may_read_answers, require_manager
from domain.events.queries import Participant
from domain.events.teams.queries import name_in
from domain.events.teams.rules import rules_of
from domain.forms.form import Field, Kind

GROUPS: Mapping[str, tuple[str, ...]] = {
    "going": PLACED,
    "absent": EXPECTED,
    "arrived": ARRIVED,
    "finished": ("finished",),
    "unpaid": TO_PAY,
    "pending": ("pending",),
    "waiting": QUEUED,
    "left": OUT,
    "refunded": ("refunded",),
}
"""What an organizer asks for, and the statuses of a registration that it means; who has arrived is going,
too, and whose money is back has left."""
PAID = {"yes": True, "no": False}
ASKED_TO_PAY = (*TO_PAY, *PLACED)
"""Of these some have not paid; who waits, or is out of it, owes nothing."""
MOST_WORDS = 5
TEXT_LENGTH = 100


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What is looked at. `answer`: the keys of a question and of one of its options; `text`: name, @name or number;
    `team`: one of the event's teams.
    """

    group: str | None = None
    way: str | None = None
    paid: str | None = None
    answer: tuple[str, str] | None = None
    text: str = ""
    team: int | None = None

    def to_query(self) -> dict[str, str]:
        """For an address, a conversation, a job; `read_filter` reads it back."""
        question, option = self.answer or ("", "")
        known = {"group": self.group, "way": self.way, "paid": self.paid, "question": question, "option": option}
        known |= {"q": self.text, "team": str(self.team or "")}
        return {name: value for name, value in known.items() if value}


def read_filter(said: Mapping[str, str]) -> PeopleFilter:
    """What is not known of it is as if it was not said."""
    group, way, paid = (said.get(name, "") for name in ("group", "way", "paid"))
    question, option = said.get("question", ""), said.get("option", "")
    team = said.get("team", "")
    return PeopleFilter(
        group if group in GROUPS else None,
        way if way in ways.WAYS else None,
        paid if paid in PAID else None,
        (question, option) if question and option else None,
        " ".join(said.get("q", "").replace("\0", "").split())[:TEXT_LENGTH],
        int(team) if team.isascii() and team.isdecimal() and len(team) <= 16 else None,
    )


@dataclass(frozen=True, slots=True)
class Numbers:
    """How long the list is, and how long it would be with another choice in one of its filters."""

    total: int
    groups: Mapping[str | None, int]
    ways: Mapping[str | None, int]
    paid: Mapping[str | None, int]
    answers: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the list. `questions`: those with options; none for who may not read answers."""

    event: Event
    wanted: PeopleFilter
    rows: Sequence[Participant]
    more: bool
    numbers: Numbers
    ways: tuple[str, ...]
    questions: tuple[Field, ...]
    reads_answers: bool
    team: str = ""
    """The name of the one that is chosen."""
    in_teams: bool = False

    @property
    def is_paid_ahead(self) -> bool:
        return takes_ahead(self.event)

    @property
    def groups(self) -> tuple[str, ...]:
        """Those with people in them, and the one that is chosen. Nobody is late before anybody can have come."""
        has_begun = self.event.status in ("running", "finished") or self.numbers.groups["arrived"] > 0
        known = (one for one in GROUPS if has_begun or one != "absent")
        return tuple(one for one in known if self.numbers.groups[one] or one == self.wanted.group)


async def get_roster(actor: Person, event_id: int, wanted: PeopleFilter, *, after: int = 0, limit: int = 20) -> Roster:
    """In the order of registering; `after` is the last registration of the page before. Raises NotFound, NotAllowed."""
    event, questions = await _looked_at(actor, event_id, wanted)
    opened = tuple(await ways.pools_of(event.id))
    rows = await list_people(event.id, wanted, after=after, limit=limit + 1)
    numbers = await _numbers(event.id, wanted, questions)
    reads = may_read_answers(actor, event)
    team = await name_in(event.id, wanted.team) if wanted.team else None
    return Roster(
        *(event, wanted, rows[:limit], len(rows) > limit, numbers, opened, questions, reads, team or ""),
        in_teams=await rules_of(event.id) is not None,
    )


async def require_look(actor: Person, event_id: int, wanted: PeopleFilter) -> Event:
    """Raises NotFound, NotAllowed for who may not see that list."""
    event, _ = await _looked_at(actor, event_id, wanted)
    return event


async def questions_for(actor: Person, event_id: int) -> tuple[Field, ...]:
    """Those with options, by which the actor may sort people. Raises NotFound, NotAllowed."""
    _, questions = await _looked_at(actor, event_id, PeopleFilter())
    return questions


async def _looked_at(actor: Person, event_id: int, wanted: PeopleFilter) -> tuple[Event, tuple[Field, ...]]:
    """To sort people by an answer is to read it."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    if not may_read_answers(actor, event):
        if wanted.answer:
            raise NotFound
        return event, ()
    form = await registration_form.build(event)
    return event, tuple(field for field in form.fields if field.kind in (Kind.CHOICE, Kind.CHOICES))


PEOPLE = """registrations r JOIN users u ON u.id = r.user_id JOIN profiles p ON p.user_id = r.user_id
JOIN places h ON h.id = r.place_id LEFT JOIN event_ways w ON w.pool_id = h.pool_id"""
IS_PAID = (
    f"(EXISTS (SELECT 1 FROM orders o WHERE o.purpose = '{fees.PURPOSE}' AND o.subject_id = r.id "
    "AND o.state = 'paid') OR r.status = 'paid')"
)
_WORDS = "replace(lower(concat_ws(' ', p.first_name, p.last_name, p.nickname, '@' || u.username)), 'ё', 'е')"
_SAID = f"r.event_id = $1 AND {IS_CURRENT} AND (cardinality($2::text[]) = 0 OR {_WORDS} LIKE ALL($2) OR r.number = $3)"
_SAID += (
    " AND ($4::bigint IS NULL OR EXISTS (SELECT 1 FROM event_team_members tm WHERE tm.event_id = r.event_id "
    "AND tm.user_id = r.user_id AND tm.team_id = $4))"
)
_ASKED_TO_PAY = "ARRAY[" + ", ".join(f"'{one}'" for one in ASKED_TO_PAY) + "]"
_CHOSEN = (
    "($5::text[] IS NULL OR r.status = ANY($5)) AND ($6::text IS NULL OR w.way = $6) "
    f"AND ($7::bool IS NULL OR {IS_PAID} = $7 AND ($7 OR r.status = ANY({_ASKED_TO_PAY})))"
)
MATCHING = f"{_SAID} AND {_CHOSEN} AND ($8::text IS NULL OR coalesce(r.answers -> $8 @> to_jsonb($9::text), FALSE))"
"""Of the statement's parameters the first nine are `parameters`."""


def parameters(event_id: int, wanted: PeopleFilter) -> tuple[object, ...]:
    return (*_said(event_id, wanted), *_chosen(wanted), *(wanted.answer or (None, None)))


def _said(event_id: int, wanted: PeopleFilter) -> tuple[object, ...]:
    words = wanted.text.lower().replace("ё", "е").split()[:MOST_WORDS]
    return event_id, [f"%{_literal(word)}%" for word in words], _number(wanted.text), wanted.team


def _chosen(wanted: PeopleFilter) -> tuple[object, ...]:
    groups = list(GROUPS[wanted.group]) if wanted.group else None
    return groups, wanted.way, PAID.get(wanted.paid or "")


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _number(text: str) -> int | None:
    """«114», «№ 114», «#114»."""
    digits = text.removeprefix("№").removeprefix("#").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None


async def list_people(event_id: int, wanted: PeopleFilter, *, after: int = 0, limit: int = 20) -> list[Participant]:
    rows = await database.fetch(
        f"SELECT r.id AS registration_id, r.user_id, {FULL_NAME} AS name, u.username, "
        f"r.status, r.number, w.way, h.size - 1 AS guests FROM {PEOPLE} "
        f"WHERE {MATCHING} AND r.id > $10 ORDER BY r.id LIMIT $11",
        *(*parameters(event_id, wanted), after, limit),
    )
    return [Participant(**dict(row)) for row in rows]


async def count_people(event_id: int, wanted: PeopleFilter) -> int:
    found: int = await database.fetchval(
        f"SELECT count(*) FROM {PEOPLE} WHERE {MATCHING}", *parameters(event_id, wanted)
    )
    return found


async def users_in(event_id: int, wanted: PeopleFilter) -> list[int]:
    rows = await database.fetch(
        f"SELECT r.user_id FROM {PEOPLE} WHERE {MATCHING} ORDER BY 1", *parameters(event_id, wanted)
    )
    return [row["user_id"] for row in rows]


async def counters(event_id: int) -> dict[str, int]:
    """How long the list is by group; `paid`: how many of those who are going have paid ahead."""
    counted = in_groups(await count_by_status(event_id))
    return counted | {"paid": await count_people(event_id, PeopleFilter(group="going", paid="yes"))}


def in_groups(by_status: Mapping[str, int]) -> dict[str, int]:
    return {name: sum(by_status.get(one, 0) for one in statuses) for name, statuses in GROUPS.items()}


_CELLS = f"""
SELECT r.status, w.way, {IS_PAID} AS paid,
    $5::text IS NULL OR coalesce(r.answers -> $5 @> to_jsonb($6::text), FALSE) AS answered, count(*) AS people
FROM {PEOPLE} WHERE {_SAID} GROUP BY 1, 2, 3, 4
"""
_OPTIONS = f"""
SELECT said.key, option, count(*) AS people FROM {PEOPLE}, jsonb_each(r.answers) said,
    jsonb_array_elements_text(CASE jsonb_typeof(said.value) WHEN 'array' THEN said.value
        WHEN 'string' THEN jsonb_build_array(said.value) ELSE '[]' END) option
WHERE {_SAID} AND {_CHOSEN} AND said.key = ANY($8) GROUP BY 1, 2
"""


async def _numbers(event_id: int, wanted: PeopleFilter, questions: Sequence[Field]) -> Numbers:
    cells = await database.fetch(_CELLS, *_said(event_id, wanted), *(wanted.answer or (None, None)))
    options: list[asyncpg.Record] = []
    if questions:
        keys = [field.key for field in questions]
        options = await database.fetch(_OPTIONS, *_said(event_id, wanted), *_chosen(wanted), keys)
    return Numbers(
        total=_people(cells, wanted),
        groups={one: _people(cells, replace(wanted, group=one)) for one in (None, *GROUPS)},
        ways={one: _people(cells, replace(wanted, way=one)) for one in (None, *ways.WAYS)},
        paid={one: _people(cells, replace(wanted, paid=one)) for one in (None, *PAID)},
        answers=Counter({(row["key"], row["option"]): row["people"] for row in options}),
    )


def _people(cells: Iterable[asyncpg.Record], wanted: PeopleFilter) -> int:
    return sum(
        cell["people"]
        for cell in cells
        if cell["answered"]
        and (wanted.group is None or cell["status"] in GROUPS[wanted.group])
        and (wanted.way is None or cell["way"] == wanted.way)
        and (wanted.paid is None or _is_paid_so(cell, PAID[wanted.paid]))
    )


def _is_paid_so(cell: asyncpg.Record, wanted: bool) -> bool:
    return cell["paid"] is wanted and (wanted or cell["status"] in ASKED_TO_PAY)
