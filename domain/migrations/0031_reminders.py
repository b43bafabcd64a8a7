"""How many hours before an event its participants are reminded is the organizer's to say."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_USUAL = "ALTER TABLE events ALTER reminders SET DEFAULT '[24, 1]';"
_RULES = """
ALTER TABLE events ADD CONSTRAINT events_reminders CHECK (
    jsonb_typeof(reminders) = 'array' AND reminders <@ '[72, 24, 12, 3, 1]'::jsonb);
"""
_WITHOUT = "ALTER TABLE events DROP CONSTRAINT events_reminders;"


def _column(**more: object) -> fields.JSONField[list[int]]:
    return fields.JSONField(default=[24, 1], encoder=JSON_DUMPS, decoder=loads, **more)


class Migration(migrations.Migration):
    dependencies = [("forma", "0030_opening_watches")]

    operations = [
        ops.AddField(model_name="Event", name="reminders", field=_column(null=True)),
        ops.RunSQL("UPDATE events SET reminders = '[24, 1]'"),
        ops.AlterField(model_name="Event", name="reminders", field=_column()),
        ops.RunSQL(_USUAL),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
