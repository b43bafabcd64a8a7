"""The door of a group: the link by which one asks to be let in, made and taken back by Telegram at our wish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.notifications import outbox
from domain.notifications.ports import Urgency

MAKE, TAKE_BACK = "space-door", "space-door-closed"


@dataclass(frozen=True, slots=True)
class Door:
    """`link` None: Telegram has not made it yet. Not `works`: we may not invite people there any more."""

    chat_id: int
    subject: str
    link: str | None
    works: bool
    opened_by: int


_DOOR = "SELECT chat_id, subject, link, works, opened_by FROM space_doors"


async def open_door(chat_id: int, subject: str, opened_by: int, *, now: datetime) -> bool:
    """False: it is open already."""
    made = await database.fetchval(
        "INSERT INTO space_doors (chat_id, subject, opened_by, opened_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (chat_id) DO NOTHING RETURNING id",
        *(chat_id, subject, opened_by, now),
    )
    if made is not None:
        await _make_link(chat_id, now=now)
    return made is not None


async def _make_link(chat_id: int, *, now: datetime) -> None:
    await outbox.tell_chat(chat_id, MAKE, urgency=Urgency.INTERACTIVE, now=now)


async def close_door(chat_id: int, *, now: datetime) -> bool:
    """The link leads nowhere any more; who waits is left to the group's administrators."""
    row = await database.fetchrow("DELETE FROM space_doors WHERE chat_id = $1 RETURNING link", chat_id)
    if row is None:
        return False
    if row["link"]:
        await outbox.tell_chat(chat_id, TAKE_BACK, params={"link": row["link"]}, now=now)
    await database.execute(
        "UPDATE join_requests SET state = 'gone', changed_at = $2 "
        "WHERE chat_id = $1 AND state IN ('waiting', 'opening')",
        *(chat_id, now),
    )
    return True


async def door_of(chat_id: int) -> Door | None:
    return _door(await database.fetchrow(f"{_DOOR} WHERE chat_id = $1", chat_id))


async def door_by_link(link: str) -> Door | None:
    return _door(await database.fetchrow(f"{_DOOR} WHERE link = $1", link))


async def is_open_still(door: Door) -> bool:
    """True until the end of the transaction: whoever closes it waits, and finds whoever has asked meanwhile."""
    row = await database.fetchrow(
        "SELECT 1 FROM space_doors WHERE chat_id = $1 AND link = $2 AND subject = $3 FOR SHARE",
        *(door.chat_id, door.link, door.subject),
    )
    return row is not None


async def doors_to(subject: str) -> list[Door]:
    rows = await database.fetch(f"{_DOOR} WHERE subject = $1 ORDER BY id", subject)
    return [Door(**dict(row)) for row in rows]


async def link_made(chat_id: int, link: str) -> bool:
    """False: the door was closed meanwhile, and the link is not wanted."""
    tag = await database.execute(
        "UPDATE space_doors SET link = $2, works = TRUE WHERE chat_id = $1 AND link IS NULL", chat_id, link
    )
    return tag == "UPDATE 1"


async def stuck(chat_id: int) -> Door | None:
    """We may not invite there: the door, if it worked until now."""
    row = await database.fetchrow(
        "UPDATE space_doors SET works = FALSE WHERE chat_id = $1 AND works "
        "RETURNING chat_id, subject, link, works, opened_by",
        chat_id,
    )
    return _door(row)


async def mended(chat_id: int, *, now: datetime) -> Door | None:
    """We may invite again: the door, if it did not work until now. What waited is done now."""
    row = await database.fetchrow(
        "UPDATE space_doors SET works = TRUE WHERE chat_id = $1 AND NOT works "
        "RETURNING chat_id, subject, link, works, opened_by",
        chat_id,
    )
    if row is not None and row["link"] is None:
        await _make_link(chat_id, now=now)
    return _door(row)


def _door(row: object) -> Door | None:
    return Door(**dict(row)) if row else None  # type: ignore[call-overload]
