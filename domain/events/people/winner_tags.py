"""The place on the podium beside the name, in the groups of an event: once its results are approved, for a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain import database
from domain.events.awards.standing import PODIUM
from domain.events.models import Event
from domain.spaces import tags

STAYS = timedelta(days=1)
"""After the results were approved, as long as numbers stay after the finish."""
LOOKS = timedelta(minutes=10)
"""So soon somebody who hides their results has no tag any more."""
PlaceWords = Callable[[str, int, int | None], Sequence[str]]
"""A language, a place, metres: what may be said of it, the fullest first. The last one always fits."""

_WINNERS = """
SELECT b.user_id, min(b.place) AS place, max(greatest(b.given_at, o.final_at)) + $4::interval AS ends_at
FROM badges b JOIN users u ON u.id = b.user_id AND u.status = 'active'
JOIN profiles p ON p.user_id = b.user_id AND p.results_visibility = 'public'
LEFT JOIN event_boards o ON o.event_id = $2 AND o.announced > 0
WHERE b.subject = $1 AND b.revoked_at IS NULL AND b.place <= $3 AND (o.state IS NULL OR o.state = 'final')
GROUP BY b.user_id HAVING max(greatest(b.given_at, o.final_at)) + $4::interval > $5
"""
"""By the badges that follow from the results. While results are being corrected nobody has won."""


@dataclass(frozen=True, slots=True)
class Winners:
    """`places` by people's ids; `look_at`: when something may have changed, None where there is nothing."""

    places: dict[int, int] = field(default_factory=dict)
    look_at: datetime | None = None


async def winners_of(event: Event, *, now: datetime) -> Winners:
    """Those who show their results. The better place of two, among everybody or among women or men."""
    if event.status == "cancelled":
        return Winners()
    rows = await database.fetch(_WINNERS, f"event:{event.id}", event.id, PODIUM, STAYS, now)
    if not rows:
        return Winners()
    first_to_end = min(row["ends_at"] for row in rows)
    return Winners({row["user_id"]: row["place"] for row in rows}, min(now + LOOKS, first_to_end))


def tag_of(said: Sequence[str]) -> str:
    """The fullest that fits."""
    return next((one for one in said if len(one.encode("utf-16-le")) // 2 <= tags.LONGEST), "")
