"""What a followed run comes to: at the mark, or at the end. The same way as a file's, but a file goes before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.events.addressee import told_for
from domain.events.lifecycle import load
from domain.events.live.following import Race, Run, doubt_of
from domain.events.live.keeping import NOWHERE
from domain.events.models import Event
from domain.events.results.boards import RUNNING, hold_board
from domain.events.results.entering import current
from domain.events.results.tracks import SHORT
from domain.events.results.writing import Entry, write
from domain.notifications import outbox

SOURCE = "live"


async def arrive(row: asyncpg.Record, run: Run, race: Race, *, now: datetime) -> None:
    """The distance is covered: a result, and from here on nobody is told where the person is."""
    assert run.arrived_ms is not None
    await _put(row, run.arrived_ms, doubt_of(run, race), now=now)
    await close(row["id"], "arrived", now=now)


async def end(row: asyncpg.Record, run: Run, race: Race, *, now: datetime, keeps_place: bool = False) -> None:
    """Stopped, or the time of the live location is over: what there is counts where metres do, or almost all is there.

    `keeps_place`: the person may go on, with another live location.
    """
    if race.goal_m is None and run.along_m > 0:
        await _put(row, round(run.along_m * 100), doubt_of(run, race), now=now)
        await close(row["id"], "ended", now=now, keeps_place=keeps_place)
        return
    if race.goal_m and run.shown_m >= race.goal_m * SHORT and run.anchor and run.started_at:
        taken = max(timedelta(seconds=1), (row["heard_at"] or run.anchor.at) - run.started_at)
        await _put(row, round(taken.total_seconds()) * 1000, doubt_of(run, race) or "short", now=now)
        await close(row["id"], "arrived", now=now)
        return
    await close(row["id"], "ended", now=now, keeps_place=keeps_place)
    if not keeps_place:
        params, key = {"share_id": row["id"]}, f"live-stopped:{row['id']}:{row['message_id']}"
        await outbox.notify(row["user_id"], "live-stopped", params=params, dedupe_key=key, now=now)


async def close(share_id: int, state: str, *, now: datetime, keeps_place: bool = False) -> None:
    places = "latitude = NULL, longitude = NULL" if keeps_place else NOWHERE
    await database.execute(
        f"UPDATE live_shares SET state = $2, over_at = $3, spare_message_id = NULL, {places} WHERE id = $1",
        *(share_id, state, now),
    )


async def _put(row: asyncpg.Record, value: int, doubt: str | None, *, now: datetime) -> None:
    """Only where nothing stands but what was followed: who wrote, typed or sent a file knew better."""
    event = await load(row["event_id"], lock=False)
    board = await hold_board(event)
    standing = await current(row["registration_id"])
    if board.is_final or event.status not in RUNNING or (standing is not None and standing.source != SOURCE):
        return
    entry = Entry("review" if doubt else "ok", (value,), doubt or "", SOURCE, verified=False)
    await write(event, board, {row["registration_id"]: entry}, actor_id=row["user_id"], now=now)
    await _tell(event, row, doubt, now=now)


async def _tell(event: Event, row: asyncpg.Record, doubt: str | None, *, now: datetime) -> None:
    params = {"event_id": event.id, "registration_id": row["registration_id"]}
    key = f"live-arrived:{row['id']}:{row['message_id']}"
    await outbox.notify(row["user_id"], "live-arrived", params=params, dedupe_key=key, now=now)
    if doubt:
        organizer_id = await told_for(event.organizer_id, event.organization_id)
        key = f"result-doubt:live:{row['id']}:{row['message_id']}"
        await outbox.notify(organizer_id, "result-doubt", params=params, dedupe_key=key, now=now)
