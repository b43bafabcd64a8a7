"""Who shows where they are during an event, and when those who look are told of it."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class LiveShare(Model):
    """How far somebody has come who shows where they are. Only their last places are kept, and only while needed."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    registration_id = fields.BigIntField(unique=True)
    user_id = fields.BigIntField()
    state = fields.CharField(max_length=8, default="sharing")
    """sharing; ended: stopped, or its time was over; arrived: the distance is covered."""
    message_id = fields.BigIntField()
    """The live location that is followed; below zero, the recording of that number."""
    spare_message_id = fields.BigIntField(null=True)
    """Another one of the same person, which is followed when that one ends."""
    until = fields.DatetimeField()
    sport = fields.CharField(max_length=10, default="")
    begun_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    """When the clock started: at the start of the event, or with the first point after it."""
    heard_at = fields.DatetimeField(null=True)
    """The moment of the last point, as the telephone had it."""
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    """Where that was; nothing once the share is over."""
    anchor_at = fields.DatetimeField(null=True)
    anchor_latitude = fields.FloatField(null=True)
    anchor_longitude = fields.FloatField(null=True)
    """As far as this the way has been counted."""
    aside_at = fields.DatetimeField(null=True)
    aside_latitude = fields.FloatField(null=True)
    aside_longitude = fields.FloatField(null=True)
    """Too far away to be true, unless the next point agrees."""
    along_m = fields.FloatField(default=0)
    shown_m = fields.FloatField(default=0)
    """With the way from there to the last point."""
    splits = ArrayField(element_type="int", default=list)
    """Seconds on the clock at each mark along the way."""
    doubts = fields.CharField(max_length=40, default="")
    """Why somebody should look at it: jumps, fast, gap."""
    arrived_ms = fields.BigIntField(null=True)
    over_at = fields.DatetimeField(null=True)

    class Meta:
        table = "live_shares"


class LiveBoard(Model):
    """When those who look at an event's live board were told last. `version` moves each time."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    version = fields.BigIntField(default=0)
    told_at = fields.DatetimeField()
    changed = fields.BooleanField(default=False)
    """Somebody has moved since."""

    class Meta:
        table = "live_boards"
