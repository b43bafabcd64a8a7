"""Recording one's way in the mini-app during an event that is measured by tracks: when one may, and its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.activity import recordings
from domain.activity.recording import Spot
from domain.activity.recordings import Recording
from domain.agenda import agenda
from domain.errors import NotFound
from domain.events.entry.statuses import PLACED
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.live import sharing
from domain.events.live.errors import ArrivedAlready, NothingToFollow, NotYet
from domain.events.live.following import Fix
from domain.events.recorder.errors import RecorderClosed
from domain.events.results.tracks import EARLY, LATE, REPLACED, SENT_UNTIL, sport_of

OVERDUE = "recording-overdue"
"""On the agenda; its subject is the recording."""
WAITED = timedelta(hours=6)
"""So long after the event a telephone without a network may still bring what it has."""
OFFERED = timedelta(hours=1)
"""So long before the start there is a way to the recorder."""
_OPEN = ("registration_open", "published", "running", "finished")


@dataclass(frozen=True, slots=True)
class Recorder:
    """One's recorder of an event. `state`: open; early, until `opens_at`; over; final; stands: there is a result.

    `goal_m` None: whoever comes farther. `gun_at`: from here on a way counts.
    """

    event_id: int
    title: str
    zone: str
    state: str
    opens_at: datetime
    ends_at: datetime
    gun_at: datetime
    goal_m: int | None
    sport: str
    registration_id: int
    recording: Recording | None

    @property
    def takes_points(self) -> bool:
        """Also those that a telephone brings late."""
        return self.state in ("open", "over", "stands")


_ENTERED = """
FROM registrations g JOIN events e ON e.id = g.event_id JOIN event_boards b ON b.event_id = e.id
LEFT JOIN results r ON r.registration_id = g.id
WHERE g.user_id = $1 AND g.status = ANY($2) AND (b.scoring->>'tracks')::bool AND e.status = ANY($3)
  AND (b.scoring->>'measure' = 'distance' OR e.distance_m > 0)
"""
_ONE = f"""
SELECT e.id, e.title, e.zone, e.status, e.starts_at, e.ends_at, b.gun_at, b.state AS board, r.source,
       g.id AS registration,
       CASE WHEN b.scoring->>'measure' = 'distance' THEN NULL ELSE e.distance_m END AS goal_m {_ENTERED} AND e.id = $4
"""
_NOW = f"""
SELECT e.id AS event_id, e.title {_ENTERED} AND b.state = 'open' AND e.status <> 'finished'
  AND (r.id IS NULL OR r.source = ANY($4)) AND least(e.starts_at, b.gun_at) <= $5
  AND (coalesce(e.ends_at, e.starts_at + $6) > $7 OR EXISTS (SELECT 1 FROM recordings c
       WHERE c.user_id = $1 AND c.subject = 'event:' || e.id AND c.state = 'open'))
ORDER BY e.starts_at, e.id LIMIT 6
"""


def subject_of(event_id: int) -> str:
    return f"event:{event_id}"


def event_of(held: Recording) -> int:
    return int(held.subject.partition(":")[2])


@dataclass(frozen=True, slots=True)
class Recordable:
    event_id: int
    title: str


async def recordable(person_id: int, *, now: datetime, ahead: timedelta = OFFERED) -> list[Recordable]:
    """Events that the person can record now, or soon, or has not said the end of."""
    rows = await database.fetch(
        _NOW, person_id, list(PLACED), list(_OPEN), list(REPLACED), now + ahead, UNSAID_LENGTH, now
    )
    return [Recordable(**dict(row)) for row in rows]


async def is_offered(person_id: int, event_id: int, *, now: datetime, ahead: timedelta = OFFERED) -> bool:
    return any(one.event_id == event_id for one in await recordable(person_id, now=now, ahead=ahead))


async def recorder_of(person: Person, event_id: int, *, now: datetime) -> Recorder:
    """Raises NotFound for who takes no part, and where no tracks are taken."""
    row = await database.fetchrow(_ONE, person.id, list(PLACED), list(_OPEN), event_id)
    if row is None:
        raise NotFound
    gun_at = row["gun_at"] or row["starts_at"]
    opens_at = min(gun_at, row["starts_at"]) - EARLY
    ends_at = row["ends_at"] or row["starts_at"] + UNSAID_LENGTH
    return Recorder(
        *(event_id, row["title"], row["zone"]),
        state=_state(dict(row), opens_at, ends_at, now),
        opens_at=opens_at,
        ends_at=ends_at,
        gun_at=gun_at,
        goal_m=row["goal_m"],
        sport=await sport_of(event_id),
        registration_id=row["registration"],
        recording=await recordings.last_of(person.id, subject_of(event_id)),
    )


def _state(row: dict[str, object], opens_at: datetime, ends_at: datetime, now: datetime) -> str:
    if row["board"] != "open" or now > ends_at + SENT_UNTIL:
        return "final"
    if row["source"] is not None and row["source"] not in REPLACED:
        return "stands"
    if now < opens_at:
        return "early"
    return "over" if row["status"] == "finished" or now > ends_at + LATE else "open"


@dataclass(frozen=True, slots=True)
class Heard:
    """`key`: the recording's name from now on; `has_arrived`: the live board has seen the person at the mark."""

    key: str
    gun_at: datetime
    has_arrived: bool


async def hear(
    person: Person, event_id: int, key: str, part_key: str, spots: Sequence[Spot], *, now: datetime
) -> Heard:
    """Some points of a telephone; the first ones begin the recording, and show the person on the live board.

    Raises NotFound, RecorderClosed, RecordingUnreadable, RecordingOver, RecordingTooFast, RecordingsTooMany.
    """
    found = await recorder_of(person, event_id, now=now)
    in_time = [one for one in spots if found.opens_at <= one.at <= found.ends_at + SENT_UNTIL]
    if not found.takes_points or not in_time:
        raise RecorderClosed
    subject = subject_of(event_id)
    held, is_new = await recordings.take_part(*(person.id, subject, key, part_key, in_time), sport=found.sport, now=now)
    if is_new:
        await agenda.plan_once(OVERDUE, str(held.id), max(now, found.ends_at + LATE) + WAITED)
    state = await _show(person, found, held, in_time, now=now) if is_new else None
    return Heard(held.key, found.gun_at, state == "arrived")


async def _show(
    person: Person, found: Recorder, held: Recording, spots: Sequence[Spot], *, now: datetime
) -> str | None:
    """On the live board, as a live location of the person would be."""
    fixes = [Fix(one.at, one.latitude, one.longitude, one.accuracy_m) for one in spots]
    state = await sharing.receive_all(person.telegram_id, message_of(held), fixes, now=now)
    if state is not None or found.state != "open":
        return state
    try:
        await sharing.begin(person, found.event_id, message_of(held), found.ends_at + LATE, now=now)
    except ArrivedAlready:
        return "arrived"
    except (NothingToFollow, NotYet):
        return None
    return await sharing.receive_all(person.telegram_id, message_of(held), fixes, now=now)


def message_of(held: Recording) -> int:
    """The recording as the live board knows it, among the messages of live locations."""
    return -held.id
