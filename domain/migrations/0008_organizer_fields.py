"""An organizer notes things about participants; questions that were changed or removed stay readable."""

from typing import Any

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_COLUMNS = """
ALTER TABLE events
    ADD COLUMN organizer_fields jsonb NOT NULL DEFAULT '[]', ADD COLUMN former_questions jsonb NOT NULL DEFAULT '[]';
ALTER TABLE registrations ADD COLUMN notes jsonb NOT NULL DEFAULT '{}';
"""
_WITHOUT = """
ALTER TABLE registrations DROP COLUMN notes;
ALTER TABLE events DROP COLUMN former_questions, DROP COLUMN organizer_fields;
"""


class Known(ops.AddField):
    """A column that SQL has made: as Tortoise makes it, without a default, it fails where there are rows already."""

    async def database_forward(self, *_: Any, **__: Any) -> None:
        return

    async def database_backward(self, *_: Any, **__: Any) -> None:
        return


def _json(default: Any) -> Any:
    return fields.JSONField(default=default, encoder=JSON_DUMPS, decoder=loads)


class Migration(migrations.Migration):
    dependencies = [("forma", "0007_event_ways")]

    operations = [
        ops.RunSQL(_COLUMNS, reverse_sql=_WITHOUT),
        Known(model_name="Event", name="organizer_fields", field=_json(list)),
        Known(model_name="Event", name="former_questions", field=_json(list)),
        Known(model_name="Registration", name="notes", field=_json(dict)),
    ]
