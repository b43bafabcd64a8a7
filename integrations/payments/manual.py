"""A transfer from person to person: no program took the money, none can send it back."""

from __future__ import annotations

from domain.payments.refunds import ToSend

NAME = "manual"


class ManualTransfer:
    async def refund(self, refund: ToSend) -> str | None:
        return None
