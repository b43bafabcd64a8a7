"""Promo codes cannot be found out by trying: after so many wrong ones in an hour no more are looked at for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.events.entry import entries
from domain.events.entry.entries import EntryToPay
from domain.events.entry.statuses import TO_PAY_SQL
from domain.events.lifecycle import load
from domain.events.money.errors import PromoCodeUnknown, TooManyWrongPromoCodes

MOST_WRONG = 10
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """`entry` as `apply_promo` gives it; a wrong code is an answer and no refusal, so that it stays counted."""

    entry: EntryToPay | None = None
    wrong: PromoCodeUnknown | None = None


async def try_promo(person: Person, event_id: int, code: str, *, now: datetime) -> Tried:
    """Raises as `apply_promo` does but for PromoCodeUnknown, and TooManyWrongPromoCodes, also for a right code."""
    await load(event_id)
    if await _wrong_lately(person.id, event_id, now) >= MOST_WRONG:
        raise TooManyWrongPromoCodes
    try:
        return Tried(await entries.apply_promo(person, event_id, code, now=now))
    except PromoCodeUnknown as wrong:
        await _count(person.id, event_id, now)
        return Tried(wrong=wrong)


async def _wrong_lately(user_id: int, event_id: int, now: datetime) -> int:
    """Of all their entries in the event: who leaves and registers again does not begin anew."""
    return int(
        await database.fetchval(
            "SELECT coalesce(sum(promo_tries), 0) FROM registrations "
            "WHERE event_id = $1 AND user_id = $2 AND promo_tried_at > $3",
            *(event_id, user_id, now - WINDOW),
        )
    )


async def _count(user_id: int, event_id: int, now: datetime) -> None:
    """`promo_tried_at` is when the first of them was said."""
    await database.execute(
        "UPDATE registrations SET promo_tries = CASE WHEN promo_tried_at > $3 THEN promo_tries + 1 ELSE 1 END, "
        "promo_tried_at = CASE WHEN promo_tried_at > $3 THEN promo_tried_at ELSE $4 END "
        f"WHERE event_id = $1 AND user_id = $2 AND status IN {TO_PAY_SQL}",
        *(event_id, user_id, now - WINDOW, now),
    )
