from __future__ import annotations

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class EventLikeness(Model):
    """Two public events that many of the same people took part in: the cosine, 0…1. Nobody's name is in it."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    """One that can still be joined."""
    alike_id = fields.BigIntField(db_index=True)
    likeness = fields.FloatField()

    class Meta:
        table = "event_likeness"
        unique_together = (("event_id", "alike_id"),)


class DeclinedEvent(Model):
    """«Не предлагать такое»: not to be offered to that person again."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    event_id = fields.BigIntField()
    declined_at = fields.DatetimeField()

    class Meta:
        table = "declined_events"
        unique_together = (("user_id", "event_id"),)


class NearbyAlert(Model):
    """Somebody wants to hear at once of what is new so near to them."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    radius_km = fields.SmallIntField()
    told_at = fields.DatetimeField(null=True)
    """The last time: at most once a day."""

    class Meta:
        table = "nearby_alerts"


class WeeklyPicks(Model):
    """When somebody's events of the week are chosen next, and what they have been shown before."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    weekday = fields.SmallIntField(default=3)
    """Of the person's own week: 0 is Monday."""
    hour = fields.SmallIntField(default=18)
    due_at = fields.DatetimeField(db_index=True)
    shown = ArrayField("BIGINT", default=list)

    class Meta:
        table = "weekly_picks"
