"""Orders, charges, refunds and the ledger they are written in."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE orders
    ADD CONSTRAINT orders_buyer FOREIGN KEY (buyer_id) REFERENCES users (id),
    ADD CONSTRAINT orders_payee FOREIGN KEY (payee_id) REFERENCES users (id),
    ADD CONSTRAINT orders_amount CHECK (amount_minor > 0),
    ADD CONSTRAINT orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT orders_state CHECK (state IN ('open', 'paid', 'closed', 'returned'));
CREATE UNIQUE INDEX orders_one_in_force ON orders (purpose, subject_id) WHERE state IN ('open', 'paid');
CREATE INDEX orders_of_thing ON orders (purpose, subject_id);

ALTER TABLE payment_attempts
    ADD CONSTRAINT payment_attempts_order FOREIGN KEY (order_id) REFERENCES orders (id),
    ADD CONSTRAINT payment_attempts_state CHECK (state IN ('begun', 'claimed', 'paid', 'failed'));
CREATE UNIQUE INDEX payment_attempts_external ON payment_attempts (provider, external_id);

ALTER TABLE charges
    ALTER returned_minor SET DEFAULT 0,
    ADD CONSTRAINT charges_order FOREIGN KEY (order_id) REFERENCES orders (id),
    ADD CONSTRAINT charges_payer FOREIGN KEY (payer_id) REFERENCES users (id),
    ADD CONSTRAINT charges_amount CHECK (amount_minor > 0),
    ADD CONSTRAINT charges_returned CHECK (returned_minor BETWEEN 0 AND amount_minor),
    ADD CONSTRAINT charges_kept CHECK (NOT kept OR order_id IS NOT NULL);
CREATE UNIQUE INDEX charges_once ON charges (provider, charge_id);
CREATE UNIQUE INDEX charges_one_pays ON charges (order_id) WHERE kept;

ALTER TABLE refunds
    ADD CONSTRAINT refunds_charge FOREIGN KEY (charge_id) REFERENCES charges (id),
    ADD CONSTRAINT refunds_asked_by FOREIGN KEY (asked_by) REFERENCES users (id),
    ADD CONSTRAINT refunds_amount CHECK (amount_minor > 0),
    ADD CONSTRAINT refunds_state CHECK (state IN ('wanted', 'by_hand', 'done')),
    ADD CONSTRAINT refunds_done CHECK ((state = 'done') = (done_at IS NOT NULL));

ALTER TABLE ledger
    ADD CONSTRAINT ledger_charge FOREIGN KEY (charge_id) REFERENCES charges (id),
    ADD CONSTRAINT ledger_refund FOREIGN KEY (refund_id) REFERENCES refunds (id),
    ADD CONSTRAINT ledger_amount CHECK (amount_minor > 0),
    ADD CONSTRAINT ledger_accounts CHECK (from_account <> to_account),
    ADD CONSTRAINT ledger_step CHECK (
        step IN ('received', 'kept') AND refund_id IS NULL OR step IN ('owed', 'returned') AND refund_id IS NOT NULL);
CREATE UNIQUE INDEX ledger_once ON ledger (step, charge_id, coalesce(refund_id, 0));
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_not_emptied BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
"""
_ENTRIES = """
ALTER TABLE events
    ALTER payment SET DEFAULT 'spot', ALTER transfer_to SET DEFAULT '', ALTER refunds SET DEFAULT 'full',
    ADD CONSTRAINT events_payment CHECK (payment IN ('online', 'transfer', 'spot')),
    ADD CONSTRAINT events_refunds CHECK (refunds IN ('full', 'most', 'week', 'none'));
ALTER TABLE places
    DROP CONSTRAINT places_state,
    DROP CONSTRAINT places_offer_ends,
    ADD CONSTRAINT places_kind_of_state CHECK (state IN ('waiting', 'offered', 'held', 'confirmed', 'released')),
    ADD CONSTRAINT places_kept_until CHECK ((state IN ('offered', 'held')) = (offer_ends_at IS NOT NULL));
ALTER TABLE registrations
    DROP CONSTRAINT registrations_status,
    ADD CONSTRAINT registrations_kind_of_status CHECK (status IN ('waitlisted', 'offered', 'unpaid', 'pending',
        'approved', 'paid', 'confirmed', 'checked_in', 'finished', 'withdrawn', 'rejected', 'refunded'));
"""
_WITHOUT_ENTRIES = """
ALTER TABLE registrations
    DROP CONSTRAINT registrations_kind_of_status,
    ADD CONSTRAINT registrations_status CHECK (status IN ('waitlisted', 'offered', 'pending', 'approved', 'paid',
        'confirmed', 'checked_in', 'finished', 'withdrawn', 'rejected', 'refunded'));
ALTER TABLE places
    DROP CONSTRAINT places_kept_until,
    DROP CONSTRAINT places_kind_of_state,
    ADD CONSTRAINT places_state CHECK (state IN ('waiting', 'offered', 'confirmed', 'released')),
    ADD CONSTRAINT places_offer_ends CHECK ((state = 'offered') = (offer_ends_at IS NOT NULL));
ALTER TABLE events DROP CONSTRAINT events_refunds, DROP CONSTRAINT events_payment;
"""
_WITHOUT = """
DROP TRIGGER ledger_not_emptied ON ledger;
DROP TRIGGER ledger_append_only ON ledger;
DROP FUNCTION ledger_is_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0013_search_by_known_words")]

    operations = [
        ops.CreateModel(
            name="Order",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("token", fields.CharField(max_length=22, unique=True)),
                ("buyer_id", fields.BigIntField(db_index=True)),
                ("payee_id", fields.BigIntField(null=True, db_index=True)),
                ("purpose", fields.CharField(max_length=24)),
                ("subject_id", fields.BigIntField()),
                ("title", fields.CharField(max_length=128)),
                ("amount_minor", fields.BigIntField()),
                ("currency", fields.CharField(max_length=3)),
                ("state", fields.CharField(max_length=8)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("paid_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "orders",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "What a person is to pay for one thing: an entry, a session. "
                "The thing itself is `purpose` and `subject_id`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Attempt",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("order_id", fields.BigIntField(db_index=True)),
                ("provider", fields.CharField(max_length=16)),
                ("external_id", fields.CharField(null=True, max_length=128)),
                ("url", fields.CharField(null=True, max_length=2000)),
                ("state", fields.CharField(max_length=8)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "payment_attempts",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "One way by which a person began to pay an order: "
                "a checkout at a provider, a transfer they say they made.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Charge",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("provider", fields.CharField(max_length=16)),
                ("charge_id", fields.CharField(max_length=128)),
                ("provider_charge_id", fields.CharField(default="", max_length=128)),
                ("order_id", fields.BigIntField(null=True, db_index=True)),
                ("payer_id", fields.BigIntField(null=True, db_index=True)),
                ("amount_minor", fields.BigIntField()),
                ("currency", fields.CharField(max_length=3)),
                ("returned_minor", fields.BigIntField(default=0)),
                ("kept", fields.BooleanField(default=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "charges",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Money that came in, once, whatever it turns out to be for.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Refund",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("charge_id", fields.BigIntField(db_index=True)),
                ("amount_minor", fields.BigIntField()),
                ("reason", fields.CharField(max_length=24)),
                ("state", fields.CharField(max_length=8)),
                ("asked_by", fields.BigIntField(null=True, db_index=True)),
                ("provider_refund_id", fields.CharField(default="", max_length=128)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refunds",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Money on its way back. Its id is the key by which the provider knows a repeat.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Transfer",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("charge_id", fields.BigIntField(db_index=True)),
                ("refund_id", fields.BigIntField(null=True)),
                ("step", fields.CharField(max_length=8)),
                ("from_account", fields.CharField(max_length=32)),
                ("to_account", fields.CharField(max_length=32)),
                ("amount_minor", fields.BigIntField()),
                ("currency", fields.CharField(max_length=3)),
            ],
            options={
                "table": "ledger",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A line of the ledger: so much from one account to another. "
                "Append-only, so the accounts always sum to zero.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
        *(
            step
            for name, length, default in (("payment", 8, "spot"), ("transfer_to", 300, ""), ("refunds", 8, "full"))
            for step in (
                ops.AddField(
                    model_name="Event",
                    name=name,
                    field=fields.CharField(default=default, max_length=length, null=True),
                ),
                ops.RunSQL(f"UPDATE events SET {name} = '{default}'"),
                ops.AlterField(
                    model_name="Event", name=name, field=fields.CharField(default=default, max_length=length)
                ),
            )
        ),
        ops.RunSQL(_ENTRIES, reverse_sql=_WITHOUT_ENTRIES),
    ]
