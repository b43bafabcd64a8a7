"""Words of a search find events through indexes; popularity is counted from one index; the audit cannot be emptied."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = """
CREATE FUNCTION events_with(word text) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 200
SET pg_trgm.word_similarity_threshold = 0.4 AS $$
    WITH exact AS MATERIALIZED (
        SELECT id, visibility = 'public' AND archived_at IS NULL
            AND status IN ('published', 'registration_open', 'running') AS listed
        FROM events WHERE search @@ plainto_tsquery('russian', word))
    SELECT id FROM exact
    UNION
    SELECT id FROM events
    WHERE length(word) >= 3 AND word <% words AND NOT EXISTS (SELECT 1 FROM exact WHERE listed)
$$;
COMMENT ON FUNCTION events_with IS
    'By the stem of the word; by likeness only if no listed event has it, so that a right word never brings wrong ones.';

CREATE FUNCTION events_matching(asked text[], organizer text) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 200 AS $$
    WITH telling AS (SELECT word FROM unnest(asked) word WHERE numnode(plainto_tsquery('russian', word)) > 0)
    (SELECT id FROM telling CROSS JOIN LATERAL events_with(word) id
     GROUP BY id HAVING count(*) = (SELECT count(*) FROM telling))
    UNION
    SELECT events.id FROM profiles JOIN events ON events.organizer_id = profiles.user_id
    WHERE length(organizer) >= 3
        AND translate(lower(first_name || ' ' || last_name), 'ё', 'е') LIKE '%' || organizer || '%'
$$;
COMMENT ON FUNCTION events_matching IS
    'Events in which every word is found ("in" and "and" say nothing), or whose organizer has the name.';

CREATE INDEX profiles_name ON profiles USING gin
    (translate(lower(first_name || ' ' || last_name), 'ё', 'е') gin_trgm_ops);
CREATE INDEX registrations_lately ON registrations (created_at, event_id)
    WHERE status NOT IN ('withdrawn', 'rejected', 'refunded');

CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""
_WITHOUT = """
DROP TRIGGER audit_never_emptied ON audit_entries;
DROP INDEX profiles_name, registrations_lately;
DROP FUNCTION events_matching, events_with;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0005_jobs")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
