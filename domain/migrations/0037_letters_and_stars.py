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
"""
_WITHOUT = """
ALTER TABLE event_letters DROP CONSTRAINT event_letters_time, DROP CONSTRAINT event_letters_ended,
    DROP CONSTRAINT event_letters_held;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0034_promo_tries")]

    operations = [
        ops.AddField(model_name="EventLetter", name="due_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="EventLetter", name="hours_before", field=fields.SmallIntField(null=True)),
        ops.AddField(model_name="EventLetter", name="held_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="EventLetter", name="ended", field=fields.CharField(max_length=10, null=True)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
