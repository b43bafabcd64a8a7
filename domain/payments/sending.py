"""The job that sends a refund: the provider is asked outside any transaction, under a key that shows a repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain import database
from domain.crash import crash_point
from domain.jobs.jobs import Hopeless
from domain.payments import by_hand, refunds
from domain.payments.errors import ProviderTrouble
from domain.payments.ports import SendersBack


class NotSent(Exception):
    """The provider said no; tried again, then set aside with its reason for the operators."""


async def send_refund(refund_id: int, senders: SendersBack, *, clock: Callable[[], datetime]) -> None:
    """Once, however often it is called. Raises NotSent, Hopeless, or an outage: then it is called again."""
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
    await database.in_transaction(lambda: _note(refund_id, name, clock()))


async def _note(refund_id: int, name: str | None, now: datetime) -> None:
    if name is None:
        await by_hand.leave(refund_id, now=now)
    else:
        await refunds.sent(refund_id, name, now=now)
