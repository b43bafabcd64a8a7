"""Every night our charges are held against the provider's list: what we missed is received, the rest is for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from domain import database
from domain.agenda import agenda
from domain.jobs import jobs
from domain.jobs.jobs import Hopeless
from domain.payments.checkouts import Receive
from domain.payments.orders import Price
from domain.payments.ports import Lists
from domain.payments.settlement import Incoming
from domain.time import next_at

JOB = "reconcile"
NIGHT = "payments-night"
AT = time(3, 20)
"""In UTC, when few pay."""
LISTED = timedelta(days=8)
COMPARED = timedelta(days=6)
"""Shorter: what came in just before the list begins is not taken for unknown to the provider."""
SETTLED = timedelta(hours=1)
"""What came in later may not be in the list yet."""
MOST_NAMED = 10


async def plan_nights(providers: list[str], *, now: datetime) -> None:
    """The next night of each provider, unless it is planned."""
    for name in providers:
        await agenda.plan_once(NIGHT, name, next_at(AT, now))


async def night(provider: str, now: datetime) -> datetime:
    """It is night: ask for the work, which takes the network; answers when the next one is."""
    await jobs.enqueue(JOB, provider)
    return next_at(AT, now)


async def reconcile(name: str, provider: Lists, *, receive: Receive, clock: Callable[[], datetime]) -> None:
    """Raises Hopeless with what people have to look at, so that it stands on the operators' page."""
    now = clock()
    ours = {charge_id: price for charge_id, price in (await _ours(name, now)).items() if provider.takes(price.currency)}
    differing: list[str] = []
    async for theirs in provider.charges_since(now - LISTED):
        known = ours.pop(theirs.charge_id, None) or await _known(name, theirs.charge_id)
        if known is None:
            await _receive(receive, theirs, clock())
        elif known != theirs.price:
            differing.append(f"{theirs.charge_id} {_sum(known)}, there {_sum(theirs.price)}")
    if differing or ours:
        raise Hopeless(_said(name, differing, sorted(ours)))


async def _receive(receive: Receive, theirs: Incoming, now: datetime) -> None:
    await database.in_transaction(lambda: receive(theirs, now=now))


async def _ours(name: str, now: datetime) -> dict[str, Price]:
    rows = await database.fetch(
        "SELECT charge_id, amount_minor, currency FROM charges WHERE provider = $1 AND received_at BETWEEN $2 AND $3",
        *(name, now - COMPARED, now - SETTLED),
    )
    return {row["charge_id"]: Price(row["amount_minor"], row["currency"]) for row in rows}


async def _known(name: str, charge_id: str) -> Price | None:
    row = await database.fetchrow(
        "SELECT amount_minor, currency FROM charges WHERE provider = $1 AND charge_id = $2", name, charge_id
    )
    return Price(**dict(row)) if row else None


def _said(name: str, differing: list[str], unknown: list[str]) -> str:
    parts = []
    if differing:
        parts.append(f"sums differ ({len(differing)}): {'; '.join(differing[:MOST_NAMED])}")
    if unknown:
        parts.append(f"not known there ({len(unknown)}): {', '.join(unknown[:MOST_NAMED])}")
    return f"{name}: {'. '.join(parts)}"


def _sum(price: Price) -> str:
    return f"{price.amount_minor} {price.currency}"
