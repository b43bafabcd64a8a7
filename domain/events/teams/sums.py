"""What teams' results come to: the sum of the best, kept beside the team and sorted by an index.

A team with enough results stands before all that have too few. Of two with the same sum the one whose last counted
result is better is before the other; those alike in this too share the place.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain import database
from domain.events.results.scoring import Scoring

RANKED, TOO_FEW, NOTHING = 0, 1, 2
EMPTY = [NOTHING, 0, 0]
"""The key of a team that has no result yet."""
_SUM = """
UPDATE event_teams t SET counted = new.counted, total = new.total, sort_key = new.sort_key
FROM (
    SELECT one.id, one.counted, one.total, CASE
        WHEN one.counted = 0 THEN ARRAY[2, 0, 0]::bigint[]
        WHEN one.counted < rules.counted THEN ARRAY[1, -one.counted, $2 * one.total]::bigint[]
        ELSE ARRAY[0, $2 * one.total, one.last]::bigint[] END AS sort_key
    FROM event_team_rules rules CROSS JOIN LATERAL (
        SELECT team.id, count(best.total)::int AS counted, sum(best.total)::bigint AS total,
            max($2 * best.total) AS last
        FROM event_teams team LEFT JOIN LATERAL (
            SELECT r.total FROM event_team_members m
            JOIN registrations g ON g.event_id = m.event_id AND g.user_id = m.user_id
                AND g.status NOT IN ('withdrawn', 'rejected', 'refunded')
            JOIN results r ON r.registration_id = g.id
            WHERE m.team_id = team.id AND r.sort_key[1] = 0 ORDER BY r.sort_key LIMIT rules.counted) best ON TRUE
        WHERE team.event_id = $1 AND ($3::bigint[] IS NULL OR team.id IN (
            SELECT m.team_id FROM event_team_members m WHERE m.event_id = $1 AND m.user_id = ANY($3::bigint[])))
            AND ($4::bigint IS NULL OR team.id = $4)
        GROUP BY team.id) one
    WHERE rules.event_id = $1) new
WHERE t.id = new.id AND (t.counted, t.total, t.sort_key) IS DISTINCT FROM (new.counted, new.total, new.sort_key)
"""


async def sum_up(
    event_id: int, scoring: Scoring, *, user_ids: Sequence[int] | None = None, team_id: int | None = None
) -> None:
    """The teams of these people, that one, or all; what is as it was is not written. The caller holds the board."""
    sign = 1 if scoring.measure == "time" else -1
    await database.execute(_SUM, event_id, sign, None if user_ids is None else list(user_ids), team_id)
