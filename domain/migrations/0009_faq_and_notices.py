"""Questions that many ask are kept with their answers; an organizer chooses how to hear of registrations."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE events ALTER notices SET DEFAULT 'digest',
    ADD CONSTRAINT events_notices CHECK (notices IN ('instant', 'digest', 'private'));
ALTER TABLE event_faq ADD CONSTRAINT event_faq_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;

UPDATE events SET cover_file_id = NULL
WHERE cover_file_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files WHERE files.id = events.cover_file_id);
ALTER TABLE events ADD CONSTRAINT events_cover FOREIGN KEY (cover_file_id) REFERENCES files (id);
CREATE INDEX events_cover_file ON events (cover_file_id) WHERE cover_file_id IS NOT NULL;
CREATE UNIQUE INDEX files_path ON files (path) WHERE path IS NOT NULL;
"""
_WITHOUT = """
DROP INDEX files_path, events_cover_file;
ALTER TABLE events DROP CONSTRAINT events_cover;
ALTER TABLE event_faq DROP CONSTRAINT event_faq_event;
ALTER TABLE events DROP CONSTRAINT events_notices;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0008_organizer_fields")]

    operations = [
        ops.AddField(
            model_name="Event", name="notices", field=fields.CharField(default="digest", max_length=8, null=True)
        ),
        ops.RunSQL("UPDATE events SET notices = 'digest'"),
        ops.AlterField(model_name="Event", name="notices", field=fields.CharField(default="digest", max_length=8)),
        ops.CreateModel(
            name="FaqEntry",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("message_id", fields.BigIntField(null=True, unique=True)),
                ("question", fields.CharField(max_length=200)),
                ("answer", fields.CharField(max_length=500)),
                ("position", fields.IntField()),
            ],
            options={
                "table": "event_faq",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A question that many ask, with the organizer's answer: "
                "for everybody who sees the event, nobody's name on it.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
