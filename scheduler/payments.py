"""What providers tell us of payments: worked from the inbox, each time asked back; and what becomes due for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.errors import Refusal
from domain.inbox.receiving import InboxItem
from domain.payments import checkouts, reconciliation
from domain.payments.checkouts import Failed, Receive
from domain.payments.ports import Provider, Standing


class Notices:
    """The worker of one provider's lane. What a webhook says is a hint to look; what the provider answers counts."""

    def __init__(
        self, name: str, provider: Provider, receive: Receive, failed: Failed, clock: Callable[[], datetime]
    ) -> None:
        self._name, self._provider, self._clock = name, provider, clock
        self._receive, self._failed = receive, failed

    async def gather(self, item: InboxItem) -> Standing | None:
        checkout = item.content["checkout"]
        return await self._provider.look(checkout) if checkout else None

    async def act(self, item: InboxItem, standing: Standing | None) -> None:
        checkout = item.content["checkout"]
        now = self._clock()
        order_id = await checkouts.learn(self._name, checkout, standing, receive=self._receive, now=now)
        if order_id is not None:
            await self._failed(order_id, now=now)

    async def refuse(self, item: InboxItem, standing: Standing | None, refusal: Refusal) -> None:
        """Money is never refused: the row is tried again, then set aside for people."""
        raise RuntimeError(refusal.code)

    async def tell(self, item: InboxItem, told: None) -> None: ...

    async def give_up(self, item: InboxItem) -> None: ...


async def look_again(attempt_id: str, now: datetime) -> datetime | None:
    return await checkouts.look_again(int(attempt_id), now=now)


AGENDA = {
    checkouts.LOOK: look_again,
    reconciliation.NIGHT: reconciliation.night,
}
