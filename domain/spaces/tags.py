"""Tags beside the names of members: what should stand there, and what does.

Telegram is asked by rows of the outbox, a few a minute; what stands there and is not ours is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.agenda import agenda
from domain.notifications import outbox
from domain.notifications.ports import Urgency

LONGEST = 16
"""Telegram's own limit, in UTF-16 units; emoji are refused."""
DUE = "space-tags"
"""The row of the agenda: a subject whose groups are to be looked through."""
KIND = "space-tag"
AT_ONCE, EVERY = 20, timedelta(minutes=1)
"""So many are asked for at once; a large group takes its time."""
AGAIN, TRIES = timedelta(minutes=10), 3
"""What was asked for and never came is asked for again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`tag` is what we have set before; `wanted` what is to stand there, empty for nothing."""

    tag: str
    wanted: str


async def due(subject: str, *, now: datetime) -> None:
    """Look through the groups about it, if there are any."""
    linked = "SELECT EXISTS (SELECT 1 FROM space_links WHERE subject = $1)"
    if await database.fetchval(linked, subject):
        await agenda.plan(DUE, subject, now)


async def settle(chat_id: int, wanted: Mapping[int, str], *, now: datetime) -> bool:
    """Ask for what differs, by people's ids. True: something is still on its way."""
    rows = await database.fetch("SELECT * FROM member_tags WHERE chat_id = $1 FOR UPDATE", chat_id)
    known: dict[int, asyncpg.Record] = {row["user_id"]: row for row in rows}
    may = all(row["state"] != "no-right" for row in rows)
    asks: list[tuple[int, str, int]] = []
    waits = False
    for user_id in sorted({*wanted, *known}):
        want, row = wanted.get(user_id, "")[:LONGEST], known.get(user_id)
        tries = _tries(want, row, now=now)
        if tries is not None and (may or not want):
            asks.append((user_id, want, tries))
        elif row is not None:
            waits |= await _leave(row, want, now=now)
    await _ask(chat_id, asks, now=now)
    return waits or bool(asks)


def _tries(want: str, row: asyncpg.Record | None, *, now: datetime) -> int | None:
    """Which try it is, from 0; None: nothing is to be asked."""
    if row is None:
        return 0 if want else None
    if row["state"] == "asked" and row["wanted"] == want:
        is_lost = row["at"] <= now - AGAIN and row["tries"] + 1 < TRIES
        return row["tries"] + 1 if is_lost else None
    if row["state"] == "asked" or (row["state"] == "set" and row["tag"] != want):
        return 0
    return 0 if row["state"] == "failed" and want and row["wanted"] != want else None


async def _leave(row: asyncpg.Record, want: str, *, now: datetime) -> bool:
    """True: it is still on its way. What never came is given up; what is not wanted and not ours is forgotten."""
    if row["state"] == "asked":
        if row["at"] > now - AGAIN:
            return True
        await database.execute("UPDATE member_tags SET state = 'failed' WHERE id = $1", row["id"])
    elif not want and row["state"] != "set":
        await database.execute("DELETE FROM member_tags WHERE id = $1", row["id"])
    return False


async def _ask(chat_id: int, asks: Sequence[tuple[int, str, int]], *, now: datetime) -> None:
    for at, (user_id, want, tries) in enumerate(asks):
        when = now + EVERY * (at // AT_ONCE)
        await database.execute(
            "INSERT INTO member_tags (chat_id, user_id, tag, wanted, state, tries, at) "
            "VALUES ($1, $2, '', $3, 'asked', $4, $5) ON CONFLICT (chat_id, user_id) DO UPDATE "
            "SET wanted = excluded.wanted, state = 'asked', tries = excluded.tries, at = excluded.at",
            *(chat_id, user_id, want, tries, when),
        )
        await outbox.tell_chat(
            chat_id,
            KIND,
            params={"user_id": user_id, "tag": want},
            coalesce_key=f"tag:{chat_id}:{user_id}",
            urgency=Urgency.NICE,
            not_before=when,
            now=now,
        )


async def asked(chat_id: int, user_id: int) -> Asked | None:
    """What is asked for at the moment; None: nothing any more."""
    row = await database.fetchrow(
        "SELECT tag, wanted FROM member_tags WHERE chat_id = $1 AND user_id = $2 AND state = 'asked'", chat_id, user_id
    )
    return Asked(row["tag"], row["wanted"]) if row else None


async def note(chat_id: int, user_id: int, wanted: str, state: str, *, now: datetime) -> None:
    """What became of it, unless something else is asked for meanwhile. Of a tag that is gone nothing is kept."""
    if not wanted:
        await database.execute(
            "DELETE FROM member_tags WHERE chat_id = $1 AND user_id = $2 AND wanted = ''", chat_id, user_id
        )
        return
    await database.execute(
        "UPDATE member_tags SET state = $4::text, at = $5, tag = CASE WHEN $4::text = 'set' THEN wanted ELSE tag END "
        "WHERE chat_id = $1 AND user_id = $2 AND wanted = $3",
        *(chat_id, user_id, wanted, state, now),
    )


async def look_again(chat_id: int) -> None:
    """The bot may have other rights now: whoever was left out is looked at anew."""
    await database.execute(
        "DELETE FROM member_tags WHERE chat_id = $1 AND tag = '' AND state NOT IN ('asked', 'set')", chat_id
    )


async def came(chat_id: int, telegram_ids: Sequence[int]) -> None:
    """Who joins has no tag any more, whatever stood there before they had left."""
    await database.execute(
        "DELETE FROM member_tags m USING users u WHERE u.id = m.user_id AND m.chat_id = $1 AND u.telegram_id = ANY($2)",
        *(chat_id, list(telegram_ids)),
    )
