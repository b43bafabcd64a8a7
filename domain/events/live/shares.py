"""A share as it lies in the database, and as arithmetic sees it."""

from __future__ import annotations

import asyncpg

from domain.events.entry.statuses import PLACED_SQL
from domain.events.live.following import Fix, Race, Run

SHARES = f"""
SELECT s.*, e.starts_at, e.ends_at, e.distance_m, b.gun_at, b.scoring->>'measure' AS measure
FROM live_shares s JOIN events e ON e.id = s.event_id JOIN event_boards b ON b.event_id = s.event_id
JOIN registrations g ON g.id = s.registration_id AND g.user_id = s.user_id AND g.status IN {PLACED_SQL}
"""
"""Of whose entry it still is: who has left, or handed their ticket on, is followed no more."""


def race_of(row: asyncpg.Record) -> Race:
    goal_m = None if row["measure"] == "distance" else row["distance_m"]
    return Race(row["gun_at"] or row["starts_at"], row["sport"], goal_m)


def run_of(row: asyncpg.Record) -> Run:
    return Run(
        row["started_at"],
        _fix(row, "anchor"),
        _fix(row, "aside"),
        row["along_m"],
        row["shown_m"],
        tuple(row["splits"]),
        tuple(row["doubts"].split()),
        row["arrived_ms"],
    )


def _fix(row: asyncpg.Record, name: str) -> Fix | None:
    at, latitude, longitude = (row[f"{name}_{part}"] for part in ("at", "latitude", "longitude"))
    return Fix(at, latitude, longitude) if at is not None and latitude is not None else None


def columns_of(run: Run) -> tuple[object, ...]:
    """started_at, anchor, aside, along_m, shown_m, splits, doubts, arrived_ms."""
    places: list[object] = []
    for one in (run.anchor, run.aside):
        places += [one.at, one.latitude, one.longitude] if one else [None, None, None]
    doubts = " ".join(run.doubts)
    return (run.started_at, *places, run.along_m, run.shown_m, list(run.splits), doubts, run.arrived_ms)
