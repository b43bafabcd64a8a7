"""The room shows what a linked group shows: photos with their captions, albums as one message, and edits."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE room_photos
    ADD CONSTRAINT room_photos_message FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE;
CREATE INDEX room_photos_of ON room_photos (message_id, id);
CREATE INDEX room_photos_file ON room_photos (file_id);
CREATE INDEX messages_revised ON messages (conversation_id, revision) WHERE revision IS NOT NULL;
CREATE UNIQUE INDEX messages_album ON messages (conversation_id, album) WHERE album IS NOT NULL;
"""
_WITHOUT = """
DROP INDEX messages_album, messages_revised, room_photos_file, room_photos_of;
ALTER TABLE room_photos DROP CONSTRAINT room_photos_message;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0011_catalogue_at_size")]

    operations = [
        ops.AddField(model_name="Message", name="revision", field=fields.BigIntField(null=True)),
        ops.AddField(model_name="Message", name="edited_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="Message", name="album", field=fields.CharField(max_length=64, null=True)),
        ops.CreateModel(
            name="RoomPhoto",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("message_id", fields.BigIntField()),
                ("file_id", fields.BigIntField()),
                ("telegram_message_id", fields.BigIntField()),
                ("caption", fields.CharField(max_length=1024, default="")),
            ],
            options={
                "table": "room_photos",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A photo of a message in a room; an album has several.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
