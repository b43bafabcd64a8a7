"""Who asks to be let into a group: kept until somebody decides. Being let in is a row of the outbox, safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.spaces.doors.doors import Door

LET_IN, TURN_AWAY = "door-let-in", "door-turn-away"


@dataclass(frozen=True, slots=True)
class Request:
    """`state`: waiting, opening, inside, declined, gone."""

    id: int
    chat_id: int
    user_id: int
    telegram_id: int
    user_chat_id: int
    subject: str
    query_id: str | None
    state: str
    asked_at: datetime


_REQUEST = """
SELECT q.id, q.chat_id, q.user_id, u.telegram_id, q.user_chat_id, q.subject, q.query_id, q.state, q.asked_at
FROM join_requests q JOIN users u ON u.id = q.user_id
"""


async def came(door: Door, user_id: int, user_chat_id: int, query_id: str | None, *, now: datetime) -> int:
    """Asked once more, it is the same request with its newest query."""
    request_id: int = await database.fetchval(
        "INSERT INTO join_requests (chat_id, user_id, subject, user_chat_id, query_id, asked_at, changed_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (chat_id, user_id) DO UPDATE SET subject = excluded.subject, "
        "user_chat_id = excluded.user_chat_id, query_id = excluded.query_id, state = 'waiting', "
        "asked_at = excluded.asked_at, changed_at = excluded.changed_at RETURNING id",
        *(door.chat_id, user_id, door.subject, user_chat_id, query_id, now),
    )
    return request_id


async def get_request(request_id: int) -> Request | None:
    row = await database.fetchrow(f"{_REQUEST} WHERE q.id = $1", request_id)
    return Request(**dict(row)) if row else None


async def open_request(subject: str, user_id: int) -> Request | None:
    """The person's newest one there, whatever became of it."""
    row = await database.fetchrow(
        f"{_REQUEST} WHERE q.subject = $1 AND q.user_id = $2 ORDER BY q.asked_at DESC, q.id DESC LIMIT 1",
        *(subject, user_id),
    )
    return Request(**dict(row)) if row else None


async def counts(subject: str) -> dict[str, int]:
    rows = await database.fetch(
        "SELECT state, count(*) AS count FROM join_requests WHERE subject = $1 GROUP BY state", subject
    )
    return {row["state"]: row["count"] for row in rows}


async def let_in(request_ids: Sequence[int], *, now: datetime) -> None:
    await _decide(request_ids, "opening", LET_IN, now=now)


async def turn_away(request_ids: Sequence[int], *, now: datetime) -> None:
    await _decide(request_ids, "declined", TURN_AWAY, now=now)


async def let_in_again(chat_id: int, *, now: datetime) -> None:
    """Those who should be inside, and could not be let in before."""
    rows = await database.fetch(
        "SELECT id FROM join_requests WHERE chat_id = $1 AND state = 'opening' ORDER BY id", chat_id
    )
    await let_in([row["id"] for row in rows], now=now)


async def _decide(request_ids: Sequence[int], state: str, kind: str, *, now: datetime) -> None:
    rows = await database.fetch(
        "UPDATE join_requests SET state = $2, changed_at = $3 WHERE id = ANY($1) RETURNING id, chat_id",
        *(list(request_ids), state, now),
    )
    for row in sorted(rows, key=lambda one: int(one["id"])):
        params = {"request_id": row["id"]}
        await outbox.tell_chat(row["chat_id"], kind, params=params, urgency=Urgency.INTERACTIVE, now=now)


async def settled(request_id: int, state: str, *, now: datetime) -> None:
    """What Telegram made of it."""
    await database.execute(
        "UPDATE join_requests SET state = $2, changed_at = $3 WHERE id = $1 AND state = 'opening'",
        *(request_id, state, now),
    )


async def are_inside(chat_id: int, telegram_ids: Sequence[int], *, now: datetime) -> None:
    """They came in, by whose hand ever."""
    await database.execute(
        "UPDATE join_requests q SET state = 'inside', changed_at = $3 FROM users u "
        "WHERE u.id = q.user_id AND q.chat_id = $1 AND u.telegram_id = ANY($2) AND q.state IN ('waiting', 'opening')",
        *(chat_id, list(telegram_ids), now),
    )
