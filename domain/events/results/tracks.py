"""A track as a result: which event it is for, what it comes to at the mark, and whether somebody should look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.activity.track import Track, doubts, since, time_at, until
from domain.errors import NotFound
from domain.events.addressee import told_for
from domain.events.entry.statuses import PLACED
from domain.events.lifecycle import UNSAID_LENGTH, load
from domain.events.models import Event
from domain.events.results.boards import Board, hold_board, require_open
from domain.events.results.entering import current
from domain.events.results.errors import ResultStands, TracksNotTaken
from domain.events.results.writing import Entry, write
from domain.jobs import jobs
from domain.notifications import outbox, pace

READ = "result-track"
"""The job; its subject is the track's id."""
EARLY, LATE = timedelta(minutes=15), timedelta(minutes=30)
"""So long before the start a watch may be started, and so long after the end a track may still go on."""
SENT_UNTIL = timedelta(days=3)
AHEAD = timedelta(minutes=2)
"""A way that goes on so much longer than until it was sent has not been gone."""
SHORT = 0.99
"""Satellites measure a little less or more: from here on it is a matter of looking."""
NAME_LENGTH = 120
REPLACED = ("track", "live")
"""A file goes before what was followed live (decision 014), and before an earlier file; before nothing else."""
_SPORT_OF = {"running": "running", "cycling": "cycling", "swimming": "swimming", "skiing": "skiing"}
"""By category."""


@dataclass(frozen=True, slots=True)
class OpenEvent:
    event_id: int
    title: str


@dataclass(frozen=True, slots=True)
class TrackCard:
    """A track as its person sees it: `state` is reading, taken, review or refused with `problem`."""

    id: int
    event_id: int
    state: str
    problem: str | None


async def events_for_tracks(person: Person, *, now: datetime) -> list[OpenEvent]:
    """In which the person takes part, that take tracks, and whose results are not approved; the latest first."""
    rows = await database.fetch(
        "SELECT e.id AS event_id, e.title FROM registrations g JOIN events e ON e.id = g.event_id "
        "JOIN event_boards b ON b.event_id = e.id WHERE g.user_id = $1 AND g.status = ANY($2) "
        "AND e.status IN ('running', 'finished') AND b.state = 'open' AND (b.scoring->>'tracks')::bool "
        "AND coalesce(e.ends_at, e.starts_at) > $3 ORDER BY e.starts_at DESC LIMIT 6",
        *(person.id, list(PLACED), now - SENT_UNTIL),
    )
    return [OpenEvent(**dict(row)) for row in rows]


async def receive(
    person: Person,
    event_id: int,
    name: str,
    telegram_file_id: str | None,
    *,
    recording_id: int | None = None,
    now: datetime,
) -> int:
    """A track has come, as a file or recorded; a job reads it.

    Raises TracksNotTaken, ResultsNotYet, ResultsFinal, ResultStands, and for files SaidTooMuch.
    """
    if event_id not in {one.event_id for one in await events_for_tracks(person, now=now)}:
        raise TracksNotTaken
    event = await load(event_id, lock=False)
    require_open(event, await hold_board(event))
    registration_id = await database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2 AND status = ANY($3)",
        *(event_id, person.id, list(PLACED)),
    )
    standing = await current(registration_id)
    if standing is not None and standing.source not in REPLACED:
        raise ResultStands
    if telegram_file_id is not None:
        await pace.require(person.id, f"tracks:{event_id}", pace.FILES, now=now)
    track_id: int = await database.fetchval(
        "INSERT INTO result_tracks "
        "(event_id, registration_id, user_id, name, telegram_file_id, recording_id, state, sent_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, 'reading', $7) RETURNING id",
        *(event_id, registration_id, person.id, name[:NAME_LENGTH], telegram_file_id, recording_id, now),
    )
    await jobs.enqueue(READ, str(track_id))
    return track_id


@dataclass(frozen=True, slots=True)
class SentTrack:
    """Either a file that Telegram has, or a recording of our own."""

    name: str
    telegram_file_id: str | None
    recording_id: int | None


async def sent_track(track_id: int) -> SentTrack | None:
    """What is still to be read."""
    row = await database.fetchrow(
        "SELECT name, telegram_file_id, recording_id FROM result_tracks WHERE id = $1 AND state = 'reading'", track_id
    )
    return SentTrack(**dict(row)) if row else None


async def refuse(track_id: int, problem: str, *, now: datetime) -> None:
    row = await database.fetchrow("SELECT * FROM result_tracks WHERE id = $1 FOR UPDATE", track_id)
    if row is None or row["state"] != "reading":
        return
    await _settle(track_id, row["user_id"], "refused", problem, now=now)


async def take(track_id: int, track: Track, digest: str, *, now: datetime) -> None:
    """Judge it, and write down what it comes to. Read twice, it is one. `digest`: of its `likeness`."""
    row = await database.fetchrow("SELECT * FROM result_tracks WHERE id = $1 FOR UPDATE", track_id)
    if row is None or row["state"] != "reading":
        return
    event = await load(row["event_id"], lock=False)
    board = await hold_board(event)
    standing = await current(row["registration_id"])
    verdict = judge(event, board, track, await sport_of(event.id), gun_at=await _gun_of(event))
    if board.is_final or (standing is not None and standing.source not in REPLACED):
        verdict = Verdict(problem="too-late")
    if verdict.problem:
        await _settle(track_id, row["user_id"], "refused", verdict.problem, now=now)
        return
    if await _is_somebody_elses(event.id, digest, row["user_id"]):
        verdict = Verdict(verdict.value, doubt="twice")
    elif track.points[-1].at > row["sent_at"] + AHEAD:
        verdict = Verdict(verdict.value, doubt="ahead")
    await database.execute("UPDATE result_tracks SET digest = $2 WHERE id = $1", track_id, digest)
    state = "review" if verdict.doubt else "ok"
    entry = Entry(state, (verdict.value,), verdict.doubt or "", "track", verified=False)
    await write(event, board, {row["registration_id"]: entry}, actor_id=row["user_id"], now=now)
    await _settle(track_id, row["user_id"], "review" if verdict.doubt else "taken", verdict.doubt, now=now)
    if verdict.doubt:
        params, key = {"event_id": event.id, "registration_id": row["registration_id"]}, f"result-doubt:{track_id}"
        organizer_id = await told_for(event.organizer_id, event.organization_id)
        await outbox.notify(organizer_id, "result-doubt", params=params, dedupe_key=key, now=now)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value in the board's unit, perhaps with a doubt; or why there is none."""

    value: int | None = None
    doubt: str | None = None
    problem: str | None = None


def judge(event: Event, board: Board, track: Track, sport: str, *, gun_at: datetime) -> Verdict:
    """Window, length and speed. Pure. Where whoever comes farther wins, nobody's way counts before the gun."""
    ends_at = event.ends_at or event.starts_at + UNSAID_LENGTH
    if track.starts_at < event.starts_at - EARLY or track.starts_at > ends_at:
        return Verdict(problem="window")
    if board.scoring.entered == "distance":
        counted = tuple(one for one in track.points if one.at <= ends_at + LATE)
        if len(counted) < 2 or counted[-1].at <= gun_at:
            return Verdict(problem="window")
        within = since(Track(track.sport, counted), gun_at)
        return Verdict(round(within.length_m * 100), _doubt(within, sport))
    if not event.distance_m:
        return Verdict(problem="no-distance")
    return _at_the_mark(event.distance_m, track, sport, ends_at)


async def _gun_of(event: Event) -> datetime:
    gun_at: datetime | None = await database.fetchval("SELECT gun_at FROM event_boards WHERE event_id = $1", event.id)
    return gun_at or event.starts_at


def _at_the_mark(metres: int, track: Track, sport: str, ends_at: datetime) -> Verdict:
    """5.02 km come to the time at 5.00; a little less than 5 is taken as it is, and looked at."""
    taken, short = time_at(track, metres), False
    if taken is None:
        if track.length_m < metres * SHORT:
            return Verdict(problem="short")
        taken, short = track.points[-1].at - track.starts_at, True
    if track.starts_at + taken > ends_at + LATE:
        return Verdict(problem="window")
    value = max(1, round(taken.total_seconds())) * 1000  # satellites know no fractions
    return Verdict(value, _doubt(until(track, metres), sport) or ("short" if short else None))


def _doubt(track: Track, sport: str) -> str | None:
    if sport and track.sport and track.sport != sport:
        return "sport"
    return next(iter(doubts(track, sport or track.sport)), None)


async def sport_of(event_id: int) -> str:
    """By its first category that says so, else by its kind; empty: anything."""
    rows = await database.fetch(
        "SELECT c.slug FROM events_in_categories i JOIN event_categories c ON c.id = i.category_id "
        "WHERE i.event_id = $1 ORDER BY c.position",
        event_id,
    )
    known = [_SPORT_OF[row["slug"]] for row in rows if row["slug"] in _SPORT_OF]
    if known:
        return known[0]
    kind = await database.fetchval("SELECT kind FROM events WHERE id = $1", event_id)
    return {"race": "running", "marathon": "running", "ride": "cycling"}.get(kind, "")


async def _is_somebody_elses(event_id: int, digest: str, user_id: int) -> bool:
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM result_tracks WHERE event_id = $1 AND digest = $2 AND user_id <> $3)",
        *(event_id, digest, user_id),
    )
    return found


async def _settle(track_id: int, user_id: int, state: str, problem: str | None, *, now: datetime) -> None:
    await database.execute("UPDATE result_tracks SET state = $2, problem = $3 WHERE id = $1", track_id, state, problem)
    params, key = {"track_id": track_id}, f"result-track:{track_id}"
    await outbox.notify(user_id, "result-track", params=params, dedupe_key=key, now=now)


async def get_track(track_id: int, user_id: int) -> TrackCard:
    """Raises NotFound for another person's."""
    row = await database.fetchrow(
        "SELECT id, event_id, state, problem FROM result_tracks WHERE id = $1 AND user_id = $2", track_id, user_id
    )
    if row is None:
        raise NotFound
    return TrackCard(**dict(row))
