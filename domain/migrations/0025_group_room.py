"""Taking part from within a group, and what stands beside the names of its members."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE group_entries
    ADD CONSTRAINT group_entries_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT group_entries_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE member_tags
    ALTER tag SET DEFAULT '', ALTER wanted SET DEFAULT '', ALTER tries SET DEFAULT 0,
    ADD CONSTRAINT member_tags_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT member_tags_state
        CHECK (state IN ('asked', 'set', 'foreign', 'absent', 'admin', 'no-right', 'failed'));
ALTER TABLE space_links ALTER tags SET DEFAULT TRUE;
"""
_WITHOUT = """
ALTER TABLE space_links ALTER tags DROP DEFAULT;
ALTER TABLE member_tags DROP CONSTRAINT member_tags_state, DROP CONSTRAINT member_tags_user;
ALTER TABLE group_entries DROP CONSTRAINT group_entries_event, DROP CONSTRAINT group_entries_user;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0024_awards")]

    operations = [
        ops.CreateModel(
            name="GroupEntry",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField()),
                ("event_id", fields.BigIntField()),
                ("chat_id", fields.BigIntField()),
                ("thread_id", fields.BigIntField(null=True)),
                ("message_id", fields.BigIntField(null=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "group_entries",
                "app": "forma",
                "unique_together": (("user_id", "event_id"),),
                "pk_attr": "id",
                "table_description": "Somebody takes part, or wants to, from within a group: "
                "where they alone are shown how it stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MemberTag",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("chat_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("tag", fields.CharField(default="", max_length=16)),
                ("wanted", fields.CharField(default="", max_length=16)),
                ("state", fields.CharField(max_length=8)),
                ("tries", fields.SmallIntField(default=0)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "member_tags",
                "app": "forma",
                "unique_together": (("chat_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "What stands beside a member's name by our doing, or why it does not.",
            },
            bases=["Model"],
        ),
        ops.AddField(model_name="SpaceLink", name="tags", field=fields.BooleanField(default=True, null=True)),
        ops.RunSQL("UPDATE space_links SET tags = TRUE"),
        ops.AlterField(model_name="SpaceLink", name="tags", field=fields.BooleanField(default=True)),
        ops.AddField(
            model_name="SpaceLink",
            name="tags_end_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
