"""Ways of taking part: an event on site, online or both, each way with its own places and its own waiting list."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_WAYS = """
INSERT INTO event_ways (event_id, way, pool_id)
    SELECT id, CASE WHEN is_online THEN 'online' ELSE 'onsite' END, pool_id FROM events;
ALTER TABLE event_ways
    ADD CONSTRAINT event_ways_way CHECK (way IN ('onsite', 'online')),
    ADD CONSTRAINT event_ways_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT event_ways_pool FOREIGN KEY (pool_id) REFERENCES place_pools (id);
ALTER TABLE events DROP CONSTRAINT events_pool;
"""
_AT_LEAST_ONE = """
CREATE FUNCTION event_without_a_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_id bigint := CASE TG_TABLE_NAME WHEN 'events' THEN (to_jsonb(NEW) ->> 'id')::bigint
                     ELSE (to_jsonb(OLD) ->> 'event_id')::bigint END;
BEGIN
    IF EXISTS (SELECT 1 FROM events WHERE id = its_id)
        AND NOT EXISTS (SELECT 1 FROM event_ways WHERE event_id = its_id) THEN
        RAISE EXCEPTION 'event % has no way of taking part', its_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_have_a_way';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER events_have_a_way AFTER INSERT ON events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION event_without_a_way();
CREATE CONSTRAINT TRIGGER event_ways_leave_one AFTER DELETE OR UPDATE ON event_ways
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION event_without_a_way();
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0006_events_search")]

    operations = [
        ops.CreateModel(
            name="EventWay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("way", fields.CharField(max_length=8)),
                ("pool_id", fields.BigIntField(unique=True)),
            ],
            options={
                "table": "event_ways",
                "app": "forma",
                "unique_together": (("event_id", "way"),),
                "pk_attr": "id",
                "table_description": "A way of taking part in an event, on site or online, and the pool of its places.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_WAYS),
        ops.RemoveField(model_name="Event", name="pool_id"),
        ops.RemoveField(model_name="Event", name="is_online"),
        ops.AddField(
            model_name="Event", name="online_address", field=fields.CharField(default="", max_length=300, null=True)
        ),
        ops.RunSQL("UPDATE events SET online_address = ''"),
        ops.AlterField(model_name="Event", name="online_address", field=fields.CharField(default="", max_length=300)),
        ops.RunSQL(_AT_LEAST_ONE),
    ]
