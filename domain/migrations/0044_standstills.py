"""Events that stand still; what was promised of going back; photos that were taken out are found when they go."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_standstills
    ADD CONSTRAINT event_standstills_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE refund_promises
    ADD CONSTRAINT refund_promises_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE;
INSERT INTO refund_promises (order_id, refunds, starts_at)
    SELECT o.id, CASE WHEN o.currency = 'XTR' THEN e.stars_refunds ELSE e.refunds END, e.starts_at
    FROM orders o JOIN registrations r ON r.id = o.subject_id JOIN events e ON e.id = r.event_id
    WHERE o.purpose = 'event-entry' AND o.state IN ('open', 'paid');
CREATE INDEX album_photos_removed ON album_photos (removed_at) WHERE removed_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0042_said_lately")]

    operations = [
        ops.CreateModel(
            name="Standstill",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_standstills",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "An event that stands still, since its holder may not act: noted for when it goes on.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Promise",
            fields=[
                ("order_id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("refunds", fields.CharField(max_length=8)),
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refund_promises",
                "app": "forma",
                "pk_attr": "order_id",
                "table_description": "What was promised of going back when an order was opened: who pays it keeps "
                "that, whatever is said later.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql="DROP INDEX album_photos_removed"),
    ]
