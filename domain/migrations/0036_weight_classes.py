"""Weight classes are a category of results beside sex, age and the event's own; tallies count them too."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_NEW = "SELECT event_id, sex, age_from, division, {weight}state, sort_key, {sign} AS n FROM {rows}"
_ONE = {
    "insert": (("1", "new_rows"),),
    "update": (("1", "new_rows"), ("-1", "old_rows")),
    "delete": (("-1", "old_rows"),),
}


def _tallying(what: str, *, weighed: bool) -> str:
    """What the trigger does after results were inserted, updated or deleted."""
    weight = "weight_class, " if weighed else ""
    rows = " UNION ALL ".join(_NEW.format(weight=weight, sign=sign, rows=table) for sign, table in _ONE[what])
    by, key = ("1, 2, 3, 4, 5", "coalesce(weight_class, -1), ") if weighed else ("1, 2, 3, 4", "")
    return f"""
CREATE OR REPLACE FUNCTION tally_results_{what}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO result_tallies AS t (event_id, sex, age_from, division, {weight}entered, classified, reviews)
    SELECT event_id, coalesce(sex, ''), coalesce(age_from, -1), coalesce(division, ''), {key}sum(n),
           sum(CASE WHEN sort_key[1] = 0 THEN n ELSE 0 END), sum(CASE WHEN state = 'review' THEN n ELSE 0 END)
    FROM ({rows}) r GROUP BY {by}
    ON CONFLICT (event_id, sex, age_from, division{", weight_class" if weighed else ""}) DO UPDATE SET
        entered = t.entered + excluded.entered, classified = t.classified + excluded.classified,
        reviews = t.reviews + excluded.reviews;
    INSERT INTO result_buckets AS b (event_id, bucket, people)
    SELECT event_id, floor(sort_key[2] / 10000.0)::bigint, sum(n) FROM ({rows}) r WHERE sort_key[1] = 0 GROUP BY 1, 2
    ON CONFLICT (event_id, bucket) DO UPDATE SET people = b.people + excluded.people;
    RETURN NULL;
END $$;
"""


def _all(*, weighed: bool) -> str:
    return "".join(_tallying(what, weighed=weighed) for what in _ONE)


_RULES = f"""
ALTER TABLE result_tallies ALTER weight_class SET DEFAULT -1;
ALTER TABLE results ADD CONSTRAINT results_weight_class CHECK (weight_class >= 0);
DROP INDEX result_tallies_once;
CREATE UNIQUE INDEX result_tallies_each ON result_tallies (event_id, sex, age_from, division, weight_class);
CREATE INDEX results_weighed ON results (event_id, weight_class, sort_key, registration_id)
    WHERE weight_class IS NOT NULL;
{_all(weighed=True)}"""
_WITHOUT = f"""
DROP INDEX results_weighed, result_tallies_each;
DELETE FROM result_tallies;
CREATE UNIQUE INDEX result_tallies_once ON result_tallies (event_id, sex, age_from, division);
INSERT INTO result_tallies (event_id, sex, age_from, division, weight_class, entered, classified, reviews)
    SELECT event_id, coalesce(sex, ''), coalesce(age_from, -1), coalesce(division, ''), -1, count(*),
        count(*) FILTER (WHERE sort_key[1] = 0), count(*) FILTER (WHERE state = 'review')
    FROM results GROUP BY 1, 2, 3, 4;
ALTER TABLE results DROP CONSTRAINT results_weight_class;
{_all(weighed=False)}"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0034_promo_tries")]

    operations = [
        ops.AddField(model_name="Result", name="weight_class", field=fields.SmallIntField(null=True)),
        ops.AddField(model_name="ResultTally", name="weight_class", field=fields.SmallIntField(default=-1, null=True)),
        ops.RunSQL("UPDATE result_tallies SET weight_class = -1"),
        ops.AlterField(model_name="ResultTally", name="weight_class", field=fields.SmallIntField(default=-1)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
