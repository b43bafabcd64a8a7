from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class ProgrammeItem(Model):
    """What happens at a time within an event: for everybody in it, or for those who have chosen it."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    title = fields.CharField(max_length=120)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    pool_id = fields.BigIntField(null=True, unique=True)
    """The places of an item that is chosen; none of an item for everybody."""
    remind_minutes = fields.IntField(null=True)
    """So long before its start; None: not at all."""
    removed_at = fields.DatetimeField(null=True)
    """It was taken out of the programme: who was in it can still be told so."""

    class Meta:
        table = "programme_items"
