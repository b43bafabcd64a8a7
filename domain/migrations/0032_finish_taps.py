"""Taps of a page at the finish stand beside the numbers that volunteers write."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE finish_taps
    ADD CONSTRAINT finish_taps_source CHECK ((message_id IS NULL) <> (tap_key IS NULL));
CREATE UNIQUE INDEX finish_taps_key ON finish_taps (event_id, user_id, tap_key);
"""
_WITHOUT = """
DROP INDEX finish_taps_key;
ALTER TABLE finish_taps DROP CONSTRAINT finish_taps_source;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0031_reminders")]

    operations = [
        ops.AlterField(model_name="FinishTap", name="message_id", field=fields.BigIntField(null=True)),
        ops.AddField(model_name="FinishTap", name="tap_key", field=fields.CharField(null=True, max_length=40)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
