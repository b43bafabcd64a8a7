"""Questions that were answered in another way, such as a protest that was decided."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("forma", "0046_told_before")]

    operations = [
        ops.AddField(model_name="Conversation", name="settled_message_id", field=fields.BigIntField(null=True)),
    ]
