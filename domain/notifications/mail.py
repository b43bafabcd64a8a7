"""Delivery by e-mail."""

from __future__ import annotations

import random
import time
from datetime import datetime

from domain.notifications.addressing import address
from domain.notifications.outcomes import Dead, Later, Obsolete, Outcome, Sent
from domain.notifications.ports import (
    MailPort,
    MailRenderer,
    OutboxItem,
    Recipient,
    Rejected,
    Unreachable,
    Unsure,
    Urgency,
)


class MailDelivery:
    def __init__(self, render: MailRenderer, port: MailPort) -> None:
        self._render = render
        self._port = port
        self._rest_until = 0.0
        self._failures = 0

    @property
    def resting_s(self) -> float:
        return max(0.0, self._rest_until - time.monotonic())

    async def deliver(self, item: OutboxItem, now: datetime) -> Outcome:
        to = await address(item, now)
        if not isinstance(to, Recipient):
            return to
        mail = await self._render(item, to)
        if mail is None or to.email is None:
            return Obsolete("nothing to say")
        if self.resting_s > 0:
            return Later(self.resting_s)
        try:
            await self._port.send(to.email, mail, message_key=str(item.id))
        except Rejected as error:
            return Dead(error.description)
        except Unreachable:
            return Later(self._rest())
        except Unsure:
            return Dead("unsure: not repeated") if item.urgency >= Urgency.NICE else Later(self._rest())
        self._failures = 0
        return Sent()

    def _rest(self) -> float:
        self._failures += 1
        wait_s: float = min(2.0 * 2 ** min(self._failures - 1, 6), 60.0) * random.uniform(0.75, 1.25)
        self._rest_until = time.monotonic() + wait_s
        return wait_s
