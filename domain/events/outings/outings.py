"""Calling others to come along: the card, what each says, its time, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.errors import NotAllowed, NotFound
from domain.events.errors import StartsInPast
from domain.events.outings import telling
from domain.events.outings.errors import NotTheMaker, OutingClosed, TooManyOutings
from domain.events.outings.words import Wanted
from domain.notifications import pace

OVER, REMIND = "outing-over", "outing-remind"
ANSWERS = ("yes", "maybe", "no")
BEFORE = timedelta(hours=1)
UNSEEN = timedelta(days=1)
"""What was offered while somebody typed, and never sent, is forgotten after so long."""
MOST_UNSEEN = 20
MOST_OPEN = 50


@dataclass(frozen=True, slots=True)
class Called:
    """`is_new`: False where the same thing was heard before."""

    outing_id: int
    is_new: bool


async def call_out(maker: Person, wanted: Wanted, *, source: str, language: str, now: datetime) -> Called:
    """Raises TooManyOutings, NotAllowed for who is blocked: a card speaks to a whole chat in our name."""
    if maker.status == "blocked":
        raise NotAllowed
    await database.one_after_the_other(f"outings:{maker.id}")
    known = await database.fetchval("SELECT id FROM outings WHERE source = $1", source)
    if known is not None:
        return Called(known, is_new=False)
    await _make_room(maker.id)
    outing_id: int = await database.fetchval(
        "INSERT INTO outings (maker_id, source, what, place, starts_at, has_hour, zone, language, made_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        *(maker.id, source, wanted.what, wanted.place, wanted.starts_at, wanted.has_hour, wanted.zone, language, now),
    )
    return Called(outing_id, is_new=True)


async def _make_room(maker_id: int) -> None:
    """Of what was only typed the newest stay; what is shown, be it at this moment, is not taken away, so there may be
    no more of it.
    """
    await database.execute(
        "DELETE FROM outings WHERE inline_message_id IS NULL AND id IN (SELECT id FROM outings "
        "WHERE maker_id = $1 AND inline_message_id IS NULL ORDER BY id DESC OFFSET $2)",
        *(maker_id, MOST_UNSEEN - 1),
    )
    shown = await database.fetchval(
        "SELECT count(*) FROM outings WHERE maker_id = $1 AND inline_message_id IS NOT NULL AND state = 'open'",
        maker_id,
    )
    if shown >= MOST_OPEN:
        raise TooManyOutings


async def seen(outing_id: int, inline_message_id: str, *, now: datetime) -> int:
    """The outing whose card that is. Sent to a second chat it is a second one: each chat counts its own people."""
    known = await database.fetchval("SELECT inline_message_id FROM outings WHERE id = $1", outing_id)
    if known == inline_message_id:
        return outing_id  # nearly always: many press at once, and nobody waits for the row
    row = await _hold(outing_id)
    other = await database.fetchval("SELECT id FROM outings WHERE inline_message_id = $1", inline_message_id)
    if other is not None:
        return int(other)
    shown = row["inline_message_id"] is not None
    own = await _copy(outing_id, now) if shown else outing_id
    await database.execute("UPDATE outings SET inline_message_id = $2 WHERE id = $1", own, inline_message_id)
    await _plan(own, row["starts_at"], has_hour=row["has_hour"], now=now)
    return own


async def _copy(outing_id: int, now: datetime) -> int:
    copy: int = await database.fetchval(
        "INSERT INTO outings (maker_id, what, place, starts_at, has_hour, zone, language, state, made_at) "
        "SELECT maker_id, what, place, starts_at, has_hour, zone, language, state, $2 FROM outings WHERE id = $1 "
        "RETURNING id",
        *(outing_id, now),
    )
    return copy


async def _plan(outing_id: int, starts_at: datetime, *, has_hour: bool, now: datetime) -> None:
    await agenda.plan(OVER, str(outing_id), starts_at)
    if has_hour and starts_at - BEFORE > now:
        await agenda.plan(REMIND, str(outing_id), starts_at - BEFORE)
    else:
        await agenda.cancel(REMIND, str(outing_id))


_ANSWER = """
INSERT INTO outing_answers AS old (outing_id, user_id, answer, said_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (outing_id, user_id) DO UPDATE SET answer = excluded.answer, said_at = excluded.said_at
    WHERE old.answer <> excluded.answer
RETURNING id
"""


async def answer(person: Person, outing_id: int, said: str, *, now: datetime) -> bool:
    """The last word counts. False: they had said so before. Raises NotFound, OutingClosed.

    Many answer at once: the row is only kept from being closed meanwhile.
    """
    row = await database.fetchrow("SELECT state, starts_at FROM outings WHERE id = $1 FOR SHARE", outing_id)
    if row is None:
        raise NotFound
    if row["state"] != "open" or row["starts_at"] <= now:
        raise OutingClosed
    changed = await database.fetchval(_ANSWER, outing_id, person.id, said, now) is not None
    if changed:
        await telling.refresh(outing_id, now=now)
    return changed


async def move(maker: Person, outing_id: int, starts_at: datetime, zone: str, *, now: datetime) -> None:
    """Another time to come; who comes or may come hears of it.

    Raises NotTheMaker, OutingClosed, StartsInPast, SaidTooMuch.
    """
    row = await _hold_own(maker, outing_id)
    if row["starts_at"] <= now:
        raise OutingClosed
    if starts_at <= now:
        raise StartsInPast
    await pace.require(maker.id, f"outing:{outing_id}", pace.CHANGES, now=now)
    await database.execute(
        "UPDATE outings SET starts_at = $2, has_hour = TRUE, zone = $3, version = version + 1 WHERE id = $1",
        *(outing_id, starts_at, zone),
    )
    await _plan(outing_id, starts_at, has_hour=True, now=now)
    await telling.refresh(outing_id, now=now)
    if row["starts_at"] != starts_at:
        await telling.tell_coming(outing_id, "outing-moved", but=maker.id, version=row["version"] + 1, now=now)


async def cancel(maker: Person, outing_id: int, *, now: datetime) -> None:
    """Raises NotTheMaker, OutingClosed."""
    row = await _hold_own(maker, outing_id)
    await _end(outing_id, "cancelled", now=now)
    await agenda.cancel(OVER, str(outing_id))
    await agenda.cancel(REMIND, str(outing_id))
    await telling.tell_coming(outing_id, "outing-cancelled", but=maker.id, version=row["version"], now=now)


async def became(maker: Person, outing_id: int, event_id: int, *, now: datetime) -> None:
    """It is a real event now, still a draft: the card leads there once that is shown."""
    await _hold_own(maker, outing_id)
    await database.execute("UPDATE outings SET event_id = $2 WHERE id = $1", outing_id, event_id)
    await telling.refresh(outing_id, now=now)


async def close(outing_id: int, *, now: datetime) -> datetime | None:
    """What the agenda asks for: its moment has come. When to ask again, where it was moved meanwhile."""
    row = await database.fetchrow("SELECT state, starts_at FROM outings WHERE id = $1 FOR UPDATE", outing_id)
    if row is None or row["state"] != "open":
        return None
    if row["starts_at"] > now:
        due: datetime = row["starts_at"]
        return due
    await _end(outing_id, "over", now=now)
    return None


async def remind(outing_id: int, *, now: datetime) -> None:
    """What the agenda asks for, an hour before: those who said yes."""
    row = await database.fetchrow("SELECT state, starts_at, version FROM outings WHERE id = $1 FOR SHARE", outing_id)
    if row and row["state"] == "open" and now < row["starts_at"] <= now + BEFORE:
        await telling.remind(outing_id, row["starts_at"], version=row["version"], now=now)


async def forget_unseen(*, now: datetime) -> None:
    await database.execute(
        "DELETE FROM outings WHERE inline_message_id IS NULL AND made_at < $1 AND id IN "
        "(SELECT id FROM outings WHERE inline_message_id IS NULL AND made_at < $1 LIMIT 1000)",
        now - UNSEEN,
    )


async def _end(outing_id: int, state: str, *, now: datetime) -> None:
    await database.execute("UPDATE outings SET state = $2, version = version + 1 WHERE id = $1", outing_id, state)
    await telling.refresh(outing_id, now=now)


async def _hold(outing_id: int) -> asyncpg.Record:
    row = await database.fetchrow("SELECT * FROM outings WHERE id = $1 FOR UPDATE", outing_id)
    if row is None:
        raise NotFound
    return row


async def _hold_own(maker: Person, outing_id: int) -> asyncpg.Record:
    row = await _hold(outing_id)
    if row["maker_id"] != maker.id:
        raise NotTheMaker
    if row["state"] != "open":
        raise OutingClosed
    return row
