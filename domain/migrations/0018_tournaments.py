"""Tournaments: how they are played, who plays in them, and their matches."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE tournaments
    ADD CONSTRAINT tournaments_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT tournaments_format CHECK (format IN ('single', 'double', 'round_robin', 'swiss', 'groups')),
    ADD CONSTRAINT tournaments_best_of CHECK (best_of IN (0, 1, 3, 5, 7)),
    ADD CONSTRAINT tournaments_groups CHECK (group_count BETWEEN 1 AND 16),
    ADD CONSTRAINT tournaments_swiss_rounds CHECK (swiss_rounds BETWEEN 1 AND 15),
    ADD CONSTRAINT tournaments_state CHECK (state IN ('open', 'drawn', 'running', 'finished')),
    ADD CONSTRAINT tournaments_started CHECK ((state IN ('running', 'finished')) = (started_at IS NOT NULL)),
    ADD CONSTRAINT tournaments_finished CHECK ((state = 'finished') = (finished_at IS NOT NULL));
ALTER TABLE tournament_players
    ADD CONSTRAINT tournament_players_tournament
        FOREIGN KEY (tournament_id) REFERENCES tournaments (id) ON DELETE CASCADE,
    ADD CONSTRAINT tournament_players_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT tournament_players_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT tournament_players_seed CHECK (seed > 0);
ALTER TABLE tournament_matches
    ADD CONSTRAINT tournament_matches_tournament
        FOREIGN KEY (tournament_id) REFERENCES tournaments (id) ON DELETE CASCADE,
    ADD CONSTRAINT tournament_matches_first
        FOREIGN KEY (tournament_id, first_seed) REFERENCES tournament_players (tournament_id, seed),
    ADD CONSTRAINT tournament_matches_second
        FOREIGN KEY (tournament_id, second_seed) REFERENCES tournament_players (tournament_id, seed),
    ADD CONSTRAINT tournament_matches_not_alone CHECK (first_seed <> second_seed),
    ADD CONSTRAINT tournament_matches_reporter FOREIGN KEY (reported_by) REFERENCES users (id),
    ADD CONSTRAINT tournament_matches_decider FOREIGN KEY (decided_by) REFERENCES users (id),
    ADD CONSTRAINT tournament_matches_state CHECK (
        state IN ('waiting', 'ready', 'reported', 'disputed', 'done', 'walkover', 'bye', 'void')),
    ADD CONSTRAINT tournament_matches_between_two CHECK (
        state IN ('waiting', 'bye', 'void') OR first_seed IS NOT NULL AND second_seed IS NOT NULL),
    ADD CONSTRAINT tournament_matches_winner CHECK (winner IS NULL OR winner IN (first_seed, second_seed)),
    ADD CONSTRAINT tournament_matches_score CHECK (
        (state IN ('reported', 'disputed', 'done')) = (first_score IS NOT NULL AND second_score IS NOT NULL)),
    ADD CONSTRAINT tournament_matches_report CHECK (
        state NOT IN ('reported', 'disputed') OR reported_by IS NOT NULL),
    ADD CONSTRAINT tournament_matches_open CHECK (
        state NOT IN ('waiting', 'ready', 'reported', 'disputed', 'void') OR winner IS NULL);
CREATE INDEX tournament_matches_in_order ON tournament_matches (tournament_id, position);
"""
_WITHOUT = """
DROP INDEX tournament_matches_in_order;
ALTER TABLE tournament_matches
    DROP CONSTRAINT tournament_matches_tournament, DROP CONSTRAINT tournament_matches_first,
    DROP CONSTRAINT tournament_matches_second, DROP CONSTRAINT tournament_matches_reporter,
    DROP CONSTRAINT tournament_matches_decider;
ALTER TABLE tournament_players
    DROP CONSTRAINT tournament_players_tournament, DROP CONSTRAINT tournament_players_user,
    DROP CONSTRAINT tournament_players_registration;
ALTER TABLE tournaments DROP CONSTRAINT tournaments_event;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0017_results")]

    operations = [
        ops.CreateModel(
            name="Tournament",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("format", fields.CharField(max_length=12)),
                ("best_of", fields.IntField(default=1)),
                ("seeding", fields.CharField(default="random", max_length=40)),
                ("seed_order", fields.CharField(default="", max_length=1000)),
                ("bronze", fields.BooleanField(default=False)),
                ("group_count", fields.IntField(default=2)),
                ("swiss_rounds", fields.IntField(null=True)),
                ("state", fields.CharField(default="open", max_length=8)),
                ("champion", fields.IntField(null=True)),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("started_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("finished_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "tournaments",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "How an event's tournament is played, and how far it has come.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TournamentPlayer",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("tournament_id", fields.BigIntField()),
                ("seed", fields.IntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("registration_id", fields.BigIntField()),
                ("withdrawn_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("withdrawn_because", fields.CharField(default="", max_length=300)),
            ],
            options={
                "table": "tournament_players",
                "app": "forma",
                "unique_together": (("tournament_id", "seed"), ("tournament_id", "user_id")),
                "pk_attr": "id",
                "table_description": "A participant with their seed, from 1.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TournamentMatch",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("tournament_id", fields.BigIntField()),
                ("key", fields.CharField(max_length=12)),
                ("part", fields.CharField(max_length=4)),
                ("round", fields.IntField()),
                ("position", fields.IntField()),
                ("first_from", fields.CharField(max_length=16)),
                ("second_from", fields.CharField(max_length=16)),
                ("only_if_lost", fields.CharField(null=True, max_length=12)),
                ("first_seed", fields.IntField(null=True)),
                ("second_seed", fields.IntField(null=True)),
                ("state", fields.CharField(default="waiting", max_length=8)),
                ("first_score", fields.IntField(null=True)),
                ("second_score", fields.IntField(null=True)),
                ("winner", fields.IntField(null=True)),
                ("reported_by", fields.BigIntField(null=True)),
                ("stands_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decided_by", fields.BigIntField(null=True)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "tournament_matches",
                "app": "forma",
                "unique_together": (("tournament_id", "key"),),
                "pk_attr": "id",
                "table_description": "One match. Its seeds are empty while they are not known, or where nobody comes.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
