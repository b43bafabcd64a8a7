"""The finish line by typing: volunteers write numbers as people cross it, and the moment of the message is the time.

Two of them see the same finish at about the same moment: the earlier counts. Where they differ by more, somebody looks.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.organized import HELD
from domain.events.policy import may_time, times
from domain.events.results.boards import Board, hold_board, hold_timed, require_open, scoring_of
from domain.events.results.entering import current_of, registrations_by_number
from domain.events.results.errors import FinishElsewhere
from domain.events.results.scoring import Scoring
from domain.events.results.writing import Entry, write
from domain.organizations.policy import timed_by

TOLERANCE = timedelta(seconds=3)
"""So much may lie between two people who see the same finish."""
MOST_AT_ONCE = 40
MOST_DIGITS = 6
MOST_FINISHES = 6
MOST_LOOKED_AT = 50
_TYPED = re.compile(r"\s*-?\d{1,6}(?:[\s,;.]+-?\d{1,6})*[\s,;.]*")
DOUBT = "typed"


def is_typed(text: str) -> bool:
    """Numbers and nothing else; one with a minus is taken back."""
    return _TYPED.fullmatch(text) is not None and len(text) <= MOST_AT_ONCE * (MOST_DIGITS + 2)


def read_numbers(text: str) -> list[tuple[int, bool]]:
    """Each with whether it is taken back."""
    said = re.findall(r"-?\d+", text)[:MOST_AT_ONCE]
    return [(abs(int(one)), one.startswith("-")) for one in said if int(one) != 0]


def merged(taps: Mapping[int, Sequence[datetime]]) -> tuple[datetime, bool] | None:
    """The moment of one number, and whether it is in doubt: volunteer → when they wrote it. Pure."""
    firsts = sorted(min(moments) for moments in taps.values() if moments)
    if not firsts:
        return None
    return firsts[0], firsts[-1] - firsts[0] > TOLERANCE


@dataclass(frozen=True, slots=True)
class Finish:
    """What became of one typed number. `state`: ok, doubt, unknown, stands (another result does), early, gone."""

    number: int
    state: str
    milliseconds: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """Where a volunteer stands."""

    event_id: int
    title: str
    zone: str
    gun_at: datetime
    is_gun_planned: bool
    """Nobody has said when the start was given: it is taken as planned."""
    is_open: bool
    leads: bool
    """May say that the start was given, and ask others to the finish."""


async def invite(actor: Person, event_id: int, *, now: datetime) -> str:
    """The token of the link for volunteers; the same until it is changed. Raises NotFound, NotAllowed."""
    await hold_timed(actor, event_id)
    known: str | None = await database.fetchval("SELECT finish_token FROM event_boards WHERE event_id = $1", event_id)
    if known:
        return known
    return await change_link(actor, event_id, now=now)


async def change_link(actor: Person, event_id: int, *, now: datetime) -> str:
    """Whoever came by the old one stands at the finish no more."""
    event, _ = await hold_timed(actor, event_id)
    token = secrets.token_urlsafe(16)
    await database.execute("UPDATE event_boards SET finish_token = $2 WHERE event_id = $1", event.id, token)
    await database.execute("DELETE FROM finish_lines WHERE event_id = $1 AND user_id <> $2", event.id, actor.id)
    await trail.record(actor.id, "event-finish-link", f"event:{event.id}", now=now)
    return token


async def come(person: Person, token: str, *, now: datetime) -> Line:
    """By the link. Raises NotFound."""
    event_id = await database.fetchval(_BY_TOKEN, token)
    if event_id is None:
        raise NotFound
    event = await load(event_id, lock=False)
    board = await hold_board(event)
    if await database.fetchval(_BY_TOKEN, token) is None:
        raise NotFound  # changed while we waited for the board
    return await _stand(person, event, board, by_link=True, now=now)


_BY_TOKEN = "SELECT event_id FROM event_boards WHERE finish_token = $1"


async def require_line(person: Person, event_id: int) -> Event:
    """For who enters results, and for who came to the finish by its link. Raises NotFound."""
    event = await load(event_id, lock=False)
    stood = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM finish_lines WHERE user_id = $1 AND event_id = $2 AND by_link)",
        *(person.id, event_id),
    )
    if not (stood or may_time(person, event)):
        raise NotFound
    return event


async def open_line(person: Person, event_id: int, *, now: datetime) -> Line:
    """The organizer needs no link; who came by one before comes back. Raises NotFound, FinishElsewhere."""
    event = await require_line(person, event_id)
    board = await hold_board(event)
    await require_line(person, event_id)  # the link may have been changed while we waited for the board
    return await _stand(person, event, board, by_link=False, now=now)


async def _stand(person: Person, event: Event, board: Board, *, by_link: bool, now: datetime) -> Line:
    require_open(event, board)
    require_timed(board)
    await database.execute(
        "INSERT INTO finish_lines AS old (event_id, user_id, is_open, since, by_link) VALUES ($1, $2, TRUE, $3, $4) "
        "ON CONFLICT (user_id) DO UPDATE SET event_id = excluded.event_id, is_open = TRUE, since = excluded.since, "
        "by_link = excluded.by_link OR (old.by_link AND old.event_id = excluded.event_id)",
        *(event.id, person.id, now, by_link),
    )
    line = await line_of(person)
    assert line is not None
    return line


def is_timed(board: Board) -> bool:
    """One time decides, so that a moment is a result."""
    return _decides_time(board.scoring)


def _decides_time(scoring: Scoring) -> bool:
    return scoring.entered == "time" and scoring.stages == 1


async def list_finishes(actor: Person) -> list[Event]:
    """Of the events whose results the person enters, those with a finish to stand at, the running ones first.

    A tournament has none, nor has what is decided by points, metres or stages, nor what is approved.
    """
    rows = await database.fetch(
        "SELECT e.id, e.kind, b.scoring FROM events e LEFT JOIN event_boards b ON b.event_id = e.id "
        f"WHERE {HELD} AND e.status IN ('running', 'finished') AND e.archived_at IS NULL AND e.kind <> 'tournament' "
        "AND coalesce(b.state, 'open') <> 'final' "
        f"ORDER BY e.status = 'running' DESC, e.starts_at DESC, e.id LIMIT {MOST_LOOKED_AT}",
        *(actor.id, timed_by(actor)),
    )
    timed = [row["id"] for row in rows if _decides_time(scoring_of(row["scoring"], row["kind"]))]
    return [await load(event_id, lock=False) for event_id in timed[:MOST_FINISHES]]


def require_timed(board: Board) -> None:
    if not is_timed(board):
        raise FinishElsewhere


async def line_of(person: Person) -> Line | None:
    """Where the person stands, or stood last; None for whose role there is no more."""
    row = await database.fetchrow(
        "SELECT l.event_id, e.title, e.zone, coalesce(b.gun_at, e.starts_at) AS gun_at, "
        "b.gun_at IS NULL AS is_gun_planned, l.is_open, l.by_link, e.organizer_id, e.organization_id "
        "FROM finish_lines l "
        "JOIN events e ON e.id = l.event_id JOIN event_boards b ON b.event_id = e.id WHERE l.user_id = $1",
        person.id,
    )
    if row is None:
        return None
    values = dict(row)
    leads = times(person, values.pop("organizer_id"), values.pop("organization_id"))
    if not (values.pop("by_link") or leads):
        return None
    return Line(**values, leads=leads)


async def close_line(person: Person) -> Line | None:
    """Numbers are words again."""
    await database.execute("UPDATE finish_lines SET is_open = FALSE WHERE user_id = $1", person.id)
    return await line_of(person)


async def fire(actor: Person, event_id: int, *, at: datetime, now: datetime) -> None:
    """The start was given at that moment: what was typed is counted from it. Raises as `hold_timed`."""
    event, board = await hold_timed(actor, event_id)
    require_open(event, board)
    await database.execute("UPDATE event_boards SET gun_at = $2 WHERE event_id = $1", event.id, at)
    details = {"at": at.isoformat()}
    await trail.record(actor.id, "event-gun", f"event:{event.id}", now=now, details=details)
    rows = await database.fetch("SELECT DISTINCT number FROM finish_taps WHERE event_id = $1", event.id)
    await settle(event, board, [row["number"] for row in rows], actor.id, now=now)


async def typed(person: Person, text: str, *, at: datetime, message_id: int, now: datetime) -> list[Finish]:
    """Numbers in one message; said twice, it is one. Raises NotFound for who stands at no finish, ResultsFinal."""
    line = await line_of(person)
    if line is None or not line.is_open:
        raise NotFound
    event = await load(line.event_id, lock=False)
    board = await hold_board(event)
    require_open(event, board)
    require_timed(board)
    await _note(event.id, person.id, read_numbers(text), at, message_id)
    numbers = list(dict.fromkeys(number for number, _ in read_numbers(text)))
    return await settle(event, board, numbers, person.id, now=now)


async def _note(event_id: int, user_id: int, said: Sequence[tuple[int, bool]], at: datetime, message_id: int) -> None:
    """In the order of the message: of «17 -17» nothing is left, of «-17 17» a finish."""
    backs = {number: position for position, (number, back) in enumerate(said) if back}
    if backs:
        await database.execute(
            "UPDATE finish_taps SET taken_back = TRUE WHERE event_id = $1 AND user_id = $2 AND number = ANY($3::int[])",
            *(event_id, user_id, list(backs)),
        )
    taps = [(number, position) for position, (number, back) in enumerate(said) if not back]
    if taps:
        numbers, positions = map(list, zip(*taps, strict=True))
        over = [backs.get(number, -1) > position for number, position in taps]
        await database.execute(
            "INSERT INTO finish_taps (event_id, user_id, number, at, message_id, position, taken_back) "
            "SELECT $1, $2, number, $3, $4, position, over FROM unnest($5::int[], $6::int[], $7::bool[]) "
            "AS taps(number, position, over) ON CONFLICT DO NOTHING",
            *(event_id, user_id, at, message_id, numbers, positions, over),
        )


async def settle(event: Event, board: Board, numbers: Sequence[int], actor_id: int, *, now: datetime) -> list[Finish]:
    """What all volunteers have written of these numbers, as results. What was entered otherwise stands."""
    gun_at = await database.fetchval("SELECT gun_at FROM event_boards WHERE event_id = $1", event.id) or event.starts_at
    known = await registrations_by_number(event.id, list(numbers))
    taps = await _taps(event.id, numbers)
    stands = await current_of(list(known.values()))
    found: list[Finish] = []
    wanted: dict[int, Entry | None] = {}
    for number in numbers:
        moment = merged(taps.get(number, {}))
        taken = milliseconds(gun_at, moment[0]) if moment else None
        registration_id = known.get(number)
        if registration_id is None:
            found.append(Finish(number, "unknown" if moment else "gone", taken))
            continue
        standing = stands.get(registration_id)
        if standing is not None and (standing.source != "typing" or standing.verified):
            found.append(Finish(number, "stands", taken))
            continue
        if moment is not None and taken is None:
            found.append(Finish(number, "early", None))
            continue
        if moment is None:
            wanted[registration_id] = None
            found.append(Finish(number, "gone", None))
            continue
        state, reason = ("review", DOUBT) if moment[1] else ("ok", "")
        wanted[registration_id] = Entry(state, (taken,), reason, "typing", verified=False)
        found.append(Finish(number, "doubt" if moment[1] else "ok", taken))
    await write(event, board, wanted, actor_id=actor_id, now=now)
    return found


def milliseconds(gun_at: datetime, at: datetime) -> int | None:
    """None: before the start. A message is dated to the second: of it no fraction is made up."""
    seconds = (at - gun_at).total_seconds()
    milliseconds = round(seconds) * 1000 if at.microsecond == 0 else round(seconds * 1000)
    return milliseconds if milliseconds > 0 else None


async def _taps(event_id: int, numbers: Sequence[int]) -> dict[int, dict[int, list[datetime]]]:
    rows = await database.fetch(
        "SELECT number, user_id, at FROM finish_taps "
        "WHERE event_id = $1 AND number = ANY($2::int[]) AND NOT taken_back",
        *(event_id, list(numbers)),
    )
    found: dict[int, dict[int, list[datetime]]] = {}
    for row in rows:
        found.setdefault(row["number"], {}).setdefault(row["user_id"], []).append(row["at"])
    return found
