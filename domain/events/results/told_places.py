"""Which place people were told: where results are announced anew, they read that it is another one."""

from __future__ import annotations

from domain import database

_NOTED = """
INSERT INTO told_places (registration_id, user_id, event_id, place)
SELECT registration_id, user_id, event_id, rank() OVER (ORDER BY sort_key)
FROM results WHERE event_id = $1 AND sort_key[1] = 0
ON CONFLICT (registration_id) DO UPDATE SET place = excluded.place, before = told_places.place
"""


async def note(event_id: int) -> None:
    """The results are announced as they stand."""
    await database.execute(_NOTED, event_id)


async def place_before(event_id: int, user_id: int) -> int | None:
    """What the person was told the last time; None: this is the first."""
    before: int | None = await database.fetchval(
        "SELECT t.before FROM told_places t JOIN results r ON r.registration_id = t.registration_id "
        "WHERE r.event_id = $1 AND r.user_id = $2",
        *(event_id, user_id),
    )
    return before
