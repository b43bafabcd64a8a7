"""Letters that go out at a time; what taking part online costs, in Stars; an address for receipts."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_letters
    ADD CONSTRAINT event_letters_time CHECK (hours_before IS NULL OR (hours_before BETWEEN 1 AND 720
        AND due_at IS NOT NULL)),
    ADD CONSTRAINT event_letters_ended CHECK (ended IS NULL OR (ended IN ('dropped', 'called_off', 'nobody')
        AND sent_at IS NULL AND due_at IS NOT NULL)),
    ADD CONSTRAINT event_letters_held CHECK (held_at IS NULL OR due_at IS NOT NULL);
ALTER TABLE events ALTER fee_stars SET DEFAULT 0, ALTER stars_refunds SET DEFAULT 'full',
    ADD CONSTRAINT events_stars CHECK (fee_stars BETWEEN 0 AND 10000 AND stars_refunds IN ('full', 'day', 'none'));
"""
_AS_BEFORE = """
UPDATE events SET stars_refunds = 'full', fee_stars = CASE WHEN fee_minor > 0
    AND EXISTS (SELECT 1 FROM event_ways w WHERE w.event_id = events.id AND w.way = 'online') THEN NULL ELSE 0 END;
"""
"""Who asked money for taking part online is to say what it costs in Stars: nobody else can."""
_WITHOUT = """
ALTER TABLE events DROP CONSTRAINT events_stars;
ALTER TABLE event_letters DROP CONSTRAINT event_letters_time, DROP CONSTRAINT event_letters_ended,
    DROP CONSTRAINT event_letters_held;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0036_weight_classes")]

    operations = [
        ops.AddField(model_name="EventLetter", name="due_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="EventLetter", name="hours_before", field=fields.SmallIntField(null=True)),
        ops.AddField(model_name="EventLetter", name="held_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="EventLetter", name="ended", field=fields.CharField(max_length=10, null=True)),
        ops.AddField(model_name="Event", name="fee_stars", field=fields.IntField(null=True, default=0)),
        ops.AddField(model_name="Event", name="stars_refunds", field=fields.CharField(max_length=8, null=True)),
        ops.RunSQL(_AS_BEFORE),
        ops.AddField(model_name="Profile", name="receipt_email", field=fields.CharField(max_length=320, null=True)),
        ops.AlterField(model_name="Event", name="stars_refunds", field=fields.CharField(max_length=8, default="full")),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
