"""Live locations during an event: who shows where they are, and when those who look were told."""

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE live_shares
    ALTER sport SET DEFAULT '', ALTER doubts SET DEFAULT '', ALTER along_m SET DEFAULT 0, ALTER shown_m SET DEFAULT 0,
    ADD CONSTRAINT live_shares_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT live_shares_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT live_shares_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT live_shares_state CHECK (state IN ('sharing', 'ended', 'arrived')),
    ADD CONSTRAINT live_shares_way CHECK (along_m >= 0 AND shown_m >= 0 AND along_m < 'Infinity'),
    ADD CONSTRAINT live_shares_arrived CHECK (state <> 'arrived' OR coalesce(latitude, anchor_latitude, aside_latitude) IS NULL),
    SET (fillfactor = 60);
CREATE INDEX live_shares_sharing ON live_shares (user_id) WHERE state = 'sharing';
CREATE INDEX live_shares_until ON live_shares (until);
ALTER TABLE live_boards
    ADD CONSTRAINT live_boards_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    SET (fillfactor = 50);
ALTER TABLE results DROP CONSTRAINT results_source,
    ADD CONSTRAINT results_source CHECK (source IN ('organizer', 'import', 'typing', 'track', 'live'));
"""
_WITHOUT = """
UPDATE results SET source = 'track' WHERE source = 'live';
ALTER TABLE results DROP CONSTRAINT results_source,
    ADD CONSTRAINT results_source CHECK (source IN ('organizer', 'import', 'typing', 'track'));
DROP INDEX live_shares_until, live_shares_sharing;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0021_panel")]

    operations = [
        ops.CreateModel(
            name="LiveShare",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("registration_id", fields.BigIntField(unique=True)),
                ("user_id", fields.BigIntField()),
                ("state", fields.CharField(default="sharing", max_length=8)),
                ("message_id", fields.BigIntField()),
                ("spare_message_id", fields.BigIntField(null=True)),
                ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("sport", fields.CharField(default="", max_length=10)),
                ("begun_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("started_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("heard_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("latitude", fields.FloatField(null=True)),
                ("longitude", fields.FloatField(null=True)),
                ("anchor_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("anchor_latitude", fields.FloatField(null=True)),
                ("anchor_longitude", fields.FloatField(null=True)),
                ("aside_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("aside_latitude", fields.FloatField(null=True)),
                ("aside_longitude", fields.FloatField(null=True)),
                ("along_m", fields.FloatField(default=0)),
                ("shown_m", fields.FloatField(default=0)),
                ("splits", ArrayField(default=list, element_type="int")),
                ("doubts", fields.CharField(default="", max_length=40)),
                ("arrived_ms", fields.BigIntField(null=True)),
                ("over_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "live_shares",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How far somebody has come who shows where they are. Only their last places are kept, "
                "and only while needed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LiveBoard",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("version", fields.BigIntField(default=0)),
                ("told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("changed", fields.BooleanField(default=False)),
            ],
            options={
                "table": "live_boards",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "When those who look at an event's live board were told last. `version` moves "
                "each time.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
