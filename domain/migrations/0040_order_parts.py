"""For how many an order is paid, and for how many of them it is decided what goes back."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_KNOWN = """
UPDATE orders o SET parts = known.parts, settled = least(known.settled, known.parts) FROM (
    SELECT o.id, greatest(h.size + gone.count, 1) AS parts,
        CASE WHEN r.status IN ('withdrawn', 'rejected', 'refunded') AND o.state IN ('paid', 'returned')
            THEN greatest(h.size + gone.count, 1) ELSE gone.count END AS settled
    FROM orders o JOIN registrations r ON r.id = o.subject_id JOIN places h ON h.id = r.place_id
    CROSS JOIN LATERAL (SELECT count(*) AS count FROM refunds f JOIN charges c ON c.id = f.charge_id
        WHERE c.order_id = o.id AND c.kept AND f.reason = 'guest') gone
    WHERE o.purpose = 'event-entry') known
WHERE known.id = o.id
"""
_RULES = "ALTER TABLE orders ADD CONSTRAINT orders_parts CHECK (parts >= 1 AND settled BETWEEN 0 AND parts)"
_WITHOUT = "ALTER TABLE orders DROP CONSTRAINT orders_parts"


class Migration(migrations.Migration):
    dependencies = [("forma", "0039_statuses_takers_coaches")]

    operations = [
        ops.AddField(model_name="Order", name="parts", field=fields.SmallIntField(default=1)),
        ops.AddField(model_name="Order", name="settled", field=fields.SmallIntField(default=0)),
        ops.RunSQL(_KNOWN, reverse_sql="SELECT 1"),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
