"""Delivery by e-mail."""

from __future__ import annotations

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
from domain.notifications.rest import Rest


class MailDelivery:
    def __init__(self, render: MailRenderer, port: MailPort) -> None:
        self._render = render
        self._port = port
        self._rest = Rest(first_s=2.0, longest_s=60.0)

    @property
    def resting_s(self) -> float:
        return self._rest.left_s

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
            return Later(self._rest.begin())
        except Unsure:
            return Dead("unsure: not repeated") if item.urgency >= Urgency.NICE else Later(self._rest.begin())
        self._rest.answered()
        return Sent()
