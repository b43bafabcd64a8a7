"""Letters of an organizer to some of an event's people."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_letters
    ALTER chosen SET DEFAULT '{}', ALTER people SET DEFAULT 0,
    ADD CONSTRAINT event_letters_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_letters_author FOREIGN KEY (author_id) REFERENCES users (id),
    ADD CONSTRAINT event_letters_people CHECK (people >= 0 AND (sent_at IS NOT NULL OR people = 0));
"""
_WITHOUT = """
ALTER TABLE event_letters
    DROP CONSTRAINT event_letters_people, DROP CONSTRAINT event_letters_author, DROP CONSTRAINT event_letters_event;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0020_check_in")]

    operations = [
        ops.CreateModel(
            name="EventLetter",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("author_id", fields.BigIntField()),
                ("text", fields.CharField(max_length=3000)),
                ("chosen", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("people", fields.IntField(default=0)),
            ],
            options={
                "table": "event_letters",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "The organizer's words to some of an event's people: "
                "those who were in the list when it was sent.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
