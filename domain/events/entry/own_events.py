"""A person's own events and tickets, as faces show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.errors import NotFound
from domain.events.access import IS_OPEN
from domain.events.entry.statuses import OWN_LIVE, PLACED_SQL


@dataclass(frozen=True, slots=True)
class MyEvent:
    """`is_online`: the person takes part in it online; in a hybrid others may be on site."""

    event_id: int
    registration_id: int
    title: str
    starts_at: datetime
    zone: str
    place: str
    is_online: bool
    is_hybrid: bool
    event_status: str
    own_status: str
    own_position: int | None
    """In the queue, from 1."""
    number: int | None
    cover_id: int | None
    cover_is_open: bool
    """Everybody may see it."""


_TABS = {
    "upcoming": "e.status IN ('published', 'registration_open')",
    "running": "e.status = 'running'",
    "finished": "e.status IN ('finished', 'cancelled')",
    "next": "e.status IN ('published', 'registration_open', 'running')",
}
_OWN_WAY = (
    "coalesce(w.way, '') = 'online' AS is_online, "
    "(SELECT count(*) > 1 FROM event_ways a WHERE a.event_id = e.id) AS is_hybrid"
)


async def list_my_events(
    user_id: int, tab: str, *, after: tuple[datetime, int] | None = None, offset: int = 0, limit: int = 10
) -> list[MyEvent]:
    """The person's own events; `tab` is upcoming, running or finished, by the event's status; next: the first two.

    `after` is the start and the event id of the last row shown; the chat's numbered pages use `offset`.
    """
    order, beyond = ("DESC", "<") if tab == "finished" else ("ASC", ">")
    starts_at, event_id = after or (None, None)
    rows = await database.fetch(
        f"SELECT e.id AS event_id, r.id AS registration_id, e.title, e.starts_at, e.zone, e.place, {_OWN_WAY}, "
        "e.status AS event_status, r.status AS own_status, r.number, "
        "CASE WHEN r.status = 'waitlisted' THEN (SELECT count(*) FROM places ahead WHERE ahead.pool_id = h.pool_id "
        "AND ahead.state = 'waiting' "
        "AND (coalesce(ahead.rank, ahead.id), ahead.id) <= (coalesce(h.rank, h.id), h.id)) END AS own_position, "
        f"CASE WHEN f.state = 'ready' THEN f.id END AS cover_id, {IS_OPEN} AS cover_is_open "
        "FROM registrations r JOIN events e ON e.id = r.event_id JOIN places h ON h.id = r.place_id "
        "LEFT JOIN event_ways w ON w.pool_id = h.pool_id LEFT JOIN files f ON f.id = e.cover_file_id "
        f"WHERE r.user_id = $1 AND {OWN_LIVE} AND {_TABS[tab]} "
        f"AND ($4::timestamptz IS NULL OR (e.starts_at, e.id) {beyond} ($4, $5::bigint)) "
        f"ORDER BY e.starts_at {order}, e.id {order} LIMIT $2 OFFSET $3",
        *(user_id, limit, offset, starts_at, event_id),
    )
    return [MyEvent(**dict(row)) for row in rows]


async def tab_to_open(user_id: int) -> str:
    """What comes; what is on now, where nothing comes."""
    for tab in ("upcoming", "running"):
        if await list_my_events(user_id, tab, limit=1):
            return tab
    return "upcoming"


@dataclass(frozen=True, slots=True)
class TicketCard:
    """`is_online`: this ticket's person joins online, at `online_address` if the organizer has said it."""

    registration_id: int
    event_id: int
    user_id: int
    name: str
    number: int
    ticket_number: int
    """What the ticket is signed with."""
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    place: str
    online_address: str
    is_online: bool
    is_hybrid: bool
    event_status: str
    size: int = 1
    """For how many people: who brings guests comes in with them."""


_TICKET = f"""
SELECT r.id AS registration_id, r.event_id, r.user_id, {FULL_NAME} AS name, r.number,
       coalesce(r.ticket_number, r.number) AS ticket_number,
       e.title, e.starts_at, e.ends_at, e.zone, e.place, {_OWN_WAY}, e.status AS event_status,
       CASE WHEN w.way = 'online' THEN e.online_address ELSE '' END AS online_address, h.size
FROM registrations r JOIN events e ON e.id = r.event_id JOIN profiles p ON p.user_id = r.user_id
JOIN places h ON h.id = r.place_id LEFT JOIN event_ways w ON w.pool_id = h.pool_id
WHERE r.number IS NOT NULL AND r.status IN {PLACED_SQL}
"""


async def get_ticket(registration_id: int, user_id: int) -> TicketCard:
    """Raises NotFound for another person's ticket and for one that is not valid (any more)."""
    row = await database.fetchrow(f"{_TICKET} AND r.id = $1 AND r.user_id = $2", registration_id, user_id)
    if row is None:
        raise NotFound
    return TicketCard(**dict(row))


async def list_tickets(user_id: int) -> list[TicketCard]:
    """Of events that are not over, the next first."""
    rows = await database.fetch(
        f"{_TICKET} AND r.user_id = $1 AND e.status IN ('published', 'registration_open', 'running') "
        "ORDER BY e.starts_at, e.id LIMIT 20",
        user_id,
    )
    return [TicketCard(**dict(row)) for row in rows]
