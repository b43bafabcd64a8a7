"""A change is told once it has settled: what people know is kept while further changes come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.events.models import Event
from domain.notifications import keys, outbox
from domain.notifications.rules import Topic

SETTLES, SETTLES_LATE = timedelta(minutes=3), timedelta(seconds=20)
"""It is told after so long without another change; sooner when what it is about is near."""


async def take_back(kind: str, event: Event) -> dict[str, Any] | None:
    """What was still to be said is not said. Returns its params: what people know. None: nothing waited.

    The caller holds the event, so the message that waited and the one that takes its place do not both go out.
    """
    waiting = await keys.waiting_under(_key(kind, event))
    await outbox.drop(prefix=_key(kind, event))
    return waiting


async def tell_later(
    user_ids: Sequence[int],
    kind: str,
    event: Event,
    *,
    after: timedelta,
    expires_at: datetime | None = None,
    now: datetime,
    **params: object,
) -> None:
    await outbox.notify_all(
        user_ids,
        kind,
        params={"event_id": event.id, **params},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{_key(kind, event)}{int(now.timestamp() * 1000)}",
        not_before=now + after,
        expires_at=expires_at,
        now=now,
    )


def _key(kind: str, event: Event) -> str:
    return f"{kind}:{event.id}:"
