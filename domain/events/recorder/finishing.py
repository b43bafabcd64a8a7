"""The end of a recording: its track goes in at the same door as a watch's file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person, get_person
from domain.activity import recordings
from domain.activity.recording import Counted, counted, since
from domain.activity.recordings import Recording
from domain.activity.writing import tcx_of
from domain.events.live import sharing
from domain.events.recorder.recorder import Recorder, event_of, message_of, subject_of
from domain.events.results import tracks
from domain.events.results.errors import ResultsFinal, ResultsNotYet, ResultStands, TracksNotTaken

NAME = "recording.tcx"
QUIET = timedelta(minutes=30)


async def finish(person: Person, event_id: int, key: str, *, now: datetime) -> None:
    """Said twice, it is once; of a recording that nobody has heard a point of, it is nothing."""
    held = await recordings.hold(person.id, subject_of(event_id), key)
    if held is not None and held.is_open:
        await _close(person, event_id, held, now=now)


async def _close(person: Person, event_id: int, held: Recording, *, now: datetime) -> None:
    way = await _way(held, await _gun_of(event_id))
    await recordings.finish(held, way[-1][1] if way else 0.0, now=now)
    await sharing.leave(person.telegram_id, message_of(held), now=now)
    try:
        await tracks.receive(person, event_id, NAME, None, recording_id=held.id, now=now)
    except (TracksNotTaken, ResultsNotYet, ResultsFinal, ResultStands):
        return  # the page says what stands in its place


async def finish_overdue(recording_id: int, *, now: datetime) -> datetime | None:
    """Nobody said the end, and the event is long over. Who is heard of still has time."""
    held = await recordings.get(recording_id)
    if held is None or not held.is_open:
        return None
    if held.heard_at + QUIET > now:
        return held.heard_at + QUIET
    await finish(await get_person(held.user_id), event_of(held), held.key, now=now)
    return None


async def file_of(recording_id: int) -> bytes:
    """The recording as a file, from the gun on. Slow for the loop: counted in a thread."""
    held = await recordings.get(recording_id)
    if held is None:
        return tcx_of([], "")
    return tcx_of(await _way(held, await _gun_of(event_of(held))), held.sport)


async def _gun_of(event_id: int) -> datetime:
    gun_at: datetime = await database.fetchval(
        "SELECT coalesce(b.gun_at, e.starts_at) FROM events e JOIN event_boards b ON b.event_id = e.id WHERE e.id = $1",
        event_id,
    )
    return gun_at


async def _way(held: Recording, gun_at: datetime) -> list[Counted]:
    spots = await recordings.spots_of(held.id)
    return await asyncio.to_thread(lambda: counted(since(spots, gun_at)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished recording came to. `state`: reading, taken, review, refused; none: it was not judged."""

    state: str
    problem: str | None
    recording: Recording
    way: list[Counted]


async def outcome_of(person: Person, found: Recorder) -> Outcome | None:
    """Of the one that was finished last."""
    if found.recording is None or found.recording.is_open:
        return None
    row = await database.fetchrow(
        "SELECT state, problem FROM result_tracks WHERE recording_id = $1 AND user_id = $2",
        *(found.recording.id, person.id),
    )
    way = await way_of(found)
    return Outcome(row["state"] if row else "none", row["problem"] if row else None, found.recording, way)


async def way_of(found: Recorder) -> list[Counted]:
    """As far as it was heard of, from the gun on; nothing when it is forgotten."""
    return await _way(found.recording, found.gun_at) if found.recording else []
