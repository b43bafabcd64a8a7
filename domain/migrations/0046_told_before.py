"""Which place people were told, and where who has transferred a fee reads that it is looked for."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE told_places
    ADD CONSTRAINT told_places_registration FOREIGN KEY (registration_id) REFERENCES registrations (id)
        ON DELETE CASCADE,
    ADD CONSTRAINT told_places_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE claim_messages
    ADD CONSTRAINT claim_messages_registration FOREIGN KEY (registration_id) REFERENCES registrations (id)
        ON DELETE CASCADE,
    ADD CONSTRAINT claim_messages_user FOREIGN KEY (user_id) REFERENCES users (id);
"""
_WITHOUT = """
ALTER TABLE told_places DROP CONSTRAINT told_places_registration, DROP CONSTRAINT told_places_user;
ALTER TABLE claim_messages DROP CONSTRAINT claim_messages_registration, DROP CONSTRAINT claim_messages_user;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0045_paid_promises")]

    operations = [
        ops.CreateModel(
            name="ToldPlace",
            fields=[
                ("registration_id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("event_id", fields.BigIntField()),
                ("place", fields.IntField()),
                ("before", fields.IntField(null=True)),
            ],
            options={
                "table": "told_places",
                "app": "forma",
                "pk_attr": "registration_id",
                "table_description": "The place that somebody was told when results were announced, and the one that "
                "they were told before that.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ClaimMessage",
            fields=[
                ("registration_id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("message_id", fields.BigIntField()),
            ],
            options={
                "table": "claim_messages",
                "app": "forma",
                "pk_attr": "registration_id",
                "table_description": "The message in which somebody has said that their transfer is gone, until it "
                "was looked for.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
