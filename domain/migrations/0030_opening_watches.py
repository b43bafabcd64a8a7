"""Who wants to hear that registration for an event has opened."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE opening_watches
    ADD CONSTRAINT opening_watches_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT opening_watches_user FOREIGN KEY (user_id) REFERENCES users (id);
"""
_WITHOUT = """
ALTER TABLE opening_watches DROP CONSTRAINT opening_watches_user, DROP CONSTRAINT opening_watches_event;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0029_programme")]

    operations = [
        ops.CreateModel(
            name="OpeningWatch",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "opening_watches",
                "app": "forma",
                "unique_together": (("event_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody wants to hear that registration has opened; gone once they were told.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
