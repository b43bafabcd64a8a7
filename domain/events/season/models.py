"""The season of a series: its rules, what each date gave to whom, and where everybody stands."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class SeasonRules(Model):
    """A series whose dates are summed up; without a row they are not."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    series_id = fields.BigIntField(unique=True)
    by = fields.CharField(max_length=8)
    """places: points for the place on a date, by `table`; points: those that the date itself gave."""
    table: fields.Field[list[int]] = ArrayField(element_type="int")
    counted = fields.SmallIntField(null=True)
    """How many of the best dates are summed up; None: all."""
    version = fields.IntField(default=0)

    class Meta:
        table = "season_rules"


class SeasonPoints(Model):
    """What somebody's result on one date of a series, once approved, is worth."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    series_id = fields.BigIntField()
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    place = fields.IntField(null=True)
    """None: did not finish, or was disqualified: no points."""
    points = fields.BigIntField()
    """In thousandths."""

    class Meta:
        table = "season_points"
        unique_together = (("event_id", "user_id"),)


class SeasonStanding(Model):
    """Where somebody stands in a season."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    series_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    points = fields.BigIntField()
    """Of the dates that count, in thousandths."""
    dates = fields.SmallIntField()
    """On how many they have a result."""
    sort_key: fields.Field[list[int]] = ArrayField(element_type="bigint")
    """Points, first, second and third places, the place on the last date: smaller is better."""

    class Meta:
        table = "season_standings"
        unique_together = (("series_id", "user_id"),)
