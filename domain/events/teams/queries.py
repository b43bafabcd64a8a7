"""What faces show of teams: one with its people, the list of all, the board of their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.entry.statuses import OUT_SQL, PLACED_SQL
from domain.events.queries import EventCard, get_event_card
from domain.events.results.ranking import places
from domain.events.teams import sums
from domain.events.teams.captains import key_of
from domain.events.teams.rules import TeamRules, rules_of
from domain.forms.texts import clean_line


@dataclass(frozen=True, slots=True)
class Member:
    """`status` is that of the registration: who waits, or has not paid, does not make a team complete."""

    user_id: int
    registration_id: int
    name: str
    status: str
    number: int | None
    is_captain: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in a list. `placed`: how many of its members have a place."""

    id: int
    name: str
    name_key: str
    members: int
    placed: int
    women: int

    def missing(self, rules: TeamRules) -> int:
        return max(0, rules.least - self.placed)

    def lacks_woman(self, rules: TeamRules) -> bool:
        return rules.needs_woman and not self.women

    def is_complete(self, rules: TeamRules) -> bool:
        return not self.missing(rules) and not self.lacks_woman(rules)


@dataclass(frozen=True, slots=True)
class TeamCard:
    """`token` and the people: for its members, for who has its link, and for who manages the event."""

    event: EventCard
    rules: TeamRules
    line: TeamLine
    token: str
    people: tuple[Member, ...]
    is_mine: bool
    is_captain: bool
    is_open: bool

    @property
    def id(self) -> int:
        return self.line.id

    @property
    def leads(self) -> bool:
        return self.event.manages or (self.is_captain and self.is_open)

    @property
    def is_full(self) -> bool:
        return self.line.members >= self.rules.most


@dataclass(frozen=True, slots=True)
class TeamsCard:
    """An event's teams, for one viewer: their own among them."""

    event: EventCard
    rules: TeamRules | None
    own: TeamLine | None
    is_open: bool
    rows: tuple[TeamLine, ...]
    more: bool

    @property
    def may_make(self) -> bool:
        return self.rules is not None and self.own is None and self.is_open and self.event.own_status is not None


_WOMAN = "coalesce(g.answers->>'gender', p.gender) = 'female'"
_LINE = f"""
SELECT t.id, t.name, t.name_key, t.members, coalesce(there.placed, 0)::int AS placed,
       coalesce(there.women, 0)::int AS women
FROM {{found}} t LEFT JOIN LATERAL (
    SELECT count(*) AS placed, count(*) FILTER (WHERE {_WOMAN}) AS women FROM event_team_members m
    JOIN registrations g ON g.event_id = m.event_id AND g.user_id = m.user_id AND g.status IN {PLACED_SQL}
    JOIN profiles p ON p.user_id = m.user_id WHERE m.team_id = t.id) there ON TRUE
"""


def is_open(card: EventCard, now: datetime) -> bool:
    return card.is_open(now)


async def get_team(team_id: int, viewer: Person, *, token: str = "", now: datetime) -> TeamCard:
    """Raises NotFound."""
    row = await database.fetchrow("SELECT * FROM event_teams WHERE id = $1", team_id)
    rules = await rules_of(row["event_id"]) if row else None
    if row is None or rules is None:
        raise NotFound
    card = await get_event_card(row["event_id"], viewer)
    people = await _people(row)
    is_mine = any(one.user_id == viewer.id for one in people)
    knows = is_mine or card.manages or token == row["token"]
    return TeamCard(
        event=card,
        rules=rules,
        line=await _line(team_id),
        token=row["token"] if knows else "",
        people=people if knows else (),
        is_mine=is_mine,
        is_captain=row["captain_id"] == viewer.id,
        is_open=is_open(card, now),
    )


async def _people(team: asyncpg.Record) -> tuple[Member, ...]:
    rows = await database.fetch(
        f"SELECT m.user_id, g.id AS registration_id, {FULL_NAME} AS name, g.status, "
        "g.number, m.user_id = $2 AS is_captain FROM event_team_members m JOIN profiles p ON p.user_id = m.user_id "
        "JOIN registrations g ON g.event_id = m.event_id AND g.user_id = m.user_id "
        f"AND g.status NOT IN {OUT_SQL} "
        "WHERE m.team_id = $1 ORDER BY m.user_id <> $2, m.id",
        *(team["id"], team["captain_id"]),
    )
    return tuple(Member(**dict(row)) for row in rows)


async def _line(team_id: int) -> TeamLine:
    row = await database.fetchrow(_LINE.format(found="(SELECT * FROM event_teams WHERE id = $1)"), team_id)
    if row is None:
        raise NotFound  # its last member left at this moment
    return TeamLine(**dict(row))


async def own_team_id(event_id: int, user_id: int) -> int | None:
    found: int | None = await database.fetchval(
        "SELECT team_id FROM event_team_members WHERE event_id = $1 AND user_id = $2", event_id, user_id
    )
    return found


async def teams_for(
    event_id: int,
    viewer: Person,
    *,
    text: str = "",
    after: str = "",
    offset: int = 0,
    limit: int = 20,
    now: datetime,
) -> TeamsCard:
    """By name; `after` is the key of the last name shown, `offset` for the chat's pages; `text`: how a name begins.

    Raises NotFound.
    """
    card = await get_event_card(event_id, viewer)
    rules = await rules_of(event_id)
    own_id = await own_team_id(event_id, viewer.id)
    rows = await list_teams(event_id, text=text, after=after, offset=offset, limit=limit + 1) if rules else []
    own = await _line(own_id) if own_id is not None else None
    return TeamsCard(card, rules, own, is_open(card, now), tuple(rows[:limit]), len(rows) > limit)


async def list_teams(
    event_id: int, *, text: str = "", after: str = "", offset: int = 0, limit: int = 20
) -> list[TeamLine]:
    sought = key_of(clean_line(text))[:80]
    begins = sought.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" if sought else None
    found = (
        "(SELECT * FROM event_teams WHERE event_id = $1 AND name_key > $2 "
        "AND ($3::text IS NULL OR name_key LIKE $3) ORDER BY name_key OFFSET $5 LIMIT $4)"
    )
    rows = await database.fetch(
        f"{_LINE.format(found=found)} ORDER BY t.name_key", *(event_id, after, begins, limit, offset)
    )
    return [TeamLine(**dict(row)) for row in rows]


async def token_of(team_id: int) -> str:
    """For who was invited. Raises NotFound."""
    token: str | None = await database.fetchval("SELECT token FROM event_teams WHERE id = $1", team_id)
    if token is None:
        raise NotFound
    return token


async def team_name(event_id: int, user_id: int) -> str:
    """Of the person's own; empty: they are in none."""
    found: str | None = await database.fetchval(
        "SELECT t.name FROM event_team_members m JOIN event_teams t ON t.id = m.team_id "
        "WHERE m.event_id = $1 AND m.user_id = $2",
        *(event_id, user_id),
    )
    return found or ""


async def team_named(event_id: int, name: str) -> int | None:
    found: int | None = await database.fetchval(
        "SELECT id FROM event_teams WHERE event_id = $1 AND name_key = $2", event_id, key_of(clean_line(name))[:80]
    )
    return found


async def name_in(event_id: int, team_id: int) -> str | None:
    """Of one of the event's teams."""
    name: str | None = await database.fetchval(
        "SELECT name FROM event_teams WHERE event_id = $1 AND id = $2", event_id, team_id
    )
    return name


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the team board. `place` None: too few results to have one."""

    id: int
    name: str
    members: int
    counted: int
    total: int | None
    sort_key: tuple[int, ...]
    place: int | None


After = tuple[tuple[int, ...], int]


async def standings(event_id: int, *, after: After | None = None, offset: int = 0, limit: int = 20) -> list[Standing]:
    """Teams that have a result, in their order; `after` is for lists without end, `offset` for the chat's pages."""
    beyond = " AND (sort_key, id) > ($4::bigint[], $5::bigint)" if after else ""
    rows = await database.fetch(
        "SELECT id, name, members, counted, total, sort_key FROM event_teams "
        f"WHERE event_id = $1 AND sort_key < ARRAY[{sums.NOTHING}]::bigint[]{beyond} "
        "ORDER BY sort_key, id OFFSET $2 LIMIT $3",
        *(event_id, offset, limit, *([list(after[0]), after[1]] if after else ())),
    )
    return await _placed(event_id, rows, is_first=not after and not offset)


async def standing_of(team_id: int) -> Standing | None:
    """None: no result of its members counts yet."""
    row = await database.fetchrow(
        "SELECT event_id, id, name, members, counted, total, sort_key FROM event_teams WHERE id = $1", team_id
    )
    if row is None or row["sort_key"][0] == sums.NOTHING:
        return None
    values = {name: row[name] for name in ("id", "name", "members", "counted", "total", "sort_key")}
    better, _ = await _in_front(row["event_id"], row)
    place = places([tuple(row["sort_key"])], better=better)[0]
    return Standing(**values | {"sort_key": tuple(row["sort_key"])}, place=place)


async def _placed(event_id: int, rows: Sequence[asyncpg.Record], *, is_first: bool) -> list[Standing]:
    if not rows:
        return []
    better, before = (0, 0) if is_first else await _in_front(event_id, rows[0])
    ranked = places([tuple(row["sort_key"]) for row in rows], better=better, before=before)
    return [
        Standing(**dict(row) | {"sort_key": tuple(row["sort_key"])}, place=place)
        for row, place in zip(rows, ranked, strict=True)
    ]


async def _in_front(event_id: int, row: asyncpg.Record) -> tuple[int, int]:
    """How many are better, and how many stand in front; of a stretch of the index alone."""
    found = await database.fetchrow(
        "SELECT count(*) FILTER (WHERE sort_key < $2) AS better, "
        "count(*) FILTER (WHERE (sort_key, id) < ($2, $3::bigint)) AS before "
        "FROM event_teams WHERE event_id = $1 AND sort_key <= $2",
        *(event_id, row["sort_key"], row["id"]),
    )
    assert found is not None
    return found["better"], found["before"]
