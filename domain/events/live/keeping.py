"""How long it is known where somebody was: to the end of the event, and how they ran for a month more."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database

KEPT = timedelta(days=30)
PLACES_KEPT = timedelta(days=1)
"""Should nobody have forgotten them at the end of the event."""
PLACES = ("latitude", "longitude", "anchor_latitude", "anchor_longitude", "aside_latitude", "aside_longitude")
NOWHERE = ", ".join(f"{name} = NULL" for name in PLACES)
_SOMEWHERE = "coalesce(latitude, anchor_latitude, aside_latitude) IS NOT NULL"


async def forget_places(event_id: int) -> None:
    await database.execute(f"UPDATE live_shares SET {NOWHERE} WHERE event_id = $1 AND {_SOMEWHERE}", event_id)


async def purge(*, now: datetime) -> None:
    """Looked at each hour."""
    await database.execute("DELETE FROM live_shares WHERE until <= $1", now - KEPT)
    await database.execute(f"UPDATE live_shares SET {NOWHERE} WHERE until <= $1 AND {_SOMEWHERE}", now - PLACES_KEPT)
