"""Lists stay quick among a million events: what is near is found on a globe, words are looked for all at once."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = r"""
CREATE EXTENSION IF NOT EXISTS cube;
CREATE FUNCTION on_globe(latitude float8, longitude float8) RETURNS cube
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN cube(ARRAY[cos(radians(latitude)) * cos(radians(longitude)), cos(radians(latitude)) * sin(radians(longitude)),
                  sin(radians(latitude))]);
COMMENT ON FUNCTION on_globe IS
    'A place as a point on a globe of radius 1: straight distances between such points grow with those on the ground.';

CREATE INDEX events_on_globe ON events USING gist (on_globe(latitude, longitude))
    WHERE latitude IS NOT NULL AND visibility = 'public' AND archived_at IS NULL
        AND status IN ('published', 'registration_open', 'running');
CREATE INDEX events_in_categories_newest ON events_in_categories (category_id, event_id);

CREATE OR REPLACE FUNCTION events_matching(asked text[], organizer text) RETURNS TABLE (id bigint, inexact boolean)
LANGUAGE plpgsql STABLE ROWS 200 SET pg_trgm.word_similarity_threshold = 0.4 AS $$
DECLARE
    listed CONSTANT text := $q$ e.visibility = 'public' AND e.archived_at IS NULL
        AND e.status IN ('published', 'registration_open', 'running')$q$;
    one text; stem tsquery; wide tsquery; is_known boolean;
    exact tsquery; beside tsquery; loose text := '';
BEGIN
    FOREACH one IN ARRAY asked LOOP
        stem := plainto_tsquery('russian', one);
        CONTINUE WHEN numnode(stem) = 0;
        wide := coalesce(stem || words_beside(one), stem);
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM (SELECT e.search FROM events e WHERE' || listed
            || ' ORDER BY e.starts_at, e.id LIMIT 500) next WHERE next.search @@ $1)' INTO is_known USING wide;
        IF NOT is_known THEN
            EXECUTE 'SELECT coalesce(bool_or(' || listed || '), FALSE) FROM events e WHERE e.search @@ $1'
                INTO is_known USING wide;
        END IF;
        exact := coalesce(exact && stem, stem);
        IF is_known OR length(one) < 3 THEN
            beside := coalesce(beside && wide, wide);
        ELSE
            loose := loose || format(' AND %L <%% e.words', one);
        END IF;
    END LOOP;
    RETURN QUERY EXECUTE
        'SELECT found.id, bool_and(found.inexact) FROM (
            SELECT e.id, NOT e.search @@ $1 AS inexact FROM events e WHERE $1 IS NOT NULL AND' || listed || loose
        || CASE WHEN beside IS NULL THEN '' ELSE ' AND e.search @@ $2' END || $q$
            UNION ALL
            SELECT e.id, FALSE FROM profiles p JOIN events e ON e.organizer_id = p.user_id WHERE length($3) >= 3
                AND translate(lower(p.first_name || ' ' || p.last_name), 'ё', 'е') LIKE '%' || $3 || '%'
        ) found GROUP BY found.id$q$
        USING exact, beside, organizer;
END $$;
COMMENT ON FUNCTION events_matching IS
    'Listed events with every word: by its stem or its neighbours, by likeness where no listed event has those; or whose
organizer has the name. Words are looked for all at once, so the rarest decides what it costs. Whether a word is known
is asked of the next events, where a common one is, and else of the index.';
"""
_WITHOUT = r"""
CREATE OR REPLACE FUNCTION events_matching(asked text[], organizer text) RETURNS TABLE (id bigint, inexact boolean)
LANGUAGE sql STABLE ROWS 200 AS $$
    WITH telling AS (SELECT word FROM unnest(asked) word WHERE numnode(plainto_tsquery('russian', word)) > 0),
    found AS (
        SELECT one.id, bool_or(one.inexact) AS inexact FROM telling CROSS JOIN LATERAL events_with(word) one
        GROUP BY one.id HAVING count(*) = (SELECT count(*) FROM telling)
        UNION ALL
        SELECT events.id, FALSE FROM profiles JOIN events ON events.organizer_id = profiles.user_id
        WHERE length(organizer) >= 3
            AND translate(lower(first_name || ' ' || last_name), 'ё', 'е') LIKE '%' || organizer || '%')
    SELECT found.id, bool_and(found.inexact) FROM found GROUP BY found.id
$$;
DROP INDEX events_on_globe, events_in_categories_newest;
DROP FUNCTION on_globe;
DROP EXTENSION cube;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0010_search_beside_the_word")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
