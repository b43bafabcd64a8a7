"""The programme of an event: what happens when, and the places of those items that are chosen."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE programme_items
    ADD CONSTRAINT programme_items_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT programme_items_pool FOREIGN KEY (pool_id) REFERENCES place_pools (id),
    ADD CONSTRAINT programme_items_title CHECK (title <> ''),
    ADD CONSTRAINT programme_items_end CHECK (ends_at > starts_at),
    ADD CONSTRAINT programme_items_remind CHECK (remind_minutes IN (5, 15, 30, 60));
"""
_WITHOUT = """
ALTER TABLE programme_items
    DROP CONSTRAINT programme_items_remind, DROP CONSTRAINT programme_items_end,
    DROP CONSTRAINT programme_items_title, DROP CONSTRAINT programme_items_pool, DROP CONSTRAINT programme_items_event;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0028_finding")]

    operations = [
        ops.CreateModel(
            name="ProgrammeItem",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("title", fields.CharField(max_length=120)),
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("pool_id", fields.BigIntField(null=True, unique=True)),
                ("remind_minutes", fields.IntField(null=True)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "programme_items",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "What happens at a time within an event: for everybody in it, "
                "or for those who have chosen it.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
