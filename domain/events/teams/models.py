"""Teams of an event: what a team is there, who is in which, who was asked into one."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class EventTeamRules(Model):
    """The event is run in teams, and what a team is; without a row it is not."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    least = fields.SmallIntField()
    """With fewer a team is incomplete."""
    most = fields.SmallIntField()
    counted = fields.SmallIntField()
    """How many of a team's best results are summed up."""
    needs_woman = fields.BooleanField(default=False)

    class Meta:
        table = "event_team_rules"


class EventTeam(Model):
    """A team, and what its members' results come to."""

    owner: ClassVar[str | None] = "captain_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    captain_id = fields.BigIntField()
    name = fields.CharField(max_length=40)
    name_key = fields.CharField(max_length=80)
    """How two names are the same: without case, ё as е."""
    token = fields.CharField(max_length=22, unique=True)
    """In the link by which one joins; a new one when somebody is taken out."""
    members = fields.SmallIntField()
    counted = fields.SmallIntField(default=0)
    """How many results are summed up now."""
    total = fields.BigIntField(null=True)
    sort_key: fields.Field[list[int]] = ArrayField(element_type="bigint")
    """What the team board is sorted by (domain/events/teams/sums.py)."""
    created_at = fields.DatetimeField()

    class Meta:
        table = "event_teams"


class EventTeamMember(Model):
    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    team_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    joined_at = fields.DatetimeField()

    class Meta:
        table = "event_team_members"
        unique_together = (("event_id", "user_id"),)


class EventTeamWish(Model):
    """Somebody wants to be in a team as soon as they are in the event."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    team_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    asked_at = fields.DatetimeField()

    class Meta:
        table = "event_team_wishes"
        unique_together = (("event_id", "user_id"),)
