"""The door of an event: its gates, who may check in, and who was let in when and where."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_gates
    ADD CONSTRAINT event_gates_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX event_gates_name ON event_gates (event_id, lower(name)) WHERE removed_at IS NULL;

ALTER TABLE event_checkers
    ADD CONSTRAINT event_checkers_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_checkers_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE checker_links
    ADD CONSTRAINT checker_links_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE door_messages
    ADD CONSTRAINT door_messages_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;

ALTER TABLE handover_rules
    ADD CONSTRAINT handover_rules_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE handovers
    ADD CONSTRAINT handovers_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT handovers_giver FOREIGN KEY (giver_id) REFERENCES users (id),
    ADD CONSTRAINT handovers_taker FOREIGN KEY (taker_id) REFERENCES users (id),
    ADD CONSTRAINT handovers_state CHECK (state IN ('open', 'taken', 'kept')),
    ADD CONSTRAINT handovers_taken CHECK ((state = 'taken') = (taker_id IS NOT NULL));
CREATE UNIQUE INDEX handovers_one_open ON handovers (registration_id) WHERE state = 'open';

ALTER TABLE check_ins
    ADD CONSTRAINT check_ins_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT check_ins_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT check_ins_gate FOREIGN KEY (gate_id) REFERENCES event_gates (id),
    ADD CONSTRAINT check_ins_actor FOREIGN KEY (actor_id) REFERENCES users (id),
    ADD CONSTRAINT check_ins_state CHECK (state IN ('in', 'undone', 'repeat')),
    ADD CONSTRAINT check_ins_undone CHECK ((state = 'undone') = (undone_at IS NOT NULL));
CREATE UNIQUE INDEX check_ins_once ON check_ins (registration_id) WHERE state = 'in';
CREATE UNIQUE INDEX check_ins_scan ON check_ins (event_id, scan_key);
CREATE INDEX check_ins_latest ON check_ins (event_id, id);
"""
_WITHOUT = """
DROP INDEX handovers_one_open, check_ins_latest, check_ins_scan, check_ins_once, event_gates_name;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0019_organizations")]

    operations = [
        ops.CreateModel(
            name="EventGate",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("name", fields.CharField(max_length=24)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_gates",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "An entrance of the venue, as the organizer calls it: A, B, «со двора».",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventChecker",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_checkers",
                "app": "forma",
                "unique_together": (("event_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody who may check people in at one event's door, and nothing else there.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CheckerLink",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("token", fields.CharField(unique=True, max_length=22)),
            ],
            options={
                "table": "checker_links",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "The link in force by which people become checkers of an event.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CheckIn",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField(db_index=True)),
                ("gate_id", fields.BigIntField(null=True)),
                ("actor_id", fields.BigIntField()),
                ("scan_key", fields.CharField(max_length=40)),
                ("state", fields.CharField(max_length=8)),
                ("from_status", fields.CharField(max_length=12)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("undone_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("undone_by", fields.BigIntField(null=True)),
            ],
            options={
                "table": "check_ins",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A person let in at the door: by whom, where, and when.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DoorMessage",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("chat_id", fields.BigIntField()),
                ("event_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
            ],
            options={
                "table": "door_messages",
                "app": "forma",
                "unique_together": (("chat_id", "event_id"),),
                "pk_attr": "id",
                "table_description": "Where an event's counters stand in the organizers' topic of a group.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="HandoverRule",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
            ],
            options={
                "table": "handover_rules",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Its tickets may be passed on to other people until registration closes; "
                "without a row they may not.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Handover",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("registration_id", fields.BigIntField()),
                ("giver_id", fields.BigIntField()),
                ("taker_id", fields.BigIntField(null=True)),
                ("token", fields.CharField(unique=True, max_length=22)),
                ("state", fields.CharField(max_length=8)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "handovers",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A ticket that its holder gives away by a link.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
