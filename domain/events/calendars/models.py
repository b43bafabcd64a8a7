from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class CalendarFeed(Model):
    """The secret address at which a person's calendar program reads their events."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    token = fields.CharField(max_length=22, unique=True)
    organized = fields.BooleanField(default=False)
    """Also the events that they make."""
    alarm_minutes = fields.SmallIntField(null=True)
    """So long before the start the calendar rings; None: it does not."""
    changed_at = fields.DatetimeField()

    class Meta:
        table = "calendar_feeds"
