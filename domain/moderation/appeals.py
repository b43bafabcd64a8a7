"""The answer of a blocked person, read by an administrator who did not block them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import asyncpg

from domain import database
from domain.accounts.errors import NotBlocked
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, get_person
from domain.accounts.roles import administrators
from domain.accounts.sanctions import find_block, hold, lift_block
from domain.audit import trail
from domain.chat.errors import NothingSaid
from domain.errors import NotAllowed, NotFound
from domain.forms.texts import clean_lines
from domain.moderation.errors import AppealDecided, AppealOver, AppealSentAlready, OwnBlock
from domain.notifications import keys, outbox

Decision = Literal["lifted", "kept"]
TEXT_MAX: Final = 2000
ANSWER_MAX: Final = 1000
_TOLD = "moderation-appeal"


@dataclass(frozen=True, slots=True)
class AppealCard:
    """What an administrator reads before deciding; `decision` is None while the appeal is open."""

    id: int
    user_id: int
    name: str
    username: str | None
    text: str
    sent_at: datetime
    reason: str
    rule: str
    imposed_by: int
    imposed_at: datetime
    until: datetime | None
    decision: str | None
    answer: str | None

    def is_over(self, now: datetime) -> bool:
        """Nobody needs to decide: the block ended by itself."""
        return self.decision is None and self.until is not None and self.until <= now


async def appeal(user_id: int, text: str, *, now: datetime) -> int:
    """The appeal's id. Raises NothingSaid, NotBlocked, AppealSentAlready."""
    words = clean_lines(text)[:TEXT_MAX]
    if not words:
        raise NothingSaid
    await hold(user_id)
    sanction = await find_block(user_id, now=now)
    if sanction is None:
        raise NotBlocked
    if await database.fetchval("SELECT TRUE FROM appeals WHERE sanction_id = $1", sanction.id):
        raise AppealSentAlready
    appeal_id: int = await database.fetchval(
        "INSERT INTO appeals (sanction_id, user_id, text, sent_at) VALUES ($1, $2, $3, $4) RETURNING id",
        *(sanction.id, user_id, words, now),
    )
    await trail.record(user_id, "appeal-sent", f"user:{user_id}", now=now, details={"appeal": appeal_id})
    readers = await _readers(sanction.imposed_by)
    key = f"{_TOLD}:{appeal_id}"
    await outbox.notify_all(readers, _TOLD, params={"appeal_id": appeal_id}, dedupe_key=key, now=now)
    return appeal_id


async def another_reads(imposed_by: int) -> bool:
    """Whether there is an administrator beside the one who blocked."""
    return imposed_by not in await _readers(imposed_by)


async def _readers(imposed_by: int) -> list[int]:
    """Every administrator but the one who blocked; that one only if there is nobody else."""
    everybody = await administrators()
    return [one for one in everybody if one != imposed_by] or everybody


async def get_appeal(actor: Person, appeal_id: int) -> AppealCard:
    """Raises NotFound, also for those who may not read it."""
    row = await database.fetchrow(f"{_CARD} WHERE a.id = $1", appeal_id) if actor.is_administrator else None
    if row is None:
        raise NotFound
    return _card(row)


async def read_as(user_id: int, appeal_id: int) -> AppealCard:
    """The same for somebody known by id alone. Raises NotFound, also when they are an administrator no longer."""
    return await get_appeal(await get_person(user_id), appeal_id)


async def find_own_appeal(user_id: int, sanction_id: int) -> AppealCard | None:
    row = await database.fetchrow(f"{_CARD} WHERE a.user_id = $1 AND a.sanction_id = $2", user_id, sanction_id)
    return _card(row) if row else None


async def check_reader(actor: Person, card: AppealCard, *, now: datetime) -> None:
    """Raises NotAllowed, OwnBlock, AppealDecided, AppealOver."""
    if not actor.is_administrator:
        raise NotAllowed
    if actor.id not in await _readers(card.imposed_by):
        raise OwnBlock
    if card.decision is not None:
        raise AppealDecided
    if card.is_over(now):
        raise AppealOver


async def decide(actor: Person, appeal_id: int, decision: Decision, answer: str | None, *, now: datetime) -> None:
    """Lift the block or keep it, and tell the person why. Raises NotFound, OwnBlock, AppealDecided, AppealOver."""
    await hold((await get_appeal(actor, appeal_id)).user_id)
    card = await get_appeal(actor, appeal_id)
    await check_reader(actor, card, now=now)
    await database.execute(
        "UPDATE appeals SET decided_at = $2, decided_by = $3, decision = $4, answer = $5 WHERE id = $1",
        *(appeal_id, now, actor.id, decision, (answer or "")[:ANSWER_MAX] or None),
    )
    if decision == "lifted" and await find_block(card.user_id, now=now):
        await lift_block(actor, card.user_id, now=now, tell=False)
    details = {"appeal": appeal_id, "decision": decision}
    await trail.record(actor.id, "appeal-decided", f"user:{card.user_id}", now=now, details=details)
    await outbox.notify(card.user_id, "moderation-decision", params={"appeal_id": appeal_id}, now=now)
    await _close_messages(appeal_id, now=now)


async def lift(actor: Person, user_id: int, *, now: datetime) -> None:
    """Lift a block by hand; an appeal that waits is answered by that. Raises NotAllowed, NotBlocked."""
    await hold(user_id)
    answered = await database.fetch(
        "UPDATE appeals a SET decided_at = $2, decided_by = $3, decision = 'lifted' FROM sanctions s "
        "WHERE s.id = a.sanction_id AND a.user_id = $1 AND s.lifted_at IS NULL AND a.decision IS NULL RETURNING a.id",
        *(user_id, now, actor.id),
    )
    await lift_block(actor, user_id, now=now)
    for row in answered:
        await _close_messages(row["id"], now=now)


async def _close_messages(appeal_id: int, *, now: datetime) -> None:
    """Wherever the appeal stands in a chat it says how it ended, without its buttons."""
    for reader, message_id in await keys.said_under(f"{_TOLD}:{appeal_id}:"):
        params = {"appeal_id": appeal_id, "message_id": message_id}
        await outbox.notify(reader, "moderation-appeal-over", params=params, now=now)


async def get_decision(user_id: int, appeal_id: int) -> AppealCard:
    """The person's own appeal. Raises NotFound."""
    row = await database.fetchrow(f"{_CARD} WHERE a.id = $1 AND a.user_id = $2", appeal_id, user_id)
    if row is None:
        raise NotFound
    return _card(row)


_CARD = f"""
SELECT a.id, a.user_id, {FULL_NAME} AS name, u.username, a.text, a.sent_at, s.reason,
       s.rule, s.imposed_by, s.imposed_at, s.until, a.decision, a.answer
FROM appeals a JOIN sanctions s ON s.id = a.sanction_id JOIN users u ON u.id = a.user_id
JOIN profiles p ON p.user_id = a.user_id
"""


def _card(row: asyncpg.Record) -> AppealCard:
    return AppealCard(**dict(row))
