from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class EventPin(Model):
    """An event on everybody's first screen until a day is over."""

    owner: ClassVar[str | None] = "pinned_by"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    event_id = fields.BigIntField(primary_key=True, generated=False)
    last_day = fields.DateField()
    until = fields.DatetimeField(db_index=True)
    """The midnight after it, where the event is."""
    pinned_by = fields.BigIntField()
    pinned_at = fields.DatetimeField()

    class Meta:
        table = "event_pins"
