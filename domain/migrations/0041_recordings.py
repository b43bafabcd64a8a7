"""Recordings of telephones, in parts as they were sent, and as tracks that are judged."""

from json import loads

from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE recordings
    ADD CONSTRAINT recordings_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT recordings_state CHECK (state IN ('open', 'finished') AND (state = 'finished') = (ended_at IS NOT NULL)),
    ADD CONSTRAINT recordings_way CHECK (parts >= 0 AND points >= 0 AND metres >= 0 AND metres < 'Infinity'),
    SET (fillfactor = 70);
CREATE UNIQUE INDEX recordings_key ON recordings (user_id, subject, key);
CREATE UNIQUE INDEX recordings_one_open ON recordings (user_id, subject) WHERE state = 'open';
CREATE INDEX recordings_heard ON recordings (heard_at);
ALTER TABLE recording_parts
    ADD CONSTRAINT recording_parts_recording FOREIGN KEY (recording_id) REFERENCES recordings (id) ON DELETE CASCADE,
    ADD CONSTRAINT recording_parts_points CHECK (jsonb_typeof(points) = 'array');
CREATE UNIQUE INDEX recording_parts_key ON recording_parts (recording_id, key);
ALTER TABLE result_tracks
    ADD CONSTRAINT result_tracks_recording FOREIGN KEY (recording_id) REFERENCES recordings (id) ON DELETE SET NULL,
    ADD CONSTRAINT result_tracks_source CHECK (state <> 'reading' OR (telegram_file_id IS NULL) <> (recording_id IS NULL));
CREATE UNIQUE INDEX result_tracks_recording_once ON result_tracks (recording_id) WHERE recording_id IS NOT NULL;
"""
_WITHOUT = """
DROP INDEX result_tracks_recording_once;
ALTER TABLE result_tracks DROP CONSTRAINT result_tracks_source, DROP CONSTRAINT result_tracks_recording;
DELETE FROM result_tracks WHERE telegram_file_id IS NULL;
DROP INDEX recording_parts_key, recordings_heard, recordings_one_open, recordings_key;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0040_order_parts")]

    operations = [
        ops.CreateModel(
            name="Recording",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("subject", fields.CharField(max_length=40)),
                ("key", fields.CharField(max_length=40)),
                ("sport", fields.CharField(default="", max_length=10)),
                ("state", fields.CharField(default="open", max_length=8)),
                ("first_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("heard_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("parts", fields.IntField(default=0)),
                ("points", fields.IntField(default=0)),
                ("metres", fields.FloatField(null=True)),
            ],
            options={
                "table": "recordings",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A way that somebody records in the mini-app. How long and how far stays; where, "
                "only while it is needed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecordingPart",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("recording_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("key", fields.CharField(max_length=40)),
                ("points", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "recording_parts",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Some points of a recording, as they were sent together; gone a day after its end.",
            },
            bases=["Model"],
        ),
        ops.AlterField(
            model_name="ResultTrack", name="telegram_file_id", field=fields.CharField(null=True, max_length=200)
        ),
        ops.AddField(model_name="ResultTrack", name="recording_id", field=fields.BigIntField(null=True)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
