"""How many wrong promo codes somebody has said for an entry, and since when."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("forma", "0033_ticket_numbers")]

    operations = [
        ops.AddField(model_name="Registration", name="promo_tries", field=fields.SmallIntField(null=True)),
        ops.AddField(model_name="Registration", name="promo_tried_at", field=fields.DatetimeField(null=True)),
    ]
