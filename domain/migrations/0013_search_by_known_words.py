"""Search reads the words first: what each may mean comes out of the list of known words, and two queries are made of it.

The likeness of a word that nobody knows is looked for among known words too, no longer in every title.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = r"""
CREATE OR REPLACE FUNCTION learn_event_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO event_words
        SELECT DISTINCT word FROM came CROSS JOIN LATERAL unnest(tsvector_to_array(came.search)) word
        WHERE length(word) BETWEEN 3 AND 40 AND word ~ '^[[:alpha:]]+$' ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
INSERT INTO event_words
    SELECT DISTINCT word FROM events CROSS JOIN LATERAL unnest(tsvector_to_array(search)) word
    WHERE length(word) BETWEEN 3 AND 5 AND word ~ '^[[:alpha:]]+$'
    ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION words_beside(word text) RETURNS tsquery LANGUAGE sql STABLE
SET pg_trgm.similarity_threshold = 0.3 AS $$
    SELECT string_agg(quote_literal(known.word), '|')::tsquery
    FROM unnest(tsvector_to_array(to_tsvector('russian', words_beside.word))) stem
    JOIN event_words known ON known.word % stem
    WHERE length(stem) BETWEEN 6 AND 40 AND length(known.word) >= 6 AND known.word <> stem
        AND levenshtein_less_equal(known.word, stem, 1 + (length(stem) >= 10)::int) <= 1 + (length(stem) >= 10)::int
$$;

CREATE INDEX event_words_start ON event_words ("left"(word, 1), length(word));
CREATE FUNCTION words_like(word text) RETURNS tsquery LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.4 AS $$
    SELECT string_agg(quote_literal(alike.word) || ':AB', '|')::tsquery FROM (
        (SELECT known.word FROM event_words known WHERE words_like.word <% known.word
         ORDER BY word_similarity(words_like.word, known.word) DESC, known.word LIMIT 50)
        UNION
        SELECT known.word FROM unnest(tsvector_to_array(to_tsvector('russian', words_like.word))) stem
        JOIN event_words known ON "left"(known.word, 1) = "left"(stem, 1)
            AND length(known.word) BETWEEN length(stem) - 1 AND length(stem) + 1
        WHERE length(stem) BETWEEN 3 AND 40
            AND levenshtein_less_equal(known.word, stem, 1 + (length(stem) >= 5)::int) <= 1 + (length(stem) >= 5)::int
    ) alike
$$;
COMMENT ON FUNCTION words_like IS
    'Known words that look like one which nobody knows, or begin as it does and are a slip or two away, where they stand in a
title or a place.';

CREATE FUNCTION asked_words(asked text[]) RETURNS TABLE (exact tsquery, wide tsquery) LANGUAGE plpgsql STABLE AS $$
DECLARE
    one text; stem tsquery; near tsquery; is_known boolean;
BEGIN
    FOREACH one IN ARRAY asked LOOP
        stem := plainto_tsquery('russian', one);
        CONTINUE WHEN numnode(stem) = 0;
        near := coalesce(stem || words_beside(one), stem);
        is_known := length(one) < 3 OR EXISTS (
            SELECT 1 FROM (SELECT e.search FROM events e WHERE e.visibility = 'public' AND e.archived_at IS NULL
                AND e.status IN ('published', 'registration_open', 'running') ORDER BY e.starts_at, e.id LIMIT 200) next
            WHERE next.search @@ near);
        IF NOT is_known THEN
            SELECT coalesce(bool_or(found.listed), FALSE) INTO is_known FROM (
                SELECT e.visibility = 'public' AND e.archived_at IS NULL
                    AND e.status IN ('published', 'registration_open', 'running') AS listed
                FROM events e WHERE e.search @@ near) found;
        END IF;
        exact := coalesce(exact && stem, stem);
        near := CASE WHEN is_known THEN near ELSE coalesce(stem || words_like(one), stem) END;
        wide := coalesce(wide && near, near);
    END LOOP;
    RETURN NEXT;
END $$;
COMMENT ON FUNCTION asked_words IS
    'All the words by their stems; and by their stems or neighbours, or by likeness where no listed event has those.
NULL where no word says anything. Whether a word is known is asked of the next events, and else of the index.';

DROP FUNCTION events_matching, events_with;
DROP INDEX events_words;
ALTER TABLE events DROP COLUMN words;

CREATE INDEX events_of_kind ON events (kind, starts_at, id)
    WHERE visibility = 'public' AND archived_at IS NULL AND status IN ('published', 'registration_open', 'running');
"""
_WITHOUT = r"""
DROP INDEX events_of_kind;
ALTER TABLE events ADD COLUMN words text GENERATED ALWAYS AS
    (translate(lower(title || ' ' || place), 'ё', 'е')) STORED;
CREATE INDEX events_words ON events USING gin (words gin_trgm_ops);
DROP FUNCTION asked_words, words_like;
DROP INDEX event_words_start;

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

CREATE FUNCTION events_matching(asked text[], organizer text) RETURNS TABLE (id bigint, inexact boolean)
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
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0012_room_photos")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
