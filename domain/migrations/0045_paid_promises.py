"""What was promised of going back when the money went, where it differs from what was said before."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE refund_promises
    ADD CONSTRAINT refund_promises_paid CHECK ((paid_refunds IS NULL) = (paid_starts_at IS NULL))
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0044_standstills")]

    operations = [
        ops.AddField(model_name="Promise", name="paid_refunds", field=fields.CharField(max_length=8, null=True)),
        ops.AddField(model_name="Promise", name="paid_starts_at", field=fields.DatetimeField(null=True)),
        ops.RunSQL(_RULES, reverse_sql="ALTER TABLE refund_promises DROP CONSTRAINT refund_promises_paid"),
    ]
