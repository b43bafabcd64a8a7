"""The job that sends a refund: the provider is asked outside any transaction, under a key that shows a repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from domain import database
from domain.crash import crash_point
from domain.jobs.jobs import Hopeless
from domain.payments import by_hand, refunds
from domain.payments.errors import ProviderTrouble
from domain.payments.ports import SendersBack


class Sent(Protocol):
    """Like `reactions.refund_sent`."""

    async def __call__(self, refund_id: int, provider_refund_id: str, *, now: datetime) -> object: ...


class NotSent(Exception):
    """The provider said no; tried again, then set aside with its reason for the operators."""


async def send_refund(refund_id: int, senders: SendersBack, *, sent: Sent, clock: Callable[[], datetime]) -> None:
    """Once, however often it is called; `sent` notes that it went.

    Raises NotSent, Hopeless, or an outage: then it is called again.
    """
    refund = await refunds.to_send(refund_id)
    if refund is None:
        return
    if refund.provider not in senders:
        raise Hopeless(f"{refund.provider} is not configured")
    crash_point("refund.before-send")
    try:
        name = await senders[refund.provider].refund(refund)
    except ProviderTrouble as trouble:
        raise NotSent(f"{refund.provider}: {trouble.params.get('reason', 'refused')}") from trouble
    crash_point("refund.sent")
    await database.in_transaction(lambda: _note(refund_id, name, sent, clock()))


async def _note(refund_id: int, name: str | None, sent: Sent, now: datetime) -> None:
    if name is None:
        await by_hand.leave(refund_id, now=now)
    else:
        await sent(refund_id, name, now=now)
