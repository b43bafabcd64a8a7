"""What people record with their telephone."""

from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Recording(Model):
    """A way that somebody records in the mini-app. How long and how far stays; where, only while it is needed."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField(db_index=True)
    subject = fields.CharField(max_length=40)
    """What it is for, as who asked for it calls it: event:17."""
    key = fields.CharField(max_length=40)
    """The telephone's own name for it."""
    sport = fields.CharField(max_length=10, default="")
    state = fields.CharField(max_length=8, default="open")
    """open, finished."""
    first_at = fields.DatetimeField()
    """The moment of the first point that came."""
    heard_at = fields.DatetimeField()
    """When points came last."""
    ended_at = fields.DatetimeField(null=True)
    parts = fields.IntField(default=0)
    points = fields.IntField(default=0)
    metres = fields.FloatField(null=True)
    """As it was counted at the end."""

    class Meta:
        table = "recordings"


class RecordingPart(Model):
    """Some points of a recording, as they were sent together; gone a day after its end."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    recording_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    key = fields.CharField(max_length=40)
    """The telephone's own name for it: sent twice, it is one."""
    points: fields.JSONField[list[Any]] = fields.JSONField()
    """[milliseconds since 1970, latitude, longitude, accuracy in metres or nothing, 1 for the first after a pause]."""

    class Meta:
        table = "recording_parts"
