"""What teams' results come to: the sum of the best, kept beside the team and sorted by an index.

A team with enough results stands before all that have too few. Of two with the same sum the one whose last counted
result is better is before the other; those alike in this too share the place.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain import database
from domain.events.entry.statuses import OUT_SQL
from domain.events.results.scoring import Scoring

NOTHING = 2
EMPTY = [NOTHING, 0, 0]
"""The key of a team that has no result yet; 1 in front: too few have one, 0: it is ranked."""
_SUM = f"""
WITH chosen AS MATERIALIZED (
    SELECT team.id FROM event_teams team WHERE team.event_id = $1 AND ($4::bigint IS NULL OR team.id = $4)
        AND ($3::bigint[] IS NULL OR team.id = ANY(ARRAY(
            SELECT m.team_id FROM event_team_members m WHERE m.event_id = $1 AND m.user_id = ANY($3::bigint[])))))
, marks AS (
    SELECT m.team_id, $2 * r.total AS mark, row_number() OVER (PARTITION BY m.team_id ORDER BY r.sort_key) AS nth
    FROM event_team_members m JOIN results r ON r.event_id = $1 AND r.user_id = m.user_id
    JOIN registrations g ON g.id = r.registration_id AND g.status NOT IN {OUT_SQL}
    WHERE m.event_id = $1 AND r.sort_key[1] = 0 AND ($3::bigint[] IS NULL AND $4::bigint IS NULL
        OR m.team_id = ANY(ARRAY(SELECT id FROM chosen)))
), best AS (
    SELECT marks.team_id, count(*)::int AS counted, sum(mark)::bigint AS sum, max(mark) AS last
    FROM marks JOIN event_team_rules rules ON rules.event_id = $1 AND marks.nth <= rules.counted GROUP BY marks.team_id
), new AS (
    SELECT chosen.id, coalesce(best.counted, 0) AS counted, $2 * best.sum AS total, CASE
        WHEN best.counted IS NULL THEN ARRAY[2, 0, 0]::bigint[]
        WHEN best.counted < rules.counted THEN ARRAY[1, -best.counted, best.sum]::bigint[]
        ELSE ARRAY[0, best.sum, best.last]::bigint[] END AS sort_key
    FROM chosen CROSS JOIN event_team_rules rules LEFT JOIN best ON best.team_id = chosen.id WHERE rules.event_id = $1)
UPDATE event_teams t SET counted = new.counted, total = new.total, sort_key = new.sort_key FROM new
WHERE t.id = new.id AND (t.counted, t.total, t.sort_key) IS DISTINCT FROM (new.counted, new.total, new.sort_key)
"""


async def sum_up(
    event_id: int, scoring: Scoring, *, user_ids: Sequence[int] | None = None, team_id: int | None = None
) -> None:
    """The teams of these people, that one, or all; what is as it was is not written. The caller holds the board."""
    if not await database.fetchval("SELECT EXISTS (SELECT 1 FROM event_team_rules WHERE event_id = $1)", event_id):
        return
    sign = 1 if scoring.less_is_better else -1
    await database.execute(_SUM, event_id, sign, None if user_ids is None else list(user_ids), team_id)
