"""What each date is worth, and the sum of the best: made anew when a date's results are approved, or not any more.

A date that somebody has missed is worth nothing, like one that they did not finish. With the same sum more first places
decide, then more second and third ones, then the place on the last date; those alike in this too share the place.
"""

from __future__ import annotations

from domain import database
from domain.events.models import Event

_HOLD = "SELECT version FROM season_rules WHERE series_id = $1 FOR UPDATE"
_DATE = """
INSERT INTO season_points (series_id, event_id, user_id, place, points)
SELECT ranked.series_id, ranked.event_id, ranked.user_id, ranked.place, CASE
    WHEN ranked.place IS NULL THEN 0
    WHEN rules."by" = 'points' THEN
        CASE WHEN ranked.measure IN ('points', 'places', 'best-points') THEN ranked.total ELSE 0 END
    ELSE coalesce(rules."table"[ranked.place], 0)::bigint * 1000 END
FROM season_rules rules JOIN (
    SELECT e.series_id, r.event_id, r.user_id, r.total, CASE b.scoring->>'measure' WHEN 'best'
            THEN 'best-' || (b.scoring->>'tried') ELSE b.scoring->>'measure' END AS measure,
        CASE WHEN r.sort_key[1] = 0 THEN rank() OVER (PARTITION BY r.event_id ORDER BY r.sort_key) END AS place,
        row_number() OVER (PARTITION BY r.event_id, r.user_id ORDER BY r.sort_key, r.id) AS nth
    FROM events e JOIN event_boards b ON b.event_id = e.id AND b.state = 'final'
    JOIN results r ON r.event_id = e.id WHERE e.series_id = $1 AND ($2::bigint IS NULL OR e.id = $2)) ranked
    ON ranked.series_id = rules.series_id
WHERE ranked.nth = 1
"""
STANDINGS = """
WITH worth AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.user_id ORDER BY p.points DESC, p.id) AS nth,
        p.event_id = (SELECT e.id FROM season_points last JOIN events e ON e.id = last.event_id
            WHERE last.series_id = $1 AND ($2::bigint[] IS NULL OR e.id = ANY($2::bigint[]))
            ORDER BY e.starts_at DESC, e.id DESC LIMIT 1) AS is_last
    FROM season_points p WHERE p.series_id = $1 AND ($2::bigint[] IS NULL OR p.event_id = ANY($2::bigint[])))
SELECT $1::bigint AS series_id, w.user_id,
    (sum(w.points) FILTER (WHERE rules.counted IS NULL OR w.nth <= rules.counted))::bigint AS points, count(*) AS dates,
    ARRAY[-sum(w.points) FILTER (WHERE rules.counted IS NULL OR w.nth <= rules.counted),
        -count(*) FILTER (WHERE w.place = 1), -count(*) FILTER (WHERE w.place = 2),
        -count(*) FILTER (WHERE w.place = 3), coalesce(max(w.place) FILTER (WHERE w.is_last), 2147483647)
    ]::bigint[] AS sort_key
FROM worth w CROSS JOIN season_rules rules WHERE rules.series_id = $1 GROUP BY w.user_id
"""
"""Of the series $1: where everybody stands by the dates $2, or by all of them."""


async def hold(series_id: int) -> None:
    """One after the other, also where a season has no rules as yet, so that there is no row to hold."""
    await database.one_after_the_other(f"season:{series_id}")


async def date_changed(event: Event) -> None:
    """Its results were approved, or are preliminary again: only approved ones count. The caller holds its board."""
    if event.series_id is None:
        return
    await hold(event.series_id)
    if await database.fetchrow(_HOLD, event.series_id) is None:
        return
    await database.execute("DELETE FROM season_points WHERE event_id = $1", event.id)
    await database.execute(_DATE, event.series_id, event.id)
    await _stand(event.series_id)


async def sum_up_all(series_id: int) -> None:
    """Every date: the rules are others."""
    await database.fetchrow(_HOLD, series_id)
    await database.execute("DELETE FROM season_points WHERE series_id = $1", series_id)
    await database.execute(_DATE, series_id, None)
    await _stand(series_id)


async def _stand(series_id: int) -> None:
    await database.execute("DELETE FROM season_standings WHERE series_id = $1", series_id)
    await database.execute(
        f"INSERT INTO season_standings (series_id, user_id, points, dates, sort_key) {STANDINGS}", series_id, None
    )
    await database.execute("UPDATE season_rules SET version = version + 1 WHERE series_id = $1", series_id)
