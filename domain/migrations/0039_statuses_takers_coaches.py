"""approved, paid and refunded for the entries there are, as if they had always been set (decision 027); a ticket
that is offered to somebody by name; coaches, who are verified; messages of
offers, which count down.

The entries' history gets the line that it would have had. Moments of change stay: nobody did anything.
"""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


def _all(status: str, which: str, at: str = "before.changed_at") -> str:
    return f"""
WITH moved AS (
    UPDATE registrations r SET status = '{status}' FROM registrations before
    WHERE before.id = r.id AND {which} RETURNING r.id, before.status AS from_status, {at} AS at)
INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details)
SELECT id, NULL, at, from_status, '{status}', '{{}}' FROM moved ORDER BY id;
"""


_REFUNDS = """FROM refunds f JOIN charges c ON c.id = f.charge_id JOIN orders o ON o.id = c.order_id
    WHERE o.purpose = 'event-entry' AND o.subject_id = r.id AND c.kept"""
_RULES = (
    _all(
        "approved",
        "r.status = 'unpaid' AND EXISTS (SELECT 1 FROM applications a "
        "WHERE a.registration_id = r.id AND a.state = 'accepted')",
    )
    + _all(
        "paid",
        "r.status = 'confirmed' AND EXISTS (SELECT 1 FROM orders o WHERE o.purpose = 'event-entry' "
        "AND o.subject_id = r.id AND o.state = 'paid')",
    )
    + _all(
        "refunded",
        "(r.status IN ('withdrawn', 'rejected') OR r.status NOT IN ('withdrawn', 'rejected', 'refunded') "
        "AND EXISTS (SELECT 1 FROM events e WHERE e.id = r.event_id AND e.status = 'cancelled')) "
        f"AND (SELECT coalesce(bool_or(f.reason <> 'guest') AND bool_and(f.state = 'done'), FALSE) {_REFUNDS})",
        f"(SELECT max(f.done_at) {_REFUNDS})",
    )
)
_WITHOUT = """
UPDATE registrations SET status = 'confirmed' WHERE status = 'paid';
UPDATE registrations SET status = 'unpaid' WHERE status = 'approved';
UPDATE registrations r SET status = coalesce((SELECT CASE c.from_status WHEN 'paid' THEN 'confirmed' ELSE c.from_status
    END FROM registration_changes c WHERE c.registration_id = r.id AND c.to_status = 'refunded'
    ORDER BY c.id DESC LIMIT 1), 'withdrawn') WHERE r.status = 'refunded';
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0038_map_of_events")]

    operations = [
        ops.CreateModel(
            name="OfferMessage",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("registration_id", fields.BigIntField(unique=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("message_id", fields.BigIntField()),
            ],
            options={
                "table": "offer_messages",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "The message in which somebody is offered a place, while it counts down.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            "ALTER TABLE offer_messages ADD CONSTRAINT offer_messages_registration FOREIGN KEY (registration_id) "
            "REFERENCES registrations (id) ON DELETE CASCADE, "
            "ADD CONSTRAINT offer_messages_user FOREIGN KEY (user_id) REFERENCES users (id);",
            reverse_sql="ALTER TABLE offer_messages DROP CONSTRAINT offer_messages_user, "
            "DROP CONSTRAINT offer_messages_registration;",
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
        ops.RunSQL(
            "ALTER TABLE role_grants DROP CONSTRAINT role_grants_role, "
            "ADD CONSTRAINT role_grants_role CHECK (role IN ('administrator', 'analyst', 'marketer', 'coach'))",
            reverse_sql="DELETE FROM role_grants WHERE role = 'coach'; "
            "ALTER TABLE role_grants DROP CONSTRAINT role_grants_role, "
            "ADD CONSTRAINT role_grants_role CHECK (role IN ('administrator', 'analyst', 'marketer'))",
        ),
        ops.RunSQL(
            "ALTER TABLE handovers DROP CONSTRAINT handovers_taken, "
            "ADD CONSTRAINT handovers_taken CHECK (state <> 'taken' OR taker_id IS NOT NULL)",
            reverse_sql="UPDATE handovers SET taker_id = NULL WHERE state <> 'taken'; "
            "ALTER TABLE handovers DROP CONSTRAINT handovers_taken, "
            "ADD CONSTRAINT handovers_taken CHECK ((state = 'taken') = (taker_id IS NOT NULL))",
        ),
    ]
