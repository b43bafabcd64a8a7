"""A way that somebody has recorded in the mini-app."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.accounts.people import Person
from domain.activity import recordings
from domain.activity.recording import Spot
from domain.events.recorder.recorder import subject_of
from forma.simulation.walkers import place


async def recorded(person: Person, event_id: int, *, now: datetime) -> None:
    """Ten minutes until now, and finished. Called within a transaction."""
    subject = subject_of(event_id)
    for first in range(0, 600, 100):
        spots = [
            Spot(now - timedelta(seconds=600 - second), *place(3.0 * second), 6) for second in range(first, first + 100)
        ]
        held, _ = await recordings.take_part(
            *(person.id, subject, "telephone", f"part-{first:04}", spots), sport="running", now=now
        )
    await recordings.finish(held, 1797.0, now=now)
