"""Teams of an event; parties that wait and come together; the season of a series."""

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

_PARTIES = """
ALTER TABLE places
    ALTER size SET DEFAULT 1,
    ADD CONSTRAINT places_size CHECK (size BETWEEN 1 AND 4);
DROP INDEX places_queue;
CREATE INDEX places_queue ON places (pool_id, coalesce(rank, id), id) WHERE state = 'waiting';
CREATE INDEX places_queue_by_size ON places (pool_id, size, coalesce(rank, id), id) WHERE state = 'waiting';
ALTER TABLE party_rules
    ADD CONSTRAINT party_rules_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT party_rules_most CHECK (most BETWEEN 1 AND 3);
ALTER TABLE party_guests
    ALTER name SET DEFAULT '',
    ADD CONSTRAINT party_guests_registration FOREIGN KEY (registration_id) REFERENCES registrations (id);
"""
_WITHOUT_PARTIES = """
ALTER TABLE party_guests DROP CONSTRAINT party_guests_registration;
ALTER TABLE party_rules DROP CONSTRAINT party_rules_most, DROP CONSTRAINT party_rules_event;
DROP INDEX places_queue_by_size, places_queue;
CREATE INDEX places_queue ON places (pool_id, id) WHERE state = 'waiting';
ALTER TABLE places DROP CONSTRAINT places_size;
"""

_SEASON = """
ALTER TABLE season_rules
    ALTER version SET DEFAULT 0,
    ADD CONSTRAINT season_rules_series FOREIGN KEY (series_id) REFERENCES event_series (id) ON DELETE CASCADE,
    ADD CONSTRAINT season_rules_by CHECK ("by" IN ('places', 'points')),
    ADD CONSTRAINT season_rules_table CHECK ("by" <> 'places' OR cardinality("table") BETWEEN 1 AND 100),
    ADD CONSTRAINT season_rules_counted CHECK (counted BETWEEN 1 AND 52);
ALTER TABLE season_points
    ADD CONSTRAINT season_points_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT season_points_user FOREIGN KEY (user_id) REFERENCES users (id);
CREATE INDEX season_points_of ON season_points (series_id, user_id);
ALTER TABLE season_standings
    ADD CONSTRAINT season_standings_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT season_standings_key CHECK (cardinality(sort_key) = 5);
CREATE INDEX season_standings_board ON season_standings (series_id, sort_key, user_id);
"""
_WITHOUT_SEASON = """
DROP INDEX season_standings_board, season_points_of;
ALTER TABLE season_standings DROP CONSTRAINT season_standings_key, DROP CONSTRAINT season_standings_user;
ALTER TABLE season_points DROP CONSTRAINT season_points_user, DROP CONSTRAINT season_points_event;
ALTER TABLE season_rules DROP CONSTRAINT season_rules_counted, DROP CONSTRAINT season_rules_table,
    DROP CONSTRAINT season_rules_by, DROP CONSTRAINT season_rules_series;
"""


def _id() -> fields.BigIntField:
    return fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


def _of_person(name: str, table: str, at: str, said: str) -> ops.CreateModel:
    return ops.CreateModel(
        name=name,
        fields=[
            ("id", _id()),
            ("event_id", fields.BigIntField()),
            ("team_id", fields.BigIntField(db_index=True)),
            ("user_id", fields.BigIntField(db_index=True)),
            (at, fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
    dependencies = [("forma", "0026_outings_and_doors")]

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
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
        ops.AddField(model_name="Place", name="size", field=fields.SmallIntField(default=1, null=True)),
        ops.RunSQL("UPDATE places SET size = 1"),
        ops.AlterField(model_name="Place", name="size", field=fields.SmallIntField(default=1)),
        ops.AddField(model_name="Place", name="rank", field=fields.BigIntField(null=True)),
        ops.AddField(
            model_name="Place",
            name="skipped_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.CreateModel(
            name="PartyRule",
            fields=[
                ("id", _id()),
                ("event_id", fields.BigIntField(unique=True)),
                ("most", fields.SmallIntField()),
            ],
            options={
                "table": "party_rules",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Who takes part may bring guests; without a row nobody does.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PartyGuest",
            fields=[
                ("id", _id()),
                ("registration_id", fields.BigIntField(db_index=True)),
                ("name", fields.CharField(max_length=64, default="")),
            ],
            options={
                "table": "party_guests",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Somebody who comes with a participant, without an account of their own.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_PARTIES, reverse_sql=_WITHOUT_PARTIES),
        ops.CreateModel(
            name="SeasonRules",
            fields=[
                ("id", _id()),
                ("series_id", fields.BigIntField(unique=True)),
                ("by", fields.CharField(max_length=8)),
                ("table", ArrayField(element_type="int")),
                ("counted", fields.SmallIntField(null=True)),
                ("version", fields.IntField(default=0)),
            ],
            options={
                "table": "season_rules",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A series whose dates are summed up; without a row they are not.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SeasonPoints",
            fields=[
                ("id", _id()),
                ("series_id", fields.BigIntField()),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("place", fields.IntField(null=True)),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "season_points",
                "app": "forma",
                "unique_together": (("event_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "What somebody's result on one date of a series, once approved, is worth.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SeasonStanding",
            fields=[
                ("id", _id()),
                ("series_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("points", fields.BigIntField()),
                ("dates", fields.SmallIntField()),
                ("sort_key", ArrayField(element_type="bigint")),
            ],
            options={
                "table": "season_standings",
                "app": "forma",
                "unique_together": (("series_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Where somebody stands in a season.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_SEASON, reverse_sql=_WITHOUT_SEASON),
    ]
