"""Teams of an event."""

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops

_TEAMS = """
ALTER TABLE event_team_rules
    ALTER needs_woman SET DEFAULT FALSE,
    ADD CONSTRAINT event_team_rules_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_team_rules_size CHECK (1 <= counted AND counted <= least AND least <= most AND most <= 30);
ALTER TABLE event_teams
    ALTER counted SET DEFAULT 0,
    ALTER name_key TYPE varchar(80) COLLATE "C",
    ADD CONSTRAINT event_teams_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT event_teams_captain FOREIGN KEY (captain_id) REFERENCES users (id),
    ADD CONSTRAINT event_teams_members CHECK (members BETWEEN 0 AND 30),
    ADD CONSTRAINT event_teams_key CHECK (cardinality(sort_key) = 3);
CREATE UNIQUE INDEX event_teams_name ON event_teams (event_id, name_key);
CREATE INDEX event_teams_board ON event_teams (event_id, sort_key, id);
ALTER TABLE event_team_members
    ADD CONSTRAINT event_team_members_team FOREIGN KEY (team_id) REFERENCES event_teams (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_team_members_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE event_team_wishes
    ADD CONSTRAINT event_team_wishes_team FOREIGN KEY (team_id) REFERENCES event_teams (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_team_wishes_user FOREIGN KEY (user_id) REFERENCES users (id);
"""
_WITHOUT_TEAMS = """
DROP INDEX event_teams_board, event_teams_name;
ALTER TABLE event_team_wishes DROP CONSTRAINT event_team_wishes_user, DROP CONSTRAINT event_team_wishes_team;
ALTER TABLE event_team_members DROP CONSTRAINT event_team_members_user, DROP CONSTRAINT event_team_members_team;
ALTER TABLE event_teams DROP CONSTRAINT event_teams_key, DROP CONSTRAINT event_teams_members,
    DROP CONSTRAINT event_teams_captain, DROP CONSTRAINT event_teams_event;
ALTER TABLE event_team_rules DROP CONSTRAINT event_team_rules_size, DROP CONSTRAINT event_team_rules_event;
"""


def _id() -> fields.BigIntField:
    return fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


def _moment() -> fields.DatetimeField:
    return fields.DatetimeField(auto_now=False, auto_now_add=False)


def _of_person(name: str, table: str, at: str, said: str) -> ops.CreateModel:
    return ops.CreateModel(
        name=name,
        fields=[
            ("id", _id()),
            ("event_id", fields.BigIntField()),
            ("team_id", fields.BigIntField(db_index=True)),
            ("user_id", fields.BigIntField(db_index=True)),
            (at, _moment()),
        ],
        options={
            "table": table,
            "app": "forma",
            "unique_together": (("event_id", "user_id"),),
            "pk_attr": "id",
            **({"table_description": said} if said else {}),
        },
        bases=["Model"],
    )


class Migration(migrations.Migration):
    dependencies = [("forma", "0021_panel")]

    operations = [
        ops.CreateModel(
            name="EventTeamRules",
            fields=[
                ("id", _id()),
                ("event_id", fields.BigIntField(unique=True)),
                ("least", fields.SmallIntField()),
                ("most", fields.SmallIntField()),
                ("counted", fields.SmallIntField()),
                ("needs_woman", fields.BooleanField(default=False)),
            ],
            options={
                "table": "event_team_rules",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "The event is run in teams, and what a team is; without a row it is not.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventTeam",
            fields=[
                ("id", _id()),
                ("event_id", fields.BigIntField()),
                ("captain_id", fields.BigIntField()),
                ("name", fields.CharField(max_length=40)),
                ("name_key", fields.CharField(max_length=80)),
                ("token", fields.CharField(max_length=22, unique=True)),
                ("members", fields.SmallIntField()),
                ("counted", fields.SmallIntField(default=0)),
                ("total", fields.BigIntField(null=True)),
                ("sort_key", ArrayField(element_type="bigint")),
                ("created_at", _moment()),
            ],
            options={
                "table": "event_teams",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A team, and what its members' results come to.",
            },
            bases=["Model"],
        ),
        _of_person("EventTeamMember", "event_team_members", "joined_at", ""),
        _of_person(
            "EventTeamWish",
            "event_team_wishes",
            "asked_at",
            "Somebody wants to be in a team as soon as they are in the event.",
        ),
        ops.RunSQL(_TEAMS, reverse_sql=_WITHOUT_TEAMS),
    ]
