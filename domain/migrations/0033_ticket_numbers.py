"""A ticket stays valid when its person is given another bib."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("forma", "0032_finish_taps")]

    operations = [
        ops.AddField(model_name="Registration", name="ticket_number", field=fields.IntField(null=True)),
    ]
