"""Promo codes lower the price of an entry; a checkout that was begun for the old price is not shown again."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE promo_codes ALTER used SET DEFAULT 0, ALTER is_closed SET DEFAULT FALSE,
    ADD CONSTRAINT promo_codes_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT promo_codes_percent CHECK (percent BETWEEN 1 AND 100),
    ADD CONSTRAINT promo_codes_used CHECK (used >= 0 AND (uses IS NULL OR used <= uses));
ALTER TABLE promo_uses
    ADD CONSTRAINT promo_uses_registration FOREIGN KEY (registration_id) REFERENCES registrations (id) ON DELETE CASCADE,
    ADD CONSTRAINT promo_uses_promo FOREIGN KEY (promo_id) REFERENCES promo_codes (id);
UPDATE payment_attempts a SET amount_minor = o.amount_minor FROM orders o WHERE o.id = a.order_id;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0014_payments")]

    operations = [
        ops.AddField(model_name="Attempt", name="amount_minor", field=fields.BigIntField(null=True)),
        ops.CreateModel(
            name="PromoCode",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("code", fields.CharField(max_length=20)),
                ("percent", fields.SmallIntField()),
                ("uses", fields.IntField(null=True)),
                ("used", fields.IntField(default=0)),
                ("until", fields.DateField(null=True)),
                ("is_closed", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "promo_codes",
                "app": "forma",
                "unique_together": (("event_id", "code"),),
                "pk_attr": "id",
                "table_description": "So many per cent off an entry, for whoever says the code.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PromoUse",
            fields=[
                (
                    "registration_id",
                    fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True),
                ),
                ("promo_id", fields.BigIntField(db_index=True)),
                ("base_minor", fields.BigIntField()),
                ("used_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "promo_uses",
                "app": "forma",
                "pk_attr": "registration_id",
                "table_description": "An entry whose price a code has lowered. Whose it is, the registration knows.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql="SELECT 1"),
    ]
