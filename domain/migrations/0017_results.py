"""Results: boards with their rules, results with their history, lists that were sent, protests, typing at the finish."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_boards
    ADD CONSTRAINT event_boards_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_boards_state CHECK (state IN ('open', 'final'));
ALTER TABLE results
    ADD CONSTRAINT results_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT results_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT results_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT results_state CHECK (state IN ('ok', 'review', 'dnf', 'dq', 'dns')),
    ADD CONSTRAINT results_source CHECK (source IN ('organizer', 'import', 'typing', 'track')),
    ADD CONSTRAINT results_dq_reason CHECK (state <> 'dq' OR source = 'import' OR reason <> ''),
    ADD CONSTRAINT results_placed CHECK (sort_key[1] IN (0, 1) AND (sort_key[1] = 1 OR state = 'ok' AND total IS NOT NULL));
CREATE UNIQUE INDEX results_board ON results (event_id, sort_key, registration_id);
CREATE INDEX results_category ON results (event_id, sex, age_from, sort_key, registration_id);
ALTER TABLE result_changes
    ADD CONSTRAINT result_changes_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT result_changes_something CHECK (before IS NOT NULL OR after IS NOT NULL);
CREATE UNIQUE INDEX result_changes_import ON result_changes (import_id, registration_id, id) WHERE import_id IS NOT NULL;
ALTER TABLE result_imports
    ADD CONSTRAINT result_imports_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT result_imports_state CHECK (state IN ('reading', 'refused', 'ready', 'applying', 'applied', 'undoing',
        'undone', 'dropped')),
    ADD CONSTRAINT result_imports_done CHECK (done BETWEEN 0 AND total);
CREATE UNIQUE INDEX result_imports_one_at_work ON result_imports (event_id) WHERE state IN ('applying', 'undoing');
CREATE INDEX result_imports_of ON result_imports (event_id, id);
ALTER TABLE result_lines
    ADD CONSTRAINT result_lines_import FOREIGN KEY (import_id) REFERENCES result_imports (id) ON DELETE CASCADE,
    ADD CONSTRAINT result_lines_kind CHECK (kind IN ('new', 'same', 'conflict', 'unknown', 'unreadable', 'doubled'));
CREATE UNIQUE INDEX result_lines_once ON result_lines (import_id, line);
ALTER TABLE result_protests
    ADD CONSTRAINT result_protests_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT result_protests_state CHECK (state IN ('open', 'upheld', 'declined'));
CREATE UNIQUE INDEX result_protests_one_open ON result_protests (registration_id) WHERE state = 'open';
CREATE INDEX result_protests_of ON result_protests (event_id, id);
ALTER TABLE result_tracks
    ADD CONSTRAINT result_tracks_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT result_tracks_state CHECK (state IN ('reading', 'taken', 'review', 'refused'));
CREATE INDEX result_tracks_digest ON result_tracks (event_id, digest) WHERE digest IS NOT NULL;
ALTER TABLE finish_lines
    ADD CONSTRAINT finish_lines_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE finish_taps
    ADD CONSTRAINT finish_taps_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT finish_taps_number CHECK (number > 0);
CREATE UNIQUE INDEX finish_taps_once ON finish_taps (event_id, user_id, message_id, position);
CREATE INDEX finish_taps_of ON finish_taps (event_id, number) WHERE NOT taken_back;
CREATE UNIQUE INDEX result_tallies_once ON result_tallies (event_id, sex, age_from, division);
CREATE UNIQUE INDEX result_buckets_once ON result_buckets (event_id, bucket);
CREATE FUNCTION tally_results_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO result_tallies AS t (event_id, sex, age_from, division, entered, classified, reviews)
    SELECT event_id, coalesce(sex, ''), coalesce(age_from, -1), coalesce(division, ''), sum(n),
           sum(CASE WHEN sort_key[1] = 0 THEN n ELSE 0 END), sum(CASE WHEN state = 'review' THEN n ELSE 0 END)
    FROM (SELECT event_id, sex, age_from, division, state, sort_key, 1 AS n FROM new_rows) r GROUP BY 1, 2, 3, 4
    ON CONFLICT (event_id, sex, age_from, division) DO UPDATE SET entered = t.entered + excluded.entered,
        classified = t.classified + excluded.classified, reviews = t.reviews + excluded.reviews;
    INSERT INTO result_buckets AS b (event_id, bucket, people)
    SELECT event_id, floor(sort_key[2] / 10000.0)::bigint, sum(n) FROM (SELECT event_id, sex, age_from, division, state, sort_key, 1 AS n FROM new_rows) r WHERE sort_key[1] = 0 GROUP BY 1, 2
    ON CONFLICT (event_id, bucket) DO UPDATE SET people = b.people + excluded.people;
    RETURN NULL;
END $$;
CREATE TRIGGER results_tallied_on_insert AFTER INSERT ON results REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_results_insert();
CREATE FUNCTION tally_results_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO result_tallies AS t (event_id, sex, age_from, division, entered, classified, reviews)
    SELECT event_id, coalesce(sex, ''), coalesce(age_from, -1), coalesce(division, ''), sum(n),
           sum(CASE WHEN sort_key[1] = 0 THEN n ELSE 0 END), sum(CASE WHEN state = 'review' THEN n ELSE 0 END)
    FROM (SELECT event_id, sex, age_from, division, state, sort_key, 1 AS n FROM new_rows UNION ALL SELECT event_id, sex, age_from, division, state, sort_key, -1 AS n FROM old_rows) r GROUP BY 1, 2, 3, 4
    ON CONFLICT (event_id, sex, age_from, division) DO UPDATE SET entered = t.entered + excluded.entered,
        classified = t.classified + excluded.classified, reviews = t.reviews + excluded.reviews;
    INSERT INTO result_buckets AS b (event_id, bucket, people)
    SELECT event_id, floor(sort_key[2] / 10000.0)::bigint, sum(n) FROM (SELECT event_id, sex, age_from, division, state, sort_key, 1 AS n FROM new_rows UNION ALL SELECT event_id, sex, age_from, division, state, sort_key, -1 AS n FROM old_rows) r WHERE sort_key[1] = 0 GROUP BY 1, 2
    ON CONFLICT (event_id, bucket) DO UPDATE SET people = b.people + excluded.people;
    RETURN NULL;
END $$;
CREATE TRIGGER results_tallied_on_update AFTER UPDATE ON results REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_results_update();
CREATE FUNCTION tally_results_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO result_tallies AS t (event_id, sex, age_from, division, entered, classified, reviews)
    SELECT event_id, coalesce(sex, ''), coalesce(age_from, -1), coalesce(division, ''), sum(n),
           sum(CASE WHEN sort_key[1] = 0 THEN n ELSE 0 END), sum(CASE WHEN state = 'review' THEN n ELSE 0 END)
    FROM (SELECT event_id, sex, age_from, division, state, sort_key, -1 AS n FROM old_rows) r GROUP BY 1, 2, 3, 4
    ON CONFLICT (event_id, sex, age_from, division) DO UPDATE SET entered = t.entered + excluded.entered,
        classified = t.classified + excluded.classified, reviews = t.reviews + excluded.reviews;
    INSERT INTO result_buckets AS b (event_id, bucket, people)
    SELECT event_id, floor(sort_key[2] / 10000.0)::bigint, sum(n) FROM (SELECT event_id, sex, age_from, division, state, sort_key, -1 AS n FROM old_rows) r WHERE sort_key[1] = 0 GROUP BY 1, 2
    ON CONFLICT (event_id, bucket) DO UPDATE SET people = b.people + excluded.people;
    RETURN NULL;
END $$;
CREATE TRIGGER results_tallied_on_delete AFTER DELETE ON results REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_results_delete();
"""
_WITHOUT = """
DROP TRIGGER results_tallied_on_delete ON results;
DROP TRIGGER results_tallied_on_update ON results;
DROP TRIGGER results_tallied_on_insert ON results;
DROP FUNCTION tally_results_insert, tally_results_update, tally_results_delete;
DROP INDEX result_buckets_once, result_tallies_once, finish_taps_of, finish_taps_once, result_tracks_digest, result_protests_of, result_protests_one_open, result_lines_once, result_imports_of, result_imports_one_at_work,
    result_changes_import, results_category, results_board;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0016_documents")]

    operations = [
        ops.CreateModel(
            name="EventBoard",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("scoring", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("version", fields.BigIntField(default=0)),
                ("state", fields.CharField(max_length=8, default="open")),
                ("announced", fields.IntField(default=0)),
                ("final_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("gun_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("finish_token", fields.CharField(max_length=22, null=True, unique=True)),
            ],
            options={
                "table": "event_boards",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How an event's results are ranked, and whether they are approved. `version` moves with every change.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Result",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField(unique=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("state", fields.CharField(max_length=8)),
                ("marks", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("total", fields.BigIntField(null=True)),
                ("reason", fields.CharField(max_length=300, default="")),
                ("source", fields.CharField(max_length=10)),
                ("verified", fields.BooleanField(default=True)),
                ("sex", fields.CharField(max_length=6, null=True)),
                ("age_from", fields.IntField(null=True)),
                ("division", fields.CharField(max_length=64, null=True)),
                ("sort_key", ArrayField(element_type="bigint")),
                ("entered_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "results",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How one registration came in: the raw marks, and the key that the board is sorted by.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultChange",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField(db_index=True)),
                ("actor_id", fields.BigIntField(null=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("import_id", fields.BigIntField(null=True)),
                ("before", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("after", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "result_changes",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "The history of a result: what stood there and what stands there since. Only added to.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultImport",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("actor_id", fields.BigIntField()),
                ("state", fields.CharField(max_length=8)),
                ("name", fields.CharField(max_length=120)),
                ("telegram_file_id", fields.CharField(max_length=200, null=True)),
                ("problem", fields.CharField(max_length=32, null=True)),
                ("total", fields.IntField(default=0)),
                ("done", fields.IntField(default=0)),
                ("kept", fields.IntField(default=0)),
                ("overwrite", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "result_imports",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A list of results that somebody sent: read, looked at, applied, perhaps taken back.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultLine",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("import_id", fields.BigIntField()),
                ("line", fields.IntField()),
                ("number", fields.IntField(null=True)),
                ("registration_id", fields.BigIntField(null=True)),
                ("kind", fields.CharField(max_length=10)),
                ("wanted", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("applied", fields.BooleanField(default=False)),
                ("said", fields.CharField(max_length=80, default="")),
            ],
            options={
                "table": "result_lines",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "One line of such a list.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultProtest",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("message_id", fields.BigIntField(null=True)),
                ("state", fields.CharField(max_length=8, default="open")),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_by", fields.BigIntField(null=True)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "result_protests",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A participant does not agree with a result; their words are a question to the organizer.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultTrack",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField(db_index=True)),
                ("user_id", fields.BigIntField()),
                ("name", fields.CharField(max_length=120)),
                ("telegram_file_id", fields.CharField(max_length=200)),
                ("digest", fields.CharField(max_length=64, null=True)),
                ("state", fields.CharField(max_length=8)),
                ("problem", fields.CharField(max_length=16, null=True)),
                ("sent_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "result_tracks",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A track that a participant sent. Its places are judged and forgotten; only its digest stays.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FinishLine",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(unique=True)),
                ("is_open", fields.BooleanField(default=True)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "finish_lines",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A volunteer who writes down numbers as people cross the line, for one event at a time.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FinishTap",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("number", fields.IntField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("message_id", fields.BigIntField()),
                ("position", fields.IntField()),
                ("taken_back", fields.BooleanField(default=False)),
            ],
            options={
                "table": "finish_taps",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "One number that a volunteer wrote, and the moment of their message.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultTally",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("sex", fields.CharField(max_length=6)),
                ("age_from", fields.IntField()),
                ("division", fields.CharField(max_length=64)),
                ("entered", fields.IntField()),
                ("classified", fields.IntField()),
                ("reviews", fields.IntField()),
            ],
            options={
                "table": "result_tallies",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How many results there are in each narrowest category; a trigger counts along, so that nobody counts anew.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResultBucket",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("bucket", fields.BigIntField()),
                ("people", fields.IntField()),
            ],
            options={
                "table": "result_buckets",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How many of those who have a place lie within one stretch of the board: what a rank is summed up from.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
