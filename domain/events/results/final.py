"""Approving results: the podium to the groups, a word to everybody who finished; and making them preliminary again."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.awards import giving, standing
from domain.events.entry.statuses import COMING_SQL
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.events.results import told_places
from domain.events.results.boards import RUNNING, Board, changed, hold_board, hold_managed
from domain.events.results.errors import ListBusy, NothingToAnnounce, ResultsFinal, ResultsNotYet, StillOpen
from domain.events.results.imports import BUSY
from domain.events.season import sums as season_sums
from domain.notifications import outbox, pace
from domain.notifications.rules import Topic
from domain.spaces import tags
from domain.spaces.queries import linked_spaces

_FINISHED = f"""
WITH moved AS (
    UPDATE registrations g SET status = 'finished', changed_at = $3 FROM registrations before, results r
    WHERE g.event_id = $1 AND before.id = g.id AND r.registration_id = g.id AND r.sort_key[1] = 0
      AND g.status IN {COMING_SQL}
    RETURNING g.id, before.status AS from_status)
INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details)
SELECT id, $2, $3, from_status, 'finished', '{{}}' FROM moved
"""
"""Who has a place has finished, and their history says so."""


async def announce(actor: Person, event_id: int, *, now: datetime) -> int:
    """How many finished. Raises NotFound, NotAllowed, ResultsNotYet, ResultsFinal, NothingToAnnounce, StillOpen,
    ListBusy, SaidTooMuch."""
    event = await load_managed(actor, event_id)  # held: nobody calls it off meanwhile
    board = await hold_board(event)
    if event.status not in RUNNING:
        raise ResultsNotYet
    if board.is_final:
        raise ResultsFinal
    finishers = await standing.finishers_of(event.id)
    if not finishers:
        raise NothingToAnnounce
    await _refuse_open(event.id)
    await pace.require(actor.id, f"letters:{event.id}", pace.LETTERS, now=now)
    await database.execute(
        "UPDATE event_boards SET state = 'final', announced = announced + 1, final_at = $2 WHERE event_id = $1",
        *(event.id, now),
    )
    await database.execute("UPDATE results SET verified = TRUE WHERE event_id = $1 AND NOT verified", event.id)
    await database.execute(_FINISHED, event.id, actor.id, now)
    await giving.approved(event.id, event.title, await standing.of_results(event.id), now=now)
    await told_places.note(event.id)
    await season_sums.date_changed(event)
    details = {"finishers": len(finishers), "announced": board.announced + 1}
    await trail.record(actor.id, "event-results-final", f"event:{event.id}", now=now, details=details)
    await _tell(event, board, finishers, now=now)
    await changed(event.id, now=now)
    return len(finishers)


async def _refuse_open(event_id: int) -> None:
    row = await database.fetchrow(
        "SELECT (SELECT count(*) FROM results WHERE event_id = $1 AND state = 'review') AS reviews, "
        "(SELECT count(*) FROM result_protests WHERE event_id = $1 AND state = 'open') AS protests, "
        f"{BUSY} AS busy",
        event_id,
    )
    assert row is not None
    if row["busy"]:
        raise ListBusy
    if row["reviews"] or row["protests"]:
        raise StillOpen(reviews=row["reviews"], protests=row["protests"])


async def _tell(event: Event, board: Board, finishers: list[int], *, now: datetime) -> None:
    """Announced anew after a correction, they are told anew."""
    times, params = board.announced + 1, {"event_id": event.id}
    for space in await linked_spaces(f"event:{event.id}"):
        key = f"result-podium:{event.id}:{times}:{space.chat_id}"
        await outbox.tell_chat(space.chat_id, "result-podium", params=params, dedupe_key=key, now=now)
    await outbox.notify_all(
        finishers,
        "result-final",
        params=params,
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"result-final:{event.id}:{times}",
        now=now,
    )


async def reopen(actor: Person, event_id: int, *, now: datetime) -> None:
    """Results can be changed again. What is not final already is left as it is."""
    event, board = await hold_managed(actor, event_id)
    if not board.is_final:
        return
    await database.execute("UPDATE event_boards SET state = 'open', final_at = NULL WHERE event_id = $1", event.id)
    await season_sums.date_changed(event)
    await outbox.drop(prefix=f"result-final:{event.id}:")
    await tags.due(f"event:{event.id}", now=now)
    await trail.record(actor.id, "event-results-reopened", f"event:{event.id}", now=now)
    await changed(event.id, now=now)
