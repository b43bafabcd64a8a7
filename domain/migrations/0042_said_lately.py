"""What somebody has made us say to others lately; promo codes that were given back; why one stands at a finish; who is blocked."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE said_lately
    ADD CONSTRAINT said_lately_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT said_lately_count CHECK (count > 0),
    SET (fillfactor = 70);
CREATE INDEX users_blocked ON users (id) WHERE status = 'blocked';
DROP INDEX events_on_map;
CREATE INDEX events_on_map ON events (map_cell(latitude, longitude), starts_at, id)
    INCLUDE (ends_at, kind, latitude, longitude, organizer_id, organization_id)
    WHERE latitude IS NOT NULL AND visibility = 'public' AND archived_at IS NULL
        AND status IN ('published', 'registration_open', 'running');
"""
_WITHOUT = """
DROP INDEX users_blocked, events_on_map;
CREATE INDEX events_on_map ON events (map_cell(latitude, longitude), starts_at, id)
    INCLUDE (ends_at, kind, latitude, longitude)
    WHERE latitude IS NOT NULL AND visibility = 'public' AND archived_at IS NULL
        AND status IN ('published', 'registration_open', 'running');
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0041_recordings")]

    operations = [
        ops.CreateModel(
            name="SaidLately",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField()),
                ("what", fields.CharField(max_length=40)),
                ("began_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("count", fields.IntField()),
            ],
            options={
                "table": "said_lately",
                "app": "forma",
                "unique_together": (("user_id", "what"),),
                "pk_attr": "id",
                "table_description": "How often a person has made us say something to others lately.",
            },
            bases=["Model"],
        ),
        ops.AddField(model_name="PromoUse", name="released_at", field=fields.DatetimeField(null=True)),
        ops.AddField(model_name="FinishLine", name="by_link", field=fields.BooleanField(default=True)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
