from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class EventSeries(Model):
    """Events that come again: each date is an event of its own, with `series_id`."""

    owner: ClassVar[str | None] = "organizer_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    organizer_id = fields.BigIntField(db_index=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "event_series"


class SeriesSubscription(Model):
    """Somebody wants to hear of each new date of a series."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    series_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    subscribed_at = fields.DatetimeField()

    class Meta:
        table = "series_subscriptions"
        unique_together = (("series_id", "user_id"),)
