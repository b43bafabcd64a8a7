"""An organizer notes things about participants; questions that were changed or removed stay readable."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE events ALTER organizer_fields SET DEFAULT '[]', ALTER former_questions SET DEFAULT '[]';
ALTER TABLE registrations ALTER notes SET DEFAULT '{}';
"""
_WITHOUT = """
ALTER TABLE registrations ALTER notes DROP DEFAULT;
ALTER TABLE events ALTER former_questions DROP DEFAULT, ALTER organizer_fields DROP DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0006_events_search")]

    operations = [
        ops.AddField(
            model_name="Event",
            name="organizer_fields",
            field=fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name="Event",
            name="former_questions",
            field=fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name="Registration",
            name="notes",
            field=fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
