"""An e-mail address is ours to use once the person has typed the code that was sent to it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

import asyncpg

from domain import database
from domain.accounts.errors import CodeExpired, CodeNotAsked, CodeTooSoon, EmailTaken
from domain.audit import trail
from domain.notifications import letters

CODE_KIND: Final = "account-email-code"
LIFETIME: Final = timedelta(minutes=10)
TRIES: Final = 5
PAUSES: Final = (timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=300))
"""Before the second, the third and every later code of one day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnEmail:
    """`confirmed` gets our mail; `waiting` is an address whose code is on its way."""

    confirmed: str | None
    waiting: str | None


async def get_email(user_id: int, *, now: datetime) -> OwnEmail:
    row = await database.fetchrow(
        "SELECT CASE WHEN u.email_confirmed_at IS NOT NULL THEN u.email END AS confirmed, c.email AS waiting "
        "FROM users u LEFT JOIN email_codes c ON c.user_id = u.id AND c.expires_at > $2 WHERE u.id = $1",
        *(user_id, now),
    )
    return OwnEmail(row["confirmed"], row["waiting"]) if row else OwnEmail(None, None)


async def send_code(user_id: int, email: str, *, now: datetime) -> None:
    """A new code to that address; an older one is worth nothing any more. Raises EmailTaken, CodeTooSoon."""
    await database.execute("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", user_id)
    if await _is_taken(user_id, email):
        raise EmailTaken
    sends = await _count_send(user_id, now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    await database.execute(
        "INSERT INTO email_codes (user_id, email, code_hash, tries_left, sent_at, expires_at, sends) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, "
        "code_hash = excluded.code_hash, tries_left = excluded.tries_left, sent_at = excluded.sent_at, "
        "expires_at = excluded.expires_at, sends = excluded.sends",
        *(user_id, email, _hash(user_id, code), TRIES, now, now + LIFETIME, sends),
    )
    await letters.write_to(email, user_id, CODE_KIND, params={"code": code}, now=now, expires_at=now + LIFETIME)


async def _count_send(user_id: int, now: datetime) -> int:
    """Which code of the day this is. Raises CodeTooSoon."""
    last = await database.fetchrow("SELECT sent_at, sends FROM email_codes WHERE user_id = $1", user_id)
    if last is None or now - last["sent_at"] > _DAY:
        return 1
    pause = PAUSES[min(last["sends"], len(PAUSES)) - 1]
    if now < last["sent_at"] + pause:
        raise CodeTooSoon(seconds=ceil((last["sent_at"] + pause - now).total_seconds()))
    return int(last["sends"]) + 1


async def try_code(user_id: int, code: str, *, now: datetime) -> str | None:
    """The address that is confirmed now, or None for a wrong code, which costs a try.

    Returns instead of raising, so that the try counts. Raises CodeNotAsked, CodeExpired, EmailTaken.
    """
    row = await database.fetchrow("SELECT * FROM email_codes WHERE user_id = $1 FOR UPDATE", user_id)
    if row is None:
        raise CodeNotAsked
    if row["expires_at"] <= now or row["tries_left"] == 0:
        raise CodeExpired
    if not hmac.compare_digest(row["code_hash"], _hash(user_id, code)):
        await database.execute("UPDATE email_codes SET tries_left = tries_left - 1 WHERE user_id = $1", user_id)
        return None
    await _confirm(user_id, row["email"], now)
    return str(row["email"])


async def tries_left(user_id: int) -> int:
    left: int | None = await database.fetchval("SELECT tries_left FROM email_codes WHERE user_id = $1", user_id)
    return left or 0


async def _confirm(user_id: int, email: str, now: datetime) -> None:
    try:
        await database.execute(
            "UPDATE users SET email = $2, email_confirmed_at = $3 WHERE id = $1", user_id, email, now
        )
    except asyncpg.UniqueViolationError as error:
        raise EmailTaken from error
    await database.execute("UPDATE email_codes SET expires_at = $2, tries_left = 0 WHERE user_id = $1", user_id, now)
    await trail.record(user_id, "email-confirmed", f"user:{user_id}", now=now)


async def remove_email(user_id: int, *, now: datetime) -> None:
    await database.execute("UPDATE users SET email = NULL, email_confirmed_at = NULL WHERE id = $1", user_id)
    await trail.record(user_id, "email-removed", f"user:{user_id}", now=now)


async def _is_taken(user_id: int, email: str) -> bool:
    taken: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM users WHERE lower(email) = lower($1) AND email_confirmed_at IS NOT NULL "
        "AND id <> $2)",
        *(email, user_id),
    )
    return taken


def _hash(user_id: int, code: str) -> str:
    return hashlib.sha256(f"{user_id}:{code}".encode()).hexdigest()
