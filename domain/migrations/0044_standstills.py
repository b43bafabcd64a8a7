"""Since when an event stands still whose holder may not act; photos that were taken out are found when they go."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_standstills
    ADD CONSTRAINT event_standstills_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
CREATE INDEX album_photos_removed ON album_photos (removed_at) WHERE removed_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0042_said_lately")]

    operations = [
        ops.CreateModel(
            name="Standstill",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_standstills",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "An event that stands still, since its holder may not act: noted for when it goes on.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql="DROP INDEX album_photos_removed"),
    ]
