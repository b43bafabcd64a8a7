"""What faces show of an outing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import SHORT_NAME
from domain.errors import NotFound
from domain.events.standstill import STANDS_STILL

NAMES = 8


@dataclass(frozen=True, slots=True)
class Names:
    """The first who said it, in the order of saying, and how many there are."""

    shown: tuple[str, ...] = ()
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


@dataclass(frozen=True, slots=True)
class OutingCard:
    """`event_id`: the event that it became, once everybody may see that."""

    id: int
    maker_id: int
    maker_name: str
    what: str
    place: str
    starts_at: datetime
    has_hour: bool
    zone: str
    language: str
    state: str
    inline_message_id: str | None
    event_id: int | None
    takes_registrations: bool
    yes: Names
    maybe: Names
    no: Names


_OUTING = f"""
SELECT o.id, o.maker_id, {SHORT_NAME} AS maker_name, o.what, o.place,
       o.starts_at, o.has_hour, o.zone, o.language, o.state, o.inline_message_id,
       CASE WHEN e.visibility = 'public' AND e.status <> 'draft' THEN e.id END AS event_id,
       coalesce(e.visibility = 'public' AND e.status = 'registration_open' AND NOT {STANDS_STILL},
                FALSE) AS takes_registrations
FROM outings o JOIN profiles p ON p.user_id = o.maker_id LEFT JOIN events e ON e.id = o.event_id WHERE o.id = $1
"""
_NAMES = """
SELECT a.answer, count(*) AS count,
       (array_agg(left(coalesce(nullif(p.first_name, ''), p.nickname, '…'), 24)
                  ORDER BY a.said_at, a.id))[1:$2] AS names
FROM outing_answers a JOIN profiles p ON p.user_id = a.user_id WHERE a.outing_id = $1 GROUP BY a.answer
"""


async def get_outing(outing_id: int) -> OutingCard:
    """First names alone, as people call each other in a chat: a private profile shows no more. Raises NotFound."""
    row = await database.fetchrow(_OUTING, outing_id)
    if row is None:
        raise NotFound
    rows = await database.fetch(_NAMES, outing_id, NAMES)
    said = {one["answer"]: Names(tuple(one["names"]), one["count"]) for one in rows}
    yes, maybe, no = (said.get(key, Names()) for key in ("yes", "maybe", "no"))
    return OutingCard(**dict(row), yes=yes, maybe=maybe, no=no)


async def own_answer(user_id: int, outing_id: int) -> str | None:
    answer: str | None = await database.fetchval(
        "SELECT answer FROM outing_answers WHERE outing_id = $1 AND user_id = $2", outing_id, user_id
    )
    return answer
