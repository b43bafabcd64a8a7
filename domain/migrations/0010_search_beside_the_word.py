"""A word that is found does not hide its misspelt sisters: they come after the exact ones, by a list of known words."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = r"""
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
DROP FUNCTION events_matching, events_with;

CREATE TABLE event_words (word text PRIMARY KEY);
CREATE INDEX event_words_like ON event_words USING gin (word gin_trgm_ops);
COMMENT ON TABLE event_words IS 'Every stem that ever stood in an event: few, so that likeness is cheap to look for.';

CREATE FUNCTION learn_event_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO event_words
        SELECT DISTINCT word FROM came CROSS JOIN LATERAL unnest(tsvector_to_array(came.search)) word
        WHERE length(word) BETWEEN 6 AND 40 AND word ~ '^[[:alpha:]]+$' ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER event_words_come AFTER INSERT ON events REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION learn_event_words();
CREATE TRIGGER event_words_change AFTER UPDATE ON events REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION learn_event_words();
INSERT INTO event_words
    SELECT DISTINCT word FROM events CROSS JOIN LATERAL unnest(tsvector_to_array(search)) word
    WHERE length(word) BETWEEN 6 AND 40 AND word ~ '^[[:alpha:]]+$';

CREATE FUNCTION words_beside(word text) RETURNS tsquery LANGUAGE sql STABLE
SET pg_trgm.similarity_threshold = 0.3 AS $$
    SELECT string_agg(quote_literal(known.word), '|')::tsquery
    FROM unnest(tsvector_to_array(to_tsvector('russian', words_beside.word))) stem
    JOIN event_words known ON known.word % stem
    WHERE length(stem) BETWEEN 6 AND 40 AND known.word <> stem
        AND levenshtein_less_equal(known.word, stem, 1 + (length(stem) >= 10)::int) <= 1 + (length(stem) >= 10)::int
$$;
COMMENT ON FUNCTION words_beside IS
    'Known words one letter away, two for long ones. Short words have neighbours that mean something else.';

CREATE FUNCTION events_with(word text) RETURNS TABLE (id bigint, inexact boolean) LANGUAGE sql STABLE ROWS 200
SET pg_trgm.word_similarity_threshold = 0.4 AS $$
    WITH exact AS MATERIALIZED (
        SELECT e.id, e.visibility = 'public' AND e.archived_at IS NULL
            AND e.status IN ('published', 'registration_open', 'running') AS listed
        FROM events e WHERE e.search @@ plainto_tsquery('russian', word)),
    beside AS MATERIALIZED (
        SELECT e.id, e.visibility = 'public' AND e.archived_at IS NULL
            AND e.status IN ('published', 'registration_open', 'running') AS listed
        FROM events e WHERE e.search @@ (SELECT words_beside(word))
            AND NOT EXISTS (SELECT 1 FROM exact WHERE exact.id = e.id))
    SELECT exact.id, FALSE FROM exact
    UNION ALL
    SELECT beside.id, TRUE FROM beside
    UNION ALL
    SELECT e.id, TRUE FROM events e
    WHERE length(word) >= 3 AND word <% e.words AND NOT EXISTS (SELECT 1 FROM exact WHERE listed)
        AND NOT EXISTS (SELECT 1 FROM beside WHERE listed)
        AND NOT EXISTS (SELECT 1 FROM exact WHERE exact.id = e.id)
        AND NOT EXISTS (SELECT 1 FROM beside WHERE beside.id = e.id)
$$;
COMMENT ON FUNCTION events_with IS
    'By the stem of the word, then by its neighbours; by looser likeness only if no listed event has either.';

CREATE FUNCTION events_matching(asked text[], organizer text) RETURNS TABLE (id bigint, inexact boolean)
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
COMMENT ON FUNCTION events_matching IS
    'Events in which every word is found ("in" and "and" say nothing), or whose organizer has the name.';
"""
_WITHOUT = r"""
DROP FUNCTION events_matching, events_with, words_beside;
DROP TRIGGER event_words_come ON events;
DROP TRIGGER event_words_change ON events;
DROP FUNCTION learn_event_words;
DROP TABLE event_words;
DROP EXTENSION fuzzystrmatch;

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
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0009_faq_and_notices")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
