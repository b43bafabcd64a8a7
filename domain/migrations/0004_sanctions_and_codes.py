"""A block names the rule that was broken; codes by e-mail are counted, so that each later one waits longer."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_OF_BEFORE = "UPDATE sanctions SET rule = 'other'; UPDATE email_codes SET sends = 1"
"""Tortoise adds columns without a default: at once NOT NULL, they would be refused where there are rows."""
_RULES = """
ALTER TABLE sanctions ALTER rule SET DEFAULT 'other',
    ADD CONSTRAINT sanctions_rule CHECK (rule IN ('spam', 'insult', 'fraud', 'danger', 'other'));
ALTER TABLE email_codes ADD CONSTRAINT email_codes_tries CHECK (tries_left BETWEEN 0 AND 5);
ALTER TABLE appeals ADD CONSTRAINT appeals_decision CHECK (decision IN ('lifted', 'kept'));
CREATE UNIQUE INDEX appeals_one_each ON appeals (sanction_id);
"""
_WITHOUT = """
DROP INDEX appeals_one_each;
ALTER TABLE appeals DROP CONSTRAINT appeals_decision;
ALTER TABLE email_codes DROP CONSTRAINT email_codes_tries;
ALTER TABLE sanctions DROP CONSTRAINT sanctions_rule;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0003_mechanisms")]

    operations = [
        ops.AddField(
            model_name="Sanction", name="rule", field=fields.CharField(default="other", max_length=16, null=True)
        ),
        ops.AddField(model_name="EmailCode", name="sends", field=fields.SmallIntField(default=1, null=True)),
        ops.RunSQL(_OF_BEFORE),
        ops.AlterField(model_name="Sanction", name="rule", field=fields.CharField(default="other", max_length=16)),
        ops.AlterField(model_name="EmailCode", name="sends", field=fields.SmallIntField(default=1)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
