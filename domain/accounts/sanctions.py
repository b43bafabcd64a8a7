"""Blocks: imposed by an administrator with a reason, shown to the person, lifted by time or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.errors import AlreadyBlocked, NotBlocked
from domain.accounts.people import Person, get_person, rights_changed
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotAllowed
from domain.notifications import outbox

OVER = "block-over"
"""What becomes due when a block ends by time; the subject is the person."""
STANDING = "account-standing"
"""What becomes due when an account is closed or opened again: what its person holds follows."""
RULES = ("spam", "insult", "fraud", "danger", "other")
"""What may be broken; the sentence that the person reads is in the words of the face."""


@dataclass(frozen=True, slots=True)
class SanctionInForce:
    id: int
    user_id: int
    reason: str
    rule: str
    imposed_by: int
    imposed_at: datetime
    until: datetime | None


async def block(
    actor: Person, user_id: int, reason: str, *, until: datetime | None, now: datetime, rule: str = "other"
) -> SanctionInForce:
    """Close the account to everything but the appeal, end its mini-app sessions, tell the person why.

    Raises AlreadyBlocked.
    """
    if not actor.is_administrator or user_id == actor.id or rule not in RULES:
        raise NotAllowed
    target = await get_person(user_id)
    if target.is_administrator:
        raise NotAllowed
    await hold(user_id)
    if await find_block(user_id, now=now):
        raise AlreadyBlocked(name=target.name)
    await _close_expired(user_id, now)
    await database.execute(_BLOCK, user_id, reason, rule, actor.id, now, until)
    await database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", user_id)
    await database.execute(_END_SESSIONS, user_id, now)
    if until:
        await agenda.plan(OVER, str(user_id), until)
    await agenda.plan(STANDING, str(user_id), now)
    rights_changed(user_id)
    details = {"until": until.isoformat() if until else None, "rule": rule}
    await trail.record(actor.id, "user-blocked", f"user:{user_id}", now=now, details=details)
    await outbox.notify(user_id, "account-blocked", now=now)
    sanction = await find_block(user_id, now=now)
    assert sanction is not None
    return sanction


async def hold(user_id: int) -> None:
    """Whoever closes an account, opens it or speaks against that holds its row: one after the other."""
    await database.execute("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", user_id)


_BLOCK = """
INSERT INTO sanctions (user_id, reason, rule, imposed_by, imposed_at, until) VALUES ($1, $2, $3, $4, $5, $6)
"""
_END_SESSIONS = "UPDATE auth_sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL"


async def lift_block(actor: Person, user_id: int, *, now: datetime, tell: bool = True) -> None:
    """`tell`: the person hears of it at once; otherwise whoever calls says it. Raises NotBlocked."""
    if not actor.is_administrator:
        raise NotAllowed
    await hold(user_id)
    tag = await database.execute(
        "UPDATE sanctions SET lifted_at = $2, lifted_by = $3 WHERE user_id = $1 AND lifted_at IS NULL",
        *(user_id, now, actor.id),
    )
    if tag.endswith(" 0"):
        raise NotBlocked
    await _reopen(user_id, now)
    await trail.record(actor.id, "user-unblocked", f"user:{user_id}", now=now)
    if tell:
        await outbox.notify(user_id, "account-unblocked", now=now)


async def find_block(user_id: int, *, now: datetime) -> SanctionInForce | None:
    """The block in force at `now`; one whose end has passed is none."""
    row = await database.fetchrow(
        "SELECT id, user_id, reason, rule, imposed_by, imposed_at, until FROM sanctions "
        "WHERE user_id = $1 AND lifted_at IS NULL AND (until IS NULL OR until > $2)",
        *(user_id, now),
    )
    return SanctionInForce(**dict(row)) if row else None


async def restore_if_over(user_id: int, *, now: datetime) -> bool:
    """Reopen an account whose block has ended by time. False: it has not."""
    await hold(user_id)
    if await find_block(user_id, now=now):
        return False
    await _close_expired(user_id, now)
    await _reopen(user_id, now)
    return True


async def end_by_time(user_id: int, *, now: datetime) -> datetime | None:
    """Reopen it without waiting for its person, and tell them. When to look again: another block has come meanwhile."""
    await hold(user_id)
    if in_force := await find_block(user_id, now=now):
        return in_force.until
    await _close_expired(user_id, now)
    if await _reopen(user_id, now):
        await outbox.notify(user_id, "account-unblocked", now=now)
    return None


async def _reopen(user_id: int, now: datetime) -> bool:
    """A page of theirs that shows the block hears of it. False: it was open already."""
    tag = await database.execute("UPDATE users SET status = 'active' WHERE id = $1 AND status = 'blocked'", user_id)
    await agenda.plan(STANDING, str(user_id), now)
    rights_changed(user_id)
    return not tag.endswith(" 0")


async def _close_expired(user_id: int, now: datetime) -> None:
    await database.execute(
        "UPDATE sanctions SET lifted_at = until WHERE user_id = $1 AND lifted_at IS NULL AND until <= $2", user_id, now
    )
