from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Tournament(Model):
    """How an event's tournament is played, and how far it has come."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    format = fields.CharField(max_length=12)
    """single, double, round_robin, swiss, groups."""
    best_of = fields.IntField(default=1)
    """1, 3, 5 or 7 games; 0: whatever the score is, the higher wins."""
    seeding = fields.CharField(max_length=40, default="random")
    """random, number, manual, or `rating:` and the key of the question or note that holds the rating."""
    seed_order = fields.CharField(max_length=1000, default="")
    """Numbers of participants, the best first, for manual seeding."""
    bronze = fields.BooleanField(default=False)
    group_count = fields.IntField(default=2)
    swiss_rounds = fields.IntField(null=True)
    """None: as many as find the best of so many players."""
    state = fields.CharField(max_length=8, default="open")
    """open: not drawn; drawn: seen by who manages it; running; finished."""
    champion = fields.IntField(null=True)
    version = fields.IntField(default=1)
    """Moves with everything that a page shows."""
    created_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "tournaments"


class TournamentPlayer(Model):
    """A participant with their seed, from 1."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    tournament_id = fields.BigIntField()
    seed = fields.IntField()
    user_id = fields.BigIntField(db_index=True)
    registration_id = fields.BigIntField()
    withdrawn_at = fields.DatetimeField(null=True)
    withdrawn_because = fields.CharField(max_length=300, default="")
    """Why the organizer took them out; empty: they left by themselves."""

    class Meta:
        table = "tournament_players"
        unique_together = (("tournament_id", "seed"), ("tournament_id", "user_id"))


class TournamentMatch(Model):
    """One match. Its seeds are empty while they are not known, or where nobody comes."""

    owner: ClassVar[str | None] = "reported_by"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    tournament_id = fields.BigIntField()
    key = fields.CharField(max_length=12)
    """As domain/events/brackets names it: W2.1."""
    part = fields.CharField(max_length=4)
    round = fields.IntField()
    position = fields.IntField()
    first_from = fields.CharField(max_length=16)
    """Where a side comes from: `S4` a seed, `WW1.2` the winner of a match, `LW1.2` its loser, `S0` nobody."""
    second_from = fields.CharField(max_length=16)
    only_if_lost = fields.CharField(max_length=12, null=True)
    first_seed = fields.IntField(null=True)
    second_seed = fields.IntField(null=True)
    state = fields.CharField(max_length=8, default="waiting")
    """waiting, ready, reported, disputed, done, walkover; bye: one goes on without playing; void: not to be played."""
    first_score = fields.IntField(null=True)
    second_score = fields.IntField(null=True)
    winner = fields.IntField(null=True)
    reported_by = fields.BigIntField(null=True)
    stands_at = fields.DatetimeField(null=True)
    """When a report that nobody answers becomes the result."""
    decided_by = fields.BigIntField(null=True)
    """Who confirmed or decided; empty: time did, or a withdrawal."""
    decided_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "tournament_matches"
        unique_together = (("tournament_id", "key"),)
