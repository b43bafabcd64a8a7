"""What happens to accounts at a time."""

from __future__ import annotations

from datetime import datetime

from domain.accounts import sanctions


async def end_block(user_id: str, now: datetime) -> datetime | None:
    return await sanctions.end_by_time(int(user_id), now=now)


AGENDA = {sanctions.OVER: end_block}
