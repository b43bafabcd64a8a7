"""Promo codes of an event: made by the organizer, used once a registration, given back by who did not pay in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.lifecycle import load, load_managed
from domain.events.money.errors import (
    PromoCodeTaken,
    PromoCodeUnfit,
    PromoCodeUnknown,
    PromoCodeUsedUp,
    TooManyPromoCodes,
)
from domain.events.policy import require_manager
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_line

MOST = 50
SHORTEST, LONGEST = 4, 20
_CODE = re.compile(r"[A-ZА-ЯЁ0-9]+(?:-[A-ZА-ЯЁ0-9]+)*")
PROMO_FORM = Form(
    "event-promo",
    (
        Field("code", Kind.TEXT, words="event-promo-ask-code", min=SHORTEST, max=LONGEST),
        Field("percent", Kind.NUMBER, words="event-promo-ask-percent", min=1, max=100),
        Field("uses", Kind.NUMBER, words="event-promo-ask-uses", min=1, max=100_000, required=False),
        Field("until", Kind.DATE, words="event-promo-ask-until", required=False),
    ),
    words="event-promo-form",
)
CODE_FORM = Form("event-promo-code", (Field("code", Kind.TEXT, words="event-promo-say", min=1, max=LONGEST * 2),))


@dataclass(frozen=True, slots=True)
class PromoCode:
    """`uses`: how often it may be used, None: without end. `until`: the last day, in the event's zone."""

    id: int
    code: str
    percent: int
    uses: int | None
    used: int
    until: date | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Discount:
    """What an entry has off. `code` is None while it has nothing and the event has codes."""

    code: str | None
    percent: int


@dataclass(frozen=True, slots=True)
class Use:
    code: str
    percent: int
    base_minor: int
    """What the entry costs without it, in minor units."""

    @property
    def price_minor(self) -> int:
        """The discount is rounded down, like what goes back."""
        return self.base_minor - self.base_minor * self.percent // 100


def clean_code(said: str) -> str:
    """Capitals, without spaces. Raises PromoCodeUnfit."""
    code = clean_line(said).replace(" ", "").upper()
    if not SHORTEST <= len(code) <= LONGEST or not _CODE.fullmatch(code):
        raise PromoCodeUnfit(shortest=SHORTEST, longest=LONGEST)
    return code


async def add(
    actor: Person,
    event_id: int,
    code: str,
    percent: int,
    *,
    uses: int | None = None,
    until: date | None = None,
    now: datetime,
) -> int:
    """The new code's id. Raises PromoCodeUnfit, PromoCodeTaken, TooManyPromoCodes."""
    event = await load_managed(actor, event_id)
    cleaned = clean_code(code)
    if await database.fetchval("SELECT count(*) FROM promo_codes WHERE event_id = $1", event.id) >= MOST:
        raise TooManyPromoCodes(most=MOST)
    promo_id: int | None = await database.fetchval(
        "INSERT INTO promo_codes (event_id, code, percent, uses, used, until, is_closed, created_at) "
        "VALUES ($1, $2, $3, $4, 0, $5, FALSE, $6) ON CONFLICT (event_id, code) DO NOTHING RETURNING id",
        *(event.id, cleaned, percent, uses, until, now),
    )
    if promo_id is None:
        raise PromoCodeTaken(code=cleaned)
    details = {"promo": promo_id, "percent": percent}
    await trail.record(actor.id, "event-promo-added", f"event:{event.id}", now=now, details=details)
    return promo_id


async def close(actor: Person, promo_id: int, *, now: datetime) -> int:
    """Nobody uses it any more; who did keeps what they have off. The event's id. Raises NotFound, NotAllowed."""
    row = await database.fetchrow("SELECT event_id FROM promo_codes WHERE id = $1", promo_id)
    if row is None:
        raise NotFound
    event = await load_managed(actor, row["event_id"])
    await database.execute("UPDATE promo_codes SET is_closed = TRUE WHERE id = $1", promo_id)
    await trail.record(actor.id, "event-promo-closed", f"event:{event.id}", now=now, details={"promo": promo_id})
    return int(event.id)


async def list_codes(actor: Person, event_id: int) -> Sequence[PromoCode]:
    """Those that work first. Raises NotFound, NotAllowed."""
    require_manager(actor, await load(event_id, lock=False))
    rows = await database.fetch(
        "SELECT id, code, percent, uses, used, until, is_closed FROM promo_codes WHERE event_id = $1 "
        "ORDER BY is_closed, id",
        event_id,
    )
    return [PromoCode(**dict(row)) for row in rows]


async def discount_of(event_id: int, registration_id: int) -> Discount | None:
    """None where the event has no codes and the entry none off."""
    row = await database.fetchrow(
        "SELECT c.code, c.percent FROM promo_uses u JOIN promo_codes c ON c.id = u.promo_id "
        "WHERE u.registration_id = $1 AND u.released_at IS NULL",
        registration_id,
    )
    if row:
        return Discount(row["code"], row["percent"])
    has_codes = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM promo_codes WHERE event_id = $1 AND NOT is_closed)", event_id
    )
    return Discount(None, 0) if has_codes else None


async def take(event_id: int, registration_id: int, said: str, price_minor: int, *, zone: str, now: datetime) -> Use:
    """One use for this entry, in place of another that it had.

    The caller holds the event. Raises PromoCodeUnknown, PromoCodeUsedUp.
    """
    row = await _find(event_id, said, zone, now)
    held = await database.fetchrow(
        "SELECT promo_id, base_minor FROM promo_uses WHERE registration_id = $1 AND released_at IS NULL",
        registration_id,
    )
    base = held["base_minor"] if held else price_minor
    if held is None or held["promo_id"] != row["id"]:
        if not await _one_more(row["id"]):
            raise PromoCodeUsedUp
        await release(registration_id, now=now)
        await database.execute(
            "INSERT INTO promo_uses (registration_id, promo_id, base_minor, used_at) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (registration_id) DO UPDATE SET promo_id = excluded.promo_id, "
            "base_minor = excluded.base_minor, used_at = excluded.used_at, released_at = NULL",
            *(registration_id, row["id"], base, now),
        )
    return Use(row["code"], row["percent"], base)


async def release(registration_id: int, *, now: datetime) -> None:
    """The entry is not paid for: its use is free for another one."""
    await database.execute(
        "WITH gone AS (UPDATE promo_uses SET released_at = $2 WHERE registration_id = $1 AND released_at IS NULL "
        "RETURNING promo_id) UPDATE promo_codes SET used = used - 1 WHERE id IN (SELECT promo_id FROM gone)",
        *(registration_id, now),
    )


async def use_again(registration_id: int) -> bool:
    """Its money came after all; False: with a code whose uses others have by now."""
    promo_id = await database.fetchval(
        "SELECT promo_id FROM promo_uses WHERE registration_id = $1 AND released_at IS NOT NULL", registration_id
    )
    if promo_id is None:
        return True
    if not await _one_more(promo_id):
        return False
    await database.execute("UPDATE promo_uses SET released_at = NULL WHERE registration_id = $1", registration_id)
    return True


async def _one_more(promo_id: int) -> bool:
    """Counted by the database, so never one too many."""
    tag = await database.execute(
        "UPDATE promo_codes SET used = used + 1 WHERE id = $1 AND (uses IS NULL OR used < uses)", promo_id
    )
    return tag == "UPDATE 1"


async def _find(event_id: int, said: str, zone: str, now: datetime) -> asyncpg.Record:
    try:
        code = clean_code(said)
    except PromoCodeUnfit:
        raise PromoCodeUnknown from None
    row = await database.fetchrow(
        "SELECT * FROM promo_codes WHERE event_id = $1 AND code = $2 AND NOT is_closed", event_id, code
    )
    if row is None or (row["until"] and _end_of(row["until"], zone) <= now):
        raise PromoCodeUnknown
    return row


def _end_of(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
